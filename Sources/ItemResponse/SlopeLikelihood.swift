internal import LinearAlgebra

/// The marginal log-likelihood of a slope model over fixed nodes, with its derivatives.
struct SlopeLikelihood: Sendable {
  let problem: SlopeProblem
  let grid: EvenGrid
  let nodes: [Double]
  private let resolution: EvenGrid.Resolution

  /// The likelihood over the nodes that a point needs.
  init(_ problem: SlopeProblem, at point: SlopePoint, _ resolution: EvenGrid.Resolution) {
    self.problem = problem
    self.resolution = resolution
    grid = EvenGrid(for: point, problem.family, resolution)
    nodes = grid.nodes
  }

  /// Value and derivatives at a point.
  struct Evaluation: Sendable {
    let value: Double
    /// One per coordinate.
    let gradient: [Double]
    /// Negative second derivatives; `nil` when they were not asked for.
    let information: SymmetricMatrix?
    /// Nodes × categories of each item: expected persons.
    let counts: [Matrix]
    /// Per group: expected persons at the nodes.
    let persons: [[Double]]
    /// Per pattern: the abilities that matter to it.
    let supports: [ClosedRange<Double>]
  }

  /// Evaluates the likelihood at a point.
  ///
  /// - Parameters:
  ///   - point: All parameters.
  ///   - coordinates: The parameters that derivatives are by.
  ///   - withInformation: Whether second derivatives are wanted.
  ///   - supports: Where abilities matter to each pattern, from an evaluation near by; empty when there was none.
  /// - Returns: Value, derivatives, and the expected counts that an expectation step needs.
  /// - Complexity: O(patterns × items × nodes), with information O(patterns × coordinates²) more.
  func evaluate(
    _ point: SlopePoint, _ coordinates: [SlopePoint.Coordinate], withInformation: Bool = false,
    near supports: [ClosedRange<Double>] = []
  ) -> Evaluation {
    let curves = point.items.map { ItemCurves($0, family: problem.family, nodes: nodes) }
    let sums = PatternPosteriors(
      problem,
      PatternPosteriors.Tables(
        nodeCount: nodes.count, logProbabilities: problem.bundles.sums(curves.map(\.logProbabilities)),
        logWeights: point.groups.flatMap(grid.logWeights), groupCount: point.groups.count,
        scores: withInformation ? scores(point, curves, coordinates) : emptyScores,
        supports: supports.map(grid.indices)))
    let counts = problem.bundles.counts(sums.counts, nodeCount: nodes.count)
    let persons = point.groups.indices.map {
      Array(sums.persons[$0 * nodes.count..<($0 + 1) * nodes.count])
    }
    return Evaluation(
      value: sums.value, gradient: gradient(point, curves, counts, persons, coordinates),
      information: sums.scoreCovariance.map { jointInformation(point, curves, counts, persons, coordinates) - $0 },
      counts: counts, persons: persons, supports: sums.supports.map(grid.abilities))
  }

  private var emptyScores: ScoreTables {
    ScoreTables(nodeCount: nodes.count, negligibleShare: resolution.negligibleShare)
  }

  private func scores(
    _ point: SlopePoint, _ curves: [ItemCurves], _ coordinates: [SlopePoint.Coordinate]
  ) -> ScoreTables {
    var tables = emptyScores
    for coordinate in coordinates {
      switch coordinate {
      case .item(let item, let parameter): tables.append(item: item, curves[item].scores[parameter].elements)
      case .mean(let group): tables.append(group: group, nodes.map(point.groups[group].meanScore))
      case .deviation(let group): tables.append(group: group, nodes.map(point.groups[group].deviationScore))
      }
    }
    return tables
  }

  private func gradient(
    _ point: SlopePoint, _ curves: [ItemCurves], _ counts: [Matrix], _ persons: [[Double]],
    _ coordinates: [SlopePoint.Coordinate]
  ) -> [Double] {
    let ofItems = zip(curves, counts).map { $0.gradient($1) }
    return coordinates.map { coordinate in
      switch coordinate {
      case .item(let item, let parameter): ofItems[item][parameter]
      case .mean(let group): expected(persons[group], point.groups[group].meanScore)
      case .deviation(let group): expected(persons[group], point.groups[group].deviationScore)
      }
    }
  }

  private func expected(_ persons: [Double], _ function: (Double) -> Double) -> Double {
    zip(persons, nodes).reduce(0) { $0 + $1.0 * function($1.1) }
  }

  /// Negative second derivatives of the expected joint log-density: items and groups do not meet.
  private func jointInformation(
    _ point: SlopePoint, _ curves: [ItemCurves], _ counts: [Matrix], _ persons: [[Double]],
    _ coordinates: [SlopePoint.Coordinate]
  ) -> SymmetricMatrix {
    let ofItems = zip(curves, counts).map { $0.information($1, family: problem.family, nodes: nodes) }
    var information = SymmetricMatrix(order: coordinates.count)
    for (row, first) in coordinates.enumerated() {
      for (column, second) in coordinates.enumerated().prefix(row + 1) {
        switch (first, second) {
        case (.item(let item, let own), .item(let same, let other)) where item == same:
          information[row, column] = ofItems[item][own, other]
        case (.mean(let group), .mean(let same)) where group == same:
          information[row, column] = expected(persons[group]) { _ in point.groups[group].meanBend }
        case (.deviation(let group), .mean(let same)) where group == same:
          information[row, column] = expected(persons[group], point.groups[group].mixedBend)
        case (.deviation(let group), .deviation(let same)) where group == same:
          information[row, column] = expected(persons[group], point.groups[group].deviationBend)
        default: break
        }
      }
    }
    return information
  }
}

/// Derivatives of log φ((θ − μ)/σ) − log σ; bends are negative second derivatives.
extension SlopePoint.Group {
  fileprivate func meanScore(_ theta: Double) -> Double { (theta - mean) / (deviation * deviation) }

  fileprivate func deviationScore(_ theta: Double) -> Double {
    let z = (theta - mean) / deviation
    return (z * z - 1) / deviation
  }

  fileprivate var meanBend: Double { 1 / (deviation * deviation) }

  fileprivate func mixedBend(_ theta: Double) -> Double {
    2 * (theta - mean) / (deviation * deviation * deviation)
  }

  fileprivate func deviationBend(_ theta: Double) -> Double {
    let z = (theta - mean) / deviation
    return (3 * z * z - 1) / (deviation * deviation)
  }
}
