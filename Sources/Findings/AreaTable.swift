/// Estimates of small areas, as every surface shows them.
public struct AreaTable: Sendable, Codable, Equatable {
  /// Variance between areas beyond what the covariates explain, in squared units of the response.
  public var modelVariance: Double
  public var rows: [Row]

  /// One area.
  public struct Row: Sendable, Codable, Equatable {
    public var area: String
    /// Estimate from the area's own data alone; `nil` where it has none.
    public var direct: Double?
    public var estimate: Double
    /// Mean squared error of the estimate; `nil` where it cannot be estimated.
    public var meanSquaredError: Double?
    /// Weight of the area's own data, in [0, 1].
    public var shrinkage: Double

    /// Creates a row.
    public init(area: String, direct: Double?, estimate: Double, meanSquaredError: Double?, shrinkage: Double) {
      self.area = area
      self.direct = direct
      self.estimate = estimate
      self.meanSquaredError = meanSquaredError
      self.shrinkage = shrinkage
    }
  }

  /// Creates a table.
  public init(modelVariance: Double, rows: [Row]) {
    self.modelVariance = modelVariance
    self.rows = rows
  }
}
