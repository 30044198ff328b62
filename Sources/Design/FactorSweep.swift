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
    guard squares > Self.constantShare * weight * mean * mean else {
      result.update(repeating: 0)
      return (0, false)
    }
    var round = 0
    while !otherCodes.isEmpty {
      let share = squareNorm(state.levelSums) / squares
      if share <= Self.tolerance { break }
      round += 1
      if round > Self.roundLimit { throw .absorptionNotConverged(remainingShare: share.squareRoot()) }
      state = clear(result, shift: 0, effects: solver.effects(state.levelSums, sweep: self))
    }
    let varies = state.squaresAfter > Self.nothingLeft * squares
    if !varies { result.update(repeating: 0) }
    return (squares, varies)
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
