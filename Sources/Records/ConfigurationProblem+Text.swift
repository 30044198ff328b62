extension ConfigurationProblem: CustomStringConvertible {
  /// The place, the key and the problem in English: `plan.yml:7:3: effects.primary: …`.
  public var description: String {
    "\(file):\(line):\(column): \(key.isEmpty ? "" : key + ": ")\(reason)"
  }
}

extension ConfigurationError: CustomStringConvertible {
  /// One line per problem.
  public var description: String { problems.map(\.description).joined(separator: "\n") }
}

extension ConfigurationProblem.Reason: CustomStringConvertible {
  /// The problem in English, with what would be right.
  public var description: String {
    switch self {
    case .notYAML(let message): "not YAML: \(message)"
    case .emptyFile: "the file is empty"
    case .cannotRead(let path): "cannot read \(path)"
    case .duplicateKeys(let keys): "key given twice: \(listed(keys))"
    case .unknownKey(let allowed): "unknown key; known here: \(listed(allowed))"
    case .missingKey(let key): "the key '\(key)' is missing"
    case .wrongKind(let expected): "expected \(expected.wording)"
    case .notAllowed(let value, let allowed): "'\(value)' is not known here; use \(listed(allowed))"
    case .notAvailable: "not available in this version; remove the key"
    case .outOfRange(let value, let range): "\(value) is out of range; expected \(range)"
    case .duplicateValue(let value): "'\(value)' is given twice"
    case .emptyList: "the list is empty"
    case .waveOutOfOrder(let previous): "not later than the wave '\(previous)' before it; list waves in time order"
    case .noWaveAfterTreatment: "no wave has 'role: after', so there is nothing to evaluate"
    case .repeatsPrimary(let value): "'\(value)' is the primary estimator already"
    case .notOutermostFirst(let expected): "list the grouping factors outermost first: \(listed(expected))"
    case .equalGoalposts(let value): "no_risk and full_risk are both \(value); they must differ"
    case .againstGoalposts(let direction): "no_risk and full_risk say '\(direction)'"
    case .thresholdsOutOfOrder(let amber, let red): "amber \(amber) and red \(red) are not in the direction of risk"
    case .weightsSumToZero: "the weights sum to 0; at least one must be above 0"
    case .emptyRange(let minimum, let maximum): "minimum \(minimum) is not below maximum \(maximum)"
    case .cutsNotIncreasing: "expected two increasing numbers"
    case .nothingMeasured: "the instrument has neither items nor continuous outcomes"
    }
  }

  private func listed(_ values: [String]) -> String { values.joined(separator: ", ") }
}

extension ConfigurationProblem.Kind {
  fileprivate var wording: String {
    switch self {
    case .text: "text"
    case .number: "a number"
    case .wholeNumber: "a whole number"
    case .trueOrFalse: "true or false"
    case .date: "a date such as 2026-01-31"
    case .list: "a list"
    case .mapping: "a mapping of keys to values"
    case .schoolYear: "a school year such as 2025-26"
    case .identifier: "a short name of lower-case Latin letters, digits and underscores"
    }
  }
}

extension ConfigurationProblem.Range: CustomStringConvertible {
  /// The range in words.
  public var description: String {
    switch self {
    case .positive: "a number above 0"
    case .notNegative: "a number from 0 upwards"
    case .openUnit: "a number above 0 and below 1"
    case .unitAboveZero: "a number above 0 and up to 1"
    case .between(let low, let high): "a number from \(low) to \(high)"
    case .atLeast(let minimum): "a whole number from \(minimum) upwards"
    }
  }
}
