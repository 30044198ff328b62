import Foundation
import Records

/// The study's table, as Markdown: one line per design, one column per method.
struct StudyTable {
  private static let names: [Plan.Effects.Estimator: String] = [
    .mixedModel: "mixed model", .clusterRobust: "CR2", .wildBootstrap: "wild bootstrap",
    .randomization: "randomization", .clusterLevel: "units' t",
  ]

  let results: [(StudyDesign, StudyTally)]

  var text: String {
    let methods = Plan.Effects.Estimator.allCases
    let heading = ["units", "sizes", "ICC"] + methods.map { Self.names[$0] ?? "" } + ["recommended", "coverage"]
    let lines = results.map { design, tally in
      let ratio = design.varianceRatio == 1 ? "" : ", variance × \(Int(design.varianceRatio))"
      let first = [
        "\(design.controlCount) + \(design.experimentalCount)", design.sizes.rawValue + ratio,
        String(format: "%.2f", design.intraclassCorrelation),
      ]
      return first + methods.map { cell(tally.methods[$0], tally) }
        + [cell(tally.recommended, tally), percent(tally.covered, tally.withInterval)]
    }
    return ([heading, heading.map { _ in "---" }] + lines).map { "| " + $0.joined(separator: " | ") + " |" }
      .joined(separator: "\n")
  }

  /// Share rejected where the method was called valid; in parentheses, with why, where it mostly was not.
  private func cell(_ count: StudyTally.Count?, _ tally: StudyTally) -> String {
    guard let count, count.answered * 2 > tally.trialCount else { return "–" }
    if count.valid * 2 > count.answered { return percent(count.rejectedWhenValid, count.valid) }
    let share = percent(count.rejected, count.answered)
    return count.conservative * 2 > count.answered ? "(\(share) conservative)" : "(\(share) not valid)"
  }

  private func percent(_ count: Int, _ total: Int) -> String {
    total > 0 ? String(format: "%.1f", 100 * Double(count) / Double(total)) : "–"
  }
}
