/// Mergeable sums behind one ratio per area: numerators and denominators per area and cluster.
///
/// A share, a rate and a mean are all ratios: children at level I over children observed, sessions held over sessions
/// planned, points over answers. Keeping the sums of each cluster (the preschool) is what a design-based variance of
/// the area's ratio needs. Merging is commutative and associative (exactly for whole numbers, to rounding for
/// fractions), has `AreaSums()` as identity, and equals one pass.
public struct AreaSums: Sendable, Equatable {
  /// The sums of one cluster.
  public struct ClusterSums: Sendable, Equatable, Codable {
    public var cluster: String
    /// Sum of numerators: successes of a share.
    public var numerator: Double
    /// Sum of denominators, not negative: trials of a share.
    public var denominator: Double
    /// Number of children, sheets or reports behind the sums.
    public var observationCount: Int

    /// Whether the sums are finite and the denominator is not negative.
    public var isValid: Bool { numerator.isFinite && denominator.isFinite && denominator >= 0 }

    /// Creates the sums of one cluster.
    public init(cluster: String, numerator: Double, denominator: Double, observationCount: Int) {
      self.cluster = cluster
      self.numerator = numerator
      self.denominator = denominator
      self.observationCount = observationCount
    }
  }

  /// By area, then by cluster.
  private var cells: [String: [String: ClusterSums]] = [:]

  /// Creates empty sums.
  public init() {}

  /// The areas that hold sums, sorted by name.
  public var areas: [String] { cells.keys.sorted() }

  /// The sums of each cluster of an area, sorted by cluster name.
  public func clusters(of area: String) -> [ClusterSums] {
    (cells[area] ?? [:]).values.sorted { $0.cluster < $1.cluster }
  }

  /// Adds to the sums of one cluster of an area.
  ///
  /// - Parameters:
  ///   - numerator: Successes of a share, or the amount of a rate.
  ///   - denominator: Trials of a share, or what a rate is measured against; 0 when there is none.
  ///   - observationCount: Observations behind the two sums.
  ///   - area: Name of the area, for example a region's code.
  ///   - cluster: Name of the cluster within the area, for example a preschool's code.
  public mutating func add(
    numerator: Double, denominator: Double, observationCount: Int = 1, area: String, cluster: String
  ) {
    add(
      ClusterSums(
        cluster: cluster, numerator: numerator, denominator: denominator, observationCount: observationCount),
      area: area)
  }

  /// Adds one yes-or-no observation to a share.
  public mutating func add(success: Bool, area: String, cluster: String) {
    add(numerator: success ? 1 : 0, denominator: 1, area: area, cluster: cluster)
  }

  /// Adds all sums of another value.
  public mutating func merge(_ other: AreaSums) {
    for (area, clusters) in other.cells { for sums in clusters.values { add(sums, area: area) } }
  }

  /// The sum of two values.
  public func merging(_ other: AreaSums) -> AreaSums {
    var sum = self
    sum.merge(other)
    return sum
  }

  private mutating func add(_ sums: ClusterSums, area: String) {
    var cell =
      cells[area]?[sums.cluster]
      ?? ClusterSums(
        cluster: sums.cluster, numerator: 0, denominator: 0, observationCount: 0)
    cell.numerator += sums.numerator
    cell.denominator += sums.denominator
    cell.observationCount += sums.observationCount
    cells[area, default: [:]][sums.cluster] = cell
  }
}

/// Encodes as areas with their clusters, both sorted, so that equal sums give equal bytes.
extension AreaSums: Codable {
  private struct Area: Codable {
    var area: String
    var clusters: [ClusterSums]
  }

  /// Decodes sums and refuses numbers that no sum can have.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    for area in try container.decode([Area].self) {
      for sums in area.clusters {
        guard sums.isValid else {
          throw DecodingError.dataCorruptedError(
            in: container, debugDescription: "sums of \(sums.numerator) over \(sums.denominator) in \(area.area)")
        }
        add(sums, area: area.area)
      }
    }
  }

  /// Encodes the areas in the order of their names.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(areas.map { Area(area: $0, clusters: clusters(of: $0)) })
  }
}
