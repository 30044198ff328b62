public import Testing

/// The distance of a number from what was expected, relative to the larger of the expected size and a scale.
///
/// Zero when the two are equal or both not-a-number; infinite when only one of them is finite. Below the scale the
/// error counts as absolute: give one for values that pass through zero.
public func relativeError(_ actual: Double, _ expected: Double, scale: Double = 0) -> Double {
  if actual == expected || (actual.isNaN && expected.isNaN) { return 0 }
  guard actual.isFinite, expected.isFinite else { return .infinity }
  return abs(actual - expected) / max(abs(expected), scale)
}

/// Records an issue unless a number agrees with what was expected.
public func expectClose(
  _ actual: Double, _ expected: Double, relative tolerance: Double, scale: Double = 0, _ label: String = "",
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let error = relativeError(actual, expected, scale: scale)
  #expect(
    error <= tolerance, "\(label) \(actual), expected \(expected): error \(error) over \(tolerance)",
    sourceLocation: sourceLocation)
}

/// Records one issue, for the worst position, unless all numbers agree with what was expected.
public func expectClose(
  _ actual: [Double], _ expected: [Double], relative tolerance: Double, scale: Double = 0, _ label: String = "",
  sourceLocation: SourceLocation = #_sourceLocation
) {
  guard actual.count == expected.count else {
    Issue.record("\(label) \(actual.count) values, expected \(expected.count)", sourceLocation: sourceLocation)
    return
  }
  let errors = zip(actual, expected).map { relativeError($0, $1, scale: scale) }
  guard let worst = errors.indices.max(by: { errors[$0] < errors[$1] }) else { return }
  expectClose(
    actual[worst], expected[worst], relative: tolerance, scale: scale, "\(label) at \(worst):",
    sourceLocation: sourceLocation)
}

/// Records one issue, for the worst name, unless all named numbers agree with what was expected.
public func expectClose(
  _ actual: [String: Double], _ expected: [String: Double], relative tolerance: Double, scale: Double = 0,
  _ label: String = "", sourceLocation: SourceLocation = #_sourceLocation
) {
  let names = expected.keys.sorted()
  guard names == actual.keys.sorted() else {
    Issue.record("\(label) names \(actual.keys.sorted()), expected \(names)", sourceLocation: sourceLocation)
    return
  }
  let errors = names.map { relativeError(actual[$0, default: .nan], expected[$0, default: .nan], scale: scale) }
  guard let worst = errors.indices.max(by: { errors[$0] < errors[$1] }) else { return }
  let name = names[worst]
  expectClose(
    actual[name, default: .nan], expected[name, default: .nan], relative: tolerance, scale: scale,
    "\(label) \(name):", sourceLocation: sourceLocation)
}

/// Records an issue unless a comparison notices an error of ten tolerances in each expected number.
///
/// Call it beside an oracle comparison with the same tolerance and scale: it shows that the comparison can fail.
public func expectNoticesErrors(
  in expected: [Double], relative tolerance: Double, scale: Double = 0,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  for value in expected {
    let perturbed = value + 10 * tolerance * max(abs(value), scale)
    #expect(
      relativeError(perturbed, value, scale: scale) > tolerance, "an error in \(value) goes unnoticed",
      sourceLocation: sourceLocation)
  }
}
