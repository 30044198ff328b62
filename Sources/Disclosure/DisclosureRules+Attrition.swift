import Findings

extension DisclosureRules {
  /// A loss, with its rates hidden where they stand for few lost children; the verdict stays.
  ///
  /// The boundaries follow from the overall loss and go with it. Lost preschools and groups are no small number of
  /// children and stay.
  func released(_ finding: AttritionFinding) -> AttritionFinding {
    guard hidesLoss(finding) else { return finding }
    var result = finding
    result.atFirstWave = finding.atFirstWave.hidden
    result.overall = finding.overall.hidden
    result.control = finding.control.hidden
    result.experimental = finding.experimental.hidden
    result.cautiousBoundary = nil
    result.optimisticBoundary = nil
    return result
  }

  /// Waves at which the number of lost children is hidden.
  func wavesHidingLosses(_ design: DesignFindings) -> Set<String> {
    Set(design.attrition.filter(hidesLoss).map(\.wave))
  }

  private func hidesLoss(_ finding: AttritionFinding) -> Bool {
    guard finding.level == "child" else { return false }
    if finding.overall.isSuppressed { return true }
    guard let start = finding.atFirstWave.value, let overall = finding.overall.value else { return false }
    let lost = Self.count(overall, of: start)
    if isSmall(start) || isSmall(lost) { return true }
    guard let control = finding.control.value, let experimental = finding.experimental.value else { return false }
    let byArm = Self.lostByArm(start: start, overall: overall, control: control, experimental: experimental)
    return byArm.contains(where: isSmall)
  }

  /// What a reader works out: two rates and their mean give the size of either arm, unless the rates are equal.
  private static func lostByArm(start: Int, overall: Double, control: Double, experimental: Double) -> [Int] {
    guard abs(control - experimental) > 1e-12 else {
      let half = count(overall, of: start) / 2
      return [half, half]
    }
    let shareOfControl = min(1, max(0, (overall - experimental) / (control - experimental)))
    let children = Double(start) * shareOfControl
    return [Int((control * children).rounded()), Int((experimental * (Double(start) - children)).rounded())]
  }

  private static func count(_ share: Double, of total: Int) -> Int { Int((share * Double(total)).rounded()) }
}
