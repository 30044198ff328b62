public import Findings

/// Plausible values of abilities, and the population that they were drawn from.
public struct PlausibleValuesFit: Sendable, Codable, Equatable {
  /// One number of the population: a coefficient or a variance.
  public struct Parameter: Sendable, Codable, Equatable {
    public let name: String
    /// Posterior mean.
    public let mean: Double
    /// Posterior standard deviation.
    public let standardDeviation: Double
    /// Independent draws that the chain is worth.
    public let effectiveSampleSize: Double
    /// Widths of the whole chain over that of its halves; near 1 when it has settled.
    public let scaleReduction: Double
    /// The value behind each set of plausible values.
    public let draws: [Double]
  }

  public let scale: String
  /// One array per set, one ability per row.
  public let values: [[Double]]
  /// Coefficients of the columns that were kept.
  public let coefficients: [Parameter]
  /// Variances of the factors that were kept, from few units to many.
  public let factorVariances: [Parameter]
  /// Variance of a row about its prediction.
  public let residualVariance: Parameter
  /// Share of the proposed abilities that were accepted after burn-in.
  public let acceptanceRate: Double
  /// Rows with an answer.
  public let answeredRowCount: Int
  public let warnings: [FindingWarning]

  /// Number of sets.
  public var count: Int { values.count }

  /// Effective sample size of the number that mixed worst.
  public var smallestEffectiveSampleSize: Double { parameters.map(\.effectiveSampleSize).min() ?? 0 }

  /// Coefficients, then variances.
  var parameters: [Parameter] { coefficients + factorVariances + [residualVariance] }
}
