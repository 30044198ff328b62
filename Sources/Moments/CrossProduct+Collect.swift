extension CrossProduct {
  /// The state of a block of rows, in two passes: means first, then products of deviations.
  ///
  /// - Parameters:
  ///   - block: Rows × columns, column-major with `stride` rows per column; overwritten by the weighted deviations.
  ///   - rowCount: Rows in use.
  ///   - stride: Distance between the columns of `block`.
  ///   - columnCount: Number of columns.
  ///   - weights: One non-negative weight per row, or `nil`.
  init(
    consuming block: UnsafeMutablePointer<Double>, rowCount: Int, stride: Int, columnCount: Int,
    weights: UnsafePointer<Double>?
  ) {
    var mean = [Double](repeating: 0, count: columnCount)
    let weight = weights.map { sum($0, count: rowCount) } ?? Double(rowCount)
    for column in 0..<columnCount where weight > 0 {
      let values = block + column * stride
      mean[column] = (weights.map { dotProduct($0, values, count: rowCount) } ?? sum(values, count: rowCount)) / weight
      centre(values, rowCount, at: mean[column], weights: weights)
    }
    var scatter = [Double](repeating: 0, count: packedCount(columnCount))
    var position = 0
    for column in 0..<columnCount {
      for row in column..<columnCount {
        scatter[position] = dotProduct(block + column * stride, block + row * stride, count: rowCount)
        position += 1
      }
    }
    self.init(columnCount: columnCount, count: rowCount, weight: weight, mean: mean, scatter: scatter)
  }
}

/// Subtracts `mean` and multiplies by the square root of the weight, so that plain products are weighted ones.
private func centre(
  _ values: UnsafeMutablePointer<Double>, _ count: Int, at mean: Double, weights: UnsafePointer<Double>?
) {
  for i in 0..<count { values[i] -= mean }
  guard let weights else { return }
  for i in 0..<count { values[i] *= weights[i].squareRoot() }
}

/// Sum over four running sums, in an order that depends on `count` only.
package func sum(_ values: UnsafePointer<Double>, count: Int) -> Double {
  var lanes = SIMD4<Double>()
  var i = 0
  while i + 4 <= count {
    lanes += SIMD4(values[i], values[i + 1], values[i + 2], values[i + 3])
    i += 4
  }
  var total = lanes.sum()
  while i < count {
    total += values[i]
    i += 1
  }
  return total
}

/// Sum of products over eight running sums, in an order that depends on `count` only.
package func dotProduct(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, count: Int) -> Double {
  var first = SIMD4<Double>()
  var second = SIMD4<Double>()
  let x = UnsafeRawPointer(a)
  let y = UnsafeRawPointer(b)
  var i = 0
  while i + 8 <= count {
    first +=
      x.loadUnaligned(fromByteOffset: i &* 8, as: SIMD4<Double>.self)
      * y.loadUnaligned(fromByteOffset: i &* 8, as: SIMD4<Double>.self)
    second +=
      x.loadUnaligned(fromByteOffset: i &* 8 &+ 32, as: SIMD4<Double>.self)
      * y.loadUnaligned(fromByteOffset: i &* 8 &+ 32, as: SIMD4<Double>.self)
    i &+= 8
  }
  var total = (first + second).sum()
  while i < count {
    total += a[i] * b[i]
    i += 1
  }
  return total
}
