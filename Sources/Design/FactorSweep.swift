internal import Tabular

/// Sweeps factors out of columns: a column becomes what its weighted regression on their indicators leaves of it.
///
/// The factor with most levels is eliminated by its means, level by level. What the others take is found from the
/// equations that remain, with one unknown per level of theirs: solved directly when these are few, by conjugate
/// gradients when they are many. Either way the means left over are checked and swept again until they are rounding.
///
/// Notation: *A* the eliminated factor, *B* the indicators of the others, *W* the weights, *P_A* the projection on *A*;
/// the remaining equations are *S b = BᵀW(I − P_A)x* with *S = BᵀW(I − P_A)B*.
///
/// **Source.** Guimarães & Portugal (2010), doi:10.1177/1536867X1101000406; Correia (2017), "Linear models with
/// high-dimensional fixed effects".
struct FactorSweep: Sendable {
  let rows: SegmentedRows
  /// Positive, by place; `nil` when all are 1.
  let weights: [Double]?
  /// Codes of each other factor by place, counted on from those of the factors before it.
  let otherCodes: [[Int32]]
  /// Sum of weights of each level of the other factors.
  let levelWeights: [Double]
  let solver: SweepSolver

  /// What the levels may keep of a column, as a share of its squares.
  private static let tolerance = 1e-28
  /// A column of which less than this share of its squares is left does not vary within the factors.
  private static let nothingLeft = 1e-18
  /// What rounding leaves of a constant, as a share of its squares.
  private static let constantShare = 1e-24
  private static let roundLimit = 20

  /// Prepares to sweep factors, none of which determines another, out of columns over the same rows.
  init(_ factors: [FactorCodes], weights: [Double]?) {
    let eliminated = factors.indices.max { factors[$0].levelCount < factors[$1].levelCount } ?? 0
    rows = SegmentedRows(factors[eliminated])
    self.weights = weights.map(rows.placed)
    var codes: [[Int32]] = []
    var levelCount = 0
    let others = factors.indices.filter { $0 != eliminated }.map { factors[$0] }
    for factor in others {
      let offset = Int32(levelCount)
      codes.append(rows.placed(factor.codes).map { $0 + offset })
      levelCount += factor.levelCount
    }
    otherCodes = codes
    let ones = self.weights ?? [Double](repeating: 1, count: codes.isEmpty ? 0 : rows.starts[rows.segmentCount])
    levelWeights = weightedLevelSums(of: ones, codes: codes, levelCount: levelCount, weights: nil, rows: rows)
    let parts = others.count == 1 ? ConnectedParts(factors[eliminated], others[0]).representatives : []
    solver = SweepSolver(rows: rows, codes: otherCodes, levelWeights: levelWeights, weights: self.weights, spare: parts)
  }

  /// The column without the factors; zero in every row when it does not vary within them.
  ///
  /// - Throws: `DesignError.absorptionNotConverged`.
  func sweeping(_ column: [Double]) throws(DesignError) -> [Double] {
    var values = rows.placed(column)
    let mean = mean(values)
    for index in values.indices { values[index] -= mean }
    let total = squares(values)
    if total <= Self.constantShare * mean * mean * Double(values.count) * meanWeight { return zeros(column.count) }
    clear(&values, effects: nil)
    var round = 0
    while !otherCodes.isEmpty {
      let sums = levelSums(of: values)
      let left = zip(sums, levelWeights).reduce(0) { $1.1 > 0 ? $0 + $1.0 * $1.0 / $1.1 : $0 }
      if left <= Self.tolerance * total { break }
      round += 1
      if round > Self.roundLimit { throw .absorptionNotConverged(remainingShare: (left / total).squareRoot()) }
      clear(&values, effects: solver.effects(sums, sweep: self))
    }
    return squares(values) <= Self.nothingLeft * total ? zeros(column.count) : rows.unplaced(values)
  }

  /// *BᵀWx* by level.
  func levelSums(of values: [Double]) -> [Double] {
    weightedLevelSums(
      of: values, codes: otherCodes, levelCount: levelWeights.count, weights: weights, rows: rows)
  }

  /// Subtracts from each row the effects of its other levels, then from each segment its mean.
  func clear(_ values: inout [Double], effects: [Double]?) {
    values.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let x = buffer
      _ = concurrentMap(rows.chunks.count) { chunk in
        let segments = rows.chunks[chunk]
        if let effects { subtract(effects, from: x, places: rows.places(segments)) }
        for segment in segments { centreSegment(x, rows.starts[segment]..<rows.starts[segment + 1]) }
      }
    }
  }

  private func subtract(_ effects: [Double], from x: UnsafeMutableBufferPointer<Double>, places: Range<Int>) {
    effects.withUnsafeBufferPointer { effects in
      for codes in otherCodes {
        codes.withUnsafeBufferPointer { codes in
          for place in places { x[place] -= effects[Int(codes[place])] }
        }
      }
    }
  }

  private func centreSegment(_ x: UnsafeMutableBufferPointer<Double>, _ places: Range<Int>) {
    guard !places.isEmpty else { return }
    var (sum, weight) = (0.0, Double(places.count))
    if let weights {
      weight = 0
      for place in places {
        sum += weights[place] * x[place]
        weight += weights[place]
      }
    } else {
      for place in places { sum += x[place] }
    }
    let mean = sum / weight
    for place in places { x[place] -= mean }
  }

  private func mean(_ values: [Double]) -> Double {
    guard let weights else { return values.reduce(0, +) / Double(max(1, values.count)) }
    return zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 } / weights.reduce(0, +)
  }

  private var meanWeight: Double {
    weights.map { $0.reduce(0, +) / Double(max(1, $0.count)) } ?? 1
  }

  private func zeros(_ count: Int) -> [Double] { [Double](repeating: 0, count: count) }

  private func squares(_ values: [Double]) -> Double {
    guard let weights else { return values.reduce(0) { $0 + $1 * $1 } }
    return zip(values, weights).reduce(0) { $0 + $1.0 * $1.0 * $1.1 }
  }
}

/// Weighted sums of a column by the levels of factors, chunk after chunk.
func weightedLevelSums(
  of values: [Double], codes: [[Int32]], levelCount: Int, weights: [Double]?, rows: SegmentedRows
) -> [Double] {
  let partial = concurrentMap(codes.isEmpty ? 0 : rows.chunks.count) { chunk in
    var sums = [Double](repeating: 0, count: levelCount)
    let places = rows.places(rows.chunks[chunk])
    sums.withUnsafeMutableBufferPointer { sums in
      for codes in codes {
        if let weights {
          for place in places { sums[Int(codes[place])] += weights[place] * values[place] }
        } else {
          for place in places { sums[Int(codes[place])] += values[place] }
        }
      }
    }
    return sums
  }
  var total = [Double](repeating: 0, count: levelCount)
  for sums in partial { for level in 0..<levelCount { total[level] += sums[level] } }
  return total
}
