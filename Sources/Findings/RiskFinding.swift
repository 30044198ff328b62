/// A text in the three languages of the pilot.
public struct LocalizedText: Sendable, Codable, Equatable {
  public var kk: String
  public var ru: String
  public var en: String

  /// Creates a text from its three wordings.
  public init(kk: String, ru: String, en: String) {
    self.kk = kk
    self.ru = ru
    self.en = en
  }
}

/// The risk index of one region: 0 … 100, 100 = most support needed.
public struct RegionRiskFinding: Sendable, Codable, Equatable {
  /// Stable address such as `risk:KZ-27`.
  public var address: String
  /// ISO 3166-2 code.
  public var region: String
  public var name: LocalizedText
  public var counts: Disclosable<Counts>
  public var index: Disclosable<Score>
  public var blocks: [Block]
  /// Probability that the region is in the fifth of regions with the highest index.
  public var probabilityInHighestFifth: Disclosable<Double>
  public var warnings: [FindingWarning]

  /// A score of 0 … 100 with its interval.
  public struct Score: Sendable, Codable, Equatable {
    public var value: Double
    public var interval: Interval
    /// Creates a score.
    public init(value: Double, interval: Interval) {
      self.value = value
      self.interval = interval
    }
  }

  /// A sub-index: `outcome` or `implementation`.
  public struct Block: Sendable, Codable, Equatable {
    public var key: String
    public var name: LocalizedText
    public var score: Disclosable<Score>
    public var components: [Component]
    /// Creates a block.
    public init(key: String, name: LocalizedText, score: Disclosable<Score>, components: [Component]) {
      self.key = key
      self.name = name
      self.score = score
      self.components = components
    }
  }

  /// What a component counts.
  public enum ObservationUnit: String, Sendable, Codable, CaseIterable { case child, preschool }

  /// One indicator of a block.
  public struct Component: Sendable, Codable, Equatable {
    public var indicator: String
    public var name: LocalizedText
    /// Value in the indicator's own unit, shares in [0, 1]; shrunken where `shrinkage` is set.
    public var value: Disclosable<Double>
    /// Direct estimate before shrinkage; equal to `value` where nothing was shrunken.
    public var direct: Disclosable<Double>
    public var standardError: Disclosable<Double>
    /// Weight of the direct estimate in [0, 1]; `nil` where nothing was shrunken.
    public var shrinkage: Disclosable<Double>
    /// Risk score 0 … 100 by the framework's fixed goalposts.
    public var risk: Disclosable<Double>
    /// Weight within the block, in (0, 1].
    public var weight: Double
    /// Children, or preschools for indicators of preschools, behind the value.
    public var observationCount: Disclosable<Int>
    /// What `observationCount` counts; decides which minimum of the disclosure rules applies.
    public var observationUnit: ObservationUnit

    /// Creates a component.
    public init(
      indicator: String, name: LocalizedText, value: Disclosable<Double>, direct: Disclosable<Double>,
      standardError: Disclosable<Double>, shrinkage: Disclosable<Double>, risk: Disclosable<Double>, weight: Double,
      observationCount: Disclosable<Int>, observationUnit: ObservationUnit = .child
    ) {
      self.indicator = indicator
      self.name = name
      self.value = value
      self.direct = direct
      self.standardError = standardError
      self.shrinkage = shrinkage
      self.risk = risk
      self.weight = weight
      self.observationCount = observationCount
      self.observationUnit = observationUnit
    }
  }

  /// Creates a finding.
  public init(
    address: String, region: String, name: LocalizedText, counts: Disclosable<Counts>, index: Disclosable<Score>,
    blocks: [Block], probabilityInHighestFifth: Disclosable<Double>, warnings: [FindingWarning]
  ) {
    self.address = address
    self.region = region
    self.name = name
    self.counts = counts
    self.index = index
    self.blocks = blocks
    self.probabilityInHighestFifth = probabilityInHighestFifth
    self.warnings = warnings
  }
}
