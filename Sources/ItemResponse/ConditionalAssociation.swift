internal import LinearAlgebra

/// The answers of the focal side beyond what its strata lead to expect, per category, with their covariance.
///
/// u_k = Σ over persons of (f − f̄)(1[k] − p_k), with f marking the focal side and f̄, p_k the stratum's shares. Independent
/// persons: the covariance of the multiple hypergeometric distribution. Clusters: Σ u_c u_cᵀ over their contributions, which
/// allows any dependence inside them.
///
/// **Source.** Mantel (1963), JASA 58:690; Landis, Heyman & Koch (1978), International Statistical Review 46:237; for
/// clusters the score test of a generalised estimating equation, Boos (1992), American Statistician 46:327.
struct ConditionalAssociation {
  /// Categories 1 … K − 1.
  private(set) var excess: [Double]
  private(set) var covariance: SymmetricMatrix
  /// Strata with both sides, and persons in them.
  private(set) var strataCount = 0
  private(set) var personCount = 0
  /// Clusters with a person in such a stratum; `nil` for independent persons.
  private(set) var clusterCount: Int?

  init(_ answers: MatchedAnswers) {
    let order = answers.categoryCount - 1
    excess = [Double](repeating: 0, count: order)
    covariance = SymmetricMatrix(order: order)
    var contributions: [Int: [Double]] = [:]
    for rows in answers.strata {
      let stratum = MatchedStratum(rows, categoryCount: answers.categoryCount)
      guard stratum.focalCount > 0, stratum.referenceCount > 0 else { continue }
      strataCount += 1
      personCount += stratum.count
      for k in 1...order { excess[k - 1] += stratum.excess(of: k) }
      guard answers.clusters != nil else {
        covariance += stratum.hypergeometricCovariance
        continue
      }
      for row in rows {
        let sums = contributions[row.cluster] ?? [Double](repeating: 0, count: order)
        contributions[row.cluster] = (0..<order).map { sums[$0] + stratum.contribution(of: row, $0 + 1) }
      }
    }
    guard answers.clusters != nil else { return }
    clusterCount = contributions.count
    for cluster in contributions.keys.sorted() {
      guard let u = contributions[cluster] else { continue }
      for column in 0..<order {
        for row in column..<order { covariance[row, column] += u[row] * u[column] }
      }
    }
  }

  /// Σ k u_k, the points of the focal side beyond expectation, and their variance.
  var scoreExcess: (sum: Double, variance: Double) {
    let weights = excess.indices.map { Double($0 + 1) }
    return (zip(weights, excess).reduce(0) { $0 + $1.0 * $1.1 }, covariance.quadraticForm(weights))
  }

  /// uᵀ V⁻¹ u over the categories that vary, with their number.
  var generalStatistic: (value: Double, degreesOfFreedom: Int)? {
    let kept = covariance.independentColumns()
    guard !kept.isEmpty, let factor = try? Cholesky(covariance.submatrix(kept)) else { return nil }
    let whitened = factor.solveLower(kept.map { excess[$0] })
    return (whitened.reduce(0) { $0 + $1 * $1 }, kept.count)
  }
}

/// One stratum's table of sides × categories.
struct MatchedStratum {
  /// Persons per category.
  let focal: [Int]
  let reference: [Int]
  let focalCount: Int
  let referenceCount: Int

  var count: Int { focalCount + referenceCount }

  init(_ rows: ArraySlice<MatchedAnswers.Row>, categoryCount: Int) {
    var sides = [[Int]](repeating: [Int](repeating: 0, count: categoryCount), count: 2)
    for row in rows {
      for (category, count) in row.counts.enumerated() { sides[row.isFocal ? 1 : 0][category] += count }
    }
    (reference, focal) = (sides[0], sides[1])
    focalCount = focal.reduce(0, +)
    referenceCount = reference.reduce(0, +)
  }

  /// Persons of the focal side in a category beyond its share of the stratum.
  func excess(of category: Int) -> Double {
    Double(focal[category]) - Double(focalCount) * share(of: category)
  }

  /// n_R n_F / (n² (n − 1)) (n t_k δ_kl − t_k t_l) over the categories 1 … K − 1.
  var hypergeometricCovariance: SymmetricMatrix {
    let order = focal.count - 1
    let n = Double(count)
    let factor = Double(referenceCount) * Double(focalCount) / (n * n * (n - 1))
    let totals = (1...order).map { Double(focal[$0] + reference[$0]) }
    var matrix = SymmetricMatrix(order: order)
    for column in 0..<order {
      for row in column..<order {
        matrix[row, column] = factor * ((row == column ? n * totals[row] : 0) - totals[row] * totals[column])
      }
    }
    return matrix
  }

  /// Σ (f − f̄)(1[k] − p_k) over the persons of a row.
  func contribution(of row: MatchedAnswers.Row, _ category: Int) -> Double {
    let side = (row.isFocal ? 1.0 : 0.0) - Double(focalCount) / Double(count)
    let persons = row.counts.reduce(0, +)
    return side * (Double(row.counts[category]) - Double(persons) * share(of: category))
  }

  private func share(of category: Int) -> Double { Double(focal[category] + reference[category]) / Double(count) }
}
