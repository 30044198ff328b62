import Balancing
import LinearAlgebra
import TestSupport
import Testing

/// Balance that exists is found in large samples too, where the rounding of the objective hides the last steps.
@Suite struct EntropyConvergenceTests {
  /// Rows of two groups that hardly differ, with an indicator and two measures.
  private func sample(seed: UInt64, rowCount: Int) throws -> ComparisonSample {
    var random = RepeatableRandom(seed: seed)
    let isTreated = (0..<rowCount).map { _ in random.uniform() < 0.53 }
    let values =
      (0..<rowCount).map { _ in random.uniform() < 0.3 ? 1.0 : 0 }
      + (0..<rowCount).map { _ in 60 + 4 * random.normal() } + (0..<rowCount).map { _ in 2 + 0.4 * random.normal() }
    return try ComparisonSample(
      isTreated: isTreated, covariates: Matrix(rowCount: rowCount, columnCount: 3, elements: values),
      covariateNames: ["language", "age", "score"])
  }

  @Test(arguments: [2_578, 5_301])
  func groupsThatAreAlikeAreBalanced(rowCount: Int) throws {
    for seed in 1...100 {
      let sample = try sample(seed: UInt64(seed), rowCount: rowCount)
      #expect(throws: Never.self, "seed \(seed)") { try EntropyBalancing(target: .all).fit(sample) }
    }
  }
}
