import Findings

/// A composite index made ready for some areas: values treated, scales and weights known.
struct PreparedIndex {
  let index: CompositeIndex
  let areas: [AreaIndicators]
  let indicators: [IndexFramework.Indicator]
  /// Indicators × areas; `nil` when missing or of too few observations.
  let values: [[Double?]]
  /// By indicator; for ranks that of min–max.
  let scales: [RiskScale]
  /// Indicators × areas, risks by the index's own normalisation.
  let risks: [[Double?]]
  /// What a missing value could have been, by indicator: between the goalposts, or within the sample.
  let plausible: [ClosedRange<Double>]
  /// Risks at the ends of what is plausible, lower first.
  let plausibleRisks: [ClosedRange<Double>]
  let treatments: [String: Winsorising.Outcome]
  /// By block; the whole index has the empty key.
  private(set) var weights: [String: [Double]] = [:]
  private(set) var warnings: [FindingWarning] = []
  private let positions: [String: Int]

  init(_ index: CompositeIndex, areas: [AreaIndicators]) {
    self.index = index
    self.areas = areas
    indicators = index.framework.indicators
    positions = Dictionary(uniqueKeysWithValues: indicators.enumerated().map { ($1.key, $0) })
    let observed = indicators.map { indicator in areas.map { $0.countedValue(of: indicator) } }
    let treatments = observed.map { values in index.winsorising?.treat(values.compactMap { $0 }) }
    values = zip(observed, treatments).map { values, treatment in
      values.map { value in treatment.map { outcome in value.map { outcome.bounded($0) } } ?? value }
    }
    self.treatments = Dictionary(
      uniqueKeysWithValues: zip(indicators, treatments).compactMap { pair in pair.1.map { (pair.0.key, $0) } })
    let scales = zip(indicators, values).map { IndicatorScale($0, values: $1, normalisation: index.normalisation) }
    self.scales = scales.map(\.scale)
    risks = scales.map(\.risks)
    plausible = scales.map(\.plausible)
    plausibleRisks = scales.map(\.plausibleRisks)
    for (indicator, scale) in zip(indicators, scales) where scale.tellsNothing {
      warnings.append(.constantIndicator(indicator.key))
    }
    for (indicator, treatment) in zip(indicators, treatments) where treatment?.passes == false {
      warnings.append(.stillSkewed(indicator.key))
    }
    weights = weights(index.weighting, reporting: &warnings)
  }

  func position(of indicator: IndexFramework.Indicator) -> Int { positions[indicator.key] ?? 0 }

  /// Weights of all blocks by a rule, inner blocks first, since outer ones are weighted by their scores.
  func weights(_ weighting: Weighting, reporting warnings: inout [FindingWarning]) -> [String: [Double]] {
    var weights: [String: [Double]] = [:]
    for block in index.framework.root.innerFirst {
      let complete = weighting == .given || weighting == .equal ? [] : completeRisks(of: block, weights: weights)
      let found = weighting.weights(of: block, risks: complete)
      weights[block.key] = found.weights
      warnings += found.warnings
    }
    return weights
  }

  var construction: IndexConstruction {
    IndexConstruction(
      weights: index.framework.root.innerFirst.map {
        .init(block: $0.key, members: $0.memberKeys, weights: weights[$0.key] ?? [])
      }, treatments: treatments, warnings: warnings)
  }

  /// Members × areas, of the areas that have all members.
  private func completeRisks(of block: IndexFramework.Block, weights: [String: [Double]]) -> [[Double]] {
    let rows = areas.indices.compactMap { area -> [Double]? in
      let members = memberRisks(of: block, area: area, filling: .nothing, weights: weights)
      let present = members.compactMap { $0 }
      return present.count == members.count ? present : nil
    }
    return block.memberKeys.indices.map { member in rows.map { $0[member] } }
  }
}

/// How one indicator's values become risks in a sample.
struct IndicatorScale {
  let scale: RiskScale
  let risks: [Double?]
  let plausible: ClosedRange<Double>
  let plausibleRisks: ClosedRange<Double>
  /// Whether all values are the same and the normalisation has nothing else to measure them by.
  let tellsNothing: Bool

  init(_ indicator: IndexFramework.Indicator, values: [Double?], normalisation: Normalisation) {
    let spread = SampleSpread(values.compactMap { $0 })
    plausible = indicator.plausibleValues(spread)
    scale =
      spread.count == 0
      ? RiskScale(noRisk: plausible.lowerBound, fullRisk: plausible.upperBound)
      : RiskScale(normalisation, of: indicator, spread: spread)
    let scale = scale
    risks =
      normalisation == .rank
      ? rankRisks(values, risesWithRisk: indicator.risesWithRisk) : values.map { $0.map { scale.risk($0) } }
    let ends = [plausible.lowerBound, plausible.upperBound].map { scale.risk($0) }
    plausibleRisks = normalisation == .rank ? 0...100 : min(ends[0], ends[1])...max(ends[0], ends[1])
    tellsNothing = normalisation != .goalposts && spread.count > 0 && spread.lowest == spread.highest
  }
}

extension IndexFramework.Indicator {
  /// What a missing value could have been: between the goalposts, within the sample, or in [0, 1] without either.
  func plausibleValues(_ spread: SampleSpread) -> ClosedRange<Double> {
    if let goalposts {
      return min(goalposts.noRisk, goalposts.fullRisk)...max(goalposts.noRisk, goalposts.fullRisk)
    }
    return spread.count > 0 ? spread.lowest...spread.highest : 0...1
  }
}

extension Winsorising.Outcome {
  @inline(__always) func bounded(_ value: Double) -> Double { min(upper, max(lower, value)) }
}

extension AreaIndicators {
  /// The value of an indicator; `nil` when it is missing or rests on too few observations.
  func countedValue(of indicator: IndexFramework.Indicator) -> Double? {
    isBelowMinimum(indicator) ? nil : values[indicator.key]?.value
  }

  func isBelowMinimum(_ indicator: IndexFramework.Indicator) -> Bool {
    (values[indicator.key]?.count).map { $0 < indicator.minimumCount } ?? false
  }
}

extension FindingWarning {
  fileprivate static func constantIndicator(_ key: String) -> FindingWarning {
    FindingWarning(
      .notEstimable, "\(key) is the same in all areas and tells them not apart under this normalisation",
      facts: ["indicator": key])
  }

  fileprivate static func stillSkewed(_ key: String) -> FindingWarning {
    FindingWarning(
      .notConverged, "\(key) is still skewed after the treatment of outliers", facts: ["indicator": key])
  }
}
