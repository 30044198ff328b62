extension PilotTruth {
  /// Who the children are, and how the trait depends on it.
  public struct ChildTruth: Sendable, Equatable, Codable {
    public var girlShare = 0.49
    public var specialNeedsShare = 0.04
    /// Latent standard deviations per year of age within an age band.
    public var ageSlopePerYear = 0.3
    /// Difference of girls from boys, in latent standard deviations.
    public var girls = 0.12
    /// Difference of children with special educational needs from the others, in latent standard deviations.
    public var specialNeeds = -0.8
    /// Creates the default children.
    public init() {}
  }

  /// How a mark arises: a graded response model with a common slope.
  ///
  /// P(mark ≥ 2) = logistic(slope · (trait − difficulty − partlyFormed)), P(mark ≥ 3) likewise with `formed`. By the
  /// defaults nearly three quarters of the children are at level II in January, and levels rise.
  ///
  /// **Source.** Samejima (1969), Psychometrika Monograph 17, homogeneous case.
  public struct ItemTruth: Sendable, Equatable, Codable {
    public var slope = 1.7
    /// Trait at which half of the children reach 2 points on an item of average difficulty.
    public var partlyFormed = -1.5
    /// Trait at which half of the children reach 3 points on an item of average difficulty.
    public var formed = 1.3
    /// Standard deviation of the item difficulties, which are drawn by item code.
    public var difficultyStandardDeviation = 0.4
    /// Creates the default items.
    public init() {}
  }

  /// How the educators who mark the sheets differ.
  public struct RaterTruth: Sendable, Equatable, Codable {
    /// Standard deviation of leniency, in latent standard deviations, the same for all areas and waves of an educator.
    public var leniencyStandardDeviation = 0.2
    /// Extra leniency of experimental educators after the baseline wave: a bias that no analysis of these data can see.
    public var experimentalExtraLeniency = 0.0
    /// Probability that a group has another educator in the new school year.
    public var changeRate = 0.1
    /// Creates the default raters.
    public init() {}
  }

  /// Who is there, who is observed, who consents.
  public struct ParticipationTruth: Sendable, Equatable, Codable {
    /// Probability that an enrolled child has no sheet at a wave.
    public var missingWaveRate = 0.03
    /// Probability that a mark is left empty.
    public var missingMarkRate = 0.01
    /// Probability that an item does not apply to a child.
    public var notApplicableRate = 0.003
    /// The same for a child with special educational needs.
    public var specialNeedsNotApplicableRate = 0.04
    /// Probability that a child joins after the baseline wave, from February to April.
    public var lateJoinRate = 0.04
    /// Probability that a child of a control group leaves between February and August without having finished.
    public var controlAttritionRate = 0.07
    /// The same for a child of an experimental group.
    public var experimentalAttritionRate = 0.05
    public var consentRefusedRate = 0.05
    /// Probability that consent is granted and withdrawn between May and August.
    public var consentWithdrawnRate = 0.02
    /// Creates the default participation.
    public init() {}
  }
}
