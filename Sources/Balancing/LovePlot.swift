/// The points of a love plot: absolute standardised differences of each covariate under each set of weights.
public struct LovePlot: Sendable, Codable, Equatable {
  /// One covariate under one set of weights.
  public struct Point: Sendable, Codable, Equatable {
    public let covariate: String
    /// The label of the table the point comes from.
    public let weighting: String
    /// In pooled standard deviations before weighting.
    public let absoluteDifference: Double
  }

  /// Covariates from the most to the least unlike in the first table; within a covariate in the order of the tables.
  public let points: [Point]
  /// Difference up to which groups count as alike without adjustment, in standard deviations.
  public static let alikeThreshold = 0.05
  /// Difference above which an adjustment is not believed, in standard deviations.
  public static let unlikeThreshold = 0.25

  /// Collects the points of tables of one sample, the unweighted first.
  public init(_ tables: [BalanceTable]) {
    let order = (tables.first?.rows ?? []).indices.sorted { a, b in
      Self.size(tables[0].rows[a]) > Self.size(tables[0].rows[b])
    }
    points = order.flatMap { position in
      tables.map { table in
        Point(
          covariate: table.rows[position].covariate, weighting: table.label,
          absoluteDifference: Self.size(table.rows[position]))
      }
    }
  }

  /// A covariate that does not vary in either arm counts as alike.
  private static func size(_ row: BalanceTable.Row) -> Double { abs(row.differenceInPooledDeviations ?? 0) }
}
