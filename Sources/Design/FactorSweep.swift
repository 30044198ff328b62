internal import Tabular

/// Sweeps factors out of columns: a column becomes what its weighted regression on their indicators leaves of it.
///
/// The factor with most levels is eliminated by its means, level by level. What the others take is found from the
/// equations that remain, with one unknown per level of theirs: solved directly when these are few, by conjugate
/// gradients when they are many. Either way the means left over are checked, and swept again until they are rounding.
///
/// Notation: *A* the eliminated factor, *B* the indicators of the others, *W* the weights, *P_A* the projection on *A*;
/// the remaining equations are *S b = BᵀW(I − P_A)x* with *S = BᵀW(I − P_A)B*.
///
/// **Source.** Guimarães & Portugal (2010), doi:10.1177/1536867X1101000406; Correia (2017), "Linear models with
/// high-dimensional fixed effects".
struct FactorSweep: Sendable {
  /// Rows in order of the eliminated factor, which is the order that swept columns are written in.
  let rows: SegmentedRows
  /// Positive, by place; `nil` when all are 1.
  let weights: [Double]?
  /// Codes of each other factor by place, counted on from those of the factors before it.
  let otherCodes: [[Int32]]
  /// Sum of weights of each level of the other factors.
  let levelWeights: [Double]
  private let solver: SweepSolver

  /// What the levels may keep of a column, as a share of its squares.
  private static let tolerance = 1e-28
  /// A column of which at most this share of its squares is left does not vary within the factors.
  private static let nothingLeft = 1e-18
  /// What rounding leaves of a constant, as a share of its squares.
  private static let constantShare = 1e-24
  private static let roundLimit = 20

  /// Prepares to sweep factors, none of which determines another, out of columns over the same rows.
  init(_ factors: [FactorCodes], weights: [Double]?) {
    let eliminated = factors.indices.max { factors[$0].levelCount < factors[$1].levelCount } ?? 0
    let rows = SegmentedRows(factors[eliminated])
    self.rows = rows
    self.weights = weights.map(rows.placed)
    let others = factors.indices.filter { $0 != eliminated }.map { factors[$0] }
    var codes: [[Int32]] = []
    var levelCount = 0
    for factor in others {
      codes.append(rows.placed(factor.codes, adding: Int32(levelCount)))
      levelCount += factor.levelCount
    }
    otherCodes = codes
    levelWeights = levelSums(codes, levelCount: levelCount, weights: self.weights, rows)
    let spare = others.count == 1 ? ConnectedParts(factors[eliminated], others[0]).representatives : []
    solver = SweepSolver(rows: rows, codes: codes, levelWeights: levelWeights, weights: self.weights, spare: spare)
  }

  /// Writes a column without the factors, in order of the places; 0 everywhere when it does not vary within them.
  ///
  /// - Parameters:
  ///   - column: One value per row.
  ///   - result: As many values, overwritten.
  /// - Returns: The column's weighted sum of squares about its mean, and whether anything is left of it.
  /// - Throws: `DesignError.absorptionNotConverged`.
  func sweep(
    _ column: UnsafeBufferPointer<Double>, into result: UnsafeMutableBufferPointer<Double>
  ) throws(DesignError) -> (squares: Double, varies: Bool) {
    let (sum, weight) = place(column, in: result)
    let mean = sum / weight
    var state = clear(result, shift: mean, effects: nil)
    let squares = state.squaresBefore
    var isNothing = squares <= Self.constantShare * weight * mean * mean
    var round = 0
    while !isNothing, !otherCodes.isEmpty {
      let share = squareNorm(state.levelSums) / squares
      if share <= Self.tolerance { break }
      round += 1
      if round > Self.roundLimit { throw .absorptionNotConverged(remainingShare: share.squareRoot()) }
      state = clear(result, shift: 0, effects: solver.effects(state.levelSums, sweep: self))
    }
    isNothing = isNothing || state.squaresAfter <= Self.nothingLeft * squares
    if isNothing { result.update(repeating: 0) }
    return (isNothing && squares <= Self.constantShare * weight * mean * mean ? 0 : squares, !isNothing)
  }

  /// *S* times effects of the other factors' levels; `scratch` holds one value per place.
  func reducedProduct(_ effects: [Double], scratch: UnsafeMutableBufferPointer<Double>) -> [Double] {
    scratch.update(repeating: 0)
    return clear(scratch, shift: 0, effects: effects).levelSums.map { -$0 }
  }

  /// The squares that the other factors take of a column with these sums by level: *Σ (Σ wx)² / Σ w*.
  private func squareNorm(_ sums: [Double]) -> Double {
    zip(sums, levelWeights).reduce(0) { $1.1 > 0 ? $0 + $1.0 * $1.0 / $1.1 : $0 }
  }

  /// Copies a column in order of the places and gives its weighted sum and the sum of the weights.
  private func place(
    _ column: UnsafeBufferPointer<Double>, in result: UnsafeMutableBufferPointer<Double>
  ) -> (sum: Double, weight: Double) {
    nonisolated(unsafe) let (column, x) = (column, result)
    let partial = concurrentMap(rows.chunks.count) { chunk in
      let places = rows.places(rows.chunks[chunk])
      if let order = rows.order {
        for place in places { x[place] = column[Int(order[place])] }
      } else {
        for place in places { x[place] = column[place] }
      }
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
      return (sum, weight)
    }
    return partial.reduce((sum: 0, weight: 0)) { ($0.sum + $1.0, $0.weight + $1.1) }
  }

  /// What a pass over the rows found: squares before and after the means went, and sums by level after.
  private struct Pass {
    var squaresBefore = 0.0
    var squaresAfter = 0.0
    var levelSums: [Double]
  }

  /// Subtracts a shift and the effects of the other levels from each row, then from each segment its mean.
  private func clear(_ values: UnsafeMutableBufferPointer<Double>, shift: Double, effects: [Double]?) -> Pass {
    nonisolated(unsafe) let x = values
    let partial = concurrentMap(rows.chunks.count) { chunk in
      let segments = rows.chunks[chunk]
      let places = rows.places(segments)
      if let effects { subtract(effects, from: x, places) }
      if shift != 0 { for place in places { x[place] -= shift } }
      var pass = Pass(levelSums: [Double](repeating: 0, count: levelWeights.count))
      pass.squaresBefore = squares(x, places)
      for segment in segments { centre(x, rows.starts[segment]..<rows.starts[segment + 1]) }
      pass.squaresAfter = squares(x, places)
      addLevelSums(of: x, places, to: &pass.levelSums)
      return pass
    }
    var total = Pass(levelSums: [Double](repeating: 0, count: levelWeights.count))
    for pass in partial {
      total.squaresBefore += pass.squaresBefore
      total.squaresAfter += pass.squaresAfter
      for level in total.levelSums.indices { total.levelSums[level] += pass.levelSums[level] }
    }
    return total
  }

  private func subtract(_ effects: [Double], from x: UnsafeMutableBufferPointer<Double>, _ places: Range<Int>) {
    effects.withUnsafeBufferPointer { effects in
      for codes in otherCodes {
        codes.withUnsafeBufferPointer { codes in
          for place in places { x[place] -= effects[Int(codes[place])] }
        }
      }
    }
  }

  private func centre(_ x: UnsafeMutableBufferPointer<Double>, _ places: Range<Int>) {
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

  private func squares(_ x: UnsafeMutableBufferPointer<Double>, _ places: Range<Int>) -> Double {
    var sum = 0.0
    if let weights {
      for place in places { sum += weights[place] * x[place] * x[place] }
    } else {
      for place in places { sum += x[place] * x[place] }
    }
    return sum
  }

  private func addLevelSums(
    of x: UnsafeMutableBufferPointer<Double>, _ places: Range<Int>, to sums: inout [Double]
  ) {
    sums.withUnsafeMutableBufferPointer { sums in
      for codes in otherCodes {
        codes.withUnsafeBufferPointer { codes in
          if let weights {
            for place in places { sums[Int(codes[place])] += weights[place] * x[place] }
          } else {
            for place in places { sums[Int(codes[place])] += x[place] }
          }
        }
      }
    }
  }
}

/// Sums of weights by the levels of factors, chunk after chunk.
private func levelSums(
  _ codes: [[Int32]], levelCount: Int, weights: [Double]?, _ rows: SegmentedRows
) -> [Double] {
  let partial = concurrentMap(codes.isEmpty ? 0 : rows.chunks.count) { chunk in
    var sums = [Double](repeating: 0, count: levelCount)
    for codes in codes {
      for place in rows.places(rows.chunks[chunk]) { sums[Int(codes[place])] += weights?[place] ?? 1 }
    }
    return sums
  }
  var total = [Double](repeating: 0, count: levelCount)
  for sums in partial { for level in 0..<levelCount { total[level] += sums[level] } }
  return total
}
