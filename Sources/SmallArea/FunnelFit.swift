/// Units of a funnel plot with their control limits.
public struct FunnelFit: Sendable, Codable, Equatable {
  /// The share or mean that limits are about.
  public let target: Double
  /// τ²: variance between units beyond chance, added to the variances; 0 when there is none or none was allowed.
  public let overdispersion: Double
  /// One per unit, in the order given.
  public let units: [Unit]

  /// One unit.
  public struct Unit: Sendable, Codable, Equatable {
    public let name: String
    public let value: Double
    /// Distance from the target in standard deviations, over-dispersion included.
    public let zScore: Double
    /// One per level, in the order of the levels.
    public let limits: [Limit]

    /// The highest level whose limits the unit lies outside of; `nil` when it lies inside all.
    public var exceededLevel: Double? {
      limits.filter { value < $0.lower || value > $0.upper }.map(\.level).max()
    }
  }

  /// Limits at one level.
  public struct Limit: Sendable, Codable, Equatable {
    public let level: Double
    public let lower: Double
    public let upper: Double
  }
}
