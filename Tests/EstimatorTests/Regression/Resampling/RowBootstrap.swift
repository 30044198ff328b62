import Design
import LinearAlgebra
import Regression

/// The wild cluster bootstrap computed from the rows by its definition: every draw makes a response and refits it.
///
/// Notation: *ũ* residuals under the hypothesis, *w* one weight per cluster, *y\* = X β̃ + w ũ*.
struct RowBootstrap {
  let rows: RowRegression
  let term: Int
  let kind: WildClusterBootstrap.Kind

  init(_ frame: ModelFrame, term: String, kind: WildClusterBootstrap.Kind) throws {
    rows = try RowRegression(frame)
    self.term = frame.fixed.termNames.firstIndex(of: term) ?? 0
    self.kind = kind
  }

  private var imposesNull: Bool { kind.rawValue.hasPrefix("wcr") }
  private var others: [Int] { (0..<rows.design.columnCount).filter { $0 != term } }

  /// The statistic of a response, with CR1 or CR3 errors; `effect` is its value under the hypothesis.
  func statistic(_ response: [Double], effect: Double) throws -> Double {
    var refit = rows
    refit.response = response
    let usesJackknife = kind.rawValue.hasSuffix("3")
    let covariance = try refit.covariance(power: usesJackknife ? 1 : 0)
    let count = Double(rows.clusters.count)
    let variance = covariance[term * (rows.design.columnCount + 1)] * (usesJackknife ? 1 : count / (count - 1))
    return (refit.coefficients[term] - effect) / variance.squareRoot()
  }

  /// The statistics of all draws with the given weights (draws of clusters), for one effect under the hypothesis.
  func draws(weights: [[Double]], effect: Double) throws -> [Double] {
    let tested = rows.design.column(term)
    let used = imposesNull ? rows.design.selectingColumns(others) : rows.design
    let target = imposesNull ? zip(rows.response, tested).map { $0 - effect * $1 } : rows.response
    let bread = try Cholesky(.gram(used)).inverse().asMatrix
    let fitted = used.multiplied(by: bread.multiplied(by: used.transposeMultiplied(by: target)))
    let residuals = zip(target, fitted).map { $0 - $1 }
    let errors =
      kind.rawValue.contains("r3") || kind.rawValue.contains("u3")
      ? try jackknifed(residuals, design: used, bread: bread) : residuals
    let mean = imposesNull ? zip(fitted, tested).map { $0 + effect * $1 } : fitted
    let truth = imposesNull ? effect : rows.coefficients[term]
    return try weights.map { weights in
      var response = mean
      for (cluster, members) in rows.clusters.enumerated() {
        for row in members { response[row] += weights[cluster] * errors[row] }
      }
      return try statistic(response, effect: truth)
    }
  }

  /// *(I − H_g)⁻¹ u_g*, cluster by cluster.
  private func jackknifed(_ residuals: [Double], design: Matrix, bread: Matrix) throws -> [Double] {
    var result = residuals
    for members in rows.clusters {
      var part = Matrix(rowCount: members.count, columnCount: design.columnCount)
      for (position, row) in members.enumerated() {
        for column in 0..<design.columnCount { part[position, column] = design[row, column] }
      }
      let hat = SymmetricMatrix(symmetrizing: part.multiplied(by: bread).multipliedByTranspose(of: part))
      let inverse = try SymmetricEigen(.identity(hat.order) - hat).applying { $0 < 1e-10 ? 0 : 1 / $0 }
      let transformed = inverse.multiplied(by: members.map { residuals[$0] })
      for (position, row) in members.enumerated() { result[row] = transformed[position] }
    }
    return result
  }
}

/// All signs of so many clusters, the first cluster's changing fastest.
func allSigns(_ clusterCount: Int) -> [[Double]] {
  (0..<(1 << clusterCount)).map { draw in (0..<clusterCount).map { draw >> $0 & 1 == 1 ? 1 : -1 } }
}

/// The share of draws at least as extreme as the data, by the rule for ties.
func share(of draws: [Double], atLeast statistic: Double) -> Double {
  Double(draws.count { abs($0) >= abs(statistic) * (1 - 1e-9) }) / Double(draws.count)
}
