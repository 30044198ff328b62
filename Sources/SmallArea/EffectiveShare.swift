public import Findings

/// A share of one area with the size of a simple random sample that would be as precise.
public struct EffectiveShare: Sendable, Codable, Equatable {
  public var area: String
  /// In [0, 1].
  public var share: Double
  /// Positive; need not be a whole number.
  public var effectiveSize: Double
  /// Trials behind the share.
  public var size: Double
  /// Clusters with trials.
  public var clusterCount: Int

  /// Creates a share; without clusters the effective size is the size.
  public init(area: String, share: Double, effectiveSize: Double, size: Double? = nil, clusterCount: Int = 0) {
    self.area = area
    self.share = share
    self.effectiveSize = effectiveSize
    self.size = size ?? effectiveSize
    self.clusterCount = clusterCount
  }

  /// Size over effective size.
  public var designEffect: Double { size / effectiveSize }

  /// Successes of the effective sample.
  var successes: Double { share * effectiveSize }
}

/// Shares of areas with their effective sizes.
public struct EffectiveSampleSizeFit: Sendable, Codable, Equatable {
  /// One per area with trials, in the order of the areas' names.
  public let shares: [EffectiveShare]
  /// ρ, in [0, 1].
  public let intraclassCorrelation: Double
  public let warnings: [FindingWarning]
}

extension [EffectiveShare] {
  /// Holds shares to what models of them need.
  func check(required: Int) throws(SmallAreaError) {
    guard count >= required else { throw .tooFewAreas(found: count, required: required) }
    var names: Set<String> = []
    for area in self {
      guard names.insert(area.area).inserted else { throw .duplicateArea(area.area) }
      guard (0...1).contains(area.share), area.effectiveSize > 0, area.effectiveSize.isFinite else {
        throw .notAShare(area: area.area)
      }
    }
  }

  /// The share of all areas together.
  var pooledShare: Double { reduce(0) { $0 + $1.successes } / reduce(0) { $0 + $1.effectiveSize } }
}
