public import Findings

extension Released<RunFindings> {
  /// The same release with only some of its findings.
  ///
  /// Leaving findings out of what is released already discloses nothing, so the narrower value is released too.
  ///
  /// - Parameters:
  ///   - keepEffect: Whether an effect stays.
  ///   - keepVerdict: Whether a verdict stays.
  ///   - keepSubgroup: Whether a subgroup stays.
  ///   - keepHeterogeneity: Whether a finding on differences between subgroups stays.
  ///   - keepRegion: Whether a region's risk stays.
  /// - Returns: The release with the findings that stay, in their order.
  public func narrowed(
    effects keepEffect: (EffectFinding) -> Bool = { _ in true },
    verdicts keepVerdict: (VerdictFinding) -> Bool = { _ in true },
    subgroups keepSubgroup: (SubgroupFinding) -> Bool = { _ in true },
    heterogeneity keepHeterogeneity: (HeterogeneityFinding) -> Bool = { _ in true },
    regions keepRegion: (RegionRiskFinding) -> Bool = { _ in true }
  ) -> Released<RunFindings> {
    var result = value
    result.effects = value.effects.filter(keepEffect)
    result.verdicts = value.verdicts.filter(keepVerdict)
    result.subgroups = value.subgroups.filter(keepSubgroup)
    result.heterogeneity = value.heterogeneity.filter(keepHeterogeneity)
    result.risk = value.risk.filter(keepRegion)
    return Released(result)
  }
}
