internal import EffectSizes
internal import Findings
internal import Moments
internal import Records
internal import Regression
internal import Tabular

/// Estimates every effect the plan asks for – each outcome at each wave after the start of treatment – by every method of
/// the plan, and has the referee say which answer holds.
struct EffectAnalysis {
  let panel: Panel
  private(set) var findings: [EffectFinding] = []
  private(set) var verdicts: [VerdictFinding] = []
  private(set) var compression: [CompressionFact] = []
  /// Step-down p-values by outcome and wave, for plans that ask for Romano–Wolf.
  private var stepDown: [String: Double] = [:]

  init(_ panel: Panel) throws {
    self.panel = panel
    for model in try EffectModel.models(of: panel) { add(model) }
    sort()
    adjust()
  }

  private mutating func add(_ model: EffectModel) {
    let clusters = ClusterAnswers(model, panel: panel)
    compression += clusters.compression.map { [$0] } ?? []
    if panel.plan.effects.multiplicity == .romanoWolf {
      for test in clusters.stepDown() {
        let (outcome, wave) = (panel.plan.outcomes[test.outcome], panel.plan.waves[test.effect.wave].name)
        stepDown["\(outcome).\(wave)"] = test.pValue
      }
    }
    let units = AssignmentAnswers(model, panel: panel)
    let answers = concurrentMap(panel.plan.outcomes.count) { [panel] outcome in
      OutcomeAnswers(model, clusters: clusters, units: units, panel: panel, outcome: outcome)
    }
    for (outcome, answer) in answers.enumerated() {
      compression.append(answer.mixedModel.compression)
      for (position, effect) in model.effects.enumerated() {
        add(answer, effect: effect, position: position, outcome: outcome, omitted: model.omitted)
      }
    }
  }

  private mutating func add(
    _ answers: OutcomeAnswers, effect: EffectModel.Effect, position: Int, outcome: Int, omitted: [String]
  ) {
    let cells = EffectCells(panel, outcome: outcome, wave: effect.wave)
    let design = ClusterDesign(panel, outcome: outcome, wave: effect.wave, leverage: answers.leverages[position])
    let place = EffectPlace(
      panel, outcome: outcome, wave: effect.wave, cells: cells, design: design,
      intraclassCorrelation: answers.mixedModel.intraclassCorrelation, omitted: omitted)
    let own = panel.plan.effects.estimators.map { estimator in
      place.finding(answers.methods[position][estimator], estimator: estimator)
    }
    findings += own
    verdicts.append(place.verdict(answers.methods[position], findings: own))
  }

  /// Puts findings in order of outcome, wave and estimator.
  private mutating func sort() {
    let outcomes = panel.plan.outcomes
    let waves = panel.plan.waves.map(\.name)
    func place(_ outcome: String, _ wave: String) -> [Int] {
      [outcomes.firstIndex(of: outcome) ?? 0, waves.firstIndex(of: wave) ?? 0]
    }
    let order = Dictionary(
      uniqueKeysWithValues: panel.plan.effects.estimators.enumerated().map { ($1.rawValue, $0) })
    findings.sort { a, b in
      (place(a.outcome, a.wave) + [order[a.estimator] ?? 0])
        .lexicographicallyPrecedes(place(b.outcome, b.wave) + [order[b.estimator] ?? 0])
    }
    verdicts.sort { place($0.outcome, $0.wave).lexicographicallyPrecedes(place($1.outcome, $1.wave)) }
  }

  /// Adjusts the p-values of the recommended answers as one family, and those of the primary estimator as another.
  ///
  /// Romano–Wolf's are those of the wild bootstrap, whichever answer is recommended; without a wave before the treatment
  /// the family is that of a wave.
  private mutating func adjust() {
    guard panel.plan.effects.multiplicity != .romanoWolf else {
      for index in verdicts.indices where verdicts[index].estimate.value != nil {
        verdicts[index].adjustedPValue = Disclosable(stepDown["\(verdicts[index].outcome).\(verdicts[index].wave)"])
      }
      for index in findings.indices where findings[index].isPrimary && findings[index].estimate.value != nil {
        findings[index].adjustedPValue = Disclosable(stepDown["\(findings[index].outcome).\(findings[index].wave)"])
      }
      return
    }
    let rule = panel.plan.effects.multiplicity.adjustment
    let recommended = rule.adjusted(verdicts.map { $0.estimate.value?.pValue })
    for (index, value) in recommended.enumerated() { verdicts[index].adjustedPValue = Disclosable(value) }
    let primary = findings.indices.filter { findings[$0].isPrimary }
    let adjusted = rule.adjusted(primary.map { findings[$0].estimate.value?.pValue })
    for (index, value) in zip(primary, adjusted) { findings[index].adjustedPValue = Disclosable(value) }
  }
}

/// Every method's answers about one outcome.
struct OutcomeAnswers: Sendable {
  let mixedModel: MixedModelAnswer
  /// By position of the effect among the model's.
  private(set) var methods: [[Plan.Effects.Estimator: MethodAnswer]] = []
  private(set) var leverages: [ClusterLeverage?] = []

  init(_ model: EffectModel, clusters: ClusterAnswers, units: AssignmentAnswers, panel: Panel, outcome: Int) {
    mixedModel = MixedModelAnswer(model, panel: panel, outcome: outcome)
    for effect in model.effects {
      var answers: [Plan.Effects.Estimator: MethodAnswer] = [:]
      for estimator in panel.plan.effects.estimators {
        answers[estimator] =
          switch estimator {
          case .mixedModel: mixedModel.answer(effect)
          case .clusterRobust: clusters.robust(effect, outcome: outcome)
          case .wildBootstrap: clusters.wildBootstrap(effect, outcome: outcome)
          case .randomization: units.randomization(effect, outcome: outcome)
          case .clusterLevel: units.clusterLevel(effect, outcome: outcome)
          }
      }
      methods.append(answers)
      leverages.append(clusters.leverage(effect, outcome: outcome))
    }
  }
}

extension Plan.Effects {
  /// The primary estimator and the further ones, each once.
  var estimators: [Estimator] {
    var seen: Set<Estimator> = []
    return ([primary] + also).filter { seen.insert($0).inserted }
  }
}
