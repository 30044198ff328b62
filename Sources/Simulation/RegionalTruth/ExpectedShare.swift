/// A ratio of expectations in the making: what a kind of sheet adds to numerator and denominator, along the trait.
///
/// The trait here is the part that a child's sheets have in common: region, preschool, group and child, what goes with
/// age, sex and needs, and the leniency of an educator who marks all of them.
struct ExpectedShare {
  struct Kind: Hashable, Comparable {
    /// Position of the development area.
    let area: Int
    let hasSpecialNeeds: Bool
    /// Whether the leniency of the educator is in the trait.
    let includesLeniency: Bool

    static func < (a: Self, b: Self) -> Bool { a.order.lexicographicallyPrecedes(b.order) }

    private var order: [Int] { [area, hasSpecialNeeds ? 1 : 0, includesLeniency ? 1 : 0] }
  }

  let kind: Kind
  /// By node of the grid, weighted by how often such sheets are there.
  private(set) var numerator: [Double]
  private(set) var denominator: [Double]

  init(_ kind: Kind, nodeCount: Int) {
    self.kind = kind
    numerator = [Double](repeating: 0, count: nodeCount)
    denominator = numerator
  }

  /// Adds functions of the trait with a weight.
  mutating func add(_ numerator: [Double], over denominator: [Double], weight: Double) {
    for node in numerator.indices {
      self.numerator[node] += weight * numerator[node]
      self.denominator[node] += weight * denominator[node]
    }
  }
}

extension [ExpectedShare.Kind: ExpectedShare] {
  /// Always in the same order, so that sums have the same digits.
  var inOrder: [ExpectedShare] { values.sorted { $0.kind < $1.kind } }
}
