internal import LinearAlgebra
internal import Tabular

/// The marginal likelihood of the Rasch family with normal abilities in each group, and its derivatives.
///
/// Coordinates are the intercepts, then the means, then the logarithms of the standard deviations. The gradient is the
/// difference of counts and their expectations (Fisher's identity), the information that of the complete data less the
/// covariance of its score given the responses (Louis 1982, JRSS B 44).
struct MarginalLikelihood: Sendable {
  let data: CalibrationData
  /// How many times closer than needed the nodes lie; for tests.
  var refinement = 1.0

  struct Value {
    var logLikelihood: Double
    var gradient: [Double]
    /// Minus the second derivatives; `nil` when not asked for.
    var information: SymmetricMatrix?
  }

  /// The smallest number of cells that is given to a thread, and the largest number of shares of a group.
  private static let (smallestShare, shareCount) = (1024, 16)

  func value(at point: CalibrationPoint, needsInformation: Bool) -> Value {
    let order = data.interceptCount + 2 * data.groups.count
    var result = Value(
      logLikelihood: zip(data.totals, point.intercepts).reduce(0) { $0 + $1.0 * $1.1 },
      gradient: data.totals + [Double](repeating: 0, count: order - data.interceptCount),
      information: needsInformation ? SymmetricMatrix(order: order) : nil)
    for group in data.groups.indices {
      let nodes = GroupNodes(data, point, group: group, refinement: refinement)
      let sums = sums(ofGroup: group, nodes, needsInformation: needsInformation)
      result.logLikelihood += sums.logLikelihood
      add(GroupDerivatives(data, nodes, sums), ofGroup: group, to: &result)
    }
    return result
  }

  /// Sums over the cells of a group, by shares that do not depend on the number of threads.
  private func sums(ofGroup group: Int, _ nodes: GroupNodes, needsInformation: Bool) -> PosteriorSums {
    let posteriors = CellPosteriors(data, group: group, nodes, needsInformation: needsInformation)
    let cellCount = data.groups[group].scores.count
    let size = max(Self.smallestShare, (cellCount + Self.shareCount - 1) / Self.shareCount)
    let parts = concurrentMap((cellCount + size - 1) / size) { share in
      posteriors.sums(share * size..<min(cellCount, (share + 1) * size))
    }
    var total = posteriors.sums(0..<0)
    for part in parts { total.add(part) }
    return total
  }

  private func add(_ derivatives: GroupDerivatives, ofGroup group: Int, to result: inout Value) {
    let count = data.interceptCount
    let places = Array(0..<count) + [count + group, count + data.groups.count + group]
    for (own, place) in places.enumerated() { result.gradient[place] += derivatives.gradient[own] }
    guard var total = result.information, let information = derivatives.information else { return }
    for (column, columnPlace) in places.enumerated() {
      for (row, rowPlace) in places.enumerated() where row >= column {
        total[rowPlace, columnPlace] += information[row, column]
      }
    }
    result.information = total
  }
}
