import Foundation
import Probability

/// One trial of a planned design after the other, each reduced to its t statistic.
struct SimulatedTrial {
  private let design: AssignmentDesign
  private let effect: Double
  private let unitsPerBlock: Int
  /// Variance of a unit's mean where all sizes are equal; `nil` where they vary.
  private let equalVariance: Double?
  /// Outermost level at which the effect varies.
  private let randomLevel: Int?
  /// Assigned units in one trial, at most.
  private static let unitLimit = 1e6

  /// An assigned unit as the analysis sees it.
  private struct Unit {
    let isExperimental: Bool
    let mean: Double
    let weight: Double
  }

  init(_ design: AssignmentDesign, effect: Double) throws(PowerError) {
    let assigned = design.levels[design.assignmentLevel]
    for level in design.levels[design.assignmentLevel...] where level.unitCount != level.unitCount.rounded() {
      throw .outOfRange(quantity: "unit_count", level: level.name, value: level.unitCount)
    }
    let unitCount = design.totalCount(ofLevel: design.assignmentLevel)
    guard assigned.unitCount >= 2, unitCount <= Self.unitLimit else {
      throw .outOfRange(quantity: "unit_count", level: assigned.name, value: unitCount)
    }
    self.design = design
    self.effect = effect
    unitsPerBlock = Int(assigned.unitCount)
    let below = design.levels[..<design.assignmentLevel]
    equalVariance =
      below.allSatisfy { $0.sizeVariation == 0 } ? design.unitVariance(ofLevel: design.assignmentLevel) : nil
    randomLevel = design.blockLevels.last { design.levels[$0].effectVariance > 0 }
  }

  /// Simulates one trial and tests its effect.
  func statistic(_ random: inout RandomStream) -> Double {
    guard let randomLevel else { return commonEffectStatistic(&random) }
    let count = Int(design.totalCount(ofLevel: randomLevel))
    let effects = (0..<count).map { _ in blockEffect(level: randomLevel, effect, &random) }
    let mean = effects.reduce(0, +) / Double(count)
    let squares = effects.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return mean / (squares / Double(count - 1) / Double(count)).squareRoot()
  }

  /// Mean of the arms' differences within a unit of a block level, around an effect that varies from unit to unit.
  private func blockEffect(level: Int, _ effect: Double, _ random: inout RandomStream) -> Double {
    let own = effect + design.levels[level].effectVariance.squareRoot() * random.nextNormal()
    guard level > design.assignmentLevel + 1 else { return difference(block(own, &random)) }
    let count = Int(design.levels[level - 1].unitCount)
    return (0..<count).reduce(0) { sum, _ in sum + blockEffect(level: level - 1, own, &random) } / Double(count)
  }

  /// The difference of the arms' weighted means.
  private func difference(_ units: [Unit]) -> Double {
    func mean(_ isExperimental: Bool) -> Double {
      let arm = units.filter { $0.isExperimental == isExperimental }
      return arm.reduce(0) { $0 + $1.weight * $1.mean } / arm.reduce(0) { $0 + $1.weight }
    }
    return mean(true) - mean(false)
  }

  /// The t statistic of one effect common to all blocks, by least squares weighted with the units' precision.
  private func commonEffectStatistic(_ random: inout RandomStream) -> Double {
    let blockCount = design.blockLevels.isEmpty ? 1 : Int(design.totalCount(ofLevel: design.assignmentLevel + 1))
    var (armSquares, products, squares) = (0.0, 0.0, 0.0)
    for _ in 0..<blockCount {
      let units = block(effect, &random)
      let total = units.reduce(0) { $0 + $1.weight }
      let share = units.reduce(0) { $0 + ($1.isExperimental ? $1.weight : 0) } / total
      let mean = units.reduce(0) { $0 + $1.weight * $1.mean } / total
      for unit in units {
        let arm = (unit.isExperimental ? 1 : 0) - share
        armSquares += unit.weight * arm * arm
        products += unit.weight * arm * (unit.mean - mean)
        squares += unit.weight * (unit.mean - mean) * (unit.mean - mean)
      }
    }
    let estimate = products / armSquares
    let df = Double(blockCount * unitsPerBlock - blockCount - 1)
    return estimate / ((squares - estimate * products) / df / armSquares).squareRoot()
  }

  /// The units of one block, with the effect on those that are experimental.
  private func block(_ effect: Double, _ random: inout RandomStream) -> [Unit] {
    let wanted = design.experimentalShare * Double(unitsPerBlock)
    let extra = random.nextBernoulli(wanted - wanted.rounded(.down)) ? 1 : 0
    let experimentalCount = min(max(Int(wanted) + extra, 1), unitsPerBlock - 1)
    return (0..<unitsPerBlock).map { index in
      let variance = equalVariance ?? unitVariance(level: design.assignmentLevel, &random)
      let isExperimental = index < experimentalCount
      let mean = variance.squareRoot() * random.nextNormal() + (isExperimental ? effect : 0)
      return Unit(isExperimental: isExperimental, mean: mean, weight: 1 / variance)
    }
  }

  /// Variance of the precision-weighted mean of a unit whose sizes are drawn.
  private func unitVariance(level: Int, _ random: inout RandomStream) -> Double {
    let between = design.levels[level].varianceShare * (1 - design.levels[level].explainedShare)
    guard level > 0 else { return design.unitVariance(ofLevel: 0) }
    let count = size(design.levels[level - 1], &random)
    guard level > 1 else { return between + design.unitVariance(ofLevel: 0) / Double(count) }
    let weights = (0..<count).reduce(0) { sum, _ in sum + 1 / unitVariance(level: level - 1, &random) }
    return between + 1 / weights
  }

  /// A number of units, from a log-normal distribution.
  private func size(_ level: AssignmentDesign.Level, _ random: inout RandomStream) -> Int {
    guard level.sizeVariation > 0 else { return max(1, Int(level.unitCount.rounded())) }
    let logVariance = log(1 + level.sizeVariation * level.sizeVariation)
    let center = log(level.unitCount) - logVariance / 2
    return max(1, Int(exp(center + logVariance.squareRoot() * random.nextNormal()).rounded()))
  }
}
