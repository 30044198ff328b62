import Findings
import Foundation

/// The study's table, as Markdown: one line per outcome and wave, and one for all of them.
struct StudyTable {
  let answers: [StudyAnswer]

  var text: String {
    let heading = [
      "outcome", "wave", "pilots", "truth", "mean", "bias ± its error", "SD of estimates", "mean error", "coverage",
    ]
    let places = Dictionary(grouping: answers) { [$0.outcome, $0.wave] }
    let lines = places.keys.sorted { $0.lexicographicallyPrecedes($1) }.map { place in
      line(place[0], place[1], places[place] ?? [])
    }
    return ([heading, heading.map { _ in "---" }] + lines + [total])
      .map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
  }

  private func line(_ outcome: String, _ wave: String, _ answers: [StudyAnswer]) -> [String] {
    let count = Double(answers.count)
    let values = answers.map(\.estimate.value)
    let mean = values.reduce(0, +) / count
    let deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / max(1, count - 1)).squareRoot()
    let errors = answers.compactMap(\.estimate.standardError)
    let truth = answers.first?.truth ?? 0
    return [
      outcome, wave, "\(answers.count)", number(truth), number(mean),
      "\(number(mean - truth)) ± \(number(deviation / count.squareRoot()))", number(deviation),
      number(errors.reduce(0, +) / max(1, Double(errors.count))), percent(answers),
    ]
  }

  /// Coverage over everything; its Monte-Carlo error takes the answers of a pilot as one.
  private var total: [String] {
    ["all", "", "\(answers.count) answers", "", "", "", "", "", percent(answers)]
  }

  /// Share of intervals that hold the truth, with its Monte-Carlo error over pilots.
  private func percent(_ answers: [StudyAnswer]) -> String {
    let shares = Dictionary(grouping: answers, by: \.pilot).values.map { own in
      Double(own.count(where: \.isCovered)) / Double(own.count)
    }
    let count = Double(max(1, shares.count))
    let mean = shares.reduce(0, +) / count
    let variance = shares.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / max(1, count - 1)
    return String(format: "%.1f ± %.1f %%", 100 * mean, 100 * (variance / count).squareRoot())
  }

  private func number(_ value: Double) -> String { String(format: "%.4f", value) }
}
