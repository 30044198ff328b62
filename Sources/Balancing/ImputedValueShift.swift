/// Whose imputed values are shifted, to ask what if those who left did worse than those like them who stayed.
public enum ImputedValueShift: String, Sendable, Codable, CaseIterable {
  /// Imputed values of the experimental group by *δ*.
  case experimental
  /// Imputed values of the control group by *δ*.
  case control
  /// Those of the experimental group by *δ*, those of the control group by *−δ*.
  case opposite

  /// What a shift of 1 adds to each row's outcome.
  ///
  /// - Parameters:
  ///   - isImputed: Whether the row's outcome was imputed.
  ///   - isTreated: Whether the row belongs to the experimental group.
  /// - Returns: 1, −1 or 0 per row.
  public func indicator(isImputed: [Bool], isTreated: [Bool]) -> [Double] {
    precondition(isImputed.count == isTreated.count, "\(isImputed.count) rows and \(isTreated.count) rows")
    return zip(isImputed, isTreated).map { imputed, treated in
      guard imputed else { return 0 }
      return switch self {
      case .experimental: treated ? 1 : 0
      case .control: treated ? 0 : 1
      case .opposite: treated ? 1 : -1
      }
    }
  }
}
