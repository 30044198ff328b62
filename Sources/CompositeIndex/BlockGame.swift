/// Most members of a block whose subsets are enumerated.
let enumerationLimit = 16

/// The members of a block as players who bring their risks in place of the references.
package struct BlockGame {
  package let aggregation: Aggregation
  /// Summing to 1.
  package let weights: [Double]
  package var risks: [Double]
  package let references: [Double]

  package init(aggregation: Aggregation, weights: [Double], risks: [Double], references: [Double]) {
    self.aggregation = aggregation
    self.weights = weights
    self.risks = risks
    self.references = references
  }

  /// The block's risk when its members have these risks.
  package func value(_ risks: [Double]) -> Double { aggregation.risk(weights: weights, risks: risks) }

  /// The members' parts in the change of the block from the references to the risks.
  package func shapleyValues() -> [Double] {
    switch aggregation {
    case .arithmetic: weights.indices.map { weights[$0] * (risks[$0] - references[$0]) }
    case .geometric: productShapleyValues()
    case .harmonic: enumeratedShapleyValues()
    }
  }

  /// What the block changes by per point of a member's change; the slope where the member does not change.
  func rate(of member: Int, value: Double) -> Double {
    let change = risks[member] - references[member]
    if abs(change) > 1e-6 { return value / change }
    var moved = self
    let step = references[member] > 50 ? -1e-3 : 1e-3
    moved.risks[member] = references[member] + step
    return moved.shapleyValues()[member] / step
  }

  /// Shapley values of a product of one factor per member, from the elementary symmetric sums of the others' factors.
  private func productShapleyValues() -> [Double] {
    let own = zip(risks, weights).map { factor(risk: $0, weight: $1) }
    let other = zip(references, weights).map { factor(risk: $0, weight: $1) }
    let orders = orderShares(count: weights.count)
    return weights.indices.map { member in
      // Entry k: sum over the sets of k other members of the product with those at their own risk.
      var sums = [1.0]
      for rival in weights.indices where rival != member {
        var next = [Double](repeating: 0, count: sums.count + 1)
        for (size, sum) in sums.enumerated() {
          next[size] += sum * other[rival]
          next[size + 1] += sum * own[rival]
        }
        sums = next
      }
      return 100 * (other[member] - own[member]) * zip(orders, sums).reduce(0) { $0 + $1.0 * $1.1 }
    }
  }

  private func factor(risk: Double, weight: Double) -> Double {
    1 - Aggregation.geometric.risk(sum: Aggregation.geometric.term(weight: weight, risk: risk), totalWeight: 1) / 100
  }

  /// Shapley values by their definition, over all sets of members.
  package func enumeratedShapleyValues() -> [Double] {
    let count = weights.count
    let orders = orderShares(count: count)
    let sets = 0..<(1 << count)
    let values = sets.map { set in
      value(weights.indices.map { set >> $0 & 1 == 1 ? risks[$0] : references[$0] })
    }
    return weights.indices.map { member in
      var sum = 0.0
      for set in sets where set >> member & 1 == 0 {
        sum += orders[set.nonzeroBitCount] * (values[set | 1 << member] - values[set])
      }
      return sum
    }
  }

  /// Share of all orders in which exactly one set of a size comes before a member: k! (m − k − 1)!/m!.
  private func orderShares(count: Int) -> [Double] {
    guard count > 0 else { return [] }
    var shares = [1 / Double(count)]
    for size in 1..<max(1, count) { shares.append(shares[size - 1] * Double(size) / Double(count - size)) }
    return shares
  }
}
