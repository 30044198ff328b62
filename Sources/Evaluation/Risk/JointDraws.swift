internal import LinearAlgebra
internal import Probability
internal import SmallArea

/// Draws of what the indicators of a place could truly be, jointly over indicators and times.
///
/// The errors of one place go together: the same children stand behind several indicators, and the same preschools behind
/// all quarters. Their correlation is that of the units' deviations from their places, pooled over all places of the
/// level; each error has the size that its own estimate has. With few units their variances are themselves uncertain: a
/// multivariate t distribution with the pooled degrees of freedom holds that.
///
/// Regions share more than that: in one draw an indicator has one variance between them and one mean, drawn from their
/// posterior distribution, the same at all times. Where the draw has little variance all regions lie close together, and
/// their ranks are open.
struct JointDraws {
  private let columns: [IndicatorEstimates]
  /// Variance and mean of the places in each draw, by column; `nil` where places are not drawn from a posterior.
  private let shared: [[FayHerriotPosterior.Draw]?]
  /// Lower triangular factor of the correlations.
  private let factor: Matrix
  private let degreesOfFreedom: Double
  private let count: Int
  private let seed: UInt64

  /// Part of the diagonal that keeps the correlations of columns that repeat each other positive definite.
  private static let ridge = 1e-6

  /// Degrees of freedom from which the distribution of the draws has a variance.
  private static let fewestDegrees = 3.0

  /// Whether units are so few that errors are drawn as if their variances were known.
  var isOfFewUnits: Bool { degreesOfFreedom > 0 && degreesOfFreedom < Self.fewestDegrees }

  /// Prepares the draws of places from one column per indicator and time.
  init(_ columns: [IndicatorEstimates], count: Int, seed: UInt64) {
    self.columns = columns
    self.count = count
    self.seed = seed
    let units = Set(columns.flatMap(\.residuals.keys)).sorted()
    degreesOfFreedom = Double(units.count - Set(columns.flatMap(\.comparedPlaces)).count)
    factor = Self.factor(columns, units)
    shared = columns.map { column in
      column.posterior.map { Self.shared($0, key: column.key, count: count, seed: seed) }
    }
  }

  /// The stream belongs to the indicator: at all times it lies at the same place of the posterior distribution.
  private static func shared(
    _ posterior: FayHerriotPosterior, key: String, count: Int, seed: UInt64
  ) -> [FayHerriotPosterior.Draw] {
    var stream = RandomStream(seed: seed, named: "risk between\u{1F}\(key)")
    let deviates = stream.nextNormals(count: count)
    return deviates.map { posterior.draw(quantile: stream.nextUniform(), deviate: $0) }
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
      let deviates = errors[(column * count)..<((column + 1) * count)]
      guard let raw = raw(column, place, deviates) else { return nil }
      return columns[column].isShare ? raw.map { min(1, max(0, $0)) } : raw
    }
  }

  /// Draws of one column before they are held to its range.
  private func raw(_ column: Int, _ place: Int, _ deviates: ArraySlice<Double>) -> [Double]? {
    let estimates = columns[column]
    guard let value = estimates.values[place], let error = value.standardError else { return nil }
    guard let shared = shared[column], let area = estimates.posteriorAreas[place] else {
      return deviates.map { value.estimate + error * $0 }
    }
    // What moved the estimate so that regions add up to the country moves its draws.
    let move = value.estimate - area.estimate
    return zip(shared, deviates).map { $0.value(of: area, deviate: $1) + move }
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
    guard degreesOfFreedom >= Self.fewestDegrees else { return [Double](repeating: 1, count: count) }
    return (0..<count).map { _ in
      (degreesOfFreedom / (2 * stream.nextGamma(shape: degreesOfFreedom / 2))).squareRoot()
    }
  }
}
