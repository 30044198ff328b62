internal import Findings
internal import Records

/// What the data show about the design: units and arms, balance, losses, likeness within units, detectable effects.
///
/// Only `detectable` looks at an estimated effect, and there at its error alone.
struct DesignAnalysis {
  private let panel: Panel

  init(_ panel: Panel) { self.panel = panel }

  /// The findings; the primary ones of the effects that a run estimated give the detectable effects.
  func findings(effects: [EffectFinding]) -> DesignFindings {
    DesignFindings(
      units: UnitsByArm(panel).findings(), balance: BalanceAnalysis(panel).findings(),
      attrition: AttritionAnalysis(panel).findings(), clustering: ClusteringAnalysis(panel).findings(),
      detectable: DetectableEffects(panel: panel).findings(effects))
  }
}
