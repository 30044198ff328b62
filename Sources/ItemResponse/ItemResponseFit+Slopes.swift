internal import Findings
internal import Foundation
internal import LinearAlgebra

extension ItemResponseFit {
  /// Reports a maximum as slopes, thresholds, means and variances.
  init(_ problem: SlopeProblem, _ maximum: SlopeMaximum) {
    let scale = ReportedScale(problem, maximum)
    let covariance = scale.covariance(maximum)
    self.init(
      model: problem.family.model,
      items: zip(problem.items, maximum.point.items).map { item, point in
        item.anchor
          ?? ItemParameters(
            item: item.name, slope: point.slope, locations: point.locations(problem.family),
            categories: item.categories)
      },
      groups: zip(problem.groups, maximum.point.groups).map {
        AbilityDistribution(group: $0, mean: $1.mean, variance: $1.deviation * $1.deviation)
      }, parameterNames: scale.names, parameters: scale.values, covariance: covariance,
      logLikelihood: maximum.evaluation.value, observationCount: problem.personCount,
      cellCount: problem.patternCount, anchoredItems: problem.items.filter { $0.anchor != nil }.map(\.name),
      iterationCount: maximum.iterationCount,
      gradientNorm: (maximum.evaluation.gradient.map(abs).max() ?? 0) / Double(problem.personCount),
      warnings: problem.warnings + maximum.warnings(problem)
        + (covariance == nil ? [FindingWarning(.singularFit, "the information is singular: no standard errors")] : []))
  }
}

/// Free parameters as they are reported, with their derivatives by those that the likelihood was maximised over.
private struct ReportedScale {
  private(set) var names: [String] = []
  private(set) var values: [Double] = []
  /// Maximised × reported: derivatives of the reported.
  private var derivatives: Matrix

  init(_ problem: SlopeProblem, _ maximum: SlopeMaximum) {
    let coordinates = maximum.coordinates
    derivatives = Matrix(rowCount: coordinates.count, columnCount: coordinates.count)
    for (index, coordinate) in coordinates.enumerated() {
      switch coordinate {
      case .item(let item, parameter: 0):
        names.append("\(problem.items[item].name).slope")
        values.append(maximum.point[coordinate])
        derivatives[index, index] = 1
      case .item(let item, let parameter):
        names.append("\(problem.items[item].name).threshold\(parameter)")
        values.append(maximum.point.items[item].locations(problem.family)[parameter - 1])
        for (row, own) in coordinates.enumerated() {
          guard case .item(item, let other) = own else { continue }
          derivatives[row, index] = maximum.point.items[item]
            .derivative(ofLocation: parameter - 1, by: other, problem.family)
        }
      case .mean(let group):
        names.append("mean.\(problem.groups[group])")
        values.append(maximum.point[coordinate])
        derivatives[index, index] = 1
      case .deviation(let group):
        names.append("variance.\(problem.groups[group])")
        values.append(maximum.point[coordinate] * maximum.point[coordinate])
        derivatives[index, index] = 2 * maximum.point[coordinate]
      }
    }
  }

  func covariance(_ maximum: SlopeMaximum) -> SymmetricMatrix? {
    guard let information = maximum.evaluation.information, let factor = try? Cholesky(information) else { return nil }
    return .gram(factor.solveLower(derivatives))
  }
}

extension SlopeIntercepts {
  /// The derivative of a location by the slope (0) or an intercept.
  fileprivate func derivative(ofLocation location: Int, by parameter: Int, _ family: SlopeModel.Family) -> Double {
    if parameter == 0 { return -locations(family)[location] / slope }
    switch family {
    case .gradedResponse: return parameter - 1 == location ? -1 / slope : 0
    case .generalizedPartialCredit:
      let sign = parameter - 1 == location ? -1.0 : (parameter == location ? 1 : 0)
      return sign / (slope * (points[location + 1] - points[location]))
    }
  }
}
