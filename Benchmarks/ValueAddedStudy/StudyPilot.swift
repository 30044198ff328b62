import Evaluation
import Findings
import Records
import SimulatedStudy
import Simulation

/// What is said of one place of one simulated pilot, beside the truth.
struct StudyAnswer: Sendable {
  /// Seed of the pilot.
  var pilot: UInt64
  var level: ValueAddedFinding.Level
  var isCandidate: Bool
  /// Of a preschool, where gains differ: what its children truly gained more, in latent standard deviations.
  var trueGain: Double?
  /// Of a preschool, where gains differ: whether it is in the highest fifth, as stated and in truth.
  var rank: RankAnswer?
}

/// A simulated pilot, stored and evaluated as a real one is.
struct StudyPilot {
  let shape: PilotShape
  /// Standard deviation between preschools of what children gain, in latent standard deviations.
  let gains: Double
  let seed: UInt64

  /// One per place that is compared.
  func answers() throws -> [StudyAnswer] {
    var truth = PilotTruth()
    truth.variances.preschoolGain = gains > 0 ? gains * gains : nil
    let simulator = try PilotSimulator(shape: shape, truth: truth, seed: seed)
    let findings = try Evaluator(plan: simulator.studyPlan(), planSHA256: "").valueAdded(of: simulator.studyCohort())
    let preschools = findings.places(.preschool)
    let others = findings.places.filter { $0.level != .preschool }.map {
      StudyAnswer(pilot: seed, level: $0.level, isCandidate: $0.isCandidate)
    }
    guard gains > 0 else {
      return others + preschools.map { StudyAnswer(pilot: seed, level: .preschool, isCandidate: $0.isCandidate) }
    }
    let trueGains = preschools.map { simulator.gain(ofPreschool: $0.place) }
    return others
      + zip(preschools, trueGains).map { preschool, gain in
        let rank = 1 + trueGains.count { $0 > gain }
        return StudyAnswer(
          pilot: seed, level: .preschool, isCandidate: preschool.isCandidate, trueGain: gain,
          rank: RankAnswer(
            pilot: seed, probability: preschool.probabilityInHighestFifth.value,
            isHighest: rank <= (trueGains.count + 4) / 5, interval: nil, trueRank: rank))
      }
  }
}
