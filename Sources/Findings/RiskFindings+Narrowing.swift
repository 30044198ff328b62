extension RiskFindings {
  /// The findings of the places that stay; rankings stay, being about all places of a level.
  public func narrowed(_ keep: (RiskFinding) -> Bool) -> RiskFindings {
    var result = self
    result.places = places.filter(keep)
    let kept = Set(result.places.map { [$0.level.rawValue, $0.place] })
    result.changes = changes.filter { kept.contains([$0.level.rawValue, $0.place]) }
    result.funnels = funnels.compactMap { funnel in
      var own = funnel
      own.points = funnel.points.filter { kept.contains([funnel.level.rawValue, $0.place]) }
      return own.points.isEmpty ? nil : own
    }
    return result
  }
}
