internal import Findings
import Foundation
internal import LinearAlgebra

extension CalibrationLayout {
  /// Smallest eigenvalue of the information, scaled to a unit diagonal, at which it is taken as regular.
  private static let leastInformation = 1e-9

  /// The fit as it is shown: steps of items, variances of groups, and the covariance of both.
  func fit(_ plan: CalibrationPlan, _ maximum: NewtonAscent.Maximum) -> ItemResponseFit {
    let free = names.indices.filter { !maximum.held.contains($0) }
    let point = point(maximum.place)
    let covariance = covariance(maximum, free)
    var warnings = plan.warnings
    if !maximum.held.isEmpty {
      warnings.append(
        .boundaryVariances(maximum.held.map { (names[$0], exp(2 * maximum.place[$0])) }))
    }
    if covariance == nil {
      warnings.append(FindingWarning(.singularFit, "the information is singular: no standard errors"))
    }
    return ItemResponseFit(
      model: plan.model,
      items: plan.items.enumerated().map { item, parameters in
        plan.isAnchored[item]
          ? parameters : plan.data.parameters(ofItem: item, intercepts: point.intercepts).named(parameters.item)
      },
      groups: plan.data.groups.enumerated().map { group, cells in
        AbilityDistribution(group: cells.name, mean: point.means[group], variance: exp(2 * point.logDeviations[group]))
      },
      parameterNames: free.map { names[$0] },
      parameters: free.map { logDeviations.contains($0) ? exp(2 * maximum.place[$0]) : maximum.place[$0] },
      covariance: covariance, logLikelihood: maximum.value.value, observationCount: Int(plan.data.personCount),
      cellCount: plan.data.cellCount,
      anchoredItems: plan.items.indices.filter { plan.isAnchored[$0] }.map { plan.items[$0].item },
      iterationCount: maximum.iterationCount, gradientNorm: maximum.gradientNorm / plan.data.personCount,
      warnings: warnings)
  }

  /// The inverse information, with variances in place of logarithms of standard deviations (delta method).
  ///
  /// - Returns: `nil` when a direction holds next to no information.
  private func covariance(_ maximum: NewtonAscent.Maximum, _ free: [Int]) -> SymmetricMatrix? {
    guard let information = maximum.value.information?.submatrix(free) else { return nil }
    let units = SymmetricMatrix(diagonal: information.diagonal.map { $0 > 0 ? 1 / $0.squareRoot() : 0 }).asMatrix
    let scaled = information.congruence(units)
    guard let smallest = try? SymmetricEigen(scaled).values.first, smallest > Self.leastInformation,
      let inverse = try? Cholesky(scaled).inverse().congruence(units)
    else { return nil }
    let scale = free.map { logDeviations.contains($0) ? 2 * exp(2 * maximum.place[$0]) : 1 }
    return inverse.congruence(SymmetricMatrix(diagonal: scale).asMatrix)
  }
}

extension ItemParameters {
  fileprivate func named(_ item: String) -> ItemParameters {
    var copy = self
    copy.item = item
    return copy
  }
}

extension FindingWarning {
  fileprivate static func boundaryVariances(_ held: [(name: String, value: Double)]) -> FindingWarning {
    let list = held.map { "\($0.name) at \($0.value < 1 ? "0.0001" : "400")" }.joined(separator: ", ")
    return FindingWarning(
      .boundaryVariance, "held, because the likelihood still rises beyond: \(list)", facts: ["variances": list])
  }
}
