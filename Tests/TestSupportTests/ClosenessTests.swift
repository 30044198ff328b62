import TestSupport
import Testing

@Suite("Closeness of numbers")
struct ClosenessTests {
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

  @Test("A wrong value, a missing value and a wrong name are each an issue")
  func wrongValuesAreIssues() {
    withKnownIssue { expectClose(1.001, 1, relative: 1e-6) }
    withKnownIssue { expectClose([1, 2, .nan], [1, 2, 3], relative: 1e-6) }
    withKnownIssue { expectClose([1], [1, 2], relative: 1e-6) }
    withKnownIssue { expectClose(["a": 1], ["b": 1], relative: 1e-6) }
    withKnownIssue { expectClose(["a": 1, "b": 3], ["a": 1, "b": 2], relative: 1e-6) }
  }

  @Test("A zero without a scale is reported as a value in which errors go unnoticed")
  func blindComparison() {
    expectNoticesErrors(in: [1, -4e7, 1e-9], relative: 1e-9)
    expectNoticesErrors(in: [0], relative: 1e-9, scale: 1)
    withKnownIssue { expectNoticesErrors(in: [0], relative: 1e-9) }
  }
}
