public import Findings

/// The targets of a programme by year, and how far reported percentages reach them.
///
/// Percentages run from 0 to 100 here, as the source and the reports give them.
public struct TargetAnswer: Sendable, Codable, Equatable {
  /// An indicator with its targets.
  public struct Indicator: Sendable, Codable, Equatable {
    public var key: String
    /// The source's number; `nil` where it gives none.
    public var number: Int?
    public var name: LocalizedText
    public var targets: [Target]
  }

  /// The target of a year.
  public struct Target: Sendable, Codable, Equatable {
    public var year: Int
    public var percent: Double
  }

  /// One reported percentage beside its target.
  public struct Attainment: Sendable, Codable, Equatable {
    public var indicator: String
    /// Code of the region; `nil` for the whole country.
    public var region: String?
    public var year: Int
    public var targetPercent: Double
    public var actualPercent: Double
    /// Actual less target, in percentage points: negative where the target is missed.
    public var gapPoints: Double
    /// Whether the actual is not below the target.
    public var isMet: Bool
    /// Actual less the target of `baseYear`, over the rise from that target to this year's: 0 = no further than the
    /// first target, 1 = at the target, and beyond either; `nil` where the target has not risen since.
    public var shareOfWay: Double?
    /// The first year with a target.
    public var baseYear: Int
    /// The target of `baseYear`.
    public var basePercent: Double

    /// Whether the actual is so small that it may have been meant as a share in [0, 1].
    public var mayBeShare: Bool { actualPercent > 0 && actualPercent <= 1 }
  }

  public var source: LocalizedText
  /// In the order of the source.
  public var indicators: [Indicator]
  /// In the order of the indicators, then by year, the country before its regions; nothing is ordered by attainment.
  public var attainment: [Attainment]
  /// Indicators that no reported percentage is of, where any were given.
  public var notReported: [String]
  public var warnings: [FindingWarning]
  /// `nil` for the targets alone.
  public var provenance: Provenance?
}
