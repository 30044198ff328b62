internal import Findings
internal import Moments
internal import Records
internal import Regression

/// The effects of all outcomes and waves for each value of a key, and whether they differ.
///
/// Disjoint values are parts of one model, in which each has its own level at every wave, its own difference between the
/// arms before the treatment and its own effects; the covariates are shared. Errors are CR2 by preschool, so that two
/// values may share preschools, and the test of equality is HTZ. Values that overlap are fitted one by one. Values in which
/// one arm has fewer than two preschools at a wave have no estimate; where both arms are absent only that wave has none.
///
/// A key with many values that whole preschools share, as regions are, has few preschools per value: there each unit of
/// assignment gives one number, the differences within the values share one error (`ClusterLevelClasses`), and are drawn
/// towards their random-effects mean by as much as their errors deserve.
struct StratifiedEffects {
  /// The effect at one value.
  struct Answer {
    var estimate: EffectFinding.Estimate?
    var pooled: SubgroupFinding.PooledEstimate?
    var warnings: [FindingWarning] = []
  }

  /// What the values say together.
  struct Difference {
    var valueCount: Int
    var pValue: Double?
    var pooled: HeterogeneityFinding.PooledEffects?
    var warnings: [FindingWarning] = []
  }

  struct Place: Hashable {
    var outcome: Int
    var wave: Int
    var value: Int
  }

  let panel: Panel
  let values: SubgroupValues
  /// Positions of the values that both arms have, in order.
  let eligible: [Int]
  var answers: [Place: Answer] = [:]
  var differences: [Place: Difference] = [:]

  /// Preschools an arm needs at every wave for a value to have an effect of its own.
  static let fewestPreschools = 2
  /// Values beyond which a model of parts becomes too wide for the number of preschools.
  static let mostParts = 6

  init(_ panel: Panel, values: SubgroupValues, outcomes: [Int]) {
    self.panel = panel
    self.values = values
    eligible = values.values.indices.filter { value in
      panel.hasBothArms(fewestPreschools: Self.fewestPreschools) { values.contains($0, value: value) }
    }
    guard !eligible.isEmpty else { return }
    if eligible.count > Self.mostParts, values.isConstantInUnits(panel) {
      compareUnits(outcomes: outcomes)
    } else if values.areDisjoint {
      fit(eligible, outcomes: outcomes)
      if eligible.count > 1 { compare(outcomes: outcomes) }
    } else {
      for value in eligible { fit([value], outcomes: outcomes) }
    }
  }

  /// The effect of one outcome at one wave for one value.
  func answer(outcome: Int, wave: Int, value: Int) -> Answer {
    if let answer = answers[Place(outcome: outcome, wave: wave, value: value)] { return answer }
    return Answer(warnings: [
      .notEstimable("an arm has fewer than \(Self.fewestPreschools) preschools with this value at a wave")
    ])
  }

  /// Whether the values differ in the effect of one outcome at one wave.
  func difference(outcome: Int, wave: Int) -> Difference {
    if let difference = differences[Place(outcome: outcome, wave: wave, value: 0)] { return difference }
    return Difference(
      valueCount: eligible.count, warnings: [.notEstimable("fewer than two values have an effect of their own")])
  }

  /// One effect per wave for each of the values.
  private mutating func fit(_ own: [Int], outcomes: [Int]) {
    let values = values
    let parts = own.map { value in EffectModel.Part { values.contains($0, value: value) } }
    let classes = panel.rows.indices.map { row in own.firstIndex { values.contains(row, value: $0) } }
    do {
      for model in try EffectModel.models(of: panel, partition: .init(classes: classes, parts: parts)) {
        let moments = try model.clusterMoments(outcomes: outcomes.map { panel.scores[$0] })
        for (position, outcome) in outcomes.enumerated() {
          add(model, moments, response: position, outcome: outcome, values: own)
        }
      }
    } catch {
      for outcome in outcomes { addFailure(error, outcome: outcome, values: own) }
    }
  }

  private mutating func add(
    _ model: EffectModel, _ moments: ClusterMoments, response: Int, outcome: Int, values own: [Int]
  ) {
    do {
      let fit = try LinearRegression(covariance: .clusterRobust(.cr2)).fit(moments, response: response)
      let table = fit.coefficientTable(level: panel.plan.effects.confidenceLevel)
      for effect in model.effects {
        let place = Place(outcome: outcome, wave: effect.wave, value: own[effect.part])
        let estimate = table.first { $0.term == effect.term }?.effectEstimate
        answers[place] = Answer(
          estimate: estimate, warnings: estimate == nil ? [.notEstimable("the data do not determine the effect")] : [])
      }
    } catch {
      addFailure(error, outcome: outcome, values: own)
    }
  }

  private mutating func addFailure(_ error: any Error, outcome: Int, values own: [Int]) {
    for wave in panel.effectWaves {
      for value in own {
        answers[Place(outcome: outcome, wave: wave, value: value)] = Answer(warnings: [.notEstimable(error)])
      }
    }
  }

  /// The same models written as the first value's effect and the others' differences from it.
  private mutating func compare(outcomes: [Int]) {
    let (values, eligible) = (values, eligible)
    let differing = eligible.dropFirst().map { value in EffectModel.Part { values.contains($0, value: value) } }
    let classes = panel.rows.indices.map { row in eligible.firstIndex { values.contains(row, value: $0) } }
    let partition = EffectModel.Partition(classes: classes, parts: [EffectModel.Part { _ in true }] + differing)
    guard let models = try? EffectModel.models(of: panel, partition: partition) else { return }
    for model in models {
      let waves = Set(model.effects.map(\.wave)).sorted()
      let hypotheses = waves.map { wave in model.effects.filter { $0.wave == wave && $0.part > 0 }.map(\.term) }
      guard let moments = try? model.clusterMoments(outcomes: outcomes.map { panel.scores[$0] }) else { continue }
      for (position, outcome) in outcomes.enumerated() {
        let tests = try? LinearRegression(covariance: .clusterRobust(.cr2))
          .waldTests(of: hypotheses, moments, response: position)
        for (wave, test) in zip(waves, tests ?? []) {
          differences[Place(outcome: outcome, wave: wave, value: 0)] = Difference(
            valueCount: eligible.count, pValue: test.pValue,
            warnings: test.pValue == nil ? [.notEstimable("too few preschools to compare the values")] : [])
        }
      }
    }
  }
}

extension Panel {
  /// Whether each arm has enough preschools among some rows before the treatment and at some wave after it, and at no wave
  /// too few in one arm.
  fileprivate func hasBothArms(fewestPreschools: Int, among isIncluded: (Int) -> Bool) -> Bool {
    var preschools: [[Set<Int>]] = Arm.allCases.map { _ in plan.waves.map { _ in [] } }
    for row in rows.indices where isIncluded(row) {
      preschools[rows[row].place.arm == .control ? 0 : 1][rows[row].wave].insert(rows[row].place.preschool)
    }
    let observed = plan.waves.indices.filter { wave in preschools.contains { !$0[wave].isEmpty } }
    return observed.contains(where: effectWaves.contains)
      && (!hasBaseline || observed.contains { plan.waves[$0].role == .before })
      && observed.allSatisfy { wave in preschools.allSatisfy { $0[wave].count >= fewestPreschools } }
  }
}
