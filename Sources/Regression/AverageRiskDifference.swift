public import Findings
internal import Foundation
internal import LinearAlgebra
public import Moments

extension LogisticRegressionFit {
  /// The average difference in the probability of response 1 between both values of a treatment.
  ///
  /// Everybody's probability is predicted twice, as if treated and as if not, with the covariates as they are; the error
  /// is by the delta method from the fit's covariance, with the degrees of freedom of the treatment.
  ///
  /// - Parameters:
  ///   - term: A column of the model that is 1 for the treated; its products with other columns follow it.
  ///   - cells: The rows that were fitted, or others with the same columns to average over.
  /// - Returns: Average probabilities and their difference, the covariates taken as fixed.
  /// - Throws: `EstimationError.termNotEstimated`, `.unknownInteraction`.
  public func averageRiskDifference(
    of term: String, over cells: ResponseCells
  ) throws(EstimationError) -> RiskDifference {
    let arms = try CounterfactualDesigns(term: term, fitted: terms, cells: cells)
    let (control, experimental) = (
      AverageRisk(arms.control, arms.weights, coefficients), AverageRisk(arms.experimental, arms.weights, coefficients)
    )
    let gradient = zip(experimental.gradient, control.gradient).map { $0 - $1 }
    return RiskDifference(
      control: control.probability, experimental: experimental.probability,
      standardError: max(0, covariance.quadraticForm(gradient)).squareRoot(),
      degreesOfFreedom: terms.firstIndex(of: term).flatMap { degreesOfFreedom?[$0] })
  }
}

extension CumulativeLogitFit {
  /// The average difference in the probability of reaching a category between both values of a treatment.
  ///
  /// - Parameters:
  ///   - term: A column of the model that is 1 for the treated; its products with other columns follow it.
  ///   - category: The lowest category that counts as reached, such as `3`.
  ///   - cells: The rows that were fitted, or others with the same columns to average over.
  /// - Returns: Average probabilities and their difference, the covariates taken as fixed.
  /// - Throws: `EstimationError.categoryNotReachable`, `.termNotEstimated`, also when a parameter runs to infinity;
  ///   `.unknownInteraction`; `.randomTermsNotAvailable` for a model with a random intercept, whose probabilities are
  ///   those of one unit and not of the population.
  public func averageRiskDifference(
    of term: String, reaching category: String, over cells: ResponseCells
  ) throws(EstimationError) -> RiskDifference {
    guard randomIntercept == nil else { throw .randomTermsNotAvailable }
    guard let cutoff = thresholds.firstIndex(where: { $0.hasSuffix("|\(category)") }) else {
      throw .categoryNotReachable(category: category)
    }
    if let divergent = divergentParameters.first { throw .termNotEstimated(term: parameterNames[divergent]) }
    let arms = try CounterfactualDesigns(term: term, fitted: terms, cells: cells)
    let used = [cutoff] + terms.indices.map { thresholds.count + $0 }
    // P(Y > k) = σ(xᵀβ − θ_k): a logistic regression with the constant −1.
    let constant = [Double](repeating: -1, count: cells.cellCount)
    let parameters = used.map { self.parameters[$0] }
    let (control, experimental) = (
      AverageRisk(arms.control.prepending(constant), arms.weights, parameters),
      AverageRisk(arms.experimental.prepending(constant), arms.weights, parameters)
    )
    let gradient = zip(experimental.gradient, control.gradient).map { $0 - $1 }
    return RiskDifference(
      control: control.probability, experimental: experimental.probability,
      standardError: max(0, covariance.submatrix(used).quadraticForm(gradient)).squareRoot(),
      degreesOfFreedom: terms.firstIndex(of: term).flatMap { degreesOfFreedom?[thresholds.count + $0] })
  }
}

/// The weighted mean of logistic probabilities and its gradient in the coefficients.
private struct AverageRisk {
  var probability = 0.0
  var gradient: [Double]

  init(_ design: Matrix, _ weights: [Double], _ coefficients: [Double]) {
    let total = weights.reduce(0, +)
    let probabilities = design.multiplied(by: coefficients).map { 1 / (1 + exp(-$0)) }
    probability = dot(probabilities, weights) / total
    gradient = design.transposeMultiplied(by: zip(probabilities, weights).map { $0 * (1 - $0) * $1 / total })
  }
}

/// The columns of a fit with a treatment set to 0 and to 1 in every cell.
private struct CounterfactualDesigns {
  let control: Matrix
  let experimental: Matrix
  let weights: [Double]

  init(term: String, fitted: [String], cells: ResponseCells) throws(EstimationError) {
    guard fitted.contains(term) else { throw .termNotEstimated(term: term) }
    let names = cells.columns.terms.map(\.name)
    var (treated, untreated): ([Double], [Double]) = ([], [])
    for name in fitted {
      guard let column = names.firstIndex(of: name) else { throw .termNotEstimated(term: name) }
      guard let active = try Self.columnIfTreated(name, term: term, cells: cells) else {
        treated += cells.design.column(column)
        untreated += cells.design.column(column)
        continue
      }
      treated += active
      untreated += [Double](repeating: 0, count: cells.cellCount)
    }
    control = Matrix(rowCount: cells.cellCount, columnCount: fitted.count, elements: untreated)
    experimental = Matrix(rowCount: cells.cellCount, columnCount: fitted.count, elements: treated)
    weights = cells.cellWeights
  }

  /// A column of the treatment as it is for the treated; `nil` for a column that does not involve it.
  private static func columnIfTreated(
    _ name: String, term: String, cells: ResponseCells
  ) throws(EstimationError) -> [Double]? {
    if name == term { return [Double](repeating: 1, count: cells.cellCount) }
    let factors = name.split(separator: ":").map(String.init)
    guard factors.contains(term) else { return nil }
    let others = factors.filter { $0 != term }.joined(separator: ":")
    guard let column = cells.columns.terms.firstIndex(where: { $0.name == others }) else {
      throw .unknownInteraction(term: term, product: name)
    }
    return cells.design.column(column)
  }
}

extension Matrix {
  fileprivate func prepending(_ column: [Double]) -> Matrix {
    Matrix(rowCount: rowCount, columnCount: columnCount + 1, elements: column + elements)
  }
}
