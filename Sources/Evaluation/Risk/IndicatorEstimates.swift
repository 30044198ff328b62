internal import Findings
internal import Records
internal import SmallArea

/// One indicator, estimated for every place of a level at one time.
///
/// Every indicator is a ratio of sums over the independent units of a place: preschools, or children inside a preschool.
///
/// Values of regions and districts are shrunken towards the country by Fay–Herriot, with the adjusted likelihood where
/// the restricted one finds no variance between them, and moved so that they add up to the country: a few preschools say
/// little about a region, and ranks of noisy values are too far apart. Shares of children of preschools and groups are
/// shrunken by a beta-binomial model on effective sizes. What a preschool reports about itself is taken as reported.
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
  /// Direct shares with the sizes of simple samples that would be as precise; `nil` for other indicators.
  private(set) var effectiveShares: [EffectiveShare]?

  init(_ indicator: RiskFramework.Indicator, _ sums: IndicatorSums, at level: RiskFinding.Level) {
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
    case .region, .district: shrinkRegions(direct.observations, sums)
    case .preschool, .group: if isShareOfChildren { shrinkPreschools() }
    }
  }

  /// An indicator that is not a ratio of sums.
  init(exact values: [Value?], observationUnit: RiskFinding.ObservationUnit, isShare: Bool) {
    self.values = values
    self.observationUnit = observationUnit
    self.isShare = isShare
  }

  /// (y − p·x) / (X · standard error) of each unit: sums of them over a place have the variance 1.
  private mutating func addResiduals(_ sums: IndicatorSums) {
    for (place, units) in sums.units.enumerated() {
      guard let value = values[place], let error = value.standardError, error > 0, units.count > 1 else { continue }
      let total = sums.total(place).denominator
      for (unit, sum) in units {
        residuals[unit] = (sum.numerator - value.direct * sum.denominator) / (total * error)
      }
    }
  }

  /// Fay–Herriot estimates; places too few for a model keep their direct ones, with a warning.
  private mutating func shrinkRegions(_ observations: [AreaObservation], _ sums: IndicatorSums) {
    guard !observations.isEmpty else { return }
    do throws(SmallAreaError) {
      var fit = try FayHerriot().fit(observations)
      warnings += fit.warnings
      if fit.modelVariance == 0 {
        fit = try FayHerriot(criterion: .adjustedMaximumLikelihood).fit(observations)
      }
      let whole = sums.units.indices.reduce(into: (0.0, 0.0)) { whole, place in
        let total = sums.total(place)
        whole = (whole.0 + total.numerator, whole.1 + total.denominator)
      }
      let moved = try Benchmark(method: .difference, range: isShare ? 0...1 : nil).fit(
        fit.areaEstimates.map { area in
          .init(
            area: area.area, estimate: isShare ? min(1, max(0, area.estimate)) : area.estimate,
            meanSquaredError: area.meanSquaredError,
            weight: sums.total(IndicatorSums.place(area.area)).denominator)
        }, target: whole.0 / whole.1)
      for (area, moved) in zip(fit.areaEstimates, moved) {
        let place = IndicatorSums.place(area.area)
        values[place]?.estimate = moved.estimate
        values[place]?.standardError = moved.meanSquaredError.squareRoot()
        values[place]?.shrinkage = area.shrinkage
      }
    } catch {
      warnings.append(.notShrunken(placeCount: observations.count))
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
      warnings.append(.notShrunken(placeCount: effectiveShares.count))
    }
  }
}

extension FindingWarning {
  fileprivate static func notShrunken(placeCount: Int) -> FindingWarning {
    FindingWarning(
      .insufficientData, "too few places to shrink their shares: direct estimates stand",
      facts: ["regions": String(placeCount)])
  }
}
