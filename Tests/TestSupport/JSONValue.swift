/// A parsed JSON document of expected values.
///
/// Numbers keep every digit of the file. `null` reads as not-a-number, and the texts "Inf" and "-Inf" as infinities,
/// as the scripts that make the fixtures write them.
public indirect enum JSONValue: Sendable, Equatable {
  case null
  case boolean(Bool)
  case number(Double)
  case text(String)
  case array([JSONValue])
  case object([String: JSONValue])
}

/// A step of a path that the document does not have.
public struct MissingJSONPath: Error, Equatable, CustomStringConvertible {
  public let path: [String]
  public let failingStep: String

  public init(path: [String], failingStep: String) {
    self.path = path
    self.failingStep = failingStep
  }

  public var description: String {
    "no value of the wanted kind at '\(path.joined(separator: "."))' (step '\(failingStep)')"
  }
}

extension JSONValue {
  /// Follows keys and array positions from this value.
  ///
  /// - Throws: `MissingJSONPath` when a key, a position or a container is not there.
  public func value(at path: [String]) throws(MissingJSONPath) -> JSONValue {
    var current = self
    for step in path {
      guard let next = current.child(step) else { throw MissingJSONPath(path: path, failingStep: step) }
      current = next
    }
    return current
  }

  /// The value at a path of keys joined by dots, such as `mathk.ols_simple.beta.small`.
  ///
  /// A key that itself holds a dot needs the form that takes an array of steps.
  public func value(_ dottedPath: String) throws(MissingJSONPath) -> JSONValue {
    try value(at: dottedPath.split(separator: ".").map(String.init))
  }

  private func child(_ step: String) -> JSONValue? {
    switch self {
    case .object(let members): members[step]
    case .array(let elements): Int(step).flatMap { elements.indices.contains($0) ? elements[$0] : nil }
    case .null, .boolean, .number, .text: nil
    }
  }
}
