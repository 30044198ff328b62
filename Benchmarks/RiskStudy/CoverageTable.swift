import Foundation
import SimulatedStudy

/// One line per indicator, block and index: how close estimates come, and how often intervals hold the truth.
struct CoverageTable {
  let answers: [StudyAnswer]

  var text: String {
    let quantities = answers.map(\.quantity).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    let byQuantity = Dictionary(grouping: answers, by: \.quantity)
    return markdown(
      heading: [
        "quantity", "mean truth", "bias ± its error", "SD of error", "mean standard error", "mean half-width",
        "shrinkage", "truth below interval", "truth above", "coverage",
      ], quantities.map { line($0, byQuantity[$0] ?? []) })
  }

  private func line(_ quantity: String, _ answers: [StudyAnswer]) -> [String] {
    func mean(_ value: (StudyAnswer) -> Double) -> MonteCarloMean {
      MonteCarloMean(answers.map { ($0.pilot, value($0)) })
    }
    let squares = mean { ($0.estimate - $0.truth) * ($0.estimate - $0.truth) }.mean
    let bias = mean { $0.estimate - $0.truth }
    let isShare = answers.allSatisfy { $0.standardError != nil }
    let format = isShare ? "%.4f" : "%.2f"
    func number(_ value: Double) -> String { String(format: format, value) }
    let isShrunken = answers.contains { $0.shrinkage != nil }
    return [
      quantity, number(mean(\.truth).mean), bias.text(format),
      number(max(0, squares - bias.mean * bias.mean).squareRoot()),
      isShare ? number(mean { $0.standardError ?? 0 }.mean) : "", number(mean { ($0.upper - $0.lower) / 2 }.mean),
      isShrunken ? String(format: "%.2f", mean { $0.shrinkage ?? 1 }.mean) : "",
      percent(mean { $0.truth < $0.lower ? 1 : 0 }.mean), percent(mean { $0.truth > $0.upper ? 1 : 0 }.mean),
      mean { $0.isCovered ? 1 : 0 }.text("%.2f", scale: 100) + " %",
    ]
  }

  private func percent(_ share: Double) -> String { String(format: "%.1f %%", 100 * share) }
}
