internal import LinearAlgebra
internal import Tabular

/// Solves the equations *S b = r* of the factors that were not eliminated (notation of `FactorSweep`).
enum SweepSolver: Sendable {
  /// One factor only: nothing to solve.
  case none
  /// The factor of *S* on levels that do not depend on others.
  case direct(Cholesky, levels: [Int])
  case conjugateGradients

  /// Levels up to which *S* is formed.
  private static let directLevelLimit = 600
  /// Multiplications up to which *S* is formed.
  private static let directWorkLimit = 4e10

  /// Chooses by the number of levels; `spare` are those that follow from the others, if that is known.
  init(rows: SegmentedRows, codes: [[Int32]], levelWeights: [Double], weights: [Double]?, spare: [Int]) {
    let levelCount = levelWeights.count
    guard levelCount > 0 else {
      self = .none
      return
    }
    let work = Double(rows.segmentCount) * Double(levelCount) * Double(levelCount)
    guard levelCount <= Self.directLevelLimit, work <= Self.directWorkLimit else {
      self = .conjugateGradients
      return
    }
    let products = reducedProducts(rows: rows, codes: codes, levelWeights: levelWeights, weights: weights)
    let candidates = (0..<levelCount).filter { !spare.contains($0) && levelWeights[$0] > 0 }
    let kept =
      spare.isEmpty ? products.submatrix(candidates).independentColumns().map { candidates[$0] } : candidates
    if let factor = try? Cholesky(products.submatrix(kept)) {
      self = .direct(factor, levels: kept)
    } else {
      self = .conjugateGradients
    }
  }

  /// *b* with *S b = r*, 0 for levels that depend on others.
  func effects(_ rightSide: [Double], sweep: FactorSweep) -> [Double] {
    switch self {
    case .none: return rightSide
    case .direct(let factor, let levels):
      var effects = [Double](repeating: 0, count: rightSide.count)
      for (level, effect) in zip(levels, factor.solve(levels.map { rightSide[$0] })) { effects[level] = effect }
      return effects
    case .conjugateGradients:
      return withUnsafeTemporaryAllocation(of: Double.self, capacity: sweep.rows.placeCount) { scratch in
        conjugateGradientSolution(rightSide, scales: sweep.levelWeights) {
          sweep.reducedProduct($0, scratch: scratch)
        }
      }
    }
  }
}

/// *S = BᵀW(I − P_A)B*, with the rows and columns of levels that the eliminated factor determines set to 0.
private func reducedProducts(
  rows: SegmentedRows, codes: [[Int32]], levelWeights: [Double], weights: [Double]?
) -> SymmetricMatrix {
  let levelCount = levelWeights.count
  let partial = concurrentMap(rows.chunks.count) { chunk in
    var sum = crossedWeights(rows.places(rows.chunks[chunk]), codes, levelCount, weights)
    var segments = rows.chunks[chunk]
    while !segments.isEmpty {
      let block = segments.prefix(512)
      sum = sum - .gram(scaledCounts(block, rows, codes, levelCount, weights))
      segments = segments.dropFirst(block.count)
    }
    return sum
  }
  var products = SymmetricMatrix(diagonal: levelWeights)
  for sum in partial { products += sum }
  for level in 0..<levelCount where products[level, level] <= 1e-12 * levelWeights[level] {
    for other in 0..<levelCount { products[level, other] = 0 }
  }
  return products
}

/// The part of *BᵀWB* off the blocks of single factors.
private func crossedWeights(
  _ places: Range<Int>, _ codes: [[Int32]], _ levelCount: Int, _ weights: [Double]?
) -> SymmetricMatrix {
  var sums = [Double](repeating: 0, count: levelCount * levelCount)
  for (index, later) in codes.enumerated() {
    for earlier in codes[..<index] {
      for place in places {
        sums[Int(later[place]) + Int(earlier[place]) * levelCount] += weights?[place] ?? 1
      }
    }
  }
  return SymmetricMatrix(order: levelCount, elements: sums)
}

/// Segments × levels: the weight of each level in a segment over the root of the segment's weight.
private func scaledCounts(
  _ segments: Range<Int>, _ rows: SegmentedRows, _ codes: [[Int32]], _ levelCount: Int, _ weights: [Double]?
) -> Matrix {
  var counts = Matrix(rowCount: segments.count, columnCount: levelCount)
  counts.withUnsafeMutableElements { counts in
    for (row, segment) in segments.enumerated() {
      let places = rows.starts[segment]..<rows.starts[segment + 1]
      let weight = weights.map { weights in places.reduce(0) { $0 + weights[$1] } } ?? Double(places.count)
      let scale = 1 / max(weight, .leastNormalMagnitude).squareRoot()
      for codes in codes {
        for place in places {
          counts[row + Int(codes[place]) * segments.count] += (weights?[place] ?? 1) * scale
        }
      }
    }
  }
  return counts
}
