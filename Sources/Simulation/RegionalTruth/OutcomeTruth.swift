import Records

/// The expected shares of children's outcomes in a region, by integration over everything but the region's own effects.
///
/// Preschools like those of a region have both arms and both age bands in equal parts, as the layout makes them on
/// average; who takes part follows from `ParticipationTruth`.
struct OutcomeTruth {
  /// That of the region.
  let truth: PilotTruth
  private let trait: LatentTrait
  private let grid: TraitGrid
  private let levelOne: [ExpectedShare]
  private let noProgress: [ExpectedShare]

  init(_ truth: PilotTruth, _ tables: inout SheetTables, draws: PilotDraws) {
    self.truth = truth
    trait = LatentTrait(truth: truth, areas: tables.areas, draws: draws)
    let shares = OutcomeShares(truth, &tables)
    grid = tables.grid
    levelOne = shares.levelOne.inOrder
    noProgress = shares.noProgress.inOrder
  }

  /// Expected share of scores at level I, and of scores that did not rise, in a region.
  func shares(inRegion code: String) -> (levelOne: Double, noProgress: Double) {
    let effects = trait.unitEffects(.regionTrait, code, variance: truth.variances.region)
    return (ratio(levelOne, effects), ratio(noProgress, effects))
  }

  private func ratio(_ shares: [ExpectedShare], _ effects: [Double]) -> Double {
    var (numerator, denominator) = (0.0, 0.0)
    for share in shares {
      let density = density(of: share, regionEffect: effects[share.kind.area])
      numerator += product(density, share.numerator)
      denominator += product(density, share.denominator)
    }
    return numerator / denominator
  }

  /// The part of the trait that a child's sheets have in common, among the children of the kind in a region.
  private func density(of share: ExpectedShare, regionEffect: Double) -> [Double] {
    let deviation = truth.commonDeviation(includesLeniency: share.kind.includesLeniency)
    var density = [Double](repeating: 0, count: grid.nodes.count)
    for kind in truth.children.kinds where kind.hasSpecialNeeds == share.kind.hasSpecialNeeds {
      let weights = grid.weights(center: regionEffect + kind.shift, deviation: deviation)
      for node in density.indices { density[node] += kind.share * weights[node] }
    }
    return density
  }
}

extension PilotTruth {
  /// Standard deviation within a region of what a child's sheets have in common.
  func commonDeviation(includesLeniency: Bool) -> Double {
    let leniency = includesLeniency ? raters.leniencyStandardDeviation : 0
    return (variances.preschool + variances.group + variances.child + leniency * leniency).squareRoot()
  }

  /// Standard deviation of what differs from sheet to sheet.
  func sheetDeviation(includesLeniency: Bool) -> Double {
    let leniency = includesLeniency ? raters.leniencyStandardDeviation : 0
    return (variances.occasion + leniency * leniency).squareRoot()
  }

  /// What all sheets of an arm at a wave have in common beside the trait at baseline.
  func shownChange(area: String, arm: Arm, wave: PilotWave) -> Double {
    systematicChange(area: area, arm: arm, wave: wave)
      + (arm == .experimental && wave != .baseline ? raters.experimentalExtraLeniency : 0)
  }
}
