internal import Findings
internal import Moments

/// The data of a randomization test: the model, the arms given and the statistic of the data.
struct AssignmentTest {
  let question: ArmQuestion
  let parts: ExposedClusters
  let arms: StratifiedArms
  let levels: [Double]
  /// The effect as it is.
  let estimate: Double
  /// 1, or the sum of squared scores when studentized.
  let variance: Double
  /// Squared scores below this share of the squared estimate are rounding.
  private static let roundingShare = 1e-20

  private let model: AssignmentModel
  private let scores: AssignmentScores?

  init(
    _ moments: ClusterMoments, response: Int, _ question: ArmQuestion, statistic: RandomizationTest.Statistic
  ) throws(EstimationError) {
    self.question = question
    parts = try ExposedClusters(
      moments, response: response, base: question.base, exposures: question.exposures)
    let names = parts.clusters.map(\.name)
    let given = try question.arms(names)
    arms = StratifiedArms(arms: given, strata: names.map { question.assignment.strata[$0] ?? "" })
    guard !arms.strata.isEmpty else { throw .noStratumWithBothArms }
    levels = [question.levels.control, question.levels.experimental]
    let values = given.map { $0 ? question.levels.experimental : question.levels.control }
    let shifts = GivenEffect.parts(parts, values: values, tested: question.tested)
    model = AssignmentModel(parts, shifts: shifts, tested: question.tested, arms: arms, levels: levels)
    scores = statistic == .studentized ? AssignmentScores(parts, shifts: shifts) : nil
    guard let solution = model.solution(model.sums.sums(ofLevels: arms.given.map { $0 ? 1 : 0 })) else {
      throw .termNotEstimated(term: question.term)
    }
    estimate = solution.coefficients[question.tested]
    guard parts.residualSquares > 0 else { throw .noErrorVariation(term: question.term) }
    variance = scores?.squares(solution) { values[$0] }.0 ?? 1
    guard variance > Self.roundingShare * estimate * estimate else { throw .noErrorVariation(term: question.term) }
  }

  /// Whether exchanging the arms is another assignment with the opposite estimate, so that extreme ones come in pairs.
  var isSymmetric: Bool {
    arms.isSymmetric && (parts.baseTerms.contains(ArmQuestion.constant) || !question.exposures.contains(nil))
  }

  /// The statistics of every assignment of a plan.
  func draws(_ plan: DrawPlan, threadCount: Int?) -> ShiftedDraws {
    let width = 4 * model.sums.laneCount
    return ShiftedDraws(drawCount: plan.drawCount, hasVariances: scores != nil) { writer in
      plan.forEachBlock(model.sums, threadCount: threadCount) { draws, digits, sums in
        sums.withMemoryRebound(to: Double.self, capacity: draws.count * width) { sums in
          for (position, draw) in draws.enumerated() {
            writer.write(
              self.draw(sums + position * width, digits: digits, position: position, drawCount: draws.count), at: draw)
          }
        }
      }
    }
  }

  private func draw(
    _ sums: UnsafePointer<Double>, digits: UnsafePointer<UInt8>, position: Int, drawCount: Int
  ) -> ShiftedDraws.Draw {
    guard let scores else {
      guard let found = model.testedCoefficients(sums) else { return .mostExtreme }
      return ShiftedDraws.Draw(deviation0: found.response, deviation1: -found.shift, variance00: 1)
    }
    guard let solution = model.solution(sums) else { return .mostExtreme }
    let squares = scores.squares(solution) { cluster in
      model.sums.weight(digits, cluster: arms.placeOfCluster[cluster], draw: position, drawCount: drawCount)
    }
    return ShiftedDraws.Draw(
      deviation0: solution.coefficients[model.tested], deviation1: -solution.shifts[model.tested],
      variance00: squares.0, variance01: squares.1, variance11: squares.2)
  }
}
