extension JSONValue {
  /// The number at a path of keys joined by dots; `null` is not-a-number.
  public func number(_ dottedPath: String) throws(MissingJSONPath) -> Double {
    try number(at: dottedPath.split(separator: ".").map(String.init))
  }

  /// The number at a path given step by step, for keys that hold dots.
  public func number(at path: [String]) throws(MissingJSONPath) -> Double {
    guard let number = try value(at: path).asNumber else { throw MissingJSONPath(path: path, failingStep: "number") }
    return number
  }

  /// The array of numbers at a path of keys joined by dots.
  public func numbers(_ dottedPath: String) throws(MissingJSONPath) -> [Double] {
    let path = dottedPath.split(separator: ".").map(String.init)
    guard case .array(let elements) = try value(at: path) else {
      throw MissingJSONPath(path: path, failingStep: "array")
    }
    let numbers = elements.compactMap(\.asNumber)
    guard numbers.count == elements.count else { throw MissingJSONPath(path: path, failingStep: "number") }
    return numbers
  }

  /// The numbers at a path of keys joined by dots, by name: one coefficient vector, for instance.
  public func namedNumbers(_ dottedPath: String) throws(MissingJSONPath) -> [String: Double] {
    let path = dottedPath.split(separator: ".").map(String.init)
    guard case .object(let members) = try value(at: path) else {
      throw MissingJSONPath(path: path, failingStep: "object")
    }
    let numbers = members.compactMapValues(\.asNumber)
    guard numbers.count == members.count else { throw MissingJSONPath(path: path, failingStep: "number") }
    return numbers
  }

  private var asNumber: Double? {
    switch self {
    case .number(let value): value
    case .null: .nan
    case .text("Inf"): .infinity
    case .text("-Inf"): -.infinity
    case .boolean, .text, .array, .object: nil
    }
  }
}
