internal import LinearAlgebra
internal import Moments

/// What is left of a model when its random effects are eliminated, with exact derivatives in θ.
///
/// The elimination is differentiated in the entries of *G = Λ Λᵀ*, in which *V* is linear; the chain rule gives the
/// derivatives in *Λ*. Components are numbered as in `ParameterJet`, θ in its own order.
struct ThetaDerivatives {
  private let components: [NestedElimination.Remainder]
  let parameterCount: Int

  subscript(component: Int) -> NestedElimination.Remainder { components[component] }

  /// Differentiates at `theta`, in the coordinates of the search.
  init(_ deviance: NestedDeviance, _ parameters: RelativeFactorParameters, theta: [Double]) {
    let jet = deviance.elimination.remainderJet(deviance.factorParameters(theta: theta))
    let entries = CovarianceEntries(parameters, theta: theta)
    let count = theta.count
    parameterCount = count
    let zero = jet[0].zero
    // ∂²/∂θ_t∂τ_e for every t and e.
    let mixed = (0..<count).map { t in
      (0..<count).map { e in
        entries.changes[t].reduce(into: zero) { $0.add($1.rate, jet[ParameterJet.second($1.entry, e)]) }
      }
    }
    var components = [jet[0]]
    for t in 0..<count {
      components.append(entries.changes[t].reduce(into: zero) { $0.add($1.rate, jet[ParameterJet.first($1.entry)]) })
      for u in 0...t {
        var sum = entries.changes[u].reduce(into: zero) { $0.add($1.rate, mixed[t][$1.entry]) }
        for bend in entries.bends(t, u) { sum.add(bend.rate, jet[ParameterJet.first(bend.entry)]) }
        components.append(sum)
      }
    }
    self.components = components
  }
}

/// How the entries of the covariance matrices depend on θ.
private struct CovarianceEntries {
  struct Change {
    /// Number of the entry among the parameters of the differentiated elimination.
    var entry: Int
    var rate: Double
  }

  /// For each element of θ the entries that change with it.
  let changes: [[Change]]
  private let elements: [Element]

  /// An element of *Λ*: its factor's first entry and order, and its row and column.
  private struct Element {
    var firstEntry: Int
    var size: Int
    var row: Int
    var column: Int

    /// The number of an entry of the factor's covariance matrix.
    func entry(_ a: Int, _ b: Int) -> Int { firstEntry + packedPosition(max(a, b), min(a, b), order: size) }
  }

  init(_ parameters: RelativeFactorParameters, theta: [Double]) {
    var elements: [Element] = []
    var changes: [[Change]] = []
    var firstEntry = theta.count
    for (size, factor) in zip(parameters.sizes, relativeFactors(theta, sizes: parameters.sizes)) {
      firstEntry -= packedCount(size)
      for column in 0..<size {
        for row in column..<size {
          let element = Element(firstEntry: firstEntry, size: size, row: row, column: column)
          elements.append(element)
          // dG_ab = Λ_b,column for a = row, and the same for b.
          changes.append(
            (column..<size).map { other in
              let rate = factor[column * size + other]
              return Change(entry: element.entry(row, other), rate: other == row ? 2 * rate : rate)
            })
        }
      }
    }
    self.elements = elements
    self.changes = changes
  }

  /// The second derivatives of the entries in two elements of θ: only those of one column of *Λ* meet.
  func bends(_ t: Int, _ u: Int) -> [Change] {
    let (first, second) = (elements[t], elements[u])
    guard first.firstEntry == second.firstEntry, first.column == second.column else { return [] }
    return [Change(entry: first.entry(first.row, second.row), rate: first.row == second.row ? 2 : 1)]
  }
}

extension NestedElimination.Remainder {
  /// The same shape, all zeros.
  fileprivate var zero: NestedElimination.Remainder {
    NestedElimination.Remainder(
      logDeterminant: 0, ones: 0, onesMoments: onesMoments.map { _ in 0 }, squares: squares.map { _ in 0 })
  }

  fileprivate mutating func add(_ factor: Double, _ other: NestedElimination.Remainder) {
    logDeterminant += factor * other.logDeterminant
    ones += factor * other.ones
    for index in onesMoments.indices { onesMoments[index] += factor * other.onesMoments[index] }
    for index in squares.indices { squares[index] += factor * other.squares[index] }
  }
}
