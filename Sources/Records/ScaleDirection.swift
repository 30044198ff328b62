/// Which end of the marks 1 … 3 is the best; records always hold 3 as the best.
public enum ScaleDirection: String, Sendable, Hashable, Codable, CaseIterable {
  case bestIsThree = "best-is-3"
  case bestIsOne = "best-is-1"
}

extension Mark {
  /// The mark on the scale turned round: 1 and 3 change places.
  public var turned: Mark {
    switch self {
    case .low: .high
    case .high: .low
    default: self
    }
  }
}
