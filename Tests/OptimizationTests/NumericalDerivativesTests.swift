import Glibc
import LinearAlgebra
import Optimization
import Testing

@Suite struct NumericalDerivativesTests {
  /// First derivatives: rounding over the smallest step, 1e-16 / 0.006, with room for the extrapolation.
  static let firstTolerance = 1e-10
  /// Second derivatives: rounding over the square of the smallest step.
  static let secondTolerance = 1e-8

  @Test(arguments: [0.01, 0.3, 1, 7.5, 200]) func gradientOfOneVariable(x: Double) {
    let cases: [(name: String, function: (Double) -> Double, derivative: Double)] = [
      ("log", { log($0) }, 1 / x), ("square root", { $0.squareRoot() }, 0.5 / x.squareRoot()),
      ("power", { pow($0, 3.5) }, 3.5 * pow(x, 2.5)), ("reciprocal", { 1 / $0 }, -1 / (x * x)),
    ]
    for (name, function, derivative) in cases {
      let computed = NumericalDerivatives.gradient(of: { function($0[0]) }, at: [x])[0]
      #expect(abs(computed / derivative - 1) < Self.firstTolerance, "\(name) at \(x)")
    }
  }

  @Test func gradientAndHessianOfAProduct() {
    // f = exp(x) sin(y) + x²z
    let point = [0.4, 1.1, -2.0]
    let function = { (p: [Double]) in exp(p[0]) * sin(p[1]) + p[0] * p[0] * p[2] }
    let gradient = NumericalDerivatives.gradient(of: function, at: point)
    let e = exp(0.4)
    let expectedGradient = [e * sin(1.1) + 2 * 0.4 * -2, e * cos(1.1), 0.16]
    for (computed, expected) in zip(gradient, expectedGradient) {
      #expect(abs(computed - expected) < Self.firstTolerance)
    }
    let hessian = NumericalDerivatives.hessian(of: function, at: point)
    let expectedHessian = [e * sin(1.1) - 4, e * cos(1.1), 0.8, e * cos(1.1), -e * sin(1.1), 0, 0.8, 0, 0]
    for (computed, expected) in zip(hessian.elements, expectedHessian) {
      #expect(abs(computed - expected) < Self.secondTolerance)
    }
  }

  @Test func jacobianHasOneRowPerComponent() {
    let jacobian = NumericalDerivatives.jacobian(of: { [$0[0] * $0[1], $0[0], $0[1] * $0[1]] }, at: [2, 3])
    #expect(jacobian.rowCount == 3 && jacobian.columnCount == 2)
    for (computed, expected) in zip(jacobian.elements, [3.0, 1, 0, 2, 0, 6]) {
      #expect(abs(computed - expected) < Self.firstTolerance)
    }
  }

  @Test func everyPointVisitedLiesWithinTheStep() {
    var farthest = 0.0
    _ = NumericalDerivatives.hessian(
      of: {
        farthest = max(farthest, abs($0[0] - 1))
        return $0[0] * $0[1]
      }, at: [1, 1], steps: [0.25, 0.5])
    #expect(farthest == 0.25)
  }

  @Test func pointsOutsideTheDomainArePassedOver() {
    // log is NaN at the first two steps; the remaining ones are too far from zero for the full accuracy.
    let computed = NumericalDerivatives.gradient(of: { log($0[0]) }, at: [0.1], steps: [0.3], levels: 7)[0]
    #expect(abs(computed / 10 - 1) < 1e-7)
    #expect(NumericalDerivatives.gradient(of: { _ in .nan }, at: [1])[0].isNaN)
  }
}
