extension RiskFinding {
  /// The indicators that add points to the index, the largest first; empty where the index is hidden or not scored.
  public var mainContributions: [(component: Component, points: Double)] {
    let parts = blocks.flatMap(\.components).compactMap { component in
      component.contribution.value.map { (component: component, points: $0) }
    }
    return parts.filter { $0.points > 0 }.sorted { $0.points > $1.points }
  }

  /// What orders places by the urgency of support, smaller first: a raised flag, then the probability of being among the
  /// highest fifth, then the index.
  public var priority: [Double] {
    let isFlagged = flags.contains { $0.isRaised.value == true }
    return [isFlagged ? 0 : 1, -(probabilityInHighestFifth.value ?? -1), -(index.value?.value ?? -1)]
  }
}
