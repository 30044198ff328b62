public import Testing

/// Records an issue unless a number agrees with what was expected.
public func expectClose(
  _ actual: Double, _ expected: Double, relative tolerance: Double, scale: Double = 0, _ label: String = "",
  sourceLocation: SourceLocation = #_sourceLocation
) {
  record(disagreement(actual, expected, relative: tolerance, scale: scale), label, sourceLocation)
}

/// Records one issue, for the worst position, unless all numbers agree with what was expected.
public func expectClose(
  _ actual: [Double], _ expected: [Double], relative tolerance: Double, scale: Double = 0, _ label: String = "",
  sourceLocation: SourceLocation = #_sourceLocation
) {
  record(disagreement(actual, expected, relative: tolerance, scale: scale), label, sourceLocation)
}

/// Records one issue, for the worst name, unless all named numbers agree with what was expected.
public func expectClose(
  _ actual: [String: Double], _ expected: [String: Double], relative tolerance: Double, scale: Double = 0,
  _ label: String = "", sourceLocation: SourceLocation = #_sourceLocation
) {
  record(disagreement(actual, expected, relative: tolerance, scale: scale), label, sourceLocation)
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
    if disagreement(perturbed, value, relative: tolerance, scale: scale) == nil {
      record("goes unnoticed when it is wrong", "\(value)", sourceLocation)
    }
  }
}

private func record(_ disagreement: String?, _ label: String, _ sourceLocation: SourceLocation) {
  guard let disagreement else { return }
  Issue.record("\(label) \(disagreement)", sourceLocation: sourceLocation)
}
