internal import LinearAlgebra
internal import Probability

/// Draws of what the indicators of a place could truly be, jointly over indicators and times.
///
/// The errors of one place go together: the same children stand behind several indicators, and the same preschools behind
/// all quarters. Their correlation is that of the units' deviations from their places, pooled over all places of the
/// level; each error has the size that its own estimate has. With few units their variances are themselves uncertain: a
/// multivariate t distribution with the pooled degrees of freedom holds that.
struct JointDraws {
  private let columns: [IndicatorEstimates]
  /// Lower triangular factor of the correlations.
  private let factor: Matrix
  private let degreesOfFreedom: Double
  private let count: Int
  private let seed: UInt64

  /// Part of the diagonal that keeps the correlations of columns that repeat each other positive definite.
  private static let ridge = 1e-6

  /// Prepares the draws of places from one column per indicator and time, their units lying in `placeCount` places.
  init(_ columns: [IndicatorEstimates], placeCount: Int, count: Int, seed: UInt64) {
    self.columns = columns
    self.count = count
    self.seed = seed
    let units = Set(columns.flatMap(\.residuals.keys)).sorted()
    degreesOfFreedom = Double(units.count - placeCount)
    factor = Self.factor(columns, units)
  }

  private static func factor(_ columns: [IndicatorEstimates], _ units: [Int]) -> Matrix {
    var deviations = Matrix(rowCount: units.count, columnCount: columns.count)
    for (column, estimates) in columns.enumerated() {
      for (row, unit) in units.enumerated() { deviations[row, column] = estimates.residuals[unit] ?? 0 }
    }
    let gram = SymmetricMatrix.gram(deviations)
    let sizes = (0..<columns.count).map { gram[$0, $0] > 0 ? gram[$0, $0].squareRoot() : 1 }
    var correlations = SymmetricMatrix.identity(columns.count)
    for i in 0..<columns.count {
      for j in 0..<i { correlations[i, j] = (1 - ridge) * gram[i, j] / (sizes[i] * sizes[j]) }
    }
    return (try? Cholesky(correlations))?.lower ?? .identity(columns.count)
  }

  /// Draws of every column at one place; `nil` for a column without a value or error there.
  ///
  /// The stream belongs to the name of the place: its draws do not depend on other places or on threads.
  func draws(place: Int, name: String) -> [[Double]?] {
    var stream = RandomStream(seed: seed, named: "risk\u{1F}\(name)")
    let errors = standardErrors(&stream)
    return columns.indices.map { column in
      guard let value = columns[column].values[place], let error = value.standardError else { return nil }
      let bounds = columns[column].isShare ? 0.0...1 : -Double.infinity ... .infinity
      return (0..<count).map { draw in
        let raw = value.estimate + error * errors[column * count + draw]
        return min(bounds.upperBound, max(bounds.lowerBound, raw))
      }
    }
  }

  /// Columns × draws of correlated errors of variance about 1, column by column.
  private func standardErrors(_ stream: inout RandomStream) -> [Double] {
    let scales = scales(&stream)
    let normals = Matrix(
      rowCount: count, columnCount: columns.count, elements: stream.nextNormals(count: count * columns.count))
    var errors = normals.multipliedByTranspose(of: factor).elements
    for column in columns.indices {
      for draw in 0..<count { errors[column * count + draw] *= scales[draw] }
    }
    return errors
  }

  /// √(ν / χ²_ν) of each draw.
  private func scales(_ stream: inout RandomStream) -> [Double] {
    guard degreesOfFreedom >= 3 else { return [Double](repeating: 1, count: count) }
    return (0..<count).map { _ in
      (degreesOfFreedom / (2 * stream.nextGamma(shape: degreesOfFreedom / 2))).squareRoot()
    }
  }
}
