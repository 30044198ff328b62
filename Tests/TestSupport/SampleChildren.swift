public import Findings

/// Sheets of three children of two preschools with invented numbers.
public enum SampleChildren {
  /// A child of P-1 at all waves of the sample's pilot, another one at the first, and a child of P-2.
  public static func findings() -> ChildFindings {
    var sheets = SampleRun.waves.enumerated().map { sheet("aa01", "P-1", wave: $0.element, gain: $0.offset) }
    sheets.append(sheet("aa02", "P-1", wave: SampleRun.waves[0], gain: 0))
    sheets.append(sheet("bb01", "P-2", wave: SampleRun.waves[0], gain: 0))
    return ChildFindings(pilot: SampleRun.findings().pilot, method: "ml", sheets: sheets, warnings: [])
  }

  private static func sheet(_ child: String, _ preschool: String, wave: String, gain: Int) -> ChildSheetFinding {
    ChildSheetFinding(
      child: child, preschool: preschool, preschoolName: "<Balapan> & Co", group: "\(preschool)-A", ageBand: 4,
      wave: wave, observedOn: "2026-0\(gain + 1)-20", form: "4-interim",
      areas: SampleRun.outcomes.map { outcome in
        ChildAreaFinding(
          outcome: outcome, scale: "4", itemCount: 6, markedCount: 6, meanPoints: 1.5 + 0.5 * Double(gain),
          level: gain + 1,
          score: gain == 2 ? .aboveAll : .estimate(value: 0.25 + Double(gain), standardError: 0.5),
          levelProbabilities: [[0.55, 0.44, 0.01], [0.1, 0.8, 0.1], [0, 0.005, 0.995]][gain], formed: ["4-Ф.2"],
          notFormed: ["4-Ф.3", "4-Ф.4", "4-Ф.5", "4-Ш.1"], risen: gain > 0 ? ["4-Ф.2"] : [], fallen: [])
      })
  }
}
