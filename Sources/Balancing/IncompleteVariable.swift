/// A variable of which some values were not observed.
public struct IncompleteVariable: Sendable, Equatable {
  /// What the values are and how they are imputed.
  public enum Kind: String, Sendable, Codable, CaseIterable {
    /// Any number; the error is normal, so imputed values may leave the range of the observed ones.
    case continuous
    /// 0 or 1: a latent normal value is above 0.
    case binary
    /// 1, 2 or 3: a latent normal value lies below 0, between 0 and 1, or above 1.
    case threeLevel = "three_level"

    /// The values of a variable with levels; none for a continuous one.
    var codes: [Double] {
      switch self {
      case .continuous: []
      case .binary: [0, 1]
      case .threeLevel: [1, 2, 3]
      }
    }
  }

  public let name: String
  public let kind: Kind
  /// One per row; NaN is a missing value.
  public let values: [Double]

  /// Creates a variable.
  public init(name: String, kind: Kind, values: [Double]) {
    self.name = name
    self.kind = kind
    self.values = values
  }

  /// Rows without a value, ascending.
  public var missingRows: [Int] { values.indices.filter { values[$0].isNaN } }

  /// Throws unless every observed value is one that the kind has.
  func check() throws(BalancingError) {
    let observed = values.filter { !$0.isNaN }
    guard !observed.isEmpty else { throw .nothingObserved(variable: name) }
    let isValid: (Double) -> Bool = kind == .continuous ? { $0.isFinite } : { kind.codes.contains($0) }
    if let wrong = observed.first(where: { !isValid($0) }) { throw .invalidCode(variable: name, value: wrong) }
    guard observed.count < values.count, let unseen = kind.codes.first(where: { !observed.contains($0) }) else {
      return
    }
    throw .levelNotObserved(variable: name, level: unseen)
  }
}
