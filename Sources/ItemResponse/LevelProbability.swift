import Foundation

/// The probability that a child of a given ability reaches a level on a form, sampling error of its items included.
///
/// With plausible values it turns an effect on the latent scale into one on "how many reach level III", on one form for
/// all: forms that differ in difficulty do not enter.
///
/// **Numerical notes.** Log odds are tabled at a tenth of a logit and read by cubic interpolation: errors below 1e-5.
public struct LevelProbability: Sendable {
  /// The sum score at which the level begins.
  public let lowestScore: Int
  /// `nil` when every score, or none, is of the level.
  private let logOdds: LikelihoodInterpolant?
  private let constant: Double

  /// Beyond the outermost step by so much, log odds are straight.
  private static let margin = 8.0
  private static let step = 0.1

  /// Tables a form.
  ///
  /// - Parameters:
  ///   - form: Calibrated items.
  ///   - lowestScore: The sum score at which the level begins, categories counted as in `TestForm.scoreRange`.
  public init(_ form: TestForm, lowestScore: Int) {
    self.lowestScore = lowestScore
    let range = form.scoreRange
    constant = lowestScore <= range.lowerBound ? 1 : 0
    guard lowestScore > range.lowerBound, lowestScore <= range.upperBound else {
      logOdds = nil
      return
    }
    let locations = form.items.flatMap(\.locations)
    let interval = (locations.min() ?? 0) - Self.margin...(locations.max() ?? 0) + Self.margin
    let grid = EvenGrid(covering: interval, step: Self.step)
    let values = grid.nodes.map { node in
      let scores = form.scoreProbabilities(at: node)
      let split = lowestScore - range.lowerBound
      func logSum(_ part: ArraySlice<Double>) -> Double { log(max(part.reduce(0, +), .leastNormalMagnitude)) }
      return logSum(scores[split...]) - logSum(scores[..<split])
    }
    logOdds = LikelihoodInterpolant(LikelihoodTable(grid: grid, logLikelihoods: values))
  }

  /// The probability at each ability.
  public func probabilities(at abilities: [Double]) -> [Double] {
    guard let logOdds else { return abilities.map { _ in constant } }
    return logOdds.withReader { reader in abilities.map { 1 / (1 + exp(-reader.value(cell: 0, at: $0))) } }
  }
}
