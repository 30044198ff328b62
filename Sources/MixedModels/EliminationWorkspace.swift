internal import Foundation

extension NestedElimination {
  /// The running sums of one elimination, and its small dense steps.
  struct Workspace {
    let randomCount: Int
    let width: Int
    /// Elements of one unit's state: *C* (full), then *T*, random columns × columns of *W*.
    var stateSize: Int { randomCount * (randomCount + width) }
    var logDeterminant = 0.0
    /// *WᵀW* less what was eliminated, packed.
    var squares: [Double]

    init(randomCount: Int, width: Int, squares: [Double]) {
      self.randomCount = randomCount
      self.width = width
      self.squares = squares
    }

    /// What eliminating the columns *S* of one *C* takes.
    struct Reduction {
      /// *M*, |S| × |S|.
      var middle: [Double]
      /// *C_·S M*, random columns × |S|, column-major.
      var projection: [Double]
      var logDeterminant: Double
    }

    /// *M = Λ (ΛᵀC_SSΛ + I)⁻¹ Λᵀ*, its log-determinant, and *C_·S M*.
    func reduction(gram: UnsafePointer<Double>, columns: [Int], factor: [Double]) -> Reduction {
      let size = columns.count
      var middle: [Double]
      var logDeterminant: Double
      if size == 1 {
        let variance = factor[0] * factor[0]
        let inner = 1 + variance * gram[columns[0] * randomCount + columns[0]]
        middle = [variance / inner]
        logDeterminant = log(inner)
      } else {
        (middle, logDeterminant) = denseMiddle(gram: gram, columns: columns, factor: factor)
      }
      var projection = [Double](repeating: 0, count: randomCount * size)
      for target in 0..<size {
        for (source, column) in columns.enumerated() {
          let weight = middle[target * size + source]
          for row in 0..<randomCount {
            projection[target * randomCount + row] += gram[column * randomCount + row] * weight
          }
        }
      }
      return Reduction(middle: middle, projection: projection, logDeterminant: logDeterminant)
    }

    /// The general case: with *A = ΛᵀC_SSΛ + I = R Rᵀ*, *M = (R⁻¹Λᵀ)ᵀ (R⁻¹Λᵀ)*.
    private func denseMiddle(
      gram: UnsafePointer<Double>, columns: [Int], factor: [Double]
    ) -> (middle: [Double], logDeterminant: Double) {
      let size = columns.count
      var inner = [Double](repeating: 0, count: size * size)
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
      let logDeterminant = factorize(&inner, size)
      // Columns of R⁻¹Λᵀ: forward substitution on the rows of Λ.
      var half = [Double](repeating: 0, count: size * size)
      for column in 0..<size {
        for row in 0..<size {
          var sum = column >= row ? factor[row * size + column] : 0
          for k in 0..<row { sum -= inner[k * size + row] * half[column * size + k] }
          half[column * size + row] = sum / inner[row * size + row]
        }
      }
      var middle = [Double](repeating: 0, count: size * size)
      for i in 0..<size {
        for j in 0..<size {
          for k in 0..<size { middle[j * size + i] += half[i * size + k] * half[j * size + k] }
        }
      }
      return (middle, logDeterminant)
    }

    /// Cholesky in place of a matrix that is the identity plus a positive semidefinite one; returns log |A|.
    private func factorize(_ matrix: inout [Double], _ size: Int) -> Double {
      var logDeterminant = 0.0
      for column in 0..<size {
        for k in 0..<column {
          for row in column..<size {
            matrix[column * size + row] -= matrix[k * size + row] * matrix[k * size + column]
          }
        }
        let pivot = matrix[column * size + column].squareRoot()
        logDeterminant += 2 * log(pivot)
        for row in column..<size { matrix[column * size + row] /= pivot }
      }
      return logDeterminant
    }

    /// Subtracts *Σ M_ab T_aᵀT_b* of a whole pattern from *WᵀW*.
    mutating func subtract(_ products: [[Double]], weights: [Double], count: Int) {
      var block = 0
      for a in 0..<count {
        for b in a..<count {
          let weight = weights[b * count + a]
          for position in squares.indices { squares[position] -= weight * products[block][position] }
          block += 1
        }
      }
    }

    /// Subtracts *Σ M_ab T_aᵀT_b* of one unit from *WᵀW*.
    mutating func subtract(moments: UnsafePointer<Double>, columns: [Int], weights: [Double]) {
      let (size, width) = (columns.count, width)
      squares.withUnsafeMutableBufferPointer { squares in
        for a in 0..<size {
          for b in 0..<size {
            let left = moments + columns[a] * width
            let right = moments + columns[b] * width
            let weight = weights[b * size + a]
            var position = 0
            for column in 0..<width {
              let scaled = weight * left[column]
              for row in column..<width {
                squares[position] -= scaled * right[row]
                position += 1
              }
            }
          }
        }
      }
    }

    /// Adds what is left of a unit's (or a cell's) *C* and *T* to its parent's state.
    func handOver(
      gram: UnsafePointer<Double>, times count: Double, moments: UnsafePointer<Double>, columns: [Int],
      projection: [Double], to parent: UnsafeMutablePointer<Double>
    ) {
      for column in 0..<randomCount {
        for row in 0..<randomCount {
          var left = gram[column * randomCount + row]
          for (source, eliminated) in columns.enumerated() {
            left -= projection[source * randomCount + row] * gram[column * randomCount + eliminated]
          }
          parent[column * randomCount + row] += count * left
        }
      }
      let target = parent + randomCount * randomCount
      for row in 0..<randomCount {
        for column in 0..<width { target[row * width + column] += moments[row * width + column] }
        for (source, eliminated) in columns.enumerated() {
          let weight = projection[source * randomCount + row]
          for column in 0..<width { target[row * width + column] -= weight * moments[eliminated * width + column] }
        }
      }
    }
  }
}
