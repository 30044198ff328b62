import Foundation

/// How the risks of a block's members make the risk of the block.
///
/// Means are taken of what is left to full risk, s = 100 − risk, and turned back. The arithmetic mean lets a low risk
/// make up for a high one; the geometric and, more so, the harmonic mean do not: a member at full risk (s = 0) puts the
/// block at full risk, exactly and without a small number put in its place.
///
/// **Source.** OECD & JRC (2008), Handbook on Constructing Composite Indicators, step 6.
public enum Aggregation: String, Sendable, Codable, CaseIterable {
  case arithmetic, geometric, harmonic

  /// The risk of a block from the weights and risks (0 … 100) of at least one member; weights need not sum to 1.
  public func risk(weights: [Double], risks: [Double]) -> Double {
    var (sum, total) = (0.0, 0.0)
    for (weight, risk) in zip(weights, risks) {
      sum += term(weight: weight, risk: risk)
      total += weight
    }
    return self.risk(sum: sum, totalWeight: total)
  }

  /// What one member adds to the sum behind the mean; infinite when it decides the mean alone.
  @inline(__always) func term(weight: Double, risk: Double) -> Double {
    guard weight > 0 else { return 0 }
    let left = max(0, 100 - risk)
    switch self {
    case .arithmetic: return weight * left
    // A hundredth of what is left, so that no risk at all is log 1 and stays exact.
    case .geometric: return weight * -log(left / 100)
    case .harmonic: return weight / left
    }
  }

  /// The mean behind a sum of terms, as a risk of 0 … 100; 0 without weight.
  @inline(__always) func risk(sum: Double, totalWeight: Double) -> Double {
    guard totalWeight > 1e-12 else { return 0 }
    let left =
      switch self {
      case .arithmetic: sum / totalWeight
      case .geometric: 100 * exp(-sum / totalWeight)
      case .harmonic: totalWeight / sum
      }
    return min(100, max(0, 100 - left))
  }
}
