/// What a meta-analysis of a CSV file is to do.
public struct MetaAnalysisRequest: Sendable {
  /// How the variance between studies is estimated, by its name on the command line.
  public enum Method: String, Sendable, CaseIterable {
    case reml, ml, dl, pm, he, sj, fixed
  }

  /// Column of the studies' effects.
  public var effect: String
  /// Column of their sampling variances.
  public var samplingVariance: String
  public var method: Method
  /// Whether Knapp and Hartung's test is used instead of the normal one.
  public var usesKnappHartung: Bool

  /// Creates a request.
  public init(effect: String, samplingVariance: String, method: Method = .reml, usesKnappHartung: Bool = false) {
    self.effect = effect
    self.samplingVariance = samplingVariance
    self.method = method
    self.usesKnappHartung = usesKnappHartung
  }
}
