public import Findings
internal import Foundation

/// How few children carry a weighted mean.
public struct WeightDiagnostics: Sendable, Codable, Equatable {
  /// One arm under its weights.
  public struct Arm: Sendable, Codable, Equatable {
    public let observationCount: Int
    /// Kish's *(Σw)² / Σw²*: as many equally weighted rows have the same variance.
    public let effectiveSampleSize: Double
    /// Share of the arm's weight that its heaviest row carries.
    public let largestShare: Double
  }

  public let treated: Arm
  public let control: Arm

  /// A row with a larger share of its arm's weight than this is extreme, unless the arm is that small.
  static let extremeShare = 0.05
  /// An effective sample below this share of the rows is small.
  static let smallEffectiveShare = 0.2

  /// Looks at the weights of both arms.
  public init(weights: [Double], sample: ComparisonSample) {
    treated = Self.arm(weights, sample.rows(isTreated: true))
    control = Self.arm(weights, sample.rows(isTreated: false))
  }

  /// Extreme weights: one row carries over 5 % of an arm, or the effective sample is under 20 % of its rows.
  public var warnings: [FindingWarning] {
    [(treated, "experimental"), (control, "control")].compactMap { arm, name in
      let even = 1 / Double(arm.observationCount)
      let isExtreme = arm.largestShare > max(Self.extremeShare, 3 * even)
      let isSmall = arm.effectiveSampleSize < Self.smallEffectiveShare * Double(arm.observationCount)
      guard isExtreme || isSmall else { return nil }
      let effective = String(format: "%.1f", arm.effectiveSampleSize)
      let share = String(format: "%.1f", 100 * arm.largestShare)
      return FindingWarning(
        .extremeWeights,
        "Weights of the \(name) group are extreme: \(arm.observationCount) rows weigh as \(effective), the heaviest "
          + "carries \(share) % of the group.",
        facts: [
          "arm": name, "rows": String(arm.observationCount), "effective": effective, "largest_percent": share,
        ])
    }
  }

  private static func arm(_ weights: [Double], _ rows: [Int]) -> Arm {
    var (sum, squares, largest) = (0.0, 0.0, 0.0)
    for row in rows {
      sum += weights[row]
      squares += weights[row] * weights[row]
      largest = max(largest, weights[row])
    }
    return Arm(
      observationCount: rows.count, effectiveSampleSize: squares > 0 ? sum * sum / squares : 0,
      largestShare: sum > 0 ? largest / sum : 0)
  }
}
