internal import Findings
internal import Records
internal import Regression

extension Panel {
  /// The unadjusted difference between the arms in the share of children at level III at a wave.
  ///
  /// Every child with a level counts, so that it is the difference of the shares in the level table; its error comes from
  /// the shares of the units of assignment.
  ///
  /// - Returns: `nil` for an outcome without levels, with fewer than two units in an arm, and where a unit holds both
  ///   arms.
  func levelThreeDifference(outcome: Int, wave: Int) -> ShareDifference? {
    hasLevels(outcome: plan.outcomes[outcome]) ? levelThreeDifference(levels: levels[outcome], wave: wave) : nil
  }

  /// The same for levels by any rule, one per row, 0 where missing.
  func levelThreeDifference(levels: [UInt8], wave: Int) -> ShareDifference? {
    var shares: [Arm: [String: ClusterRiskDifference.Share]] = [:]
    for (index, row) in rows.enumerated() where row.wave == wave && levels[index] > 0 {
      var share = shares[row.place.arm]?[unit(of: row, at: plannedLevel)] ?? .init(reached: 0, children: 0)
      share.children += 1
      share.reached += levels[index] == 3 ? 1 : 0
      shares[row.place.arm, default: [:]][unit(of: row, at: plannedLevel)] = share
    }
    let (control, experimental) = (shares[.control] ?? [:], shares[.experimental] ?? [:])
    guard Set(control.keys).isDisjoint(with: experimental.keys),
      let difference = try? ClusterRiskDifference(weighting: .children).estimate(
        control: control.inOrder, experimental: experimental.inOrder)
    else { return nil }
    let inference = difference.inference(level: plan.effects.confidenceLevel)
    return ShareDifference(
      value: difference.estimate, interval: inference?.interval, pValue: inference?.pValue)
  }
}

extension [String: ClusterRiskDifference.Share] {
  /// The shares in the order of the units' names, for the same digits in every run.
  fileprivate var inOrder: [ClusterRiskDifference.Share] { sorted { $0.key < $1.key }.map(\.value) }
}
