internal import Findings
internal import Records

/// Where each child started, and where it came: its results over all outcomes, in standard deviations.
///
/// The score of an outcome is compared with those of all children, of both arms, who have the same sheet at the same wave in
/// the same age band, so that waves and forms need not be equally hard. A result is the mean of the child's outcomes, at
/// least half of which must be there.
struct ChildGains {
  struct Gain {
    /// Position among the panel's rows: the last one after the treatment began.
    var row: Int
    /// Result at the last wave before the treatment; `nil` when there is none.
    var start: Double?
    /// Result of the row, its standard deviation among all children being 1.
    var result: Double
    /// What results are compared within.
    var sheet: String
  }

  /// One per child of the arm with a result after the treatment began, in the order of the panel's rows.
  let gains: [Gain]

  init(_ panel: Panel, arm: Arm) {
    let sheets = panel.rows.indices.map { "\(panel.rows[$0].wave):\(panel.rows[$0].sheet):\(panel.ageBand(of: $0))" }
    let results = Self.results(panel, sheets)
    let deviation = Self.deviation(
      panel.rows.indices.filter { panel.plan.waves[panel.rows[$0].wave].role == .after }.compactMap { results[$0] })
    var starts: [Int: Double] = [:]
    var last: [Int: Int] = [:]
    for row in panel.rows.indices {
      guard let result = results[row] else { continue }
      switch panel.plan.waves[panel.rows[row].wave].role {
      case .before: starts[panel.rows[row].child] = result
      case .after: last[panel.rows[row].child] = row
      }
    }
    gains = last.values.sorted().compactMap { row in
      guard panel.rows[row].place.arm == arm, let result = results[row], deviation > 0 else { return nil }
      return Gain(
        row: row, start: starts[panel.rows[row].child], result: result / deviation, sheet: sheets[row])
    }
  }

  /// Mean of the standardised scores of each row.
  private static func results(_ panel: Panel, _ sheets: [String]) -> [Double?] {
    var (sums, counts) = (
      [Double](repeating: 0, count: sheets.count), [Int](repeating: 0, count: sheets.count)
    )
    let bySheet = Dictionary(grouping: sheets.indices) { sheets[$0] }
    for scores in panel.scores {
      for rows in bySheet.values {
        let known = rows.filter { !scores[$0].isNaN }
        let (mean, deviation) = (mean(known.map { scores[$0] }), deviation(known.map { scores[$0] }))
        // Rounding of equal scores is no difference.
        guard deviation > 1e-9 * abs(mean) else { continue }
        for row in known {
          sums[row] += (scores[row] - mean) / deviation
          counts[row] += 1
        }
      }
    }
    return sums.indices.map {
      counts[$0] > 0 && 2 * counts[$0] >= panel.scores.count ? sums[$0] / Double(counts[$0]) : nil
    }
  }

  private static func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(max(1, values.count)) }

  private static func deviation(_ values: [Double]) -> Double {
    guard values.count > 1 else { return 0 }
    let mean = mean(values)
    return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)).squareRoot()
  }
}
