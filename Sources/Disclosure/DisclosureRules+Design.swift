import Findings

extension DisclosureRules {
  /// What the data show of the design, without the numbers that stand for few children.
  ///
  /// - Parameters:
  ///   - design: The findings as estimation made them.
  ///   - places: Places that are hidden.
  ///   - flow: The flow as estimation made it: a wave with an unsafe arm shows no shares of variance.
  /// - Returns: The findings in their order.
  func released(_ design: DesignFindings, hiding places: Set<EffectPlace>, flow: [FlowFinding]) -> DesignFindings {
    var result = design
    result.balance = released(design.balance)
    result.attrition = design.attrition.map(released)
    let unsafeWaves = Set(flow.filter { $0.observed.value.map(isUnsafe) ?? false }.map(\.wave))
    for index in design.clustering.indices {
      let finding = design.clustering[index]
      let place = EffectPlace(outcome: finding.outcome, wave: finding.wave)
      let hasFewUnits = finding.unitCount < minimumPreschools
      guard hasFewUnits || places.contains(place) || unsafeWaves.contains(finding.wave) else { continue }
      result.clustering[index].intraclassCorrelation = finding.intraclassCorrelation.hidden
      result.clustering[index].interval = finding.interval.hidden
    }
    for index in design.detectable.indices {
      let finding = design.detectable[index]
      guard places.contains(EffectPlace(outcome: finding.outcome, wave: finding.wave)) else { continue }
      result.detectable[index].deviations = finding.deviations.hidden
      result.detectable[index].points = finding.points.hidden
    }
    return result
  }

  /// The baseline table; shares of one variable add to one, so that a level is never hidden alone.
  private func released(_ findings: [BalanceFinding]) -> [BalanceFinding] {
    var hidden = Set(findings.indices.filter { isUnsafe(findings[$0]) })
    for family in Dictionary(grouping: findings.indices, by: { findings[$0].variable }).values {
      let levels = family.filter { findings[$0].level != nil }
      guard levels.count > 1, levels.count(where: hidden.contains) == 1 else { continue }
      let second = levels.filter { !hidden.contains($0) }.min {
        (smallestShareCount(findings[$0]) ?? 0, $0) < (smallestShareCount(findings[$1]) ?? 0, $1)
      }
      if let second { hidden.insert(second) }
    }
    return findings.indices.map { hidden.contains($0) ? concealed(findings[$0]) : findings[$0] }
  }

  /// Whether an arm is too small, or a share of it stands for too few children or for all but few.
  private func isUnsafe(_ finding: BalanceFinding) -> Bool {
    if finding.difference.isSuppressed || isUnsafe(finding.control, finding.experimental) { return true }
    guard finding.level != nil else { return false }
    return finding.arms.contains { counts, share in
      let count = Self.count(share, of: counts)
      return isUnsafe(cell: count, inRowOf: counts.children) || isSmall(counts.children - count)
    }
  }

  private func smallestShareCount(_ finding: BalanceFinding) -> Int? {
    finding.arms.map { Self.count($0.share, of: $0.counts) }.min()
  }

  private static func count(_ share: Double, of counts: Counts) -> Int {
    Int((share * Double(counts.children)).rounded())
  }

  private func concealed(_ finding: BalanceFinding) -> BalanceFinding {
    var result = finding
    result.control = finding.control.hidden
    result.experimental = finding.experimental.hidden
    result.controlMean = finding.controlMean.hidden
    result.experimentalMean = finding.experimentalMean.hidden
    result.difference = finding.difference.hidden
    result.varianceRatio = finding.varianceRatio.hidden
    result.verdict = finding.verdict.hidden
    return result
  }
}

extension BalanceFinding {
  /// Counts and share of either arm, where both are there.
  fileprivate var arms: [(counts: Counts, share: Double)] {
    [(control.value, controlMean.value), (experimental.value, experimentalMean.value)].compactMap { counts, share in
      guard let counts, let share, share.isFinite else { return nil }
      return (counts, share)
    }
  }
}
