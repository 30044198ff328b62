/// A test of several coefficients at once.
public struct WaldTest: Sendable, Codable, Equatable {
  /// Names of the coefficients that are 0 under the hypothesis.
  public var terms: [String]
  /// `HTZ` or `naive_F`.
  public var test: String
  public var statistic: Double?
  public var numeratorDegreesOfFreedom: Double?
  public var denominatorDegreesOfFreedom: Double?
  public var pValue: Double?

  /// Creates a test.
  public init(
    terms: [String], test: String, statistic: Double?, numeratorDegreesOfFreedom: Double?,
    denominatorDegreesOfFreedom: Double?, pValue: Double?
  ) {
    self.terms = terms
    self.test = test
    self.statistic = statistic
    self.numeratorDegreesOfFreedom = numeratorDegreesOfFreedom
    self.denominatorDegreesOfFreedom = denominatorDegreesOfFreedom
    self.pValue = pValue
  }
}

/// The answer of a test that draws or enumerates signs or assignments.
public struct Resampling: Sendable, Codable, Equatable {
  public var term: String
  public var statistic: Double?
  public var pValue: Double?
  /// Draws, or all signs or assignments when `isEnumerated`.
  public var replications: Int
  /// Whether every sign or assignment was tried, so that the p-value has no Monte-Carlo error.
  public var isEnumerated: Bool
  /// Standard error of the p-value from the draws; 0 when enumerated.
  public var pValueError: Double?
  /// The smallest p-value that the design can give; `nil` where it is bounded by the draws only.
  public var smallestPValue: Double?
  public var interval: Interval?

  /// Creates an answer.
  public init(
    term: String, statistic: Double?, pValue: Double?, replications: Int, isEnumerated: Bool, pValueError: Double?,
    smallestPValue: Double?, interval: Interval?
  ) {
    self.term = term
    self.statistic = statistic
    self.pValue = pValue
    self.replications = replications
    self.isEnumerated = isEnumerated
    self.pValueError = pValueError
    self.smallestPValue = smallestPValue
    self.interval = interval
  }
}

/// How much the studies of a meta-analysis differ beyond their errors.
public struct Heterogeneity: Sendable, Codable, Equatable {
  /// Variance between studies, in squared units of the effect.
  public var tau2: Double?
  public var tau2Interval: Interval?
  /// Share of the total variance that lies between studies, in [0, 1].
  public var i2: Double?
  /// Total over typical sampling variance.
  public var h2: Double?
  public var q: Double?
  public var qDegreesOfFreedom: Int
  public var qPValue: Double?
  /// Interval of the effect of a further study; `nil` with moderators.
  public var prediction: Interval?

  /// Creates the facts.
  public init(
    tau2: Double?, tau2Interval: Interval?, i2: Double?, h2: Double?, q: Double?, qDegreesOfFreedom: Int,
    qPValue: Double?, prediction: Interval?
  ) {
    self.tau2 = tau2
    self.tau2Interval = tau2Interval
    self.i2 = i2
    self.h2 = h2
    self.q = q
    self.qDegreesOfFreedom = qDegreesOfFreedom
    self.qPValue = qPValue
    self.prediction = prediction
  }
}
