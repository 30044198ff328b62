internal import Moments

/// Random effects about the means of their columns and in units of their spreads, for the search over θ.
///
/// A random slope on a value far from zero, an age of 50 to 60 months, makes intercept and slope nearly collinear and the
/// likelihood a narrow ridge. With *b = A b̃* the model is the same: *Λ Λᵀ = A Λ̃ Λ̃ᵀ Aᵀ*, where the column of a slope in
/// *U A* is *(t − c) / s* for mean *c* and standard deviation *s*; without an intercept in the factor it is *t / s*
/// with the root mean square. The search and the derivatives run in *Λ̃*; answers are given in *Λ*.
struct RandomEffectsScaling {
  /// Columns of each grouping factor's random effects.
  private let sizes: [Int]
  /// *A* of each factor, column-major.
  private var maps: [[Double]]
  private var isIdentity: Bool

  init(_ moments: NestedMoments) {
    sizes = moments.groupings.map(\.columns.count)
    maps = moments.groupings.map { Self.map($0.columns, moments) }
    isIdentity = moments.groupings.allSatisfy { $0.columns == [0] }
  }

  /// θ from the coordinates of the search, both packed as lower triangles by columns.
  func theta(_ scaled: [Double]) -> [Double] {
    guard !isIdentity else { return scaled }
    return zip(zip(relativeFactors(scaled, sizes: sizes), maps), sizes).flatMap { pair, size in
      lowerTriangle(product(pair.1, pair.0, size), size)
    }
  }

  /// Coordinates in which the first random effects of a factor are those of the given columns as they are.
  ///
  /// Their standard deviations are then lengths of the first rows of *Λ̃*. The other effects stay about the means.
  ///
  /// - Parameters:
  ///   - leading: Positions among the factor's columns; the others follow in their order.
  ///   - factor: Position of the factor.
  /// - Returns: These coordinates with those of one factor changed.
  func leading(_ leading: [Int], ofFactor factor: Int) -> RandomEffectsScaling {
    let size = sizes[factor]
    var result = self
    result.isIdentity = false
    result.maps[factor] = leadingOrder(leading, size).flatMap { (column: Int) -> [Double] in
      let scale = leading.contains(column) ? maps[factor][column * size + column] : 1
      return (0..<size).map { row -> Double in
        if row == column && leading.contains(column) { return 1 }
        return leading.contains(row) ? 0 : maps[factor][column * size + row] / scale
      }
    }
    return result
  }

  /// θ of these coordinates in those of `leading(_:ofFactor:)`.
  func thetaLeading(_ leading: [Int], ofFactor factor: Int, _ theta: [Double]) -> [Double] {
    zip(sizes, relativeFactors(theta, sizes: sizes)).enumerated().flatMap { index, pair in
      let (size, lower) = pair
      let order = index == factor ? leadingOrder(leading, size) : Array(0..<size)
      let raw = index == factor ? product(maps[factor], lower, size) : lower
      return lowerTriangle(
        (0..<size * size).map { element in
          let (column, row) = element.quotientAndRemainder(dividingBy: size)
          return (leading.contains(order[row]) ? raw : lower)[column * size + order[row]]
        }, size)
    }
  }

  /// How the covariance matrices of a factor's random effects change with each entry of *G̃ = Λ̃ Λ̃ᵀ*.
  ///
  /// - Returns: One symmetric matrix, column-major, per entry of the lower triangle, by columns.
  func directions(ofFactor factor: Int) -> [[Double]] {
    let (map, size) = (maps[factor], sizes[factor])
    return (0..<size).flatMap { column in
      (column..<size).map { row in
        (0..<size * size).map { element in
          let (j, i) = element.quotientAndRemainder(dividingBy: size)
          let product = map[row * size + i] * map[column * size + j]
          return row == column ? product : product + map[column * size + i] * map[row * size + j]
        }
      }
    }
  }

  private static func map(_ columns: [Int], _ moments: NestedMoments) -> [Double] {
    let size = columns.count
    let intercept = columns.firstIndex(of: 0)
    var map = [Double](repeating: 0, count: size * size)
    for (position, column) in columns.enumerated() {
      let (centre, spread) = column == 0 ? (0, 1) : moments.location(of: column, isCentred: intercept != nil)
      map[position * size + position] = 1 / spread
      if let intercept, intercept != position { map[position * size + intercept] = -centre / spread }
    }
    return map
  }
}

extension NestedMoments {
  /// Mean and standard deviation of a random-effects column over the rows; 0 and the root mean square about zero.
  fileprivate func location(of column: Int, isCentred: Bool) -> (centre: Double, spread: Double) {
    var (sum, squares) = (0.0, 0.0)
    for pattern in patterns {
      sum += Double(pattern.unitCount) * pattern.gram[packedPosition(column, 0, order: randomColumns.count)]
      squares += Double(pattern.unitCount) * pattern.gram[packedPosition(column, column, order: randomColumns.count)]
    }
    let mean = isCentred ? sum / Double(rowCount) : 0
    let variance = squares / Double(rowCount) - mean * mean
    // A column without spread is left as it is.
    guard variance > 1e-12 * mean * mean else { return (0, 1) }
    return (mean, variance.squareRoot())
  }
}

/// Positions with the leading ones first.
private func leadingOrder(_ leading: [Int], _ size: Int) -> [Int] {
  leading + (0..<size).filter { !leading.contains($0) }
}

private func product(_ a: [Double], _ b: [Double], _ size: Int) -> [Double] {
  (0..<size * size).map { element in
    let (column, row) = element.quotientAndRemainder(dividingBy: size)
    return (0..<size).reduce(0) { $0 + a[$1 * size + row] * b[column * size + $1] }
  }
}

/// *L* of *M = L Q* with orthonormal rows in *Q* and no negative diagonal, packed by columns: *L Lᵀ = M Mᵀ*.
///
/// Gram–Schmidt on the rows; a row that depends on those before it has 0 on the diagonal.
private func lowerTriangle(_ matrix: [Double], _ size: Int) -> [Double] {
  var lower = [Double](repeating: 0, count: size * size)
  var basis: [[Double]] = []
  for row in 0..<size {
    var rest = (0..<size).map { matrix[$0 * size + row] }
    let length = norm(rest)
    for (column, direction) in basis.enumerated() {
      let share = zip(rest, direction).reduce(0) { $0 + $1.0 * $1.1 }
      lower[column * size + row] = share
      rest = zip(rest, direction).map { $0 - share * $1 }
    }
    let remainder = norm(rest)
    let isIndependent = remainder > 1e-14 * length
    lower[row * size + row] = isIndependent ? remainder : 0
    basis.append(rest.map { isIndependent ? $0 / remainder : 0 })
  }
  return (0..<size).flatMap { column in (column..<size).map { lower[column * size + $0] } }
}

private func norm(_ vector: [Double]) -> Double { vector.reduce(0) { $0 + $1 * $1 }.squareRoot() }
