import Foundation
internal import Moments

/// Mean squares of an item's residuals: 1 where the answers scatter as the model says.
///
/// Above 1 answers are more erratic than the model says, below 1 they follow the other items too closely. Outfit weighs
/// residuals by their variance and shows surprising answers of persons far from the item; infit those near it.
///
/// **Source.** Wright & Masters (1982), Rating Scale Analysis, chapter 5; zstd by the cube-root transformation of Wilson and
/// Hilferty.
public struct ResidualMeanSquares: Sendable, Codable, Equatable {
  public let outfit: Double
  public let infit: Double
  /// About standard normal under the model; `nil` for residuals averaged over posteriors, which have no such form, and
  /// where the mean square has no variance.
  public let outfitZ: Double?
  public let infitZ: Double?
  /// Persons who answered the item.
  public let personCount: Int
}

/// Sums over persons that mean squares of one item are made of.
struct ResidualSums {
  /// Σ z², Σ (x − E)², Σ V.
  private var standardized = 0.0
  private var squares = 0.0
  private var variance = 0.0
  /// Σ C₄ / V² and Σ (C₄ − V²), with C₄ the fourth central moment.
  private var standardizedFourth = 0.0
  private var fourth = 0.0
  private var personCount = 0

  /// Adds persons with the same expectation.
  ///
  /// - Parameters:
  ///   - counts: Persons per category.
  ///   - expectation: What the model says of them.
  mutating func add(_ counts: some Sequence<Int>, _ expectation: ItemExpectation) {
    let (sum, persons) = expectation.squaredResiduals(counts)
    let n = Double(persons)
    let v = expectation.variance
    standardized += sum / v
    squares += sum
    variance += n * v
    standardizedFourth += n * expectation.fourth / (v * v)
    fourth += n * (expectation.fourth - v * v)
    personCount += persons
  }

  /// Infit, outfit and their zstd; `nil` without persons.
  var meanSquares: ResidualMeanSquares? {
    guard personCount > 0, variance > 0 else { return nil }
    let n = Double(personCount)
    let (outfit, infit) = (standardized / n, squares / variance)
    return ResidualMeanSquares(
      outfit: outfit, infit: infit, outfitZ: zstd(outfit, variance: standardizedFourth / (n * n) - 1 / n),
      infitZ: zstd(infit, variance: fourth / (variance * variance)), personCount: personCount)
  }

  /// (ms^{1/3} − 1) 3 / q + q / 3.
  private func zstd(_ meanSquare: Double, variance: Double) -> Double? {
    guard variance > 0 else { return nil }
    let q = variance.squareRoot()
    return (cbrt(meanSquare) - 1) * 3 / q + q / 3
  }
}

/// Central moments of an item's category at one ability.
struct ItemExpectation {
  let mean: Double
  let variance: Double
  let fourth: Double

  init(_ item: ItemParameters, at theta: Double, model: ItemModel) {
    let p = item.logProbabilities(at: theta, model: model).map { exp($0) }
    let mean = zip(item.categories, p).reduce(0) { $0 + Double($1.0) * $1.1 }
    var (second, fourth) = (0.0, 0.0)
    for (category, probability) in zip(item.categories, p) {
      let square = (Double(category) - mean) * (Double(category) - mean)
      second += square * probability
      fourth += square * square * probability
    }
    self.mean = mean
    variance = second
    self.fourth = fourth
  }

  /// Σ n_k (k − E)² over categories, and Σ n_k.
  func squaredResiduals(_ counts: some Sequence<Int>) -> (sum: Double, persons: Int) {
    var (sum, persons) = (0.0, 0)
    for (category, count) in counts.enumerated() where count > 0 {
      sum += Double(count) * (Double(category) - mean) * (Double(category) - mean)
      persons += count
    }
    return (sum, persons)
  }
}
