internal import Findings
internal import Records

// The rules, one function per method; `Documentation/WhichAnswerHolds.md` has them as a table, with their sources and the
// simulation study that they come from.
extension Referee {
  /// Units an arm needs before methods that estimate variances from many units keep their level.
  static let manyUnits = 10
  /// Units an arm needs before a variance between units can be estimated at all.
  static let fewestUnitsOfMixedModel = 3
  /// Units an arm needs before it has a spread.
  static let fewestUnits = 2
  /// How many times as many units the larger arm may have before one variance for both arms is a gamble.
  package static let largestRatio = 2.0
  /// Satterthwaite degrees of freedom below which the *t* approximation of CR2 fails (Tipton 2015).
  static let fewestDegreesOfFreedom = 4.0
  /// Share of one unit in the information above which changing the units' signs says little.
  static let largestLeverage = 0.5
  /// Share of the level that a discrete test must be able to use up.
  static let attainedShare = 0.9

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
    return switch estimator {
    case .mixedModel: mixedModel(estimate, isSingular: answer.isSingular, design)
    case .clusterRobust: clusterRobust(estimate, design)
    case .wildBootstrap: wildBootstrap(answer.draws, design)
    case .randomization: randomization(answer.draws)
    case .clusterLevel: clusterLevel(estimate, design)
    }
  }

  private func mixedModel(
    _ estimate: EffectFinding.Estimate, isSingular: Bool, _ design: ClusterDesign
  ) -> Verdict {
    if let degrees = estimate.degreesOfFreedom, degrees > Double(design.unitCount) {
      let facts = ["df": degrees, "clusters": Double(design.unitCount)]
      return (.notValid, [.init(isSingular ? .singularFit : .degreesCountChildren, facts)])
    }
    if let objection = objection(estimate, design, fewestUnits: Self.fewestUnitsOfMixedModel, pooled: true) {
      return objection
    }
    // A variance between few units is often estimated as 0 or too small a share; Kenward–Roger then errs on the safe side.
    if design.smallerArm < Self.manyUnits { return (.conservative, [fewUnits(design, Self.manyUnits)]) }
    return valid(estimate, design)
  }

  private func clusterRobust(_ estimate: EffectFinding.Estimate, _ design: ClusterDesign) -> Verdict {
    objection(estimate, design, fewestUnits: Self.manyUnits, pooled: false) ?? valid(estimate, design)
  }

  private func clusterLevel(_ estimate: EffectFinding.Estimate, _ design: ClusterDesign) -> Verdict {
    objection(estimate, design, fewestUnits: Self.fewestUnits, pooled: true) ?? valid(estimate, design)
  }

  private func wildBootstrap(_ draws: EffectFinding.Draws?, _ design: ClusterDesign) -> Verdict {
    if design.smallerArm < Self.manyUnits { return (.notValid, [fewUnits(design, Self.manyUnits)]) }
    if let leverage = design.largestPartialLeverage, leverage > Self.largestLeverage {
      return (.notValid, [.init(.dominantUnit, ["share": leverage, "limit": Self.largestLeverage])])
    }
    return coarseness(draws) ?? (.valid, [enough(design)])
  }

  private func randomization(_ draws: EffectFinding.Draws?) -> Verdict {
    coarseness(draws) ?? (.valid, [.init(isRandomised ? .randomisedAssignment : .exchangeabilityAssumed)])
  }

  /// What speaks against a method that refers *t* to degrees of freedom, `pooled` when it takes one variance for both arms.
  private func objection(
    _ estimate: EffectFinding.Estimate, _ design: ClusterDesign, fewestUnits: Int, pooled: Bool
  ) -> Verdict? {
    if design.smallerArm < fewestUnits { return (.notValid, [fewUnits(design, fewestUnits)]) }
    let ratio = Double(design.largerArm) / Double(design.smallerArm)
    if pooled, ratio > Self.largestRatio {
      return (
        .notValid,
        [
          .init(
            .unequalArms,
            [
              "control": Double(design.controlCount), "experimental": Double(design.experimentalCount),
              "limit": Self.largestRatio,
            ])
        ]
      )
    }
    let degrees = estimate.degreesOfFreedom ?? .infinity
    guard degrees < Self.fewestDegreesOfFreedom else { return nil }
    return (.notValid, [.init(.fewDegreesOfFreedom, ["df": degrees, "limit": Self.fewestDegreesOfFreedom])])
  }

  private func valid(_ estimate: EffectFinding.Estimate, _ design: ClusterDesign) -> Verdict {
    let degrees = estimate.degreesOfFreedom.map { [VerdictFinding.Reason(.degreesOfFreedomHold, ["df": $0])] } ?? []
    return (.valid, [enough(design)] + degrees)
  }

  /// A p-value that comes in steps so large that the level cannot be reached, or not nearly.
  private func coarseness(_ draws: EffectFinding.Draws?) -> Verdict? {
    guard let smallest = draws?.smallestPValue, smallest > 0 else { return nil }
    let facts = ["smallest_p": smallest, "level": level]
    if smallest > level { return (.conservative, [.init(.cannotReachLevel, facts)]) }
    let attained = (level / smallest).rounded(.down) * smallest
    return attained < Self.attainedShare * level ? (.conservative, [.init(.coarsePValue, facts)]) : nil
  }

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
  fileprivate var smallerArm: Int { min(controlCount, experimentalCount) }
  /// Units of the arm that has more.
  fileprivate var largerArm: Int { max(controlCount, experimentalCount) }
}
