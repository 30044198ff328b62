/// The effect among the children, groups or preschools that share a value of a key of the plan.
public struct SubgroupFinding: Sendable, Codable, Equatable {
  /// Stable address such as `subgroup:physical.final.sex.f`.
  public var address: String
  public var outcome: String
  public var wave: String
  /// Key of the plan such as `sex`, or `baseline_level`.
  public var key: String
  /// Value of the key such as `f` or `KZ-27`.
  public var value: String
  /// Name of the value where the data have one (regions); else the surface words the value.
  public var name: LocalizedText?
  public var control: Disclosable<Counts>
  public var experimental: Disclosable<Counts>
  public var estimate: Disclosable<EffectFinding.Estimate>
  /// Estimate drawn towards the mean of all values by as much as its error deserves; no data for keys of few values.
  public var pooled: Disclosable<PooledEstimate>
  public var warnings: [FindingWarning]

  /// A partially pooled estimate.
  public struct PooledEstimate: Sendable, Codable, Equatable {
    public var value: Double
    public var interval: Interval
    /// Creates an estimate.
    public init(value: Double, interval: Interval) {
      self.value = value
      self.interval = interval
    }
  }

  /// Creates a finding.
  public init(
    address: String, outcome: String, wave: String, key: String, value: String, name: LocalizedText?,
    control: Disclosable<Counts>, experimental: Disclosable<Counts>, estimate: Disclosable<EffectFinding.Estimate>,
    pooled: Disclosable<PooledEstimate>, warnings: [FindingWarning]
  ) {
    self.address = address
    self.outcome = outcome
    self.wave = wave
    self.key = key
    self.value = value
    self.name = name
    self.control = control
    self.experimental = experimental
    self.estimate = estimate
    self.pooled = pooled
    self.warnings = warnings
  }
}

/// Whether and how much an effect differs between the values of a key.
public struct HeterogeneityFinding: Sendable, Codable, Equatable {
  /// Stable address such as `heterogeneity:physical.final.region`.
  public var address: String
  public var outcome: String
  public var wave: String
  public var key: String
  /// Number of values with an effect of their own.
  public var valueCount: Int
  /// p-value of the hypothesis that the effect is the same for all values.
  public var pValue: Double?
  /// The same, adjusted over all keys, outcomes and waves by the plan's multiplicity rule.
  public var adjustedPValue: Double?
  /// Random-effects mean over the values, with its spread; `nil` for keys of few values.
  public var pooled: PooledEffects?
  public var warnings: [FindingWarning]

  /// A random-effects summary over the values of a key.
  public struct PooledEffects: Sendable, Codable, Equatable {
    public var mean: EffectFinding.Estimate
    public var heterogeneity: Heterogeneity
    /// Creates a summary.
    public init(mean: EffectFinding.Estimate, heterogeneity: Heterogeneity) {
      self.mean = mean
      self.heterogeneity = heterogeneity
    }
  }

  /// Creates a finding.
  public init(
    address: String, outcome: String, wave: String, key: String, valueCount: Int, pValue: Double?,
    adjustedPValue: Double?, pooled: PooledEffects?, warnings: [FindingWarning]
  ) {
    self.address = address
    self.outcome = outcome
    self.wave = wave
    self.key = key
    self.valueCount = valueCount
    self.pValue = pValue
    self.adjustedPValue = adjustedPValue
    self.pooled = pooled
    self.warnings = warnings
  }
}

/// How the score of experimental children goes with the sessions held in their group; the dose was not randomised.
public struct DoseFinding: Sendable, Codable, Equatable {
  /// Stable address such as `dose:physical.final`.
  public var address: String
  public var outcome: String
  public var wave: String
  /// Experimental children behind the slope.
  public var counts: Disclosable<Counts>
  /// Points per ten further sessions held.
  public var slope: Disclosable<EffectFinding.Estimate>
  public var warnings: [FindingWarning]

  /// Creates a finding.
  public init(
    address: String, outcome: String, wave: String, counts: Disclosable<Counts>,
    slope: Disclosable<EffectFinding.Estimate>, warnings: [FindingWarning]
  ) {
    self.address = address
    self.outcome = outcome
    self.wave = wave
    self.counts = counts
    self.slope = slope
    self.warnings = warnings
  }
}
