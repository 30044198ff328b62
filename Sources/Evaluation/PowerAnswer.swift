/// What a planned trial can find.
public struct PowerAnswer: Sendable, Codable, Equatable {
  /// A level with the number of units in a unit of the level above.
  public struct Level: Sendable, Codable, Equatable {
    public var name: String
    public var unitCount: Double
  }

  /// Simulated trials in which the effect is true.
  public struct Simulation: Sendable, Codable, Equatable {
    /// Effect in standard deviations.
    public var effect: Double
    /// Share of trials that found it.
    public var power: Double
    /// Power by the formula for the same trials, which have no covariates.
    public var expectedPower: Double
    public var monteCarloError: Double
    public var replications: Int
    public var seed: UInt64
  }

  /// From the children up.
  public var levels: [Level]
  public var assignedLevel: String
  /// Whether the number of assigned units was asked for, and is the smallest that reaches the wanted power.
  public var isUnitCountFound: Bool
  /// Smallest effect, in standard deviations, that is found with the wanted power.
  public var minimumDetectableEffect: Double
  public var wantedPower: Double
  /// Effect that was asked for; `nil` when none was.
  public var effect: Double?
  /// Power for that effect.
  public var power: Double?
  /// Of the effect's estimate, in standard deviations.
  public var standardError: Double
  public var degreesOfFreedom: Double
  public var significanceLevel: Double
  public var simulation: Simulation?
}
