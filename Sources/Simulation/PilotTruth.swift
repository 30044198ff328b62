/// The truth a pilot is simulated from: every number that an evaluation tries to recover.
///
/// **Latent scale.** Each child has, in each development area and at each wave, a trait
///
///     trait = growth(wave) + effect(area, wave) · [experimental]
///           + region + preschool + group + child + occasion          (normal, variances below)
///           + age slope · (age − mean age of the band) + girls · [girl] + special needs · [special needs]
///
/// The five default variances add up to 1, so an effect of 0.20 is 0.20 standard deviations of the trait among children
/// of the same age and sex. Marks follow from trait + leniency of the educator through `ItemTruth`. What an effect means
/// in mean points of an area – the scale an evaluation works on – is computed by `ImpliedEffects`, not stated.
public struct PilotTruth: Sendable, Equatable, Codable {
  /// Effect of the experimental arm by development area, in latent standard deviations; an area without entry has none.
  public var effects: [String: AfterWaves] = [
    "physical": AfterWaves(interim: 0.05, final: 0.05),
    "communicative": AfterWaves(interim: 0.10, final: 0.12),
    "cognitive": AfterWaves(interim: 0.10, final: 0.12),
    "creative": AfterWaves(interim: 0.25, final: 0.30),
    "social_emotional": AfterWaves(interim: 0.20, final: 0.25),
  ]
  /// Growth of all children since the baseline wave, in latent standard deviations.
  public var growth = AfterWaves(interim: 0.5, final: 0.8)
  public var variances = Variances()
  public var children = ChildTruth()
  public var items = ItemTruth()
  public var raters = RaterTruth()
  public var participation = ParticipationTruth()
  public var implementation = ImplementationTruth()
  /// How regions differ in what is above the same for all of them; `nil` for not at all.
  public var regionalVariation: RegionalVariation?

  /// Creates the truth of the synthetic pilot of 2026; change what differs.
  public init() {}

  /// A value for each of the two waves after treatment has begun.
  public struct AfterWaves: Sendable, Equatable, Codable {
    /// May 2026.
    public var interim: Double
    /// September 2026.
    public var final: Double
    /// Creates the pair.
    public init(interim: Double, final: Double) {
      self.interim = interim
      self.final = final
    }
  }

  /// Variances of the trait by level, and how far its five areas go together.
  public struct Variances: Sendable, Equatable, Codable {
    public var region = 0.03
    public var preschool = 0.07
    public var group = 0.05
    public var child = 0.65
    /// Child × wave, independent between waves.
    public var occasion = 0.20
    /// Of what a preschool's children gain from the baseline to the last wave; `nil` where preschools do not differ in it.
    ///
    /// Effects are implied, and the truth of regions integrated, without it.
    public var preschoolGain: Double?
    /// Correlation between any two areas of the effects of one unit, at every level; in [0, 1].
    public var areaCorrelation = 0.6
    /// Creates the default variances.
    public init() {}

    /// Variance of the trait among children of the same age, sex and needs at one wave.
    public var total: Double { region + preschool + group + child + occasion }
  }
}
