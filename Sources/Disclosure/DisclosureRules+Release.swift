public import Findings

extension DisclosureRules {
  /// Applies the pilot's rules to everything a run found.
  ///
  /// A reader can subtract one table from another, so tables that share margins are treated together:
  ///
  /// * Level shares, transition matrices and the wave totals of one outcome and arm form one linear system. After
  ///   the small cells are hidden, further cells are hidden until no small number can be bounded more narrowly than
  ///   the minimum by anybody who knows all published numbers of that system (``LinkedTables``).
  /// * The number of children who were at a level at one wave and were not observed at the other follows from the
  ///   level table minus a row of the matrix. Where it is small, the matrix shows whole per cents without counts.
  /// * A hidden region could be had from the national total: at least two regions are hidden, and those hidden
  ///   together reach the minimum.
  /// * Effect, verdict, alternatives, subgroups, heterogeneity, dose and detectable effect of one outcome and wave rest
  ///   on the same children: where an arm is too small for one of effect and verdict, all of them are hidden.
  /// * The values of a key part the children of an effect: a hidden one takes the next smallest with it, and a region
  ///   that is hidden in the risk tables is hidden among the subgroups.
  /// * A rate of loss times the children at the first wave is a number of children: where it is small, the rates go,
  ///   the boundaries that follow from them, and the tipping point that they follow from.
  /// * Enrolled minus observed is the number of missing sheets: where it is small, the enrolled number is hidden.
  /// * Scales of one outcome part the children of an arm at a wave, and verdicts on change those of a transition matrix:
  ///   where a part or the matrix is hidden, their counts are too.
  /// * Transition models and growth percentiles rest on the children of the transition matrices, and hide their counts
  ///   with them. The level shares of one cell under all rules are hidden together, where a cell of one of them is
  ///   unsafe, or where few children have another level by another rule and the shares are fine enough to tell.
  /// * The values of a key part the children of the level table too: levels by value are hidden in whole rows until no
  ///   hidden row follows from the table, and wholly beside a table that hides a number.
  /// * What children gained is told of regions and directions; where one of them is hidden, the order of its level is.
  /// * The facts of warnings repeat counts: small ones are withheld there too.
  ///
  /// A number of analysed children of a model may differ from the number scored by those with a missing covariate.
  /// That difference says nothing about development and is not protected. A methodical centre that knows its own
  /// hidden region can subtract it when only one other region is hidden; releases to centres that must not learn
  /// each other's numbers need a higher minimum.
  ///
  /// - Parameter findings: What a run found, as estimation made it.
  /// - Returns: The same findings with `.suppressed` where a number must not leave; `.noData` stays `.noData`.
  public static func release(_ findings: RunFindings) -> Released<RunFindings> {
    Released(DisclosureRules(findings.pilot).applied(to: findings))
  }

  /// Applies the rules for the authority of one region: its own region by the smaller minimum, no other region.
  ///
  /// - Parameters:
  ///   - findings: What a run found, as estimation made it.
  ///   - region: Code of the authority's region such as `KZ-27`.
  /// - Returns: National tables as released, and risk and effects of the own region only; `nil` when the run has no such region.
  public static func ownScope(_ findings: RunFindings, region: String) -> OwnScope<RunFindings>? {
    guard findings.risk.regions.contains(where: { $0.place == region }) else { return nil }
    let rules = DisclosureRules(findings.pilot)
    let own = DisclosureRules(
      minimumCell: rules.ownScopeMinimum, minimumPreschools: 1, ownScopeMinimum: rules.ownScopeMinimum)
    var result = rules.applied(to: findings)
    result.risk = own.ownRisk(findings.risk, region: region, released: result.risk)
    result.valueAdded = own.ownGains(findings.valueAdded, region: region, released: result.valueAdded)
    result.subgroups = result.subgroups.filter { $0.key != "region" }
    result.subgroups += findings.subgroups.filter { $0.key == "region" && $0.value == region }
      .map { own.releasedByOwnCounts($0) }
    return OwnScope(result, region: region)
  }

  private func applied(to findings: RunFindings) -> RunFindings {
    var result = findings
    result.flow = findings.flow.map(released)
    (result.levels, result.transitions) = released(findings.levels, findings.transitions)
    result.risk = released(findings.risk)
    result.valueAdded = released(findings.valueAdded)
    result.quality = released(findings.quality, hidingTotalsOf: result.flow)
    result.raters = released(findings.raters, beside: result.quality)
    result.warnings = released(findings.warnings)
    applyToEffects(of: findings, &result)
    result.progression = released(
      findings.progression, hiding: hiddenPlaces(findings), transitions: result.transitions)
    return result
  }

  /// Hides effects and all that rests on the same children; levels and risk of the result are released already.
  private func applyToEffects(of findings: RunFindings, _ result: inout RunFindings) {
    let places = hiddenPlaces(findings)
    let waves = wavesHidingLosses(findings.design)
    let regions = Set(result.risk.regions.filter(\.counts.isSuppressed).map(\.place))
    result.design = released(findings.design, hiding: places, flow: findings.flow)
    result.effects = findings.effects.map { released($0, hiding: places) }
    result.verdicts = findings.verdicts.map { released($0, hiding: places, levels: result.levels) }
    result.alternatives = findings.alternatives.map { released($0, beside: findings.verdicts, hiding: places) }
    result.tippingPoints = findings.tippingPoints.map { released($0, hiding: places, hidingLossesAt: waves) }
    result.subgroups = released(findings.subgroups, of: findings.verdicts, hiding: places, regions: regions)
    result.heterogeneity = findings.heterogeneity.map { released($0, of: result.subgroups, hiding: places) }
    result.doses = findings.doses.map { released($0, hiding: places) }
    result.transitionModels = findings.transitionModels.map {
      released($0, hiding: places, beside: result.transitions)
    }
    result.growthPercentiles = findings.growthPercentiles.map {
      released($0, hiding: places, beside: result.transitions)
    }
    result.levelRules = released(findings.levelRules, hiding: places, beside: result.levels)
    result.equity = released(
      findings.equity, of: findings.levels, beside: result.levels, subgroups: result.subgroups, hiding: places)
  }
}
