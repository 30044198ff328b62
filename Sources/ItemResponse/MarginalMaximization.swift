internal import Foundation
internal import LinearAlgebra

/// Where the marginal likelihood of a slope model is largest.
struct SlopeMaximum: Sendable {
  let point: SlopePoint
  /// What was estimated; parameters that ran to a bound are not among them.
  let coordinates: [SlopePoint.Coordinate]
  let evaluation: SlopeLikelihood.Evaluation
  let iterationCount: Int
}

/// Expectation–maximisation for the start, then Newton's method with the observed information.
///
/// The way is made over coarse nodes, the last steps and the answer over exact ones. From step to step the information is
/// not computed anew but corrected by the change of the gradient (Broyden, Fletcher, Goldfarb & Shanno), as long as the
/// steps shrink; the errors rest on the exact information at the maximum.
struct MarginalMaximization {
  private typealias Evaluation = SlopeLikelihood.Evaluation

  private let problem: SlopeProblem
  private var likelihood: SlopeLikelihood
  private var point: SlopePoint
  private var coordinates: [SlopePoint.Coordinate]
  private var current: Evaluation
  /// Inverse information, corrected; `nil` before it is known.
  private var inverse: SymmetricMatrix?
  private var iterationCount = 0

  /// Slopes are in units of the ability's deviation, which is near 1: beyond this an item is a step at one ability.
  static let slopeLimit = 20.0
  /// Below this deviation abilities of a group are taken to be all but equal.
  static let deviationLimit = 0.1
  private static let startingSteps = 2
  private static let maximumIterationCount = 500
  private static let maximumHalvingCount = 40
  private static let maximumReleaseCount = 3
  /// The squared step, in standard errors, after which a point is the maximum to rounding.
  private static let exactDecrement = 1e-13
  /// The same over coarse nodes, whose maximum lies farther than that from the exact one.
  private static let coarseDecrement = 1e-8
  /// Above this share of the last squared step the information is computed anew.
  private static let slowDecrease = 0.5
  /// Below this squared step the next point is likely to be the last.
  private static let lastDecrement = 2e-11

  init(_ problem: SlopeProblem) {
    self.problem = problem
    point = problem.start
    coordinates = problem.coordinates
    likelihood = SlopeLikelihood(problem, at: point, .coarse)
    current = likelihood.evaluate(point, coordinates)
  }

  mutating func run() throws(ItemResponseError) -> SlopeMaximum {
    for _ in 0..<Self.startingSteps { takeExpectationStep() }
    try climb(until: Self.coarseDecrement)
    for _ in 0..<Self.maximumReleaseCount where releaseReturning() { try climb(until: Self.coarseDecrement) }
    repeat {
      likelihood = SlopeLikelihood(problem, at: point, .exact)
      evaluate(withInformation: false)
      try climb(until: Self.exactDecrement)
      if current.information == nil { renewInformation() }
      takeLastStep()
    } while !likelihood.grid.serves(EvenGrid(for: point, problem.family, .exact))
    return SlopeMaximum(
      point: point, coordinates: coordinates, evaluation: current, iterationCount: iterationCount)
  }

  /// Climbs until the squared step is small.
  private mutating func climb(until target: Double) throws(ItemResponseError) {
    var lastDecrement = Double.infinity
    while iterationCount < Self.maximumIterationCount {
      iterationCount += 1
      guard let inverse else {
        renewInformation()
        if inverse == nil { takeExpectationStep() }
        continue
      }
      let step = inverse.multiplied(by: current.gradient)
      let decrement = zip(step, current.gradient).reduce(0) { $0 + $1.0 * $1.1 }
      guard decrement > target else { return }
      let isLast = target == Self.exactDecrement && decrement < Self.lastDecrement
      if decrement > Self.slowDecrease * lastDecrement || !advance(step, withInformation: isLast) {
        if current.information != nil, lastDecrement == .infinity { takeExpectationStep() }
        renewInformation()
        lastDecrement = .infinity
      } else {
        lastDecrement = decrement
        if holdEscaping() { self.inverse = nil }
      }
    }
    throw .notConverged(iterationCount: iterationCount)
  }

  private mutating func evaluate(withInformation: Bool) {
    current = likelihood.evaluate(
      point, coordinates, withInformation: withInformation, near: current.supports)
  }

  /// Computes the information; without an inverse afterwards when it is not positive definite.
  private mutating func renewInformation() {
    evaluate(withInformation: true)
    inverse = current.information.flatMap { try? Cholesky($0).inverse() }
  }

  private mutating func takeExpectationStep() {
    point = expectationStep(current, likelihood)
    holdEscaping()
    evaluate(withInformation: false)
  }

  /// Goes to the first point along halved steps whose value does not fall by more than rounding, if there is one.
  private mutating func advance(_ step: [Double], withInformation: Bool) -> Bool {
    let rounding = 256 * max(1, abs(current.value)).ulp
    var factor = point.trustedFactor(coordinates, step)
    for _ in 0..<Self.maximumHalvingCount {
      let candidate = point.moved(coordinates, by: step, factor: factor)
      if candidate.isPossible(problem.family) {
        let moved = likelihood.evaluate(
          candidate, coordinates, withInformation: withInformation, near: current.supports)
        if moved.value >= current.value - rounding {
          correctInverse(step.map { factor * $0 }, zip(current.gradient, moved.gradient).map(-))
          (point, current) = (candidate, moved)
          if let information = moved.information { inverse = try? Cholesky(information).inverse() }
          return true
        }
      }
      factor /= 2
    }
    return false
  }

  /// Newton's step from a point so near that value and information are those of the maximum to rounding.
  private mutating func takeLastStep() {
    guard let step = inverse?.multiplied(by: current.gradient) else { return }
    point = point.moved(coordinates, by: step, factor: 1)
  }

  /// The correction of the inverse after which it maps the change of the gradient to the step that was taken.
  private mutating func correctInverse(_ step: [Double], _ fall: [Double]) {
    let product = zip(step, fall).reduce(0) { $0 + $1.0 * $1.1 }
    guard product > 0, var corrected = inverse else { return }
    let mapped = corrected.multiplied(by: fall)
    let scale = (1 + zip(mapped, fall).reduce(0) { $0 + $1.0 * $1.1 } / product) / product
    for column in step.indices {
      for row in column..<step.count {
        corrected[row, column] +=
          scale * step[row] * step[column] - (mapped[row] * step[column] + step[row] * mapped[column]) / product
      }
    }
    inverse = corrected
  }

  /// Maximises the expected joint log-density of answers and abilities, item by item and group by group.
  private func expectationStep(
    _ evaluation: SlopeLikelihood.Evaluation, _ likelihood: SlopeLikelihood
  ) -> SlopePoint {
    var next = point
    for item in problem.items.indices where coordinates.contains(.item(item, parameter: 1)) {
      let isSlopeFree = coordinates.contains(.item(item, parameter: 0))
      next.items[item] = point.items[item].maximizing(
        evaluation.counts[item], family: problem.family, nodes: likelihood.nodes, isSlopeFree: isSlopeFree)
    }
    for group in problem.groups.indices where coordinates.contains(.mean(group: group)) {
      let persons = evaluation.persons[group]
      let total = persons.reduce(0, +)
      let mean = zip(persons, likelihood.nodes).reduce(0) { $0 + $1.0 * $1.1 } / total
      next.groups[group].mean = mean
      guard coordinates.contains(.deviation(group: group)) else { continue }
      let square = zip(persons, likelihood.nodes).reduce(0) { $0 + $1.0 * ($1.1 - mean) * ($1.1 - mean) }
      next.groups[group].deviation = (square / total).squareRoot()
    }
    return next
  }

  /// Takes up parameters again that were held too early: the likelihood rises as they go back; returns whether there
  /// were any.
  private mutating func releaseReturning() -> Bool {
    let held = problem.coordinates.filter { !coordinates.contains($0) }
    guard !held.isEmpty else { return false }
    let gradient = likelihood.evaluate(point, held, near: current.supports).gradient
    let returning = zip(held, gradient).filter { coordinate, slope in
      if case .item = coordinate { return slope * point[coordinate] < 0 }
      return slope > 0
    }.map(\.0)
    guard !returning.isEmpty else { return false }
    coordinates = problem.coordinates.filter { coordinates.contains($0) || returning.contains($0) }
    for coordinate in returning { point[coordinate] *= coordinate.isDeviation ? 2 : 0.5 }
    inverse = nil
    evaluate(withInformation: false)
    return true
  }

  /// Takes parameters that ran to a bound out of what is estimated; returns whether there were any.
  @discardableResult
  private mutating func holdEscaping() -> Bool {
    let escaping = coordinates.filter { coordinate in
      switch coordinate {
      case .item(_, parameter: 0): abs(point[coordinate]) > Self.slopeLimit
      case .deviation: point[coordinate] < Self.deviationLimit
      default: false
      }
    }
    for coordinate in escaping {
      if case .item(let item, _) = coordinate {
        let factor = Self.slopeLimit / abs(point[coordinate])
        for parameter in 0..<point.items[item].parameterCount { point.items[item][parameter] *= factor }
      } else {
        point[coordinate] = Self.deviationLimit
      }
    }
    coordinates.removeAll(where: escaping.contains)
    return !escaping.isEmpty
  }
}

extension EvenGrid {
  /// Whether the nodes are as close and reach as far as those of another grid, but for a hundredth.
  fileprivate func serves(_ needed: EvenGrid) -> Bool {
    let slack = 0.01 * (needed.upper - needed.lower)
    return step <= 1.05 * needed.step && lower <= needed.lower + slack && upper >= needed.upper - slack
  }
}

extension SlopeIntercepts {
  /// Newton's method on the concave log-likelihood of expected counts.
  fileprivate func maximizing(
    _ counts: Matrix, family: SlopeModel.Family, nodes: [Double], isSlopeFree: Bool
  ) -> SlopeIntercepts {
    var current = self
    let free = Array((isSlopeFree ? 0 : 1)..<parameterCount)
    for _ in 0..<4 {
      let curves = ItemCurves(current, family: family, nodes: nodes)
      let gradient = curves.gradient(counts)
      let information = curves.information(counts, family: family, nodes: nodes).submatrix(free)
      guard let factor = try? Cholesky(information) else { return current }
      let step = factor.solve(free.map { gradient[$0] })
      var next = current
      var size = 1.0
      repeat {
        for (parameter, change) in zip(free, step) { next[parameter] = current[parameter] + size * change }
        size /= 2
      } while !next.isPossible(family) && size > 1e-6
      guard next.isPossible(family) else { return current }
      current = next
      if zip(step, free).allSatisfy({ abs($0.0) < 1e-3 * max(1, abs(current[$0.1])) }) { break }
    }
    return current
  }
}
