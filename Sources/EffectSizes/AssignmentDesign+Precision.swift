// Notation: Dong & Maynard (2013), doi:10.1080/19345747.2012.673143; Bloom (1995), doi:10.1177/0193841X9501900504. For the
// sizes van Breukelen, Candel & Berger (2007), doi:10.1002/sim.2740: a cluster of n units with variances τ² between and
// σ² within has weight 1/(τ² + σ²/n); over sizes of mean n̄ and coefficient of variation cv the mean weight is that of
// equal sizes times 1 − cv²λ(1 − λ), λ = n̄τ²/(n̄τ² + σ²).

extension AssignmentDesign {
  /// The uncertainty that the effect's estimate will have.
  public struct Precision: Sendable, Codable, Equatable {
    /// Standard error in standard deviations of the outcome.
    public let standardError: Double
    /// Degrees of freedom of its t test.
    public let degreesOfFreedom: Double
  }

  /// The standard error and the degrees of freedom that the design will give.
  ///
  /// Sizes that vary cost what they cost the mixed model, which weights clusters by what they tell: a child-weighted
  /// comparison loses more.
  ///
  /// - Throws: `PowerError` for a number out of its range, or a design that leaves no degree of freedom.
  public func precision() throws(PowerError) -> Precision {
    try check()
    let sizes = experimentalShare * (1 - experimentalShare) * totalCount(ofLevel: assignmentLevel)
    let betweenBlocks = blockLevels.reduce(0) { $0 + levels[$1].effectVariance / totalCount(ofLevel: $1) }
    let degreesOfFreedom = self.degreesOfFreedom
    guard degreesOfFreedom > 0 else { throw .noDegreesOfFreedom(found: degreesOfFreedom) }
    let variance = unitVariance(ofLevel: assignmentLevel) / sizes + betweenBlocks
    guard variance > 0 else { throw .noVariation }
    return Precision(standardError: variance.squareRoot(), degreesOfFreedom: degreesOfFreedom)
  }

  /// Levels above the assigned one.
  var blockLevels: Range<Int> { (assignmentLevel + 1)..<levels.count }

  /// Variance of the mean of one unit of a level around its arm, after covariates.
  func unitVariance(ofLevel level: Int) -> Double {
    guard level > 0 else { return childVarianceShare * (1 - levels[0].explainedShare) }
    let between = levels[level].varianceShare * (1 - levels[level].explainedShare)
    let within = unitVariance(ofLevel: level - 1) / levels[level - 1].unitCount
    guard between + within > 0 else { return 0 }
    let share = between / (between + within)
    let variation = levels[level - 1].sizeVariation
    return (between + within) / (1 - variation * variation * share * (1 - share))
  }

  /// Assigned units less arms, blocks and covariates; where the effect differs between blocks, blocks less one.
  private var degreesOfFreedom: Double {
    let covariates = Double(covariateCount)
    if let random = blockLevels.last(where: { levels[$0].effectVariance > 0 }) {
      return totalCount(ofLevel: random) - 1 - covariates
    }
    let blocks = blockLevels.isEmpty ? 1 : totalCount(ofLevel: assignmentLevel + 1)
    return totalCount(ofLevel: assignmentLevel) - blocks - 1 - covariates
  }

  private func check() throws(PowerError) {
    guard levels.indices.contains(assignmentLevel) else {
      throw .outOfRange(quantity: "assignment_level", level: nil, value: Double(assignmentLevel))
    }
    try within(experimentalShare > 0 && experimentalShare < 1, "experimental_share", experimentalShare)
    try within(covariateCount >= 0, "covariate_count", Double(covariateCount))
    for (index, level) in levels.enumerated() { try check(level, at: index) }
    try within(childVarianceShare >= 0, "variance_share", 1 - childVarianceShare)
  }

  private func check(_ level: Level, at index: Int) throws(PowerError) {
    func require(_ isMet: Bool, _ quantity: String, _ value: Double) throws(PowerError) {
      try within(isMet, quantity, value, level: level.name)
    }
    try require(level.unitCount >= 1 && level.unitCount.isFinite, "unit_count", level.unitCount)
    try require((0...1).contains(level.varianceShare), "variance_share", level.varianceShare)
    try require(index > 0 || level.varianceShare == 0, "variance_share", level.varianceShare)
    try require((0..<1).contains(level.explainedShare), "explained_share", level.explainedShare)
    try require((0...1).contains(level.sizeVariation), "size_variation", level.sizeVariation)
    try require(index < assignmentLevel || level.sizeVariation == 0, "size_variation", level.sizeVariation)
    try require(level.effectVariance >= 0 && level.effectVariance.isFinite, "effect_variance", level.effectVariance)
    try require(index > assignmentLevel || level.effectVariance == 0, "effect_variance", level.effectVariance)
    let isBlock = index > assignmentLevel
    try require(!isBlock || level.explainedShare == 0, "explained_share", level.explainedShare)
  }

  private func within(
    _ isMet: Bool, _ quantity: String, _ value: Double, level: String? = nil
  ) throws(PowerError) {
    guard isMet else { throw .outOfRange(quantity: quantity, level: level, value: value) }
  }
}
