/// What a sum of points on a complete sheet means on the scale: a table for use on paper.
public struct ScoreTableFinding: Sendable, Codable, Equatable {
  /// Stable address such as `score_table:creative.4-interim`.
  public var address: String
  public var outcome: String
  public var scale: String
  public var form: String
  public var rows: [Row]

  /// One sum of points.
  public struct Row: Sendable, Codable, Equatable {
    /// Sum of the points of all items of the area on the form, 1 to 3 points each.
    public var points: Int
    /// Weighted likelihood estimate, in units of the scale.
    public var score: Double
    public var standardError: Double
    /// Level 1, 2 or 3 by the rule of the instrument.
    public var level: Int
    /// Creates a row.
    public init(points: Int, score: Double, standardError: Double, level: Int) {
      self.points = points
      self.score = score
      self.standardError = standardError
      self.level = level
    }
  }

  /// Creates a table.
  public init(address: String, outcome: String, scale: String, form: String, rows: [Row]) {
    self.address = address
    self.outcome = outcome
    self.scale = scale
    self.form = form
    self.rows = rows
  }
}
