internal import Foundation
internal import LinearAlgebra
internal import Moments

extension SlopeProblem {
  /// Iterations of the single common factor: it is a start only.
  private static var factorIterationCount: Int { 20 }
  /// Variance of the standard logistic distribution: π²/3.
  private static var logisticVariance: Double { Double.pi * Double.pi / 3 }

  /// A point near the maximum: slopes from the loadings of a common factor, intercepts from the shares of categories.
  var start: SlopePoint {
    let loadings = commonFactorLoadings
    let totals = itemTotals
    return SlopePoint(
      items: items.indices.map { item in
        if let anchor = items[item].anchor { return SlopeIntercepts(anchor, family: family) }
        let loading = min(max(loadings[item], 0.15), 0.9)
        let slope = (Self.logisticVariance * loading * loading / (1 - loading * loading)).squareRoot()
        let marginal = (1 + slope * slope / Self.logisticVariance).squareRoot()
        return SlopeIntercepts(
          categories: items[item].categories, family: family, slope: slope, shares: totals[item], stretch: marginal)
      }, groups: groups.map { _ in SlopePoint.Group() })
  }

  /// Items × categories, over all groups.
  private var itemTotals: [[Double]] {
    items.indices.map { item in
      patterns.categoryTotals.dropFirst().reduce(patterns.categoryTotals[0][item]) { zip($0, $1[item]).map(+) }
    }
  }

  /// Loadings of one factor that fits the correlations of pairs of items; 0 for an item that goes with no other.
  private var commonFactorLoadings: [Double] {
    let (scores, answered) = standardizedScores
    let products = SymmetricMatrix.gram(scores)
    let weights = SymmetricMatrix.gram(answered)
    let correlations = items.indices.map { row in
      items.indices.map { column in
        row == column || weights[row, column] == 0 ? 0 : products[row, column] / weights[row, column]
      }
    }
    var loadings = [Double](repeating: 0.6, count: items.count)
    for _ in 0..<Self.factorIterationCount {
      let squares = loadings.reduce(0) { $0 + $1 * $1 }
      loadings = items.indices.map { item in
        let rest = squares - loadings[item] * loadings[item]
        let own = zip(correlations[item], loadings).reduce(0) { $0 + $1.0 * $1.1 }
        return rest > 0 ? 0.5 * (loadings[item] + min(max(own / rest, -0.95), 0.95)) : 0
      }
    }
    return loadings
  }

  /// Patterns × items: standardised categories and marks of an answer, each times the root of the persons.
  private var standardizedScores: (scores: Matrix, answered: Matrix) {
    let roots = patterns.personCounts.map { $0.squareRoot() }
    var scores = [Double](repeating: 0, count: patternCount * items.count)
    var answered = scores
    for (item, totals) in itemTotals.enumerated() {
      let values = standardized(totals)
      for pattern in 0..<patternCount {
        let code = patterns.codes[pattern * items.count + item]
        guard code != ItemResponses.missing else { continue }
        scores[item * patternCount + pattern] = roots[pattern] * values[Int(code)]
        answered[item * patternCount + pattern] = roots[pattern]
      }
    }
    return (
      Matrix(rowCount: patternCount, columnCount: items.count, elements: scores),
      Matrix(rowCount: patternCount, columnCount: items.count, elements: answered)
    )
  }

  /// The categories 0, 1, 2 … with mean 0 and variance 1 over persons; 0 where they do not vary.
  private func standardized(_ totals: [Double]) -> [Double] {
    let persons = max(totals.reduce(0, +), 1)
    let mean = totals.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element } / persons
    let deviations = totals.indices.map { Double($0) - mean }
    let variance = zip(deviations, totals).reduce(0) { $0 + $1.0 * $1.0 * $1.1 } / persons
    return deviations.map { variance > 0 ? $0 / variance.squareRoot() : 0 }
  }
}

extension SlopeIntercepts {
  /// Intercepts that give an item about these shares of its categories.
  fileprivate init(
    categories: [Int], family: SlopeModel.Family, slope: Double, shares: [Double], stretch: Double
  ) {
    points = categories.map { Double($0 - categories[0]) }
    switch family {
    case .gradedResponse:
      self.slope = slope
      let total = shares.reduce(0, +)
      var below = 0.0
      intercepts = shares.dropLast().map { share in
        below += share
        return stretch * log((total - below) / below)
      }
    case .generalizedPartialCredit:
      let spread = points[points.count - 1]
      self.slope = slope / max(1, spread.squareRoot())
      intercepts = shares.dropFirst().map { log($0 / shares[0]) }
    }
  }
}
