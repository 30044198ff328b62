import Foundation
internal import LinearAlgebra

/// Posterior densities of the abilities of cells, a range of the cells of one group at a time.
struct CellPosteriors: Sendable {
  let data: CalibrationData
  let group: CalibrationData.Group
  let nodes: GroupNodes
  /// Nodes × coordinates: what of a person's score vector depends on the ability; `nil` when no information is wanted.
  let scores: Matrix?

  /// Cells whose posterior means are found by one matrix product.
  private static let blockSize = 256
  /// Nodes whose density is below exp(−45) of the largest are passed over.
  private static let negligible = 45.0

  init(_ data: CalibrationData, group: Int, _ nodes: GroupNodes, needsInformation: Bool) {
    self.data = data
    self.group = data.groups[group]
    self.nodes = nodes
    scores = needsInformation ? Self.scores(nodes, interceptCount: data.interceptCount) : nil
  }

  /// −P of each coordinate, then (θ − μ)/σ² and (θ − μ)²/σ² − 1.
  private static func scores(_ nodes: GroupNodes, interceptCount: Int) -> Matrix {
    let elements =
      nodes.probabilities.map { -$0 } + nodes.standardized.map { $0 / nodes.deviation }
      + nodes.standardized.map { $0 * $0 - 1 }
    return Matrix(rowCount: nodes.nodeCount, columnCount: interceptCount + 2, elements: elements)
  }

  /// Sums over a range of cells.
  func sums(_ cells: Range<Int>) -> PosteriorSums {
    var sums = PosteriorSums(
      itemCount: data.itemCount, nodeCount: nodes.nodeCount, coordinateCount: scores?.columnCount)
    for start in stride(from: cells.lowerBound, to: cells.upperBound, by: Self.blockSize) {
      addBlock(start..<min(cells.upperBound, start + Self.blockSize), to: &sums)
    }
    return sums
  }

  private func addBlock(_ cells: Range<Int>, to sums: inout PosteriorSums) {
    let count = nodes.nodeCount
    var densities = Matrix(rowCount: count, columnCount: cells.count)
    densities.withUnsafeMutableElements { densities in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * count) { scratch in
        let (kernel, sum) = (scratch.baseAddress!, scratch.baseAddress! + count)
        var first = cells.lowerBound
        while first < cells.upperBound {
          let pattern = data.patterns[group.patterns[first]]
          writeKernel(of: pattern, to: kernel)
          sum.initialize(repeating: 0, count: count)
          var cell = first
          while cell < cells.upperBound, group.patterns[cell] == group.patterns[first] {
            let density = densities.baseAddress! + (cell - cells.lowerBound) * count
            let weight = group.personCounts[cell]
            sums.logLikelihood += weight * writeDensity(score: group.scores[cell], kernel, to: density)
            for node in 0..<count { sum[node] += weight * density[node] }
            cell += 1
          }
          sums.add(sum, of: pattern)
          first = cell
        }
      }
    }
    if let scores { sums.addMeanProducts(meanProducts(scores.transposeMultiplied(by: densities), cells)) }
  }

  /// log φ less the logarithms of the denominators of the answered items.
  private func writeKernel(of pattern: CalibrationData.Pattern, to kernel: UnsafeMutablePointer<Double>) {
    let count = nodes.nodeCount
    nodes.logDenominators.withUnsafeBufferPointer { logs in
      if pattern.isMostlyAnswered {
        for node in 0..<count { kernel[node] = nodes.logWeights[node] - nodes.logDenominatorSum[node] }
        for item in pattern.missing {
          for node in 0..<count { kernel[node] += logs[item * count + node] }
        }
      } else {
        for node in 0..<count { kernel[node] = nodes.logWeights[node] }
        for item in pattern.answered {
          for node in 0..<count { kernel[node] -= logs[item * count + node] }
        }
      }
    }
  }

  /// Writes the posterior density of one score, which adds up to 1; returns the logarithm of the integral.
  private func writeDensity(
    score: Double, _ kernel: UnsafeMutablePointer<Double>, to density: UnsafeMutablePointer<Double>
  ) -> Double {
    let count = nodes.nodeCount
    return nodes.nodes.withUnsafeBufferPointer { theta in
      var largest = -Double.infinity
      for node in 0..<count {
        density[node] = score * theta[node] + kernel[node]
        largest = max(largest, density[node])
      }
      var total = 0.0
      for node in 0..<count {
        let exponent = density[node] - largest
        density[node] = exponent > -Self.negligible ? exp(exponent) : 0
        total += density[node]
      }
      let factor = 1 / total
      for node in 0..<count { density[node] *= factor }
      return largest + log(total)
    }
  }

  /// Σ n m mᵀ over cells; coordinates of items that a cell does not hold have no part.
  private func meanProducts(_ means: Matrix, _ cells: Range<Int>) -> Matrix {
    var means = means
    let count = means.rowCount
    means.withUnsafeMutableElements { means in
      for (column, cell) in cells.enumerated() {
        let start = means.baseAddress! + column * count
        for item in data.patterns[group.patterns[cell]].missing {
          for coordinate in data.starts[item]..<data.starts[item + 1] { start[coordinate] = 0 }
        }
        let weight = group.personCounts[cell].squareRoot()
        for coordinate in 0..<count { start[coordinate] *= weight }
      }
    }
    return means.multipliedByTranspose(of: means)
  }
}
