import Records

/// The true value of every risk indicator in every region of a simulated pilot.
///
/// Use it to see how often intervals of regional indicators and of indices made from them hold the truth. The truth
/// of a region is the expected value over the preschools that could have been drawn in it: the region's effects on
/// the trait, and its own growth and rates where they differ (`PilotTruth.RegionalVariation`), are those of the
/// pilot's seed, while preschools, groups, educators, children, occasions and marks are integrated out. Preschools
/// like those of the region have both arms and both age bands in equal parts, as the layout makes them on average. A
/// ratio of sums has the ratio of its expectations for a truth.
///
/// Keys are those of the framework that goes with a simulated pilot, and three that describe the evidence:
/// `missing_child_waves` (sheets missing ÷ children in the group on the day of observation), `item_non_response` (empty
/// marks ÷ items that apply) and `rater_change` (steps from wave to wave at which a group has another educator ÷
/// steps).
///
/// **Numerical notes.** Points follow from the Lord–Wingersky recursion, missing marks included; the trait is integrated
/// by the trapezoidal rule, exact to about 1e-6 for the default truth. Days attended are rounded by the simulator, which
/// is left out.
public struct RegionalTruth: Sendable, Equatable, Codable {
  /// By code of the region, then by key of the indicator; shares in [0, 1].
  public let values: [String: [String: Double]]

  /// Integrates the truth of a simulated pilot.
  ///
  /// - Parameter simulator: A pilot whose children and occasions vary.
  /// - Complexity: O(items² × nodes²) for the change between two sheets, once or, where the share of empty marks differs
  ///   between regions, at a few nodes of it; O(nodes³) for every region that differs from the one before.
  public init(_ simulator: PilotSimulator) { self.init(simulator, step: Self.step) }

  /// Integrates on nodes at a distance along the trait, in its unit.
  package init(_ simulator: PilotSimulator, step: Double) {
    guard let rule = simulator.instrument.levelRule else { preconditionFailure("an instrument without levels") }
    let variances = simulator.truth.variances
    precondition(variances.child > 0 && variances.occasion > 0, "children or occasions do not vary")
    let draws = PilotDraws(seed: simulator.seed)
    let truths = simulator.regions.map { simulator.truth.inRegion($0.code, draws) }
    var tables = SheetTables(simulator, truths: truths, rule: rule, draws: draws, step: step)
    var outcomes = OutcomeTruth(truths[0], &tables, draws: draws)
    values = Dictionary(
      uniqueKeysWithValues: zip(simulator.regions, truths).map { region, truth in
        if outcomes.truth != truth { outcomes = OutcomeTruth(truth, &tables, draws: draws) }
        let shares = outcomes.shares(inRegion: region.code)
        let own = ["level_one_share": shares.levelOne, "no_progress_share": shares.noProgress]
        let reported = ReportedTruth(truth: truth, rates: ImplementationRates(draws: draws))
        return (region.code, reported.values(inRegion: region.code).merging(own) { reported, _ in reported })
      })
  }

  private static let step = 0.25
}
