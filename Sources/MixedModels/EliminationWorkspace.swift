internal import Foundation

extension NestedElimination {
  /// The running sums of one elimination and the scratch of its small dense steps.
  ///
  /// A fit eliminates thousands of units hundreds of times, so nothing is allocated per unit: *M* and *C_·S M* of the
  /// last reduction stay in `middle` and `projection` until the next.
  final class Workspace {
    let randomCount: Int
    let width: Int
    /// Elements of one unit's state: *C* (full), then *T*, random columns × columns of *W*.
    let stateSize: Int
    /// *M*, |S| × |S|, of the last reduction.
    let middle: UnsafeMutablePointer<Double>
    /// *C_·S M*, random columns × |S|, column-major, of the last reduction.
    let projection: UnsafeMutablePointer<Double>
    private let inner: UnsafeMutablePointer<Double>
    private let half: UnsafeMutablePointer<Double>
    /// *WᵀW* less what was eliminated, packed.
    private(set) var squares: [Double]
    private var logSum = 0.0
    private var pivotProduct = 1.0

    init(randomCount: Int, width: Int, squares: [Double]) {
      self.randomCount = randomCount
      self.width = width
      self.squares = squares
      stateSize = randomCount * (randomCount + width)
      let area = randomCount * randomCount
      middle = .allocate(capacity: 4 * area)
      middle.initialize(repeating: 0, count: 4 * area)
      projection = middle + area
      inner = middle + 2 * area
      half = middle + 3 * area
    }

    deinit { middle.deallocate() }

    /// *Σ log |ΛᵀCΛ + I|* so far.
    var logDeterminant: Double { logSum + log(pivotProduct) }

    /// Works out *M = Λ (ΛᵀC_SSΛ + I)⁻¹ Λᵀ* and *C_·S M*.
    ///
    /// - Returns: |ΛᵀC_SSΛ + I|.
    func reduce(gram: UnsafePointer<Double>, columns: [Int], factor: [Double]) -> Double {
      let size = columns.count
      let determinant: Double
      if size == 1 {
        let variance = factor[0] * factor[0]
        determinant = 1 + variance * gram[columns[0] * randomCount + columns[0]]
        middle[0] = variance / determinant
      } else {
        determinant = denseMiddle(gram: gram, columns: columns, factor: factor)
      }
      for target in 0..<size {
        for row in 0..<randomCount {
          var sum = 0.0
          for source in 0..<size { sum += gram[columns[source] * randomCount + row] * middle[target * size + source] }
          projection[target * randomCount + row] = sum
        }
      }
      return determinant
    }

    /// Counts a determinant `times` times; logarithms are taken of products, which are never below 1.
    func count(determinant: Double, times: Int = 1) {
      guard times == 1, determinant < 1e100 else {
        logSum += Double(times) * log(determinant)
        return
      }
      pivotProduct *= determinant
      if pivotProduct > 1e150 {
        logSum += log(pivotProduct)
        pivotProduct = 1
      }
    }

    /// The general case: with *A = ΛᵀC_SSΛ + I = R Rᵀ*, *M = (R⁻¹Λᵀ)ᵀ (R⁻¹Λᵀ)*.
    private func denseMiddle(gram: UnsafePointer<Double>, columns: [Int], factor: [Double]) -> Double {
      let size = columns.count
      for i in 0..<size {
        for j in 0...i {
          var sum = i == j ? 1.0 : 0.0
          for k in i..<size {
            for l in j..<size {
              sum += factor[i * size + k] * gram[columns[k] * randomCount + columns[l]] * factor[j * size + l]
            }
          }
          inner[j * size + i] = sum
        }
      }
      let determinant = factorizeInner(size)
      // Columns of R⁻¹Λᵀ: forward substitution on the rows of Λ.
      for column in 0..<size {
        for row in 0..<size {
          var sum = column >= row ? factor[row * size + column] : 0
          for k in 0..<row { sum -= inner[k * size + row] * half[column * size + k] }
          half[column * size + row] = sum / inner[row * size + row]
        }
      }
      for i in 0..<size {
        for j in 0..<size {
          var sum = 0.0
          for k in 0..<size { sum += half[i * size + k] * half[j * size + k] }
          middle[j * size + i] = sum
        }
      }
      return determinant
    }

    /// Cholesky in place of a matrix that is the identity plus a positive semidefinite one; returns |A|.
    private func factorizeInner(_ size: Int) -> Double {
      var determinant = 1.0
      for column in 0..<size {
        for k in 0..<column {
          for row in column..<size {
            inner[column * size + row] -= inner[k * size + row] * inner[k * size + column]
          }
        }
        determinant *= inner[column * size + column]
        let pivot = inner[column * size + column].squareRoot()
        for row in column..<size { inner[column * size + row] /= pivot }
      }
      return determinant
    }

    /// Subtracts *Σ M_ab T_aᵀT_b* of a whole pattern from *WᵀW*.
    func subtract(_ products: [[Double]], count: Int) {
      var block = 0
      for a in 0..<count {
        for b in a..<count {
          let weight = middle[b * count + a]
          for position in squares.indices { squares[position] -= weight * products[block][position] }
          block += 1
        }
      }
    }

    /// Subtracts *Σ M_ab T_aᵀT_b* of one unit from *WᵀW*.
    func subtract(moments: UnsafePointer<Double>, columns: [Int]) {
      let (size, width) = (columns.count, width)
      squares.withUnsafeMutableBufferPointer { squares in
        for a in 0..<size {
          for b in 0..<size {
            let left = moments + columns[a] * width
            let right = moments + columns[b] * width
            let weight = middle[b * size + a]
            var target = squares.baseAddress!
            for column in 0..<width {
              let scaled = weight * left[column]
              for row in column..<width { target[row - column] -= scaled * right[row] }
              target += width - column
            }
          }
        }
      }
    }

    /// Adds what is left of a unit's (or a cell's) *C* and *T* to its parent's state.
    func handOver(
      gram: UnsafePointer<Double>, times count: Double, moments: UnsafePointer<Double>, columns: [Int],
      projection: UnsafePointer<Double>, to parent: UnsafeMutablePointer<Double>
    ) {
      for column in 0..<randomCount {
        for row in 0..<randomCount {
          var left = gram[column * randomCount + row]
          for source in 0..<columns.count {
            left -= projection[source * randomCount + row] * gram[column * randomCount + columns[source]]
          }
          parent[column * randomCount + row] += count * left
        }
      }
      let target = parent + randomCount * randomCount
      for row in 0..<randomCount {
        let own = moments + row * width
        for column in 0..<width { target[row * width + column] += own[column] }
        for source in 0..<columns.count {
          let weight = projection[source * randomCount + row]
          let eliminated = moments + columns[source] * width
          for column in 0..<width { target[row * width + column] -= weight * eliminated[column] }
        }
      }
    }
  }
}
