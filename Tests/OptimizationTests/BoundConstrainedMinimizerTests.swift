import Glibc
import LinearAlgebra
import Optimization
import Testing

@Suite struct BoundConstrainedMinimizerTests {
  /// The Newton steps end below 1e-10; what numerical gradients leave is about 1e-9.
  static let tolerance = 1e-8
  static let unbounded = [-Double.infinity, -Double.infinity]

  static func rosenbrock(_ p: [Double]) -> Double {
    let (x, y) = (p[0], p[1])
    return (1 - x) * (1 - x) + 100 * (y - x * x) * (y - x * x)
  }

  @Test func rosenbrockFromTheUsualStart() throws {
    let record = try BoundConstrainedMinimizer().minimize(
      from: [-1.2, 1], lowerBounds: Self.unbounded, Self.rosenbrock)
    #expect(abs(record.minimizer[0] - 1) < Self.tolerance && abs(record.minimizer[1] - 1) < Self.tolerance)
    #expect(record.minimum < 1e-15)
    #expect(record.polishOutcome == .converged || record.polishOutcome == .noFurtherDecrease)
    #expect(record.start == [-1.2, 1])
    #expect(try #require(record.gradientNorm) < 1e-6)
  }

  /// Known derivatives replace the differences: the same minimum, to rounding, in fewer evaluations.
  @Test func knownDerivatives() throws {
    let derivatives = { (p: [Double]) -> ObjectiveDerivatives? in
      let (x, y) = (p[0], p[1])
      let rise = y - x * x
      return ObjectiveDerivatives(
        gradient: [-2 * (1 - x) - 400 * x * rise, 200 * rise],
        hessian: SymmetricMatrix(
          order: 2, elements: [2 - 400 * rise + 800 * x * x, -400 * x, -400 * x, 200]))
    }
    let record = try BoundConstrainedMinimizer().minimize(
      from: [-1.2, 1], lowerBounds: Self.unbounded, derivatives: derivatives, Self.rosenbrock)
    let differenced = try BoundConstrainedMinimizer().minimize(
      from: [-1.2, 1], lowerBounds: Self.unbounded, Self.rosenbrock)
    #expect(abs(record.minimizer[0] - 1) < 1e-12 && abs(record.minimizer[1] - 1) < 1e-12)
    #expect(record.evaluationCount < differenced.evaluationCount)
  }

  /// Derivatives that do not exist at a point leave the search's own end.
  @Test func derivativesThatDoNotExist() throws {
    let record = try BoundConstrainedMinimizer().minimize(
      from: [-1.2, 1], lowerBounds: Self.unbounded, derivatives: { _ in nil }, Self.rosenbrock)
    #expect(record.polishOutcome == .notConvex)
    #expect(abs(record.minimizer[0] - 1) < 1e-2)
  }

  @Test func theMinimumOfAQuadraticOnItsBound() throws {
    // (x + 1)² + (y − 2)² + xy/2 with x ≥ 0: minimum at (0, 2).
    let record = try BoundConstrainedMinimizer().minimize(
      from: [1, 1], lowerBounds: [0, 0], upperBounds: [.infinity, 5]
    ) { ($0[0] + 1) * ($0[0] + 1) + ($0[1] - 2) * ($0[1] - 2) + $0[0] * $0[1] / 2 }
    #expect(record.minimizer[0] == 0)
    #expect(abs(record.minimizer[1] - 2) < Self.tolerance)
    #expect(abs(record.minimum - 1) < Self.tolerance)
  }

  @Test(arguments: [1e-3, 1, 1e6]) func oneCoordinateAtAnyScaleOfTheObjective(scale: Double) throws {
    // x − 3 log x has its minimum at 3.
    let record = try BoundConstrainedMinimizer().minimize(from: [1], lowerBounds: [1e-6]) {
      scale * ($0[0] - 3 * log($0[0]))
    }
    #expect(abs(record.minimizer[0] - 3) < Self.tolerance)
  }

  @Test func aLargeConstantDoesNotHideTheMinimum() throws {
    // A deviance of a million whose informative part is of order 1e3.
    let record = try BoundConstrainedMinimizer().minimize(from: [1, 1], lowerBounds: [0, 0]) {
      1e6 + 1e3 * (cosh($0[0] - 0.37) + cosh(2 * ($0[1] - 0.81)))
    }
    #expect(abs(record.minimizer[0] - 0.37) < Self.tolerance && abs(record.minimizer[1] - 0.81) < Self.tolerance)
  }

  @Test func coordinatesWithEqualBoundsStay() throws {
    let objective = { (p: [Double]) in (p[0] - 1) * (p[0] - 1) + (p[1] - 2) * (p[1] - 2) }
    let partly = try BoundConstrainedMinimizer().minimize(
      from: [0, 0], lowerBounds: [-5, 0.5], upperBounds: [5, 0.5], objective)
    #expect(partly.minimizer[1] == 0.5 && abs(partly.minimizer[0] - 1) < Self.tolerance)
    let wholly = try BoundConstrainedMinimizer().minimize(
      from: [9, 9], lowerBounds: [0, 0.5], upperBounds: [0, 0.5], objective)
    #expect(wholly.minimizer == [0, 0.5] && wholly.stopReason == .nothingFree && wholly.gradientNorm == nil)
  }

  @Test func regionsOfNaNAreAvoided() throws {
    let record = try BoundConstrainedMinimizer(initialStep: 2).minimize(from: [1, 1], lowerBounds: Self.unbounded) {
      $0[0] < 0 ? .nan : ($0[0] - 0.5) * ($0[0] - 0.5) + $0[1] * $0[1]
    }
    #expect(abs(record.minimizer[0] - 0.5) < Self.tolerance && abs(record.minimizer[1]) < Self.tolerance)
    #expect(record.nonFiniteEvaluationCount > 0)
  }

  @Test func aStartWithoutAnObjectiveIsRefused() {
    #expect(throws: OptimizationError.objectiveNotFiniteAtStart(value: .infinity)) {
      try BoundConstrainedMinimizer().minimize(from: [1, 1], lowerBounds: Self.unbounded) { _ in .infinity }
    }
    #expect(throws: OptimizationError.startNotFinite(coordinate: 1)) {
      try BoundConstrainedMinimizer().minimize(from: [1, .nan], lowerBounds: Self.unbounded, Self.rosenbrock)
    }
    #expect(throws: OptimizationError.invalidBounds(coordinate: 0)) {
      try BoundConstrainedMinimizer().minimize(
        from: [1, 1], lowerBounds: [2, 0], upperBounds: [1, 1], Self.rosenbrock)
    }
  }

  @Test func theEvaluationLimitIsRecorded() throws {
    let record = try BoundConstrainedMinimizer(maximumEvaluationCount: 12).minimize(
      from: [-1.2, 1], lowerBounds: Self.unbounded, Self.rosenbrock)
    #expect(record.stopReason == .evaluationLimit)
  }

  @Test func thePointFoundDoesNotDependOnTheStart() throws {
    let starts = [[0.2, 0.3], [1, 1], [2, 0.5]]
    let ends = try starts.map { start in
      try BoundConstrainedMinimizer().minimize(from: start, lowerBounds: [0, 0]) {
        cosh($0[0] - 0.37) + exp(0.3 * $0[1]) - 0.6 * $0[1] + 0.1 * $0[0] * $0[1]
      }.minimizer
    }
    for end in ends { #expect(zip(end, ends[0]).allSatisfy { abs($0 - $1) < Self.tolerance }) }
  }
}
