/// Yearly targets of a programme's indicators, in per cent.
public struct ConceptTargets: Sendable, Equatable {
  /// An indicator with a target for every year; more is better.
  public struct Indicator: Sendable, Equatable {
    public var key: String
    /// The source's number; `nil` where it gives none.
    public var number: Int?
    public var names: Names
    /// Per cent by year, 0 … 100.
    public var targets: [Int: Double]
  }

  public var source: Names
  public var years: ClosedRange<Int>
  /// In the order of the source.
  public var indicators: [Indicator]
}

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
