public import Findings
public import Moments
import Probability

/// Whether a child changed by more than its two scores' errors explain.
///
/// With z = (x₂ − x₁)/√(s₁² + s₂²) a child improved when z exceeds the normal quantile of a two-sided confidence,
/// declined when z is below its negative, and is unchanged otherwise. The errors are those of the child's own scores,
/// which differ over the scale: a pooled one would call too many changes reliable near the floor and the ceiling, where
/// few items tell children apart.
///
/// Without any change some children exceed the limit by chance: a half of one minus the confidence in either direction
/// where z is normal, another share where scores are coarse. Compare the counts with that share and not with zero.
///
/// **Source.** Jacobson & Truax (1991), doi:10.1037/0022-006X.59.1.12; Maassen (2004), doi:10.1017/S1355617704106097,
/// for the denominator; Jabrayilov, Emons & Sijtsma (2016), doi:10.1177/0146621616664046, for errors of the person.
public struct ReliableChange: Sendable, Codable, Equatable {
  /// What a child's two scores say; the raw values are the levels of ``LevelCounts``.
  public enum Verdict: Int, Sendable, Codable, CaseIterable {
    case declined = 1
    case unchanged, improved
  }

  /// A score with its standard error, on any scale.
  public struct Measurement: Sendable, Equatable {
    public var score: Double
    public var standardError: Double

    /// Creates a measurement.
    public init(score: Double, standardError: Double) {
      self.score = score
      self.standardError = standardError
    }
  }

  /// Two-sided confidence of a verdict, in (0, 1).
  public var confidence: Double
  /// Level of the intervals of the shares, in (0, 1).
  public var confidenceLevel: Double

  /// Creates a specification.
  public init(confidence: Double = 0.95, confidenceLevel: Double = 0.95) {
    precondition(confidence > 0 && confidence < 1, "confidence \(confidence)")
    precondition(confidenceLevel > 0 && confidenceLevel < 1, "confidence level \(confidenceLevel)")
    self.confidence = confidence
    self.confidenceLevel = confidenceLevel
  }

  /// Largest |z| of a child that is unchanged.
  public var limit: Double { Normal().quantile((1 + confidence) / 2) }

  /// The standardised change z of a child.
  ///
  /// - Returns: `nil` where a number is missing or infinite, or no error is left to hold the change against.
  public func statistic(from first: Measurement, to second: Measurement) -> Double? {
    let variance = first.standardError * first.standardError + second.standardError * second.standardError
    let z = (second.score - first.score) / variance.squareRoot()
    guard variance > 0, variance.isFinite, z.isFinite else { return nil }
    return z
  }

  /// The verdict on one child; `nil` where ``statistic(from:to:)`` is.
  public func verdict(from first: Measurement, to second: Measurement) -> Verdict? {
    statistic(from: first, to: second).map { $0 > limit ? .improved : $0 < -limit ? .declined : .unchanged }
  }

  /// Describes the verdicts of one stratum.
  ///
  /// - Parameters:
  ///   - counts: Children per verdict (its raw value as level), stratum and cluster.
  ///   - stratum: The stratum to describe, named as when it was counted.
  ///   - chance: Shares that would improve and decline without any change; `nil` takes those of the normal distribution.
  /// - Returns: Shares with intervals that know the clusters.
  /// - Throws: `MovementError.noObservations` when the stratum holds no child.
  public func fit(
    _ counts: LevelCounts, stratum: String, chance: ReliableChangeFit.ChanceShares? = nil
  ) throws(MovementError) -> ReliableChangeFit {
    precondition(counts.levelCount == Verdict.allCases.count, "\(counts.levelCount) levels for three verdicts")
    let shares = try LevelShares(confidenceLevel: confidenceLevel).fit(counts, stratum: stratum)
    let tail = (1 - confidence) / 2
    return ReliableChangeFit(
      declined: shares.shares[0], unchanged: shares.shares[1], improved: shares.shares[2],
      chance: chance ?? .init(improved: tail, declined: tail), confidence: confidence, warnings: shares.warnings)
  }
}

/// Shares of children who changed reliably.
public struct ReliableChangeFit: Sendable, Codable, Equatable {
  public let declined: ClusteredShare
  public let unchanged: ClusteredShare
  public let improved: ClusteredShare
  /// What chance alone gives.
  public let chance: ChanceShares
  /// Two-sided confidence of the verdicts.
  public let confidence: Double
  public let warnings: [FindingWarning]

  /// Shares of children who would seem changed if nobody had changed, in [0, 1].
  public struct ChanceShares: Sendable, Codable, Equatable {
    public var improved: Double
    public var declined: Double

    /// Creates the shares.
    public init(improved: Double, declined: Double) {
      self.improved = improved
      self.declined = declined
    }
  }

  /// Children with a verdict.
  public var observationCount: Int { improved.total }

  /// Clusters they are in.
  public var clusterCount: Int { improved.clusterCount }
}
