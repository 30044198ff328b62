/// The distance of a number from what was expected, relative to the larger of the expected size and a scale.
///
/// Zero when the two are equal or both not-a-number; infinite when only one of them is finite. Below the scale the
/// error counts as absolute: give one for values that pass through zero.
public func relativeError(_ actual: Double, _ expected: Double, scale: Double = 0) -> Double {
  if actual == expected || (actual.isNaN && expected.isNaN) { return 0 }
  guard actual.isFinite, expected.isFinite else { return .infinity }
  return abs(actual - expected) / max(abs(expected), scale)
}

/// What is wrong with a number, or nothing when it agrees with what was expected.
public func disagreement(
  _ actual: Double, _ expected: Double, relative tolerance: Double, scale: Double = 0
) -> String? {
  let error = relativeError(actual, expected, scale: scale)
  return error <= tolerance ? nil : "\(actual), expected \(expected): relative error \(error) over \(tolerance)"
}

/// What is wrong with the worst of the numbers, or nothing when all agree with what was expected.
public func disagreement(
  _ actual: [Double], _ expected: [Double], relative tolerance: Double, scale: Double = 0
) -> String? {
  guard actual.count == expected.count else { return "\(actual.count) values, expected \(expected.count)" }
  let errors = zip(actual, expected).map { relativeError($0, $1, scale: scale) }
  guard let worst = errors.indices.max(by: { errors[$0] < errors[$1] }) else { return nil }
  return disagreement(actual[worst], expected[worst], relative: tolerance, scale: scale)
    .map { "at \(worst): \($0)" }
}

/// What is wrong with the worst of the named numbers, or nothing when all agree with what was expected.
public func disagreement(
  _ actual: [String: Double], _ expected: [String: Double], relative tolerance: Double, scale: Double = 0
) -> String? {
  let names = expected.keys.sorted()
  guard names == actual.keys.sorted() else { return "names \(actual.keys.sorted()), expected \(names)" }
  let errors = names.map { relativeError(actual[$0, default: .nan], expected[$0, default: .nan], scale: scale) }
  guard let worst = errors.indices.max(by: { errors[$0] < errors[$1] }) else { return nil }
  let (value, wanted) = (actual[names[worst], default: .nan], expected[names[worst], default: .nan])
  return disagreement(value, wanted, relative: tolerance, scale: scale).map { "\(names[worst]): \($0)" }
}
