internal import LinearAlgebra
internal import Moments

/// Linear regressions of an outcome on the covariates, one per arm, and their predictions for every row.
///
/// With cross-fitting the regression for a fold is the one of all other folds: their moments merge, no row is read
/// again.
struct OutcomeModels {
  /// One prediction per row, under treatment and without.
  let treated: [Double]
  let control: [Double]

  /// Fits both arms.
  ///
  /// - Parameters:
  ///   - sample: Arms and covariates.
  ///   - outcome: One value per row.
  ///   - folds: The fold of each row, or `nil` for one regression on all rows of an arm.
  /// - Throws: `BalancingError.tooFewInArm` when the folds leave an arm without two rows.
  init(_ sample: ComparisonSample, outcome: [Double], folds: [Int]?) throws(BalancingError) {
    treated = try Self.predictions(sample, outcome, folds, isTreated: true)
    control = try Self.predictions(sample, outcome, folds, isTreated: false)
  }

  private static func predictions(
    _ sample: ComparisonSample, _ outcome: [Double], _ folds: [Int]?, isTreated: Bool
  ) throws(BalancingError) -> [Double] {
    let rows = sample.rows(isTreated: isTreated)
    guard let folds else {
      return LinearPrediction(products(sample, outcome, rows)).values(for: sample.covariates)
    }
    let foldCount = (folds.max() ?? -1) + 1
    let parts = (0..<foldCount).map { fold in products(sample, outcome, rows.filter { folds[$0] == fold }) }
    var predictions = [Double](repeating: 0, count: sample.observationCount)
    for fold in 0..<foldCount {
      var training = CrossProduct.empty(columnCount: sample.covariates.columnCount + 1)
      for other in 0..<foldCount where other != fold { training.merge(parts[other]) }
      guard training.count >= 2 else {
        throw .tooFewInArm(isTreated: isTreated, found: training.count, required: 2)
      }
      let model = LinearPrediction(training)
      let heldOut = sample.isTreated.indices.filter { folds[$0] == fold }
      for (row, value) in zip(heldOut, model.values(for: sample.covariates(of: heldOut))) { predictions[row] = value }
    }
    return predictions
  }

  private static func products(_ sample: ComparisonSample, _ outcome: [Double], _ rows: [Int]) -> CrossProduct {
    let covariates = sample.covariates(of: rows)
    return CrossProductOfRows(
      Matrix(
        rowCount: rows.count, columnCount: covariates.columnCount + 1,
        elements: covariates.elements + rows.map { outcome[$0] })
    ).product
  }
}

/// A linear regression with intercept, from the cross-products of covariates and then the response.
struct LinearPrediction {
  private let centre: [Double]
  private let slopes: [Double]
  private let responseMean: Double

  /// Columns that depend on earlier ones get the slope 0.
  init(_ products: CrossProduct) {
    let count = products.columnCount - 1
    centre = Array(products.mean.prefix(count))
    responseMean = products.mean[count]
    let kept = products.independentColumns(Array(0..<count), hasIntercept: true)
    var gram = SymmetricMatrix(order: kept.count)
    for (i, column) in kept.enumerated() {
      for (j, row) in kept.enumerated() where j >= i {
        gram[j, i] = products.scatter[packedPosition(row, column, order: count + 1)]
      }
    }
    let moment = kept.map { products.scatter[packedPosition(count, $0, order: count + 1)] }
    var slopes = [Double](repeating: 0, count: count)
    for (column, slope) in zip(kept, scaledSolution(gram, moment) ?? []) { slopes[column] = slope }
    self.slopes = slopes
  }

  /// The predicted response of each row.
  func values(for covariates: Matrix) -> [Double] {
    let offset = responseMean - zip(slopes, centre).reduce(0) { $0 + $1.0 * $1.1 }
    return covariates.multiplied(by: slopes).map { $0 + offset }
  }
}
