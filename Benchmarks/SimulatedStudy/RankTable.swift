import Foundation

/// Whether stated probabilities of being among the highest fifth are those that come true, and what rank intervals hold.
public struct RankTable {
  private let answers: [RankAnswer]

  /// A table of statements from all pilots.
  public init(answers: [RankAnswer]) { self.answers = answers }

  /// Three parts, as Markdown.
  public var text: String {
    [calibration, brier, intervals].compactMap { $0 }.joined(separator: "\n\n")
  }

  private static let edges = [0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.6, 0.8, 1.0]

  private var stated: [(pilot: UInt64, probability: Double, outcome: Double)] {
    answers.compactMap { answer in answer.probability.map { (answer.pilot, $0, answer.isHighest ? 1 : 0) } }
  }

  private var calibration: String {
    let stated = stated
    let bins = zip(Self.edges, Self.edges.dropFirst()).map { lower, upper in
      let own = stated.filter { $0.probability >= lower && ($0.probability < upper || upper == 1) }
      return [
        String(format: "%.2f – %.2f", lower, upper), "\(own.count)",
        own.isEmpty
          ? "" : String(format: "%.3f", own.reduce(0) { $0 + $1.probability } / Double(own.count)),
        own.isEmpty ? "" : MonteCarloMean(own.map { ($0.pilot, $0.outcome) }).text("%.3f"),
      ]
    }
    return markdown(heading: ["stated probability", "statements", "mean stated", "came true"], bins)
  }

  /// Mean squared distance of statements from what is true; 0.16 for always saying one fifth.
  private var brier: String {
    let score = MonteCarloMean(
      stated.map { ($0.pilot, ($0.probability - $0.outcome) * ($0.probability - $0.outcome)) })
    return "Brier score " + score.text("%.4f") + " (0.16 when one fifth is said of every place)."
  }

  private var intervals: String? {
    let held = answers.compactMap { answer in
      answer.interval.map { (answer.pilot, $0.contains(answer.trueRank) ? 1.0 : 0.0) }
    }
    guard !held.isEmpty else { return nil }
    let widths = answers.compactMap { answer in answer.interval.map { (answer.pilot, Double($0.count)) } }
    return "Rank intervals hold the true rank in " + MonteCarloMean(held).text("%.2f", scale: 100) + " %; "
      + String(format: "they span %.1f ranks on average.", MonteCarloMean(widths).mean)
  }
}
