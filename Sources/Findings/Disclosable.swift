/// A quantity that may be shown, hidden for disclosure control, or absent.
///
/// Estimation makes `.shown` and `.noData` only; the room `Disclosure` turns what must not leave into `.suppressed`.
/// Encodes as the bare value, as `{"mark": "suppressed"}`, or as `null`.
public enum Disclosable<Value: Sendable & Codable & Equatable>: Sendable, Equatable {
  case shown(Value)
  case suppressed
  case noData

  /// The value when it may be shown, else `nil`.
  public var value: Value? {
    if case .shown(let value) = self { value } else { nil }
  }

  /// Whether disclosure control hid the value.
  public var isSuppressed: Bool {
    if case .suppressed = self { true } else { false }
  }
}

extension Disclosable: Codable {
  private enum Key: String, CodingKey { case mark }

  /// Decodes a bare value, a mark, or null.
  public init(from decoder: any Decoder) throws {
    if let keyed = try? decoder.container(keyedBy: Key.self),
      (try? keyed.decode(String.self, forKey: .mark)) == "suppressed"
    {
      self = .suppressed
      return
    }
    let container = try decoder.singleValueContainer()
    self = container.decodeNil() ? .noData : .shown(try container.decode(Value.self))
  }

  /// Encodes a bare value, a mark, or null.
  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .shown(let value):
      var container = encoder.singleValueContainer()
      try container.encode(value)
    case .suppressed:
      var container = encoder.container(keyedBy: Key.self)
      try container.encode("suppressed", forKey: .mark)
    case .noData:
      var container = encoder.singleValueContainer()
      try container.encodeNil()
    }
  }
}
