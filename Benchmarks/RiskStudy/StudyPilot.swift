import CompositeIndex
import Evaluation
import Findings
import Probability
import Records
import SimulatedStudy
import Simulation

/// A simulated pilot, stored and evaluated as a real one is.
struct StudyPilot {
  let shape: PilotShape
  let seed: UInt64
  let regions: StudyRegions?

  /// What the evaluation says about every region, beside the truth.
  struct Answers: Sendable {
    var quantities: [StudyAnswer] = []
    var ranks: [RankAnswer] = []
  }

  /// Everything that could be estimated.
  func answers() throws -> Answers {
    let truth = regions == .varied ? StudyRegions.variedTruth : PilotTruth()
    let simulator = try PilotSimulator(shape: shape, truth: truth, seed: seed)
    let plan = try plan(of: simulator)
    guard let framework = plan.risk else { return Answers() }
    let findings = try Evaluator(plan: plan, planSHA256: "").regionalRisk(of: simulator.studyCohort())
    let indices = try TrueIndices(RegionalTruth(simulator), framework: framework)
    var answers = Answers()
    for finding in findings {
      guard let trueIndex = indices.scores[finding.place] else { continue }
      answers.quantities += components(of: finding, indices, level: plan.effects.confidenceLevel)
      for (block, trueBlock) in zip(finding.blocks, trueIndex.blocks) {
        answers.quantities += score(finding, block.key, block.score.value, truth: trueBlock.score)
      }
      answers.quantities += score(finding, "index", finding.index.value, truth: trueIndex.index)
      answers.ranks += indices.ranks[finding.place].map { [rank(finding, trueRank: $0, count: findings.count)] } ?? []
    }
    return answers
  }

  private func components(of finding: RiskFinding, _ truth: TrueIndices, level: Double) -> [StudyAnswer] {
    let quantile = Normal().quantile((1 + level) / 2)
    return finding.blocks.flatMap(\.components).compactMap { component in
      guard let value = component.value.value, let error = component.standardError.value,
        let trueValue = truth.values[finding.place]?[component.indicator]
      else { return nil }
      return StudyAnswer(
        pilot: seed, region: finding.place, quantity: component.indicator, truth: trueValue, estimate: value,
        standardError: error, lower: value - quantile * error, upper: value + quantile * error,
        shrinkage: component.shrinkage.value)
    }
  }

  private func score(
    _ finding: RiskFinding, _ key: String, _ score: RiskFinding.Score?, truth: Double?
  ) -> [StudyAnswer] {
    guard let score, let truth else { return [] }
    return [
      StudyAnswer(
        pilot: seed, region: finding.place, quantity: key, truth: truth, estimate: score.value,
        lower: score.interval.lower, upper: score.interval.upper)
    ]
  }

  private func rank(_ finding: RiskFinding, trueRank: Int, count: Int) -> RankAnswer {
    RankAnswer(
      pilot: seed, probability: finding.probabilityInHighestFifth.value, isHighest: trueRank <= (count + 4) / 5,
      interval: finding.rank.value.map { $0.lower...$0.upper }, trueRank: trueRank)
  }

  /// The plan that goes with a simulated pilot; choices of method stay as they are, having no truth.
  private func plan(of simulator: PilotSimulator) throws -> Plan {
    var plan = try simulator.studyPlan()
    plan.risk?.uncertainty = .init()
    guard regions == .differing, let blocks = plan.risk?.blocks else { return plan }
    plan.risk?.blocks = blocks.compactMap { block in
      var kept = block
      kept.indicators = block.indicators.filter { !StudyRegions.alike.contains($0.key) }
      return kept.indicators.isEmpty ? nil : kept
    }
    return plan
  }
}
