internal import Findings
internal import Moments
internal import Records
internal import Regression

/// Methods that rest on which units were given to which arm: the randomization test and the comparison of units.
struct AssignmentAnswers: Sendable {
  private let panel: Panel
  private let model: EffectModel
  private let moments: Result<ClusterMoments, any Error>
  private let assignment: Result<ArmAssignment, any Error>

  init(_ model: EffectModel, panel: Panel) {
    self.panel = panel
    self.model = model
    moments = Result { try model.exposureMoments(outcomes: panel.scores, unit: panel.plan.assignment.unit) }
    assignment = Result { try ArmAssignment(panel) }
  }

  /// Whether the data's assignment is among the most extreme ones, within the plan's strata.
  ///
  /// The exposures follow from the sheets' columns, and are left out of the base for it: nothing to warn of.
  func randomization(_ effect: EffectModel.Effect, outcome: Int) -> MethodAnswer {
    do {
      let assignment = try assignment.get()
      let fit = try RandomizationTest(
        statistic: assignment.statistic, replications: panel.plan.effects.replications, seed: panel.plan.seed,
        confidenceLevel: level
      ).fit(
        moments.get(), response: outcome, assignment: assignment, exposures: model.armColumns.map(\.exposure),
        tested: exposure(of: effect))
      return MethodAnswer(
        estimate: EffectFinding.Estimate(
          value: fit.estimate, standardError: nil, degreesOfFreedom: nil, pValue: fit.pValue, interval: fit.interval),
        draws: EffectFinding.Draws(
          replications: fit.replications, isEnumerated: fit.isEnumerated, pValueError: fit.pValueError,
          smallestPValue: fit.smallestPValue), warnings: fit.warnings.filter { $0.code != .droppedColumns })
    } catch {
      return MethodAnswer(error)
    }
  }

  /// An unweighted *t* test of one number per unit, within the plan's strata.
  func clusterLevel(_ effect: EffectModel.Effect, outcome: Int) -> MethodAnswer {
    do {
      let fit = try ClusterLevelComparison(confidenceLevel: level).fit(
        moments.get(), response: outcome, assignment: assignment.get(), exposures: model.armColumns.map(\.exposure),
        tested: exposure(of: effect))
      return MethodAnswer(
        estimate: EffectFinding.Estimate(
          value: fit.estimate, standardError: fit.standardError, degreesOfFreedom: fit.degreesOfFreedom,
          pValue: fit.pValue, interval: fit.interval), draws: nil, warnings: fit.warnings)
    } catch {
      return MethodAnswer(error)
    }
  }

  private var level: Double { panel.plan.effects.confidenceLevel }

  private func exposure(of effect: EffectModel.Effect) -> String {
    model.armColumns.first { $0.term == effect.term }?.exposure ?? effect.term
  }
}

extension ArmAssignment {
  /// Arm and stratum of every unit of assignment of a panel.
  ///
  /// - Throws: `AssignmentError.armVariesWithinUnits` when a unit has groups of both arms.
  init(_ panel: Panel) throws {
    var arms: [String: Bool] = [:]
    var strata: [String: String] = [:]
    var mixed: Set<String> = []
    for row in panel.rows {
      let unit = panel.unitCode(of: row)
      let isExperimental = row.place.arm == .experimental
      if let known = arms[unit], known != isExperimental { mixed.insert(unit) }
      arms[unit] = isExperimental
      strata[unit] = panel.plan.assignment.strata.map { panel.value(ofStratum: $0, row) }.joined(separator: "|")
    }
    guard mixed.isEmpty else { throw AssignmentError.armVariesWithinUnits(count: mixed.count) }
    self.init(isExperimental: arms, strata: strata)
  }
}

extension ArmAssignment {
  /// What the randomization test compares: studentized where the arms are so unequal that a difference in their spread
  /// would make the plain coefficient's test wrong for the average effect (Romano 1990; Chung & Romano 2013).
  var statistic: RandomizationTest.Statistic {
    let experimental = isExperimental.values.count { $0 }
    let counts = [experimental, isExperimental.count - experimental]
    return Double(counts.max() ?? 0) > Referee.largestRatio * Double(counts.min() ?? 0) ? .studentized : .coefficient
  }
}

/// Why nothing can be said about how the arms were assigned.
enum AssignmentError: Error, Equatable {
  /// Units of the plan's kind have groups of both arms.
  case armVariesWithinUnits(count: Int)
}

extension Panel {
  /// The unit of assignment that a row is in: a preschool's or a group's number.
  func unit(of row: Row) -> Int { plan.assignment.unit == .preschool ? row.place.preschool : row.place.group }

  /// Code of the unit of assignment that a row is in.
  func unitCode(of row: Row) -> String {
    plan.assignment.unit == .preschool ? records.preschools[row.place.preschool].code : groups[row.place.group].code
  }
}
