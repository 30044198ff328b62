import Probability
import Records

/// Draws the children's traits in every development area.
struct LatentTrait {
  let truth: PilotTruth
  /// Keys of the development areas; traits are listed in their order.
  let areas: [String]
  let draws: PilotDraws

  /// Effects of one unit on the areas: normal with the variance, correlated by `areaCorrelation`.
  func unitEffects(_ purpose: PilotDraws.Purpose, _ name: String, variance: Double) -> [Double] {
    var stream = draws.stream(purpose, name)
    let shared = (variance * truth.variances.areaCorrelation).squareRoot() * stream.nextNormal()
    let ownDeviation = (variance * (1 - truth.variances.areaCorrelation)).squareRoot()
    return areas.map { _ in shared + ownDeviation * stream.nextNormal() }
  }

  /// Sum of the region's, the preschool's and the group's effects by area.
  func placeEffects(of group: GroupPlan) -> [Double] {
    let region = unitEffects(.regionTrait, group.region, variance: truth.variances.region)
    let preschool = unitEffects(.preschoolTrait, group.preschool, variance: truth.variances.preschool)
    let own = unitEffects(.groupTrait, group.code, variance: truth.variances.group)
    return areas.indices.map { region[$0] + preschool[$0] + own[$0] }
  }

  /// The part of the child's trait that stays: its own effects and what goes with age, sex and needs.
  func childEffects(of child: ChildPlan) -> [Double] {
    let fixed = truth.children.shift(
      monthsOlder: child.monthsOlder, isGirl: child.record.sex == .female,
      hasSpecialNeeds: child.record.hasSpecialNeeds == true)
    return unitEffects(.childTrait, child.name, variance: truth.variances.child).map { $0 + fixed }
  }

  /// What the children of a preschool gain beyond the growth of all from the baseline to the last wave, by area.
  ///
  /// Half of it by the wave between.
  func gains(ofPreschool code: String) -> [Double] {
    unitEffects(.preschoolGain, code, variance: truth.variances.preschoolGain ?? 0)
  }

  private static let partOfGain = PilotTruth.AfterWaves(interim: 0.5, final: 1)

  /// What a wave adds: growth, the preschool's own part of it, the effect of the arm, and the child's occasion.
  func waveEffects(of child: ChildPlan, in group: GroupPlan, at wave: PilotWave) -> [Double] {
    let occasion = unitEffects(
      .occasionTrait, "\(child.name)/\(wave.rawValue)", variance: truth.variances.occasion)
    let gains = truth.variances.preschoolGain == nil ? areas.map { _ in 0 } : gains(ofPreschool: group.preschool)
    let reached = wave.value(of: Self.partOfGain)
    return areas.indices.map { area in
      occasion[area] + truth.systematicChange(area: areas[area], arm: group.arm, wave: wave) + reached * gains[area]
    }
  }
}

extension PilotTruth {
  /// Growth since baseline plus, in the experimental arm, the effect.
  func systematicChange(area: String, arm: Arm, wave: PilotWave) -> Double {
    let effect = arm == .experimental ? effects[area].map(wave.value) ?? 0 : 0
    return wave.value(of: growth) + effect
  }
}

extension PilotTruth.ChildTruth {
  /// Shift of the trait that goes with age within the band, sex and special needs.
  func shift(monthsOlder: Int, isGirl: Bool, hasSpecialNeeds: Bool) -> Double {
    ageSlopePerYear * (Double(monthsOlder) - ChildPlan.middleMonth) / 12 + (isGirl ? girls : 0)
      + (hasSpecialNeeds ? specialNeeds : 0)
  }

  /// A kind of child that the trait depends on.
  struct Kind {
    let hasSpecialNeeds: Bool
    let shift: Double
    /// Among all children.
    let share: Double
  }

  /// Month of birth × sex × special needs.
  var kinds: [Kind] {
    (0...11).flatMap { month in
      [true, false].flatMap { isGirl in
        [true, false].map { hasSpecialNeeds in
          Kind(
            hasSpecialNeeds: hasSpecialNeeds,
            shift: shift(monthsOlder: month, isGirl: isGirl, hasSpecialNeeds: hasSpecialNeeds),
            share: (isGirl ? girlShare : 1 - girlShare)
              * (hasSpecialNeeds ? specialNeedsShare : 1 - specialNeedsShare) / 12)
        }
      }
    }
  }
}
