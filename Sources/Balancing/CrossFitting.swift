internal import Probability

/// Nuisances estimated on other clusters than the ones they are applied to.
///
/// It keeps a flexible or unlucky nuisance from fitting the very children whose effect it is to correct. Folds are made
/// of whole clusters.
///
/// **Source.** Chernozhukov et al. (2018), doi:10.1111/ectj.12097.
public struct CrossFitting: Sendable, Equatable, Codable {
  /// At least 2.
  public var foldCount: Int
  public var seed: UInt64

  /// Creates a plan of folds.
  ///
  /// - Throws: `BalancingError.optionOutOfRange` below two folds.
  public init(foldCount: Int = 5, seed: UInt64) throws(BalancingError) {
    guard foldCount >= 2 else { throw .optionOutOfRange(name: "foldCount", value: Double(foldCount)) }
    self.foldCount = foldCount
    self.seed = seed
  }

  /// The fold of each cluster, `0 ..< foldCount`: drawn from the stream of the cluster's position alone.
  func folds(clusterCount: Int) -> [Int] {
    (0..<clusterCount).map { cluster in
      var draws = RandomStream(seed: seed, stream: UInt64(cluster))
      return draws.nextIndex(below: foldCount)
    }
  }
}
