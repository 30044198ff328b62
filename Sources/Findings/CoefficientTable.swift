/// One row of a coefficient table.
///
/// A quantity that cannot be estimated is `nil`, never 0 or NaN.
public struct Coefficient: Sendable, Codable, Equatable {
  /// Term, named as R's `model.matrix` names it.
  public var term: String
  public var estimate: Double?
  public var standardError: Double?
  public var degreesOfFreedom: Double?
  public var statistic: Double?
  public var pValue: Double?
  public var interval: Interval?

  /// Creates a row.
  public init(
    term: String, estimate: Double?, standardError: Double?, degreesOfFreedom: Double?, statistic: Double?,
    pValue: Double?, interval: Interval?
  ) {
    self.term = term
    self.estimate = estimate
    self.standardError = standardError
    self.degreesOfFreedom = degreesOfFreedom
    self.statistic = statistic
    self.pValue = pValue
    self.interval = interval
  }

  /// Creates the row of a term that has no estimate.
  public init(notEstimated term: String) {
    self.init(
      term: term, estimate: nil, standardError: nil, degreesOfFreedom: nil, statistic: nil, pValue: nil, interval: nil)
  }
}

/// One variance, or one covariance when `secondTerm` is set, of the random part of a model.
public struct VarianceComponent: Sendable, Codable, Equatable {
  /// Grouping factor as lme4 prints it (`child:school`), or `Residual`.
  public var group: String
  public var term: String?
  public var secondTerm: String?
  /// Variance, in squared units of the response; the covariance when `secondTerm` is set.
  public var value: Double
  /// Correlation; only for a covariance, `nil` when a variance is 0.
  public var correlation: Double?
  /// Of the standard deviation, or of the correlation when `secondTerm` is set; only when asked for.
  public var interval: Interval?

  /// Creates a component.
  public init(
    group: String, term: String?, secondTerm: String? = nil, value: Double, correlation: Double? = nil,
    interval: Interval? = nil
  ) {
    self.group = group
    self.term = term
    self.secondTerm = secondTerm
    self.value = value
    self.correlation = correlation
    self.interval = interval
  }
}

/// A fitted model as every surface shows it.
public struct ModelFinding: Sendable, Codable, Equatable {
  /// What was fitted, such as `ordinary_least_squares` or `linear_mixed_model`.
  public var model: String
  /// How it was estimated: `reml`, `ml`, or the covariance type such as `cr2`.
  public var method: String
  public var formula: String
  public var observationCount: Int
  public var droppedCount: Int
  /// Number of units of each grouping factor, outermost first.
  public var groups: [GroupCount]
  public var coefficients: [Coefficient]
  public var varianceComponents: [VarianceComponent]
  public var fit: [FitStatistic]
  /// Tests of several coefficients that were asked for.
  public var waldTests: [WaldTest]
  /// Set by the wild bootstrap and the randomization test.
  public var resampling: Resampling?
  /// Set by a meta-analysis.
  public var heterogeneity: Heterogeneity?
  /// Set by an item response model.
  public var calibration: ItemCalibration?
  /// Set by models of small areas.
  public var areas: AreaTable?
  public var warnings: [FindingWarning]
  public var provenance: Provenance

  /// Number of units of one grouping factor.
  public struct GroupCount: Sendable, Codable, Equatable {
    public var group: String
    public var count: Int
    /// Creates a count.
    public init(group: String, count: Int) {
      self.group = group
      self.count = count
    }
  }

  /// A named statistic of the whole fit, such as `log_likelihood`.
  public struct FitStatistic: Sendable, Codable, Equatable {
    public var name: String
    public var value: Double?
    /// Creates a statistic.
    public init(_ name: String, _ value: Double?) {
      self.name = name
      self.value = value
    }
  }

  /// Creates a finding from its parts.
  public init(
    model: String, method: String, formula: String, observationCount: Int, droppedCount: Int, groups: [GroupCount],
    coefficients: [Coefficient], varianceComponents: [VarianceComponent], fit: [FitStatistic],
    waldTests: [WaldTest] = [], resampling: Resampling? = nil, heterogeneity: Heterogeneity? = nil,
    calibration: ItemCalibration? = nil, areas: AreaTable? = nil, warnings: [FindingWarning], provenance: Provenance
  ) {
    self.model = model
    self.method = method
    self.formula = formula
    self.observationCount = observationCount
    self.droppedCount = droppedCount
    self.groups = groups
    self.coefficients = coefficients
    self.varianceComponents = varianceComponents
    self.fit = fit
    self.waldTests = waldTests
    self.resampling = resampling
    self.heterogeneity = heterogeneity
    self.calibration = calibration
    self.areas = areas
    self.warnings = warnings
    self.provenance = provenance
  }
}
