import Evaluation
import Findings
import Records
import Testing

private let methods = Plan.Effects.Estimator.allCases

private func units(_ control: Int, _ experimental: Int, leverage: Double? = 0.05) -> ClusterDesign {
  ClusterDesign(
    unit: "preschool", controlCount: control, experimentalCount: experimental, unitCount: control + experimental,
    sizeVariation: 0.3, effectiveCount: nil, largestPartialLeverage: leverage, stratumCount: 1, assignmentCount: nil)
}

private func answer(p: Double, degrees: Double? = nil, smallest: Double? = nil, isSingular: Bool = false)
  -> Referee.Answer
{
  Referee.Answer(
    estimate: .init(
      value: 0.1, standardError: 0.05, degreesOfFreedom: degrees, pValue: p,
      interval: Interval(lower: 0, upper: 0.2, level: 0.95)),
    draws: smallest.map { .init(replications: 20, isEnumerated: true, pValueError: 0, smallestPValue: $0) },
    isSingular: isSingular)
}

private func referee(_ estimators: [Plan.Effects.Estimator] = methods, isRandomised: Bool = true) -> Referee {
  Referee(estimators: estimators, isRandomised: isRandomised, level: 0.05)
}

/// Many units in both arms, degrees of freedom to match.
private let goodAnswers: [Plan.Effects.Estimator: Referee.Answer] = [
  .mixedModel: answer(p: 0.03, degrees: 90), .clusterRobust: answer(p: 0.04, degrees: 80),
  .wildBootstrap: answer(p: 0.045), .randomization: answer(p: 0.05), .clusterLevel: answer(p: 0.06, degrees: 98),
]

@Test func primaryEstimatorIsRecommendedWhereItHolds() {
  for primary in methods {
    let decision = referee([primary] + methods.filter { $0 != primary }).decide(goodAnswers, design: units(50, 50))
    #expect(decision.recommended == primary)
    #expect(decision.reason.code == .primaryHolds)
    #expect(decision.judgements.allSatisfy { $0.validity == .valid && !$0.reasons.isEmpty })
  }
}

@Test func disagreementNamesTheExtremesAndWhetherTheLevelLiesBetween() throws {
  let found = try #require(referee().decide(goodAnswers, design: units(50, 50)).disagreement)
  #expect(found.smallestPValue == 0.03 && found.smallestBy == "mixed_model")
  #expect(found.largestPValue == 0.06 && found.largestBy == "cluster_level")
  #expect(found.changesConclusion)
}

@Test func disagreementLeavesOutMethodsThatAreNotValid() throws {
  var answers = goodAnswers
  answers[.clusterRobust] = answer(p: 1e-9, degrees: 2)
  let decision = referee().decide(answers, design: units(50, 50))
  #expect(try #require(decision.disagreement).smallestPValue == 0.03)
  #expect(decision.judgements[1].validity == .notValid)
  #expect(decision.judgements[1].reasons.map(\.code) == [.fewDegreesOfFreedom])
}

@Test func singularFitWhoseDegreesOfFreedomCountChildrenIsNotRecommended() {
  var answers = goodAnswers
  answers[.mixedModel] = answer(p: 0.01, degrees: 2604, isSingular: true)
  let decision = referee().decide(answers, design: units(50, 50))
  #expect(decision.recommended == .clusterLevel)
  #expect(decision.reason.code == .primaryFails)
  #expect(decision.judgements[0].reasons.first?.facts["df"] == 2604)
}

@Test func degreesOfFreedomThatExceedTheUnitsCountChildren() {
  var answers = goodAnswers
  answers[.mixedModel] = answer(p: 0.01, degrees: 3730)
  let judgement = referee().decide(answers, design: units(79, 78)).judgements[0]
  #expect(judgement.validity == .notValid)
  #expect(judgement.reasons.map(\.code) == [.degreesCountChildren])
}

@Test func testsThatCannotReachTheLevelAreConservative() {
  let answers = [Plan.Effects.Estimator.randomization: answer(p: 0.1, smallest: 0.1)]
  let decision = referee([.randomization]).decide(answers, design: units(3, 3))
  #expect(decision.judgements.map(\.validity) == [.conservative])
  #expect(decision.judgements[0].reasons.map(\.code) == [.cannotReachLevel])
  #expect(decision.reason.code == .onlyConservative)
  #expect(decision.recommended == .randomization)
  #expect(decision.disagreement == nil)
}

@Test func answerWithoutAnEstimateIsUnavailable() {
  let decision = referee([.mixedModel]).decide([:], design: units(1, 50))
  #expect(decision.judgements.map(\.validity) == [.unavailable])
  #expect(decision.recommended == nil)
  #expect(decision.reason.code == .noneValid)
}

/// Expected judgements of all methods in the order of `Plan.Effects.Estimator`.
@Test(
  arguments: [
    (units(50, 50), [.valid, .valid, .valid, .valid, .valid], Plan.Effects.Estimator.mixedModel),
    (units(5, 5), [.conservative, .notValid, .notValid, .valid, .valid], .clusterLevel),
    (units(2, 2), [.notValid, .notValid, .notValid, .valid, .valid], .clusterLevel),
    (units(15, 5), [.notValid, .notValid, .notValid, .valid, .notValid], .randomization),
    (units(190, 10), [.notValid, .valid, .valid, .valid, .notValid], .clusterRobust),
    (units(50, 1), [.notValid, .notValid, .notValid, .valid, .notValid], .randomization),
  ] as [(ClusterDesign, [VerdictFinding.Validity], Plan.Effects.Estimator)])
func designDecidesWhichMethodsHold(
  design: ClusterDesign, expected: [VerdictFinding.Validity], recommended: Plan.Effects.Estimator
) {
  let answers = goodAnswers.mapValues { answer in
    Referee.Answer(estimate: answer.estimate.map { $0.limited(to: Double(design.unitCount)) }, draws: answer.draws)
  }
  let decision = referee().decide(answers, design: design)
  #expect(decision.judgements.map(\.validity) == expected)
  #expect(decision.recommended == recommended)
}

@Test func fewDegreesOfFreedomOutweighManyUnits() {
  var answers = goodAnswers
  for method in [Plan.Effects.Estimator.mixedModel, .clusterRobust, .clusterLevel] {
    answers[method] = answer(p: 0.01, degrees: 3.9)
  }
  let decision = referee().decide(answers, design: units(50, 50))
  for position in [0, 1, 4] { #expect(decision.judgements[position].reasons.map(\.code) == [.fewDegreesOfFreedom]) }
}

@Test func groupsThatNobodyRandomisedMakeTheRandomizationTestRestOnExchangeability() {
  let decision = referee([.randomization], isRandomised: false).decide(goodAnswers, design: units(50, 50))
  #expect(decision.judgements[0].reasons.map(\.code) == [.exchangeabilityAssumed])
}

@Test func dominantUnitStopsTheBootstrap() {
  let decision = referee([.wildBootstrap]).decide(goodAnswers, design: units(50, 50, leverage: 0.7))
  #expect(decision.judgements[0].validity == .notValid)
  #expect(decision.judgements[0].reasons.map(\.code) == [.dominantUnit])
}

extension EffectFinding.Estimate {
  /// The estimate with at most so many degrees of freedom, and at least 4.
  fileprivate func limited(to degrees: Double) -> Self {
    var result = self
    result.degreesOfFreedom = degreesOfFreedom.map { max(4, min($0, degrees)) }
    return result
  }
}
