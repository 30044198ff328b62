internal import EffectSizes

/// Why a question about power has no answer.
public enum PowerAnalysisError: Error, Sendable, Equatable {
  case unknownLevel(name: String, available: [String])
  /// A level other than the assigned one has no number of units.
  case countRequired(level: String)
  /// The number of units is asked for, but not for which effect.
  case effectRequired(level: String)
  /// A number lies outside its range, or says nothing at its level.
  case outOfRange(quantity: String, level: String?, value: Double)
  case noDegreesOfFreedom(found: Double)
  case noVariation
  case unattainable(power: Double, unitLimit: Int, powerAtLimit: Double)

  init(_ error: PowerError) {
    switch error {
    case .outOfRange(let quantity, let level, let value):
      self = .outOfRange(quantity: quantity, level: level, value: value)
    case .noDegreesOfFreedom(let found): self = .noDegreesOfFreedom(found: found)
    case .noVariation: self = .noVariation
    case .unattainable(let power, let limit, let atLimit):
      self = .unattainable(power: power, unitLimit: limit, powerAtLimit: atLimit)
    }
  }
}
