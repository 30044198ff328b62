internal import Findings
internal import Records
internal import SmallArea

/// One indicator, estimated for every place of a level at one time.
///
/// Every indicator is a ratio of sums over the independent units of a place: preschools, or children inside a preschool.
///
/// Values of regions and districts are shrunken towards the country by Fay–Herriot and moved so that they add up to the
/// country: a few preschools say little about a region, and ranks of noisy values are too far apart. The variance between
/// regions is not taken as known: estimates are means over its posterior distribution, and draws share its doubt. Shares
/// of children of preschools and groups are shrunken by a beta-binomial model on effective sizes. What a preschool reports
/// about itself is taken as reported.
struct IndicatorEstimates: Sendable {
  struct Value: Sendable {
    var estimate: Double
    var direct: Double
    /// `nil` where it cannot be known: no place has two units to compare.
    var standardError: Double?
    /// Weight of the direct estimate; `nil` where nothing was shrunken.
    var shrinkage: Double?
    var observationCount: Int
  }

  /// By place; `nil` where there is nothing to divide by.
  private(set) var values: [Value?]
  private(set) var warnings: [FindingWarning] = []
  let observationUnit: RiskFinding.ObservationUnit
  /// Whether values lie in [0, 1].
  let isShare: Bool
  /// Standardised deviation of each unit from its place, the errors' common source over indicators and times.
  private(set) var residuals: [Int: Double] = [:]
  /// Places with units that residuals compare.
  private(set) var comparedPlaces: Set<Int> = []
  /// Direct shares with the sizes of simple samples that would be as precise; `nil` for other indicators.
  private(set) var effectiveShares: [EffectiveShare]?
  /// What regions and districts could be; `nil` where nothing was shrunken, and at other levels.
  private(set) var posterior: FayHerriotPosterior?
  /// Its estimates by place, before they were moved to add up to the country.
  private(set) var posteriorAreas: [Int: FayHerriotPosterior.AreaEstimate] = [:]
  let key: String

  init(_ indicator: RiskFramework.Indicator, _ sums: IndicatorSums, at level: RiskFinding.Level) {
    key = indicator.key
    observationUnit = sums.observationUnit
    isShare = indicator.isShare
    let direct = DirectEstimates(sums)
    warnings = direct.warnings
    values = direct.values.map { value in
      value.map {
        Value(
          estimate: $0.ratio, direct: $0.ratio, standardError: $0.standardError, shrinkage: nil,
          observationCount: $0.observationCount)
      }
    }
    guard sums.isSampled else { return }
    addResiduals(sums)
    let isShareOfChildren = isShare && sums.observationUnit == .child
    if isShareOfChildren { effectiveShares = try? EffectiveSampleSize().fit(sums.areaSums).shares }
    switch level {
    case .country: break
    case .region, .district: shrinkRegions(direct, sums)
    case .preschool, .group: if isShareOfChildren { shrinkPreschools() }
    }
  }

  /// An indicator that is not a ratio of sums.
  init(key: String, exact values: [Value?], observationUnit: RiskFinding.ObservationUnit, isShare: Bool) {
    self.key = key
    self.values = values
    self.observationUnit = observationUnit
    self.isShare = isShare
  }

  /// (y − p·x) / (X · standard error) of each unit, the arms balanced: sums of them over a place have the variance 1.
  private mutating func addResiduals(_ sums: IndicatorSums) {
    for (place, units) in sums.units.enumerated() {
      guard let value = values[place], let error = value.standardError, error > 0, units.count > 1 else { continue }
      let total = sums.total(place)
      let ratio = total.balanced / total.denominator
      comparedPlaces.insert(place)
      for (unit, sum) in units {
        residuals[unit] = (sum.balanced - ratio * sum.denominator) / (total.denominator * error)
      }
    }
  }

  /// Fay–Herriot estimates; places without a model keep their direct ones, with a warning.
  private mutating func shrinkRegions(_ direct: DirectEstimates, _ sums: IndicatorSums) {
    guard !direct.observations.isEmpty else { return }
    do throws(SmallAreaError) {
      let posterior =
        isShare ? try FayHerriotPosterior(shares: direct.shares) : try FayHerriotPosterior(direct.observations)
      if try FayHerriot().fit(direct.observations).modelVariance == 0 {
        warnings.append(.nothingBetween(placeCount: direct.observations.count))
      }
      let moved = try Benchmark(method: .difference, range: isShare ? 0...1 : nil).fit(
        posterior.areaEstimates.map { area in
          .init(
            area: area.area, estimate: area.estimate, meanSquaredError: area.standardError * area.standardError,
            weight: sums.total(IndicatorSums.place(area.area)).denominator)
        }, target: sums.ratioOfAll)
      for (area, moved) in zip(posterior.areaEstimates, moved) {
        let place = IndicatorSums.place(area.area)
        values[place]?.estimate = moved.estimate
        values[place]?.standardError = moved.meanSquaredError.squareRoot()
        values[place]?.shrinkage = area.shrinkage
        posteriorAreas[place] = area
      }
      self.posterior = posterior
    } catch {
      warnings.append(.notShrunken(error))
    }
  }

  /// Beta-binomial estimates on the sizes of simple samples that would be as precise.
  private mutating func shrinkPreschools() {
    guard let effectiveShares else { return }
    do throws(SmallAreaError) {
      let fit = try BetaBinomialShrinkage().fit(effectiveShares)
      warnings += fit.warnings
      for area in fit.areaEstimates {
        let place = IndicatorSums.place(area.area)
        values[place]?.estimate = area.estimate
        values[place]?.standardError = area.standardError
        values[place]?.shrinkage = area.shrinkage
      }
    } catch {
      warnings.append(.notShrunken(error))
    }
  }
}

extension FindingWarning {
  fileprivate static func nothingBetween(placeCount: Int) -> FindingWarning {
    FindingWarning(
      .boundaryVariance,
      "The likeliest variance between \(placeCount) places is 0: they need not differ at all; how far they may is drawn.",
      facts: ["areas": String(placeCount)])
  }

  fileprivate static func notShrunken(_ error: SmallAreaError) -> FindingWarning {
    let reason =
      switch error {
      case .tooFewAreas(let found, let required): "\(found) places, \(required) are needed"
      case .notAShare, .invalidSums: "some values are no shares"
      case .noVariation: "places do not differ within themselves"
      case .benchmarkOutOfReach: "no adjustment makes the places add up to the country"
      default: "the model has no answer for these values"
      }
    return FindingWarning(.notShrunken, "values are not shrunken, direct estimates stand: \(reason)")
  }
}
