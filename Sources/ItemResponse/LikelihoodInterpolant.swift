/// Log-likelihoods between the nodes of a grid: cubic between them, straight beyond the last.
///
/// Slopes at the nodes are differences of the fourth order, and so is the error: about 1e-4 in the logarithm at a third of
/// a logit and 20 items. It is cheaper by far than the polynomial of `ResponseLikelihood`, and read millions of times.
/// Beyond the grid the logarithm of a divide-by-total likelihood tends to a straight line.
package final class LikelihoodInterpolant: Sendable {
  private let grid: EvenGrid
  /// Abilities that the sampler may visit: the grid, widened by half its length on either side.
  let support: ClosedRange<Double>
  /// Cells × nodes × (value, slope in units of the spacing).
  private let nodes: [Double]

  package init(_ table: LikelihoodTable) {
    grid = table.grid
    let half = 0.5 * (grid.upper - grid.lower)
    support = (grid.lower - half)...(grid.upper + half)
    let (values, nodeCount) = (table.logLikelihoods, grid.count)
    var nodes: [Double] = []
    nodes.reserveCapacity(2 * values.count)
    for start in stride(from: 0, to: values.count, by: nodeCount) {
      for node in 0..<nodeCount {
        nodes.append(values[start + node])
        nodes.append(Self.slope(values, start: start, node: node, count: nodeCount))
      }
    }
    self.nodes = nodes
  }

  /// Fourth-order difference at a node, one-sided of second order at the ends.
  private static func slope(_ values: [Double], start: Int, node: Int, count: Int) -> Double {
    func value(_ offset: Int) -> Double { values[start + node + offset] }
    switch node {
    case 0: return -1.5 * value(0) + 2 * value(1) - 0.5 * value(2)
    case count - 1: return 1.5 * value(0) - 2 * value(-1) + 0.5 * value(-2)
    case 1, count - 2: return 0.5 * (value(1) - value(-1))
    default: return (8 * (value(1) - value(-1)) - (value(2) - value(-2))) / 12
    }
  }

  /// Reads the nodes without bounds checks.
  package func withReader<Result>(_ body: (Reader) -> Result) -> Result {
    nodes.withUnsafeBufferPointer { nodes in
      body(
        Reader(
          nodes: nodes, lowestAbility: grid.lower, inverseSpacing: 1 / grid.step, lastInterval: Double(grid.count - 2),
          cellStride: 2 * grid.count))
    }
  }

  /// The nodes while they are borrowed.
  package struct Reader {
    let nodes: UnsafeBufferPointer<Double>
    let lowestAbility: Double
    let inverseSpacing: Double
    let lastInterval: Double
    let cellStride: Int

    /// The log-likelihood of a cell at an ability.
    @inline(__always) package func value(cell: Int, at theta: Double) -> Double {
      let x = (theta - lowestAbility) * inverseSpacing
      let interval = Int(min(max(x, 0), lastInterval))
      let base = cell &* cellStride &+ 2 &* interval
      let (v0, d0, v1, d1) = (nodes[base], nodes[base &+ 1], nodes[base &+ 2], nodes[base &+ 3])
      let t = x - Double(interval)
      if t < 0 { return v0 + t * d0 }
      if t > 1 { return v1 + (t - 1) * d1 }
      let rise = v1 - v0
      return v0 + t * (d0 + t * (3 * rise - 2 * d0 - d1 + t * (d0 + d1 - 2 * rise)))
    }

    /// Slope of the log-likelihood and minus its curvature, in units of the ability; the curvature is never negative.
    package func expansion(cell: Int, at theta: Double) -> (slope: Double, information: Double) {
      let x = (theta - lowestAbility) * inverseSpacing
      let interval = Int(min(max(x, 0), lastInterval))
      let base = cell * cellStride + 2 * interval
      let t = min(max(x - Double(interval), 0), 1)
      let (d0, d1) = (nodes[base + 1], nodes[base + 3])
      let slope = d0 + t * (d1 - d0)
      return (slope * inverseSpacing, max(0, (d0 - d1) * inverseSpacing * inverseSpacing))
    }
  }
}
