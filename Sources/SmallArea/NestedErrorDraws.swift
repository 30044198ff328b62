import LinearAlgebra
import Moments
import Probability

/// Draws samples from a nested error regression as the sums that a fit sees of them.
///
/// The sums are drawn from their exact joint distribution: the areas' mean errors, the products of errors with the
/// columns within areas (normal, with the columns' own scatter), and the rest of the squared errors (χ²).
struct NestedErrorDraws {
  let moments: NestedMoments
  let sample: NestedErrorSample
  let betweenVariance: Double
  let withinVariance: Double
  /// The fixed part about the centre.
  private let intercept: Double
  /// One per column of the moments, 0 for dropped ones.
  private let slopes: [Double]
  /// R with RRᵀ the scatter of the columns within areas.
  private let root: Matrix
  /// Rows less areas less the rank of the scatter within areas.
  private let residualDegrees: Double

  /// Eigenvalues of the scatter of scaled columns below this are rounding: columns that are constant in every area.
  private static let tolerance = 1e-10

  init(_ moments: NestedMoments, _ sample: NestedErrorSample, _ predictor: NestedErrorPredictor) {
    self.moments = moments
    self.sample = sample
    (betweenVariance, withinVariance) = (predictor.betweenVariance, predictor.withinVariance)
    let width = moments.columns.terms.count
    var slopes = [Double](repeating: 0, count: width)
    for (column, value) in zip(sample.kept, predictor.coefficients.suffix(sample.kept.count)) { slopes[column] = value }
    self.slopes = slopes
    let fixed = zip(slopes, moments.centre).reduce(-moments.centre[width]) { $0 + $1.0 * $1.1 }
    intercept = moments.hasIntercept ? fixed + predictor.coefficients[0] : fixed
    root = Self.root(of: sample.scatterWithin)
    residualDegrees = Double(moments.rowCount - sample.names.count - root.columnCount)
  }

  private static func root(of scatter: SymmetricMatrix) -> Matrix {
    let scales = scatter.diagonal.map { $0 > 0 ? $0.squareRoot() : 1 }
    var scaled = scatter
    for column in scales.indices {
      for row in column..<scales.count { scaled[row, column] /= scales[row] * scales[column] }
    }
    guard let eigen = try? SymmetricEigen(scaled) else { return Matrix(rowCount: scales.count, columnCount: 0) }
    let kept = eigen.values.indices.filter { eigen.values[$0] > tolerance }
    var root = Matrix(rowCount: scales.count, columnCount: kept.count)
    for (column, index) in kept.enumerated() {
      for row in scales.indices {
        root[row, column] = scales[row] * eigen.vectors[row, index] * eigen.values[index].squareRoot()
      }
    }
    return root
  }

  /// A sample with the effects and mean errors of its areas.
  struct Draw {
    var moments: NestedMoments
    var effects: [Double]
    var meanErrors: [Double]
  }

  /// Draws one sample.
  func draw(_ stream: inout RandomStream) -> Draw {
    let effects = sample.counts.map { _ in betweenVariance.squareRoot() * stream.nextNormal() }
    let meanErrors = sample.counts.map { (withinVariance / $0).squareRoot() * stream.nextNormal() }
    let normals = (0..<root.columnCount).map { _ in withinVariance.squareRoot() * stream.nextNormal() }
    var square = normals.reduce(0) { $0 + $1 * $1 }
    if residualDegrees > 0 {
      square += withinVariance * ChiSquared(degreesOfFreedom: residualDegrees).quantile(stream.nextUniform())
    }
    // y = f + d + w with f = a + x̃ᵀβ fixed, d = u + ē of the area, and w the errors about their area's mean.
    let deviations = zip(effects, meanErrors).map { $0 + $1 }
    let withErrors = root.multiplied(by: normals)
    var sums: [Double] = []
    var products = slopes.indices.map { withErrors[$0] + intercept * total(of: $0) + fixedProduct(with: $0) }
    for (area, deviation) in deviations.enumerated() {
      let (count, columns) = (sample.counts[area], sample.sums[area])
      let fixed = count * intercept + zip(columns, slopes).reduce(0) { $0 + $1.0 * $1.1 }
      sums.append(fixed + count * deviation)
      for column in slopes.indices { products[column] += columns[column] * deviation }
      square += deviation * (count * deviation + 2 * fixed)
    }
    square += fixedSquare + 2 * zip(withErrors, slopes).reduce(0) { $0 + $1.0 * $1.1 }
    return Draw(
      moments: moments.replacingResponse(sums: sums, products: products + [square]), effects: effects,
      meanErrors: meanErrors)
  }

  /// Σ x̃ of one column.
  private func total(of column: Int) -> Double { sample.sums.reduce(0) { $0 + $1[column] } }

  /// Σ x̃ · x̃ᵀβ for one column.
  private func fixedProduct(with column: Int) -> Double {
    let order = slopes.count + 1
    return slopes.indices.reduce(0) {
      $0 + slopes[$1] * sample.products[packedPosition(max(column, $1), min(column, $1), order: order)]
    }
  }

  /// Σ f².
  private var fixedSquare: Double {
    let count = Double(moments.rowCount)
    return slopes.indices.reduce(count * intercept * intercept) {
      $0 + slopes[$1] * (fixedProduct(with: $1) + 2 * intercept * total(of: $1))
    }
  }
}
