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
