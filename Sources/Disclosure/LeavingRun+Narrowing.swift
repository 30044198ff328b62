public import Findings

extension LeavingRun {
  /// The same run with only some of its findings.
  ///
  /// Leaving findings out of what may leave already discloses nothing, so the narrower value may leave too.
  ///
  /// - Parameters:
  ///   - keepEffect: Whether an effect stays.
  ///   - keepVerdict: Whether a verdict stays.
  ///   - keepSubgroup: Whether a subgroup stays.
  ///   - keepHeterogeneity: Whether a finding on differences between subgroups stays.
  ///   - keepGap: Whether a gap in levels stays.
  ///   - keepProgression: Whether the progression findings of an outcome stay.
  ///   - keepPlace: Whether the risk of a place stays, with its changes and its points of funnels.
  ///   - keepGains: Whether what the children of a place gained stays, with its points of funnels.
  /// - Returns: The run with the findings that stay, in their order.
  public func narrowed(
    effects keepEffect: (EffectFinding) -> Bool = { _ in true },
    verdicts keepVerdict: (VerdictFinding) -> Bool = { _ in true },
    subgroups keepSubgroup: (SubgroupFinding) -> Bool = { _ in true },
    heterogeneity keepHeterogeneity: (HeterogeneityFinding) -> Bool = { _ in true },
    equity keepGap: (EquityGapFinding) -> Bool = { _ in true },
    progression keepProgression: (_ outcome: String) -> Bool = { _ in true },
    risk keepPlace: (RiskFinding) -> Bool = { _ in true },
    valueAdded keepGains: (ValueAddedFinding) -> Bool = { _ in true }
  ) -> LeavingRun {
    var result = value
    result.effects = value.effects.filter(keepEffect)
    result.verdicts = value.verdicts.filter(keepVerdict)
    result.subgroups = value.subgroups.filter(keepSubgroup)
    result.heterogeneity = value.heterogeneity.filter(keepHeterogeneity)
    result.equity = value.equity.filter(keepGap)
    result.progression = value.progression.narrowed(keepProgression)
    result.risk = value.risk.narrowed(keepPlace)
    result.valueAdded = value.valueAdded.narrowed(keepGains)
    return switch self {
    case .released: .released(Released(result))
    case .ownScope(let own): .ownScope(OwnScope(result, region: own.region))
    }
  }
}

extension ProgressionFindings {
  /// The findings of the outcomes that stay.
  fileprivate func narrowed(_ keep: (_ outcome: String) -> Bool) -> ProgressionFindings {
    ProgressionFindings(
      scales: scales.filter { keep($0.outcome) }, items: items.filter { keep($0.outcome) },
      scoreTables: scoreTables.filter { keep($0.outcome) }, growth: growth.filter { keep($0.outcome) },
      effects: effects.filter { keep($0.outcome) }, changes: changes.filter { keep($0.outcome) },
      fairness: fairness.filter { keep($0.outcome) }, anchors: anchors.filter { keep($0.outcome) })
  }
}

extension ValueAddedFindings {
  /// The findings of the places that stay.
  fileprivate func narrowed(_ keep: (ValueAddedFinding) -> Bool) -> ValueAddedFindings {
    var result = self
    result.places = places.filter(keep)
    let kept = Set(result.places.map { [$0.level.rawValue, $0.place] })
    result.funnels = funnels.compactMap { funnel in
      var own = funnel
      own.points = funnel.points.filter { kept.contains([funnel.level.rawValue, $0.place]) }
      return own.points.isEmpty ? nil : own
    }
    return result
  }
}
