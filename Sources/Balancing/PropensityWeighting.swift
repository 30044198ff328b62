/// Weights from propensity scores.
///
/// Inverse probabilities make both arms look like a target population. Overlap weights make them look like those
/// whose taking part was most open: they are bounded, and with a logistic propensity balance every covariate exactly.
///
/// **Source.** Li, Morgan & Zaslavsky (2018), doi:10.1080/01621459.2016.1260466, which has all four as one family.
public struct PropensityWeighting: Sendable, Equatable {
  /// Whom the effect is meant for.
  public enum Target: Sendable, Equatable, CaseIterable {
    case all, treated, control
    /// Children in proportion to *e (1 − e)*.
    case overlap

    /// `ate`, `att`, `atc` or `ato`.
    public var name: String {
      switch self {
      case .all: TargetPopulation.all.rawValue
      case .treated: TargetPopulation.treated.rawValue
      case .control: TargetPopulation.control.rawValue
      case .overlap: "ato"
      }
    }
  }

  /// What the weighted sums are divided by.
  public enum Normalization: String, Sendable, Codable, CaseIterable {
    /// The sum of the arm's weights; the better choice unless propensities are known.
    case hajek
    /// The size of the target population, so that weights do not sum to it exactly.
    case horvitzThompson = "horvitz_thompson"
  }

  public var target: Target
  public var normalization: Normalization

  /// Creates a specification.
  public init(target: Target, normalization: Normalization = .hajek) {
    self.target = target
    self.normalization = normalization
  }

  /// Weighs the rows of a sample.
  ///
  /// - Throws: `BalancingError.lengthMismatch` unless there is one score per row.
  public func fit(
    _ sample: ComparisonSample, scores: PropensityScores
  ) throws(BalancingError) -> PropensityWeights {
    try checkLength(scores.values.count, of: "propensity scores", sample.observationCount)
    return PropensityWeights(sample: sample, scores: scores, specification: self)
  }
}

extension PropensityWeighting.Target {
  /// The tilt *h(e)* of the target population, as far as it depends on the row: weights are *h/e* and *h/(1 − e)*.
  func weight(_ e: Double, isTreated: Bool) -> Double {
    switch (self, isTreated) {
    case (.all, true): 1 / e
    case (.all, false): 1 / (1 - e)
    case (.treated, true), (.control, false): 1
    case (.treated, false): e / (1 - e)
    case (.control, true): (1 - e) / e
    case (.overlap, true): 1 - e
    case (.overlap, false): e
    }
  }

  /// Derivative of the weight by the log odds of *e*.
  func weightSlope(_ e: Double, isTreated: Bool) -> Double {
    switch (self, isTreated) {
    case (.all, true), (.control, true): -(1 - e) / e
    case (.all, false), (.treated, false): e / (1 - e)
    case (.treated, true), (.control, false): 0
    case (.overlap, true): -e * (1 - e)
    case (.overlap, false): e * (1 - e)
    }
  }

  /// What a row counts in the size of the target population.
  func size(_ e: Double, isTreated: Bool) -> Double {
    switch self {
    case .all: 1
    case .treated: isTreated ? 1 : 0
    case .control: isTreated ? 0 : 1
    case .overlap: e * (1 - e)
    }
  }

  /// Derivative of the size by the log odds of *e*.
  func sizeSlope(_ e: Double) -> Double { self == .overlap ? e * (1 - e) * (1 - 2 * e) : 0 }
}
