/// A trial with two to four levels (or one), as it is planned: who is nested in whom and what is assigned.
///
/// Levels run from the children up. Above the level of assignment are blocks: every block holds units of both arms, and
/// what blocks differ in drops out of the comparison. Variances are shares of the variance of the outcome within arms;
/// effects are in its standard deviations.
public struct AssignmentDesign: Sendable, Codable, Equatable {
  /// One level of nesting.
  public struct Level: Sendable, Codable, Equatable {
    /// What its units are called, such as `preschool`.
    public var name: String
    /// Mean number of units in a unit of the level above; at the top the number of units there are.
    public var unitCount: Double
    /// Share of the variance that lies between these units, in [0, 1]; at the first level what the others leave.
    public var varianceShare: Double
    /// Part of that variance that covariates of this level explain, in [0, 1).
    public var explainedShare: Double
    /// Standard deviation of the number of units over its mean, from unit to unit of the level above; 0 = equal.
    public var sizeVariation: Double
    /// Variance of the effect between these units, in squared standard deviations; only for blocks.
    public var effectVariance: Double

    /// Creates a level.
    public init(
      name: String, unitCount: Double, varianceShare: Double = 0, explainedShare: Double = 0, sizeVariation: Double = 0,
      effectVariance: Double = 0
    ) {
      self.name = name
      self.unitCount = unitCount
      self.varianceShare = varianceShare
      self.explainedShare = explainedShare
      self.sizeVariation = sizeVariation
      self.effectVariance = effectVariance
    }
  }

  /// From the children up; the first level's own variance share is not read.
  public var levels: [Level]
  /// Which level is assigned to the arms, counted from 0.
  public var assignmentLevel: Int
  /// Share of the assigned units that are experimental, in (0, 1).
  public var experimentalShare: Double
  /// Covariates of the assigned units (of the blocks, where effects differ between them), each a degree of freedom.
  public var covariateCount: Int

  /// Creates a design.
  public init(levels: [Level], assignmentLevel: Int, experimentalShare: Double = 0.5, covariateCount: Int = 0) {
    self.levels = levels
    self.assignmentLevel = assignmentLevel
    self.experimentalShare = experimentalShare
    self.covariateCount = covariateCount
  }

  /// Number of units of a level in the whole trial.
  public func totalCount(ofLevel level: Int) -> Double {
    levels[level...].reduce(1) { $0 * $1.unitCount }
  }

  /// What the levels above leave to the children.
  var childVarianceShare: Double { 1 - levels.dropFirst().reduce(0) { $0 + $1.varianceShare } }
}
