internal import LinearAlgebra
internal import Probability

/// One Gibbs chain over abilities, coefficients, random effects and variances.
final class AbilityChain {
  private(set) var coefficients: [Double]
  private(set) var residualVariance: Double
  /// From few units to many.
  let factors: [RandomIntercepts]
  let rows: AbilityRows
  private let rowColumns: FlatRegression
  private var stream: RandomStream
  private(set) var acceptedCount = 0

  /// Starts at abilities that the coefficients are first fitted to.
  init(
    _ layout: PopulationLayout, rows: AbilityRows, variance: Double, stream: RandomStream
  ) {
    self.rows = rows
    self.stream = stream
    rowColumns = layout.rowColumns
    coefficients = [Double](repeating: 0, count: layout.kept.count)
    residualVariance = variance / Double(layout.factors.count + 1)
    var factors: [RandomIntercepts] = []
    for factor in layout.factors {
      factors.append(RandomIntercepts(factor, parents: factors, variance: residualVariance))
    }
    self.factors = factors
    drawColumns()
  }

  /// Draws everything once.
  func sweep() {
    acceptedCount += rows.draw(residualVariance: residualVariance, &stream)
    drawColumns()
    for factor in factors {
      factor.draw(rows.residuals, residualVariance: residualVariance, &stream)
      factor.drawConstantColumns(&coefficients, &stream)
      factor.drawParents(factors, &stream)
    }
    residualVariance = VarianceDraw.draw(squares: rows.squares, count: rows.count, &stream)
  }

  /// Forgets how many proposals were accepted.
  func resetAcceptance() { acceptedCount = 0 }

  private func drawColumns() {
    rowColumns.draw(rows.residuals, variance: residualVariance, coefficients: &coefficients, &stream)
  }
}
