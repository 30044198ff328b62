import Probability

/// An area to be ranked: the highest estimate has rank 1.
public struct RankedArea: Sendable, Codable, Equatable {
  public var area: String
  public var estimate: Double
  /// Not negative; for direct estimates their sampling variance.
  public var meanSquaredError: Double

  /// Creates an area.
  public init(area: String, estimate: Double, meanSquaredError: Double) {
    self.area = area
    self.estimate = estimate
    self.meanSquaredError = meanSquaredError
  }
}

extension [RankedArea] {
  /// Holds areas to what can be ranked.
  func check() throws(SmallAreaError) {
    guard count > 1 else { throw .tooFewAreas(found: count, required: 2) }
    var names: Set<String> = []
    for area in self {
      guard names.insert(area.area).inserted else { throw .duplicateArea(area.area) }
      guard area.estimate.isFinite else { throw .notFinite(area: area.area) }
      guard area.meanSquaredError >= 0, area.meanSquaredError.isFinite else {
        throw .variance(area: area.area, value: area.meanSquaredError)
      }
    }
  }

  /// Independent normal errors of all areas, one row per replication.
  func normalErrors(replications: Int, seed: UInt64, named name: String) -> [[Double]] {
    let deviations = map { $0.meanSquaredError.squareRoot() }
    return (0..<replications).map { replication in
      var stream = RandomStream(seed: seed, named: "\(name) \(replication)")
      return zip(deviations, stream.nextNormals(count: count)).map { $0 * $1 }
    }
  }
}
