/// A percentage that an authority reports for an indicator.
public struct ReportedActual: Sendable, Equatable {
  /// Key of the indicator.
  public var indicator: String
  /// Code of the region; `nil` for the whole country.
  public var region: String?
  public var year: Int
  /// 0 … 100.
  public var percent: Double

  /// Creates a reported percentage.
  public init(indicator: String, region: String?, year: Int, percent: Double) {
    self.indicator = indicator
    self.region = region
    self.year = year
    self.percent = percent
  }
}
