/// Whom an average effect is meant for.
public enum TargetPopulation: String, Sendable, Codable, CaseIterable {
  /// Both groups together: the average treatment effect.
  case all = "ate"
  /// Those who took part: the average effect on the treated.
  case treated = "att"
  /// Those who did not: the average effect on the controls.
  case control = "atc"

  /// Whether a row of an arm belongs to the population.
  func includes(isTreated: Bool) -> Bool {
    switch self {
    case .all: true
    case .treated: isTreated
    case .control: !isTreated
    }
  }
}
