internal import Findings
import Foundation
internal import LinearAlgebra

/// The free parameters of a calibration, and the coordinates of the likelihood as a linear function of them.
struct CalibrationLayout {
  /// Names in the order of the parameters: items, means, variances.
  private(set) var names: [String] = []
  /// Coordinates × parameters.
  private var design: Matrix
  /// Coordinates when all parameters are zero: intercepts of held items.
  private let offset: [Double]
  private let interceptCount: Int
  private let groupCount: Int
  /// Parameters that are logarithms of standard deviations.
  private(set) var logDeviations: Range<Int> = 0..<0

  /// Logarithms of the standard deviations between which a variance is free: 1e-4 to 400.
  static let freeLogDeviations = log(0.01)...log(20)

  init(_ plan: CalibrationPlan, family: PartialCreditModel.Family) {
    interceptCount = plan.data.interceptCount
    groupCount = plan.data.groups.count
    let order = interceptCount + 2 * groupCount
    var columns = DesignColumns(order: order)
    if family == .ratingScale { columns.addSharedSteps(plan) } else { columns.addOwnSteps(plan, family) }
    columns.addMeans(plan)
    let start = columns.names.count
    columns.addDeviations(plan)
    names = columns.names
    logDeviations = start..<names.count
    design = Matrix(rowCount: order, columnCount: names.count, elements: columns.elements)
    var offset = [Double](repeating: 0, count: order)
    for (item, parameters) in plan.items.enumerated() where plan.isAnchored[item] {
      for (step, intercept) in parameters.intercepts.enumerated() { offset[plan.data.starts[item] + step] = intercept }
    }
    self.offset = offset
  }

  var parameterCount: Int { names.count }

  var bounds: [ClosedRange<Double>] {
    names.indices.map { logDeviations.contains($0) ? Self.freeLogDeviations : -.infinity ... .infinity }
  }

  /// The place in the space of the likelihood.
  func point(_ parameters: [Double]) -> CalibrationPoint {
    let values = zip(offset, design.multiplied(by: parameters)).map(+)
    return CalibrationPoint(
      intercepts: Array(values[..<interceptCount]),
      means: Array(values[interceptCount..<interceptCount + groupCount]),
      logDeviations: Array(values[(interceptCount + groupCount)...]))
  }

  /// Derivatives with respect to the parameters.
  func pulledBack(_ value: MarginalLikelihood.Value) -> NewtonAscent.Value {
    NewtonAscent.Value(
      value: value.logLikelihood, gradient: design.transposeMultiplied(by: value.gradient),
      information: value.information.map { $0.congruence(design) })
  }

  /// Where the search starts: intercepts that give the observed totals at ability 0, as near as the parameters allow, and
  /// standard deviations of 1.
  func start(_ data: CalibrationData) -> [Double] {
    var target = [Double](repeating: 0, count: offset.count)
    let answers = data.answerCounts
    for item in 0..<data.itemCount {
      let own = data.starts[item]..<data.starts[item + 1]
      let lowest = answers[item] - own.reduce(0) { $0 + data.totals[$1] }
      for k in own { target[k] = log((data.totals[k] + 0.5) / (lowest + 0.5)) }
    }
    let columns = (0..<parameterCount).filter { !logDeviations.contains($0) }
    var normal = SymmetricMatrix.gram(design.selectingColumns(columns))
    for index in columns.indices { normal[index, index] += 1e-6 }
    let right = design.selectingColumns(columns).transposeMultiplied(by: zip(target, offset).map(-))
    var start = [Double](repeating: 0, count: parameterCount)
    guard let solution = try? Cholesky(normal).solve(right) else { return start }
    for (column, value) in zip(columns, solution) { start[column] = value }
    return start
  }
}

extension ItemParameters {
  /// Intercepts c_k = −Σ w_j δ_j of the categories above the lowest.
  var intercepts: [Double] {
    var sum = 0.0
    return locations.enumerated().map { step, location in
      sum -= Double(weight(ofStep: step)) * location
      return sum
    }
  }
}

extension CalibrationData {
  /// Answers to each item.
  fileprivate var answerCounts: [Double] {
    groups.reduce(into: [Double](repeating: 0, count: itemCount)) { counts, group in
      for (pattern, persons) in zip(group.patterns, group.personCounts) {
        for item in patterns[pattern].answered { counts[item] += persons }
      }
    }
  }
}
