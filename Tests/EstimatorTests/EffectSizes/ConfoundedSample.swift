import EffectSizes
import TestSupport

/// Rows of an outcome, a treatment and a covariate, to which a confounder of stated strength can be added.
struct ConfoundedSample {
  private let outcome: [Double]
  private let treatment: [Double]
  private let covariates: [[Double]]
  private let noise: [Double]

  init(rowCount: Int) {
    var random = RepeatableRandom(seed: 5)
    func draws() -> [Double] { (0..<rowCount).map { _ in random.normal() } }
    let covariate = draws()
    covariates = [[Double](repeating: 1, count: rowCount), covariate]
    treatment = zip(draws(), covariate).map { $0 + 0.5 * $1 }
    outcome = zip(draws(), treatment).map { $0 + 0.6 * $1 }
    noise = draws()
  }

  /// The treatment's coefficient by least squares, with further columns in the model.
  func effect(with columns: [[Double]]) -> EstimatedEffect {
    let others = covariates + columns
    let treatmentRest = residual(of: treatment, on: others)
    let square = dot(treatmentRest, treatmentRest)
    let value = dot(treatmentRest, outcome) / square
    let rest = residual(of: outcome, on: others + [treatment])
    let df = Double(outcome.count - others.count - 1)
    return EstimatedEffect(
      value: value, standardError: (dot(rest, rest) / df / square).squareRoot(), degreesOfFreedom: df)
  }

  /// A column that explains the stated shares, and whose omission biases the effect away from 0.
  func confounder(_ strength: Confounder) -> [Double] {
    let (rd, ry) = (strength.treatmentShare, strength.outcomeShare)
    let sign = effect(with: []).value < 0 ? -1.0 : 1.0
    let treatmentPart = unit(residual(of: treatment, on: covariates))
    let outcomePart = unit(residual(of: outcome, on: covariates + [treatment]))
    let noisePart = unit(residual(of: noise, on: covariates + [treatment, outcome]))
    let weights = [
      sign * rd.squareRoot(), ((1 - rd) * ry).squareRoot(), ((1 - rd) * (1 - ry)).squareRoot(),
    ]
    return outcome.indices.map {
      weights[0] * treatmentPart[$0] + weights[1] * outcomePart[$0] + weights[2] * noisePart[$0]
    }
  }

  /// What is left of a column after projection on others, orthogonalised one after the other.
  private func residual(of column: [Double], on others: [[Double]]) -> [Double] {
    var basis: [[Double]] = []
    for other in others { basis.append(unit(removing(basis, from: other))) }
    return removing(basis, from: removing(basis, from: column))
  }

  private func removing(_ basis: [[Double]], from column: [Double]) -> [Double] {
    basis.reduce(column) { rest, direction in
      let length = dot(rest, direction)
      return zip(rest, direction).map { $0 - length * $1 }
    }
  }

  private func unit(_ column: [Double]) -> [Double] {
    let length = dot(column, column).squareRoot()
    return column.map { $0 / length }
  }

  private func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
}
