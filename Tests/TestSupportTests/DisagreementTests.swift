import TestSupport
import Testing

@Suite("Disagreement of numbers")
struct DisagreementTests {
  @Test("The error is relative to the expected size, or to the scale when that is larger")
  func relativeToScale() {
    #expect(relativeError(2.5, 2) == 0.25)
    #expect(relativeError(0.5, 0, scale: 10) == 0.05)
    #expect(relativeError(0.5, 0) == .infinity)
  }

  @Test("Only equal values that are not finite agree", arguments: [Double.nan, .infinity, -.infinity])
  func notFinite(value: Double) {
    #expect(relativeError(value, value) == 0)
    #expect(relativeError(1, value) == .infinity)
    #expect(relativeError(value, 1) == .infinity)
  }

  @Test("Values within the tolerance agree")
  func agreement() {
    #expect(disagreement(1 + 1e-9, 1, relative: 1e-8) == nil)
    #expect(disagreement([1, .nan], [1, .nan], relative: 1e-8) == nil)
    #expect(disagreement([], [], relative: 1e-8) == nil)
    #expect(disagreement(["a": 1], ["a": 1], relative: 1e-8) == nil)
  }

  @Test("A wrong value is named by its place, the worst one first")
  func worstPlace() throws {
    #expect(disagreement(1.001, 1, relative: 1e-6) != nil)
    let position = try #require(disagreement([1.1, 2, .nan], [1, 2, 3], relative: 1e-6))
    #expect(position.hasPrefix("at 2: nan"))
    let name = try #require(disagreement(["a": 1, "b": 3], ["a": 1, "b": 2], relative: 1e-6))
    #expect(name.hasPrefix("b: 3.0"))
  }

  @Test("Missing values and other names disagree")
  func shapes() {
    #expect(disagreement([1], [1, 2], relative: 1e-6) == "1 values, expected 2")
    #expect(disagreement(["a": 1], ["b": 1], relative: 1e-6) == #"names ["a"], expected ["b"]"#)
  }

  @Test("An error of ten tolerances is noticed at any size")
  func sensitivity() {
    expectNoticesErrors(in: [1, -4e7, 1e-9], relative: Tolerance.matrixRoot)
    expectNoticesErrors(in: [0], relative: Tolerance.matrixRoot, scale: 1)
  }
}
