public import Findings

/// How one item treats two sides that have the same score.
public struct ItemDifference: Sendable, Codable, Equatable {
  /// Sizes of a difference in the manner of the Educational Testing Service.
  public enum Size: String, Sendable, Codable, CaseIterable {
    /// Negligible, or not significant.
    case a = "A"
    /// Between the two.
    case b = "B"
    /// Large.
    case c = "C"

    /// Whether an item of this size leaves the matching score.
    var isFlagged: Bool { self != .a }
  }

  public let item: String
  /// The means at equal score; `nil` where no stratum has both sides or nothing varies.
  public let mantel: MantelTest?
  /// All categories at equal score: the generalised Mantel–Haenszel statistic.
  public let general: DifferenceTest?
  /// For items with two categories.
  public let oddsRatio: MantelHaenszelOddsRatio?
  /// `nil` where the regressions have no answer or were not asked for.
  public let logistic: OrdinalLogisticDifference?
  /// `nil` where there is no Mantel test.
  public let size: Size?

  /// Whether the difference is neither negligible nor unknown.
  public var isFlagged: Bool { size?.isFlagged ?? false }

  init(_ answers: MatchedAnswers, significanceLevel: Double, testsRegression: Bool) {
    let association = ConditionalAssociation(answers)
    let mantel = MantelTest(answers, association)
    item = answers.item
    self.mantel = mantel
    general = association.generalStatistic.flatMap {
      DifferenceTest(chiSquared: $0.value, degreesOfFreedom: $0.degreesOfFreedom)
    }
    oddsRatio = mantel.flatMap { MantelHaenszelOddsRatio(answers, $0) }
    logistic = mantel == nil || !testsRegression ? nil : try? OrdinalLogisticDifference(answers)
    let ratio = oddsRatio
    size = mantel.flatMap { Size($0, ratio, significanceLevel: significanceLevel) }
  }
}

extension ItemDifference.Size {
  /// The rule for two categories where there is an odds ratio, that for more otherwise.
  init?(_ mantel: MantelTest, _ oddsRatio: MantelHaenszelOddsRatio?, significanceLevel: Double) {
    guard let oddsRatio else {
      self.init(mantel, significanceLevel: significanceLevel)
      return
    }
    self.init(oddsRatio, pValue: mantel.pValue, significanceLevel: significanceLevel)
  }

  /// The size of an item without the rest of its tests; `nil` where there is no Mantel test.
  init?(_ answers: MatchedAnswers, significanceLevel: Double) {
    guard let mantel = MantelTest(answers) else { return nil }
    self.init(mantel, MantelHaenszelOddsRatio(answers, mantel), significanceLevel: significanceLevel)
  }

  /// A where p ≥ the level or |SMD / SD| ≤ 0.17; C where |SMD / SD| > 0.25 besides; B between.
  ///
  /// **Source.** Zwick, Thayer & Mazzeo (1997), Applied Measurement in Education 10:321; Allen, Carlson & Zelenak (1999),
  /// NAEP 1996 Technical Report.
  init?(_ mantel: MantelTest, significanceLevel: Double) {
    guard let difference = mantel.standardizedDifference.map(abs) else { return nil }
    guard mantel.pValue < significanceLevel, difference > 0.17 else {
      self = .a
      return
    }
    self = difference > 0.25 ? .c : .b
  }

  /// A where p ≥ the level or |Δ| < 1; C where |Δ| ≥ 1.5 and beyond 1 by a one-sided 5 % test; B between.
  ///
  /// **Source.** Zwick & Ercikan (1989), Journal of Educational Measurement 26:55.
  init(_ ratio: MantelHaenszelOddsRatio, pValue: Double, significanceLevel: Double) {
    let delta = abs(ratio.delta)
    guard pValue < significanceLevel, delta >= 1 else {
      self = .a
      return
    }
    self = delta >= 1.5 && delta - 1 > 1.645 * 2.35 * ratio.standardError ? .c : .b
  }
}

/// Differential item functioning of a set of items.
public struct DifferentialItemFunctioningFit: Sendable, Codable, Equatable {
  /// Names of the two sides.
  public let reference: String
  public let focal: String
  /// One per item, in the order of the moments; against the last matching score.
  public let items: [ItemDifference]
  /// Items of the last matching score; the studied item is always added.
  public let matchingItems: [String]
  /// How many times flagged items were taken out of the matching score.
  public let purificationCount: Int
  /// Independent units, `nil` when persons were taken as independent.
  public let clusterCount: Int?
  /// Persons on each side.
  public let referenceCount: Int
  public let focalCount: Int
  public let warnings: [FindingWarning]
}
