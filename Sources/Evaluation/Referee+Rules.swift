internal import Findings
internal import Records

// The rules, one function per method; `Documentation/WhichAnswerHolds.md` has them as a table with their sources.
extension Referee {
  /// Units an arm needs before a method that estimates a variance between units can be trusted.
  static let fewestUnits = 3
  /// Units an arm needs before the wild bootstrap neither over- nor under-rejects (MacKinnon & Webb 2018).
  static let fewestUnitsOfBootstrap = 6
  /// Satterthwaite degrees of freedom below which the *t* approximation of CR2 fails (Tipton 2015).
  static let fewestDegreesOfFreedom = 4.0
  /// Share of one unit in the information above which resampling the units' signs says little.
  static let largestLeverage = 0.5

  func judge(
    _ estimator: Plan.Effects.Estimator, _ answer: Answer, _ design: ClusterDesign
  ) -> VerdictFinding.Judgement {
    let (validity, reasons) = verdict(estimator, answer, design)
    return VerdictFinding.Judgement(estimator: estimator.rawValue, validity: validity, reasons: reasons)
  }

  private typealias Verdict = (VerdictFinding.Validity, [VerdictFinding.Reason])

  private func verdict(
    _ estimator: Plan.Effects.Estimator, _ answer: Answer, _ design: ClusterDesign
  ) -> Verdict {
    guard let estimate = answer.estimate else { return (.unavailable, [.init(.notEstimable)]) }
    switch estimator {
    case .mixedModel: return mixedModel(estimate, isSingular: answer.isSingular, design)
    case .clusterRobust: return approximateT(estimate, design, fewestUnits: 2)
    case .clusterLevel: return approximateT(estimate, design, fewestUnits: 2)
    case .wildBootstrap: return wildBootstrap(answer.draws, design)
    case .randomization: return randomization(answer.draws, design)
    }
  }

  private func mixedModel(
    _ estimate: EffectFinding.Estimate, isSingular: Bool, _ design: ClusterDesign
  ) -> Verdict {
    if isSingular, let degrees = estimate.degreesOfFreedom, degrees > Double(design.unitCount) {
      return (.notValid, [.init(.singularFit, ["df": degrees, "clusters": Double(design.unitCount)])])
    }
    return approximateT(estimate, design, fewestUnits: Self.fewestUnits)
  }

  /// Methods that refer *t* to estimated degrees of freedom.
  private func approximateT(
    _ estimate: EffectFinding.Estimate, _ design: ClusterDesign, fewestUnits: Int
  ) -> Verdict {
    if design.smallerArm < fewestUnits { return (.notValid, [fewUnits(design, fewestUnits)]) }
    let degrees = estimate.degreesOfFreedom ?? .infinity
    if degrees < Self.fewestDegreesOfFreedom {
      return (.notValid, [.init(.fewDegreesOfFreedom, ["df": degrees, "limit": Self.fewestDegreesOfFreedom])])
    }
    return (.valid, [enough(design), .init(.degreesOfFreedomHold, ["df": degrees])])
  }

  private func wildBootstrap(_ draws: EffectFinding.Draws?, _ design: ClusterDesign) -> Verdict {
    if design.smallerArm < 2 { return (.notValid, [fewUnits(design, 2)]) }
    if let coarse = coarseness(draws) { return coarse }
    if design.smallerArm < Self.fewestUnitsOfBootstrap {
      return (.conservative, [fewUnits(design, Self.fewestUnitsOfBootstrap)])
    }
    if let leverage = design.largestPartialLeverage, leverage > Self.largestLeverage {
      return (.notValid, [.init(.dominantUnit, ["share": leverage, "limit": Self.largestLeverage])])
    }
    return (.valid, [enough(design)])
  }

  private func randomization(_ draws: EffectFinding.Draws?, _ design: ClusterDesign) -> Verdict {
    if let coarse = coarseness(draws) { return coarse }
    return (.valid, [.init(isRandomised ? .randomisedAssignment : .exchangeabilityAssumed)])
  }

  /// A p-value that comes in steps so large that the level cannot be reached, or not nearly.
  private func coarseness(_ draws: EffectFinding.Draws?) -> Verdict? {
    guard let smallest = draws?.smallestPValue, smallest > 0 else { return nil }
    let facts = ["smallest_p": smallest, "level": level]
    if smallest > level { return (.conservative, [.init(.cannotReachLevel, facts)]) }
    let attained = (level / smallest).rounded(.down) * smallest
    return attained < Self.attainedShare * level ? (.conservative, [.init(.coarsePValue, facts)]) : nil
  }

  /// Share of the level that a discrete test must be able to use up.
  static let attainedShare = 0.9

  private func fewUnits(_ design: ClusterDesign, _ limit: Int) -> VerdictFinding.Reason {
    .init(
      .fewUnitsInAnArm,
      [
        "control": Double(design.controlCount), "experimental": Double(design.experimentalCount),
        "limit": Double(limit),
      ])
  }

  private func enough(_ design: ClusterDesign) -> VerdictFinding.Reason {
    .init(
      .enoughClusters,
      ["control": Double(design.controlCount), "experimental": Double(design.experimentalCount)])
  }
}

extension ClusterDesign {
  /// Units of the arm that has fewer.
  var smallerArm: Int { min(controlCount, experimentalCount) }
}
