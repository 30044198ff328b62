/// How the value of an indicator becomes a risk of 0 … 100, 100 = most support needed.
///
/// Only goalposts leave an area's risk untouched by which other areas are compared; the others move with the sample and
/// are there to show how much hangs on the choice.
///
/// **Source.** OECD & JRC (2008), Handbook on Constructing Composite Indicators, step 5.
public enum Normalisation: String, Sendable, Codable, CaseIterable {
  /// Linear between the fixed goalposts, constant beyond them.
  case goalposts
  /// Linear between the lowest and highest value of the areas.
  case minMax = "min_max"
  /// 50 + 10 z, z in standard deviations of the areas (n − 1), cut at 0 and 100.
  case zScore = "z_score"
  /// 100 (r − 1)/(n − 1) for the rank r from the least risk, ties at their mean rank.
  case rank
  /// Linear from the goalpost of no risk, the target, to the worst value of the areas; 0 beyond the target.
  case distanceToTarget = "distance_to_target"

  /// Whether the two goalposts, or the target alone, must be known.
  var needsGoalposts: Bool { self == .goalposts || self == .distanceToTarget }
}

/// The lowest and highest value, mean and standard deviation of an indicator over the areas that have one.
struct SampleSpread: Equatable {
  private(set) var count = 0
  private(set) var lowest = Double.infinity
  private(set) var highest = -Double.infinity
  private(set) var mean = 0.0
  private var squares = 0.0

  init() {}

  init(_ values: some Sequence<Double>) {
    for value in values { add(value) }
  }

  /// Adds a value (Welford 1962).
  @inline(__always) mutating func add(_ value: Double) {
    count += 1
    lowest = min(lowest, value)
    highest = max(highest, value)
    let change = value - mean
    mean += change / Double(count)
    squares += change * (value - mean)
  }

  /// With n − 1; 0 for fewer than two values.
  var standardDeviation: Double { count > 1 ? (squares / Double(count - 1)).squareRoot() : 0 }
}

/// A linear map of values to risks, cut at 0 and 100.
struct RiskScale: Equatable {
  private let noRisk: Double
  private let width: Double

  /// The map with risk 0 and 100 at two values; 50 everywhere when they are the same.
  init(noRisk: Double, fullRisk: Double) {
    self.noRisk = noRisk
    width = fullRisk - noRisk
  }

  /// The map that a normalisation other than ranks makes of an indicator and the spread of its values.
  init(_ normalisation: Normalisation, of indicator: IndexFramework.Indicator, spread: SampleSpread) {
    let rises = indicator.risesWithRisk
    switch normalisation {
    case .goalposts:
      self.init(noRisk: indicator.goalposts?.noRisk ?? .nan, fullRisk: indicator.goalposts?.fullRisk ?? .nan)
    case .zScore:
      // 0 and 100 lie five standard deviations from the mean.
      let reach = (rises ? 5 : -5) * spread.standardDeviation
      self.init(noRisk: spread.mean - reach, fullRisk: spread.mean + reach)
    case .minMax, .rank:
      self.init(noRisk: rises ? spread.lowest : spread.highest, fullRisk: rises ? spread.highest : spread.lowest)
    case .distanceToTarget:
      let target = indicator.goalposts?.noRisk ?? .nan
      let worst = rises ? spread.highest : spread.lowest
      // When every area has reached the target there is no distance: all risks are 0.
      let isReached = rises ? worst <= target : worst >= target
      self.init(noRisk: target, fullRisk: isReached ? (rises ? .infinity : -.infinity) : worst)
    }
  }

  /// Goalposts that give the same risks.
  func goalposts() throws(CompositeIndexError) -> Goalposts {
    if width == 0 { return try Goalposts(noRisk: noRisk - 1, fullRisk: noRisk + 1) }
    // Where the target is reached everywhere, full risk lies out of reach.
    let reach = width.isFinite ? width : 1e12 * max(1, abs(noRisk)) * (width < 0 ? -1 : 1)
    return try Goalposts(noRisk: noRisk, fullRisk: noRisk + reach)
  }

  @inline(__always) func risk(_ value: Double) -> Double {
    width == 0 ? 50 : min(100, max(0, 100 * (value - noRisk) / width))
  }
}

/// Risks by rank: 100 (r − 1)/(n − 1), ties at their mean rank; 50 for a value that stands alone.
///
/// - Parameters:
///   - values: One per area, `nil` when missing.
///   - risesWithRisk: Whether the lowest value has the least risk.
/// - Returns: Risks of 0 … 100 in the order of the values.
func rankRisks(_ values: [Double?], risesWithRisk: Bool) -> [Double?] {
  let order = values.indices.filter { values[$0] != nil }.sorted { (values[$0] ?? 0) < (values[$1] ?? 0) }
  guard order.count > 1 else { return values.map { $0 == nil ? nil : 50 } }
  var risks = [Double?](repeating: nil, count: values.count)
  var start = 0
  while start < order.count {
    let end = order[start...].firstIndex { values[$0] != values[order[start]] } ?? order.count
    let risk = 50 * Double(start + end - 1) / Double(order.count - 1)
    for position in start..<end { risks[order[position]] = risesWithRisk ? risk : 100 - risk }
    start = end
  }
  return risks
}
