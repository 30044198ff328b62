public import Disclosure
public import Findings

/// The tables of a run that may be exported.
public enum ExportTable: String, Sendable, CaseIterable {
  case verdicts, effects, alternatives, tipping, subgroups, heterogeneity, doses
  case units, balance, attrition, clustering, detectable, raters
  case scales, items, growth, changes, fairness, anchors
  case itemUses = "item_uses"
  case scoreTables = "score_tables"
  case latentEffects = "latent_effects"
  case levels, equity, transitions, risk, components, flow, quality
  case levelRules = "level_rules"
  case transitionModels = "transition_models"
  case growthPercentiles = "growth_percentiles"
  case riskRanks = "risk_ranks"
  case riskPairs = "risk_pairs"
  case riskVariance = "risk_variance"
  case riskFunnels = "risk_funnels"
  case riskChanges = "risk_changes"
  case riskQuarters = "risk_quarters"
  case valueAdded = "value_added"
  case valueAddedFunnels = "value_added_funnels"
}

/// Tables of a run as CSV files for other programs: keys instead of names, full precision, marks spelled out.
public struct CSVExport: Sendable {
  private let run: RunFindings
  private let words: Wording

  /// An export of a released run.
  public init(_ run: Released<RunFindings>) {
    self.run = run.value
    words = Wording(run.value.pilot, language: .en)
  }

  /// Exports of a run that has passed disclosure control.
  public init(_ run: LeavingRun) {
    switch run {
    case .released(let run): self.init(run)
    case .ownScope(let run): self.init(run)
    }
  }

  /// An export for the own use of one region's authority.
  public init(_ run: OwnScope<RunFindings>) {
    self.run = run.value
    words = Wording(run, language: .en)
  }

  /// One table as CSV.
  public func rendered(_ table: ExportTable) -> String {
    switch table {
    case .effects: TableLayout.effects(run.effects, judgedBy: run.verdicts, words).csv()
    case .verdicts: TableLayout.verdicts(run.verdicts, words).csv()
    case .alternatives: TableLayout.alternatives(run.alternatives, words).csv()
    case .tipping: TableLayout.tipping(run.tippingPoints, words).csv()
    case .subgroups: TableLayout.subgroups(run.subgroups, words).csv()
    case .heterogeneity: TableLayout.heterogeneity(run.heterogeneity, of: run.subgroups, words).csv()
    case .doses: TableLayout.doses(run.doses, words).csv()
    case .units: TableLayout.units(run.design.units, words).csv()
    case .balance: TableLayout.balance(run.design.balance, words).csv()
    case .attrition: TableLayout.attrition(run.design.attrition, words).csv()
    case .clustering: TableLayout.clustering(run.design.clustering, words).csv()
    case .detectable: TableLayout.detectable(run.design.detectable, words).csv()
    case .raters: TableLayout.raters(run.raters, words).csv()
    case .levels: TableLayout.levels(run.levels, words).csv()
    case .equity: TableLayout.equity(run.equity, words).csv()
    case .transitions: TableLayout.transitions(run.transitions, words).csv()
    case .scales: TableLayout.scales(run.progression.scales, words).csv()
    case .items: TableLayout.items(run.progression.items, words).csv()
    case .itemUses: TableLayout.itemUses(run.progression.items, words).csv()
    case .scoreTables: TableLayout.scoreTables(run.progression.scoreTables, words).csv()
    case .growth: TableLayout.growth(run.progression.growth, words).csv()
    case .latentEffects: TableLayout.latentEffects(run.progression.effects, words).csv()
    case .changes: TableLayout.changes(run.progression.changes, words).csv()
    case .fairness: TableLayout.fairness(run.progression.fairness, words).csv()
    case .anchors: TableLayout.anchors(run.progression.anchors, words).csv()
    case .levelRules: TableLayout.levelRules(run.levelRules, words).csv()
    case .transitionModels: TableLayout.transitionModels(run.transitionModels, words).csv()
    case .growthPercentiles: TableLayout.growthPercentiles(run.growthPercentiles, words).csv()
    case .risk: TableLayout.risk(places, words).csv()
    case .components: TableLayout.components(places, words).csv()
    case .riskRanks: TableLayout.riskRanks(places, words).csv()
    case .riskPairs: TableLayout.riskPairs(run.risk.rankings, names: [:], words).csv()
    case .riskVariance: TableLayout.riskVariance(run.risk.rankings, names: [:], words).csv()
    case .riskFunnels: TableLayout.riskFunnels(run.risk.funnels, words).csv()
    case .riskChanges: TableLayout.riskChanges(run.risk.changes, rise: run.risk.method?.rise ?? 0, words).csv()
    case .riskQuarters: TableLayout.risk(run.risk.places.filter { $0.quarter != nil }, words).csv()
    case .valueAdded: TableLayout.valueAdded(run.valueAdded.places, words).csv()
    case .valueAddedFunnels: TableLayout.riskFunnels(run.valueAdded.funnels, words).csv()
    case .flow: TableLayout.flow(run.flow, words).csv()
    case .quality: TableLayout.quality(run.quality, words).csv()
    }
  }

  /// Places of all levels over the whole time, the highest index of each level first.
  private var places: [RiskFinding] {
    RiskFinding.Level.allCases.flatMap { run.risk.places($0).sortedForReading }
  }
}
