extension BootstrapColumns {
  /// The bootstrap's statistics for every draw of a plan.
  ///
  /// - Parameters:
  ///   - plan: Weights of the plan's clusters.
  ///   - clusters: Where each cluster of these columns stands among the plan's; the others add nothing.
  ///   - threadCount: Threads at most.
  /// - Returns: Deviations and variances before CR1's factor.
  func draws(_ plan: DrawPlan, clusters: [Int], threadCount: Int?) -> ShiftedDraws {
    let summands = Summands(self, plan: plan, clusters: clusters)
    return ShiftedDraws(drawCount: plan.drawCount, hasVariances: true) { writer in
      plan.forEachBlock(summands.sums, threadCount: threadCount) { draws, digits, sums in
        sums.withMemoryRebound(to: Double.self, capacity: 4 * draws.count * summands.sums.laneCount) { sums in
          for (position, draw) in draws.enumerated() {
            writer.write(
              summands.draw(
                sums + position * 4 * summands.sums.laneCount, digits: digits, position: position,
                drawCount: draws.count), at: draw)
          }
        }
      }
    }
  }
}

/// The columns laid out for summing, and what becomes of the sums of a draw.
///
/// The order is: for each part its deviation, its turned scores *y* and *λ y − 2 Fᵀ(w c)*; then the products of the
/// scores, which go with the squared weights.
private struct Summands: Sendable {
  let sums: LevelSums
  private let coordinateCount: Int
  private let hasSlope: Bool
  /// Plan position, *F*'s row and the scores of each cluster, for draws that need the long way.
  private let clusters: [Int]
  private let loadings: [[Double]]
  private let scores: [[Double]]

  /// Below this share of *Σ w² c²* the variance has lost too many digits to cancellation and is summed the long way.
  private static let cancellationShare = 1e-5

  init(_ columns: BootstrapColumns, plan: DrawPlan, clusters: [Int]) {
    self.clusters = clusters
    loadings = columns.loadings
    scores = columns.parts.map(\.score)
    coordinateCount = columns.loadings.count
    hasSlope = columns.parts.count > 1
    func placed(_ column: [Double]) -> [Double] {
      var result = [Double](repeating: 0, count: plan.clusterCount)
      for (cluster, value) in zip(clusters, column) { result[cluster] = value }
      return result
    }
    var linear: [[Double]] = []
    for part in columns.parts {
      linear.append(part.deviation)
      linear += part.turned
      linear += part.turned.indices.map { index in
        part.turned[index].indices.map { cluster in
          columns.squaredLengths[index] * part.turned[index][cluster]
            - 2 * columns.loadings[index][cluster] * part.score[cluster]
        }
      }
    }
    var quadratic = [zip(scores[0], scores[0]).map { $0 * $1 }]
    if hasSlope {
      quadratic.append(zip(scores[0], scores[1]).map { $0 * $1 })
      quadratic.append(zip(scores[1], scores[1]).map { $0 * $1 })
    }
    sums = LevelSums(
      levels: plan.levels, clusterCount: plan.clusterCount, linear: linear.map(placed),
      quadratic: quadratic.map(placed))
  }

  func draw(
    _ sums: UnsafePointer<Double>, digits: UnsafePointer<UInt8>, position: Int, drawCount: Int
  ) -> ShiftedDraws.Draw {
    let size = 1 + 2 * coordinateCount
    let squares = sums + (hasSlope ? 2 : 1) * size
    var draw = ShiftedDraws.Draw(deviation0: sums[0])
    draw.variance00 = squares[0] + product(sums + 1, sums + 1 + coordinateCount)
    var cancels = draw.variance00 < Self.cancellationShare * squares[0]
    if hasSlope {
      let slope = sums + size
      draw.deviation1 = slope[0]
      draw.variance01 =
        squares[1]
        + 0.5 * (product(sums + 1, slope + 1 + coordinateCount) + product(slope + 1, sums + 1 + coordinateCount))
      draw.variance11 = squares[2] + product(slope + 1, slope + 1 + coordinateCount)
      cancels = cancels || draw.variance11 < Self.cancellationShare * squares[2]
    }
    if cancels { sumSquares(sums, digits, position, drawCount, into: &draw) }
    return draw
  }

  private func product(_ left: UnsafePointer<Double>, _ right: UnsafePointer<Double>) -> Double {
    var sum = 0.0
    for index in 0..<coordinateCount { sum += left[index] * right[index] }
    return sum
  }

  /// The variances of a draw cluster by cluster.
  private func sumSquares(
    _ sums: UnsafePointer<Double>, _ digits: UnsafePointer<UInt8>, _ position: Int, _ drawCount: Int,
    into draw: inout ShiftedDraws.Draw
  ) {
    (draw.variance00, draw.variance01, draw.variance11) = (0, 0, 0)
    for (index, cluster) in clusters.enumerated() {
      let weight = self.sums.weight(digits, cluster: cluster, draw: position, drawCount: drawCount)
      let first = weight * scores[0][index] - fitted(sums + 1, index)
      draw.variance00 += first * first
      guard hasSlope else { continue }
      let second = weight * scores[1][index] - fitted(sums + 2 + 2 * coordinateCount, index)
      draw.variance01 += first * second
      draw.variance11 += second * second
    }
  }

  private func fitted(_ turned: UnsafePointer<Double>, _ cluster: Int) -> Double {
    var sum = 0.0
    for index in 0..<coordinateCount { sum += loadings[index][cluster] * turned[index] }
    return sum
  }
}
