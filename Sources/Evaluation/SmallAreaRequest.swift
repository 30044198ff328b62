/// What an area-level small-area model of a CSV file is to do.
public struct AreaLevelRequest: Sendable {
  /// What the variance between areas maximises, by its name on the command line.
  public enum Method: String, Sendable, CaseIterable {
    case reml, ml
    case adjustedML = "adjusted-ml"
    case adjustedREML = "adjusted-reml"
  }

  /// Column of the areas' names.
  public var area: String
  /// Column of the direct estimates' sampling variances.
  public var samplingVariance: String
  public var method: Method

  /// Creates a request.
  public init(area: String, samplingVariance: String, method: Method = .reml) {
    self.area = area
    self.samplingVariance = samplingVariance
    self.method = method
  }
}

/// What a unit-level small-area model of a CSV file is to do.
public struct UnitLevelRequest: Sendable {
  /// Column of the areas' names, in the data and in the file of population means.
  public var area: String
  /// Path of a CSV file with one row per area: its name and the population mean of every column of the model.
  public var populationMeans: String
  /// Column of that file with the populations' sizes; `nil` when samples are a negligible part of them.
  public var populationSize: String?
  public var method: AdHocFit.MixedModelCriterion
  /// Replications of the parametric bootstrap of the mean squared errors; `nil` for the formula.
  public var bootstrapReplications: Int?
  public var seed: UInt64

  /// Creates a request.
  public init(
    area: String, populationMeans: String, populationSize: String? = nil,
    method: AdHocFit.MixedModelCriterion = .reml, bootstrapReplications: Int? = nil, seed: UInt64 = 1
  ) {
    self.area = area
    self.populationMeans = populationMeans
    self.populationSize = populationSize
    self.method = method
    self.bootstrapReplications = bootstrapReplications
    self.seed = seed
  }
}
