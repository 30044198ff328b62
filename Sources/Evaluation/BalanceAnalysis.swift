internal import EffectSizes
internal import Findings
internal import Records
internal import Tabular

/// How alike the arms were before the treatment.
///
/// Means are plain means over children. The difference is Hedges g, or the Cox index of a share, with the clusters of the
/// plan's unit of assignment and their intraclass correlation in the variable at hand; its interval has clusters − 2
/// degrees of freedom.
///
/// **Source.** What Works Clearinghouse (2022), Procedures and Standards Handbook 5.0, chapter II and appendix E.
struct BalanceAnalysis {
  /// Up to this |g| the arms are equivalent.
  static let equivalenceLimit = 0.05
  /// Above this |g| no adjustment makes the arms comparable.
  static let adjustmentLimit = 0.25

  private let panel: Panel

  init(_ panel: Panel) { self.panel = panel }

  func findings() -> [BalanceFinding] {
    let variables = BalanceVariable.variables(of: panel)
    return concurrentMap(variables.count) { finding(variables[$0]) }
  }

  static func verdict(_ difference: Double) -> BalanceFinding.Verdict {
    if abs(difference) <= equivalenceLimit { return .equivalent }
    return abs(difference) <= adjustmentLimit ? .mustAdjust : .notEquivalent
  }

  private func finding(_ variable: BalanceVariable) -> BalanceFinding {
    let control = BalanceArm(variable, .control, panel)
    let experimental = BalanceArm(variable, .experimental, panel)
    let difference = difference(variable, control, experimental)
    let ratio = variable.level == nil ? experimental.varianceRatio(to: control) : nil
    return BalanceFinding(
      address: "balance:" + [variable.name, variable.level].compactMap { $0 }.joined(separator: "."),
      variable: variable.name, isOutcome: variable.isOutcome, level: variable.level,
      control: .shown(control.counts), experimental: .shown(experimental.counts),
      controlMean: Disclosable(control.mean), experimentalMean: Disclosable(experimental.mean),
      difference: Disclosable(difference), varianceRatio: Disclosable(ratio),
      verdict: Disclosable(difference.map { Self.verdict($0.value) }))
  }

  /// `nil` when an arm has fewer than two children, nothing varies, or a share is 0 or 1 in an arm.
  private func difference(
    _ variable: BalanceVariable, _ control: BalanceArm, _ experimental: BalanceArm
  ) -> BalanceFinding.Difference? {
    let clustering = clustering(variable)
    if let clustering, clustering.clusterCount > 2,
      let difference = try? standardized(variable, control, experimental, clustering)
    {
      return difference
    }
    let plain = try? standardized(variable, control, experimental, nil)
    return plain.map { BalanceFinding.Difference(value: $0.value, interval: nil) }
  }

  private func clustering(_ variable: BalanceVariable) -> Clustering? {
    let level = panel.plannedLevel
    let shares = VarianceShares(
      panel, rows: variable.rows, values: variable.values, levels: [level], isWithinSheets: false)
    guard let shares, let correlation = shares.intraclassCorrelation(level) else { return nil }
    return Clustering(clusterCount: shares.units[0].count, intraclassCorrelation: correlation)
  }

  private func standardized(
    _ variable: BalanceVariable, _ control: BalanceArm, _ experimental: BalanceArm, _ clustering: Clustering?
  ) throws(EffectSizeError) -> BalanceFinding.Difference {
    let level = panel.plan.effects.confidenceLevel
    guard variable.level == nil else {
      let fit = try CoxIndex(confidenceLevel: level)
        .fit(control: control.reached, experimental: experimental.reached, clustering: clustering)
      return BalanceFinding.Difference(value: fit.estimate, interval: fit.interval)
    }
    guard let lower = control.mean, let upper = experimental.mean else {
      throw .tooFewObservations(control: control.counts.children, experimental: experimental.counts.children)
    }
    let comparison = ArmComparison(
      difference: .init(value: upper - lower, degreesOfFreedom: clustering.map { Double($0.clusterCount - 2) }),
      control: control.facts, experimental: experimental.facts)
    let fit = try HedgesG(confidenceLevel: level).fit(comparison, clustering: clustering)
    return BalanceFinding.Difference(value: fit.estimate, interval: fit.interval)
  }
}
