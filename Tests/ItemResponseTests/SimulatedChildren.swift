import Design
import Foundation
import ItemResponse
import LinearAlgebra
import Moments
import Probability

/// Children of two arms in preschools, with marks on partial credit items of known parameters.
struct SimulatedChildren {
  /// Abilities have variance 1 within an arm.
  struct Truth {
    var preschoolCount = 100
    var childCount = 60
    var difference = 0.3
    var preschoolVariance = 0.1
    var itemCount = 11
  }

  let abilities: [Double]
  /// 1 in the experimental arm.
  let arm: [Double]
  let preschools: [Int32]
  let population: PopulationDesign
  let table: LikelihoodTable
  /// Sum score of each child, which is its cell.
  let scores: [Int32?]
  let responses: ItemResponses

  /// Simulates; with `isCentred` the arms of the sample differ by exactly the true difference.
  init(_ truth: Truth = Truth(), isCentred: Bool = false, seed: UInt64) {
    var stream = RandomStream(seed: seed, named: "simulated children")
    let rowCount = truth.preschoolCount * truth.childCount
    let preschools = (0..<rowCount).map { Int32($0 / truth.childCount) }
    let arm = preschools.map { $0 % 2 == 0 ? 1.0 : 0.0 }
    let intercepts = (0..<truth.preschoolCount).map { _ in truth.preschoolVariance.squareRoot() * stream.nextNormal() }
    var abilities = preschools.indices.map { row in
      truth.difference * arm[row] + intercepts[Int(preschools[row])]
        + (1 - truth.preschoolVariance).squareRoot() * stream.nextNormal()
    }
    if isCentred {
      let excess = Self.difference(abilities, arm: arm) - truth.difference
      for row in abilities.indices { abilities[row] -= excess * arm[row] }
    }
    let items = Self.items(truth.itemCount)
    let marks = abilities.map { ability in items.map { Self.mark($0, ability, &stream) } }
    scores = marks.map { $0.reduce(Int32(0)) { $0 + Int32($1) } }
    responses = ItemResponses(
      items: items.map(\.item), categoryCounts: items.map { _ in 3 }, groups: ["control", "experimental"],
      groupOfPerson: arm.map { Int($0) }, categories: marks.flatMap { $0 })
    table = Self.table(items)
    population = PopulationDesign(
      matrix: Matrix(rowCount: rowCount, columnCount: 2, elements: arm.map { _ in 1 } + arm),
      termNames: ["(Intercept)", "arm"],
      factors: [
        GroupingFactor(name: "preschool", codes: preschools, levels: (0..<truth.preschoolCount).map(String.init))
      ])
    (self.abilities, self.arm, self.preschools) = (abilities, arm, preschools)
  }

  /// Mean of the experimental arm less that of the control arm.
  static func difference(_ values: [Double], arm: [Double]) -> Double {
    let treated = arm.reduce(0, +)
    let sums = zip(values, arm).reduce((0.0, 0.0)) { ($0.0 + $1.0 * $1.1, $0.1 + $1.0 * (1 - $1.1)) }
    return sums.0 / treated - sums.1 / (Double(arm.count) - treated)
  }

  /// Number of children with each score.
  var scoreCounts: [Int] {
    var counts = [Int](repeating: 0, count: 2 * Self.itemCount(table) + 1)
    for score in scores { counts[Int(score ?? 0)] += 1 }
    return counts
  }

  private static func itemCount(_ table: LikelihoodTable) -> Int { (table.cellCount - 1) / 2 }

  private static func items(_ count: Int) -> [ItemParameters] {
    (0..<count).map { item in
      let difficulty = 0.15 + 0.8 * (Double(item) + 0.5) / Double(count) - 0.4
      return ItemParameters(item: "item \(item)", locations: [difficulty - 0.7, difficulty + 0.7])
    }
  }

  private static func mark(_ item: ItemParameters, _ ability: Double, _ stream: inout RandomStream) -> UInt8 {
    let probabilities = item.logProbabilities(at: ability, model: .partialCredit).map { exp($0) }
    let uniform = stream.nextUniform()
    return uniform < probabilities[0] ? 0 : uniform < probabilities[0] + probabilities[1] ? 1 : 2
  }

  /// The likelihood of each sum score.
  private static func table(_ items: [ItemParameters]) -> LikelihoodTable {
    let grid = EvenGrid(covering: -8...8, step: 0.2)
    let denominators = grid.nodes.map { node in
      items.reduce(0) { $0 + $1.logProbabilities(at: node, model: .partialCredit)[0] }
    }
    let values = (0...2 * items.count).flatMap { score in
      zip(grid.nodes, denominators).map { Double(score) * $0 + $1 }
    }
    return LikelihoodTable(grid: grid, logLikelihoods: values)
  }
}
