import LinearAlgebra
import Moments

/// The sample of each area as a unit-level model sees it, in the order of the moments' units.
struct NestedErrorSample {
  let names: [String]
  let counts: [Double]
  /// Areas × columns of the moments: sums about the moments' centre, the response's last.
  let sums: [[Double]]
  /// Areas × estimated columns: means as given, the intercept's 1 first where the model has one.
  let columnMeans: [[Double]]
  let responseMeans: [Double]
  /// Mean square of the response about the centre, over all rows.
  let responseVariance: Double
  /// Cross-products about the centre over all rows, packed, the response's last.
  let products: [Double]
  /// Scatter of the columns within areas, all columns of the moments but the response.
  let scatterWithin: SymmetricMatrix
  /// Estimated columns among those of the moments.
  let kept: [Int]
  let hasIntercept: Bool

  /// Reads the samples of moments with one random intercept whose units were kept apart.
  init(_ moments: NestedMoments, kept: [Int]) {
    precondition(moments.isOneWay, "unit-level moments have one random intercept and keep its units apart")
    self.kept = kept
    hasIntercept = moments.hasIntercept
    names = moments.units[0].map(\.name)
    var counts = [Double](repeating: 0, count: names.count)
    var sums = [[Double]](repeating: [], count: names.count)
    for cell in moments.cells {
      counts[cell.parent] = moments.patterns[cell.pattern].gram[0]
      sums[cell.parent] = cell.mean
    }
    let means = zip(counts, sums).map { count, sums in zip(moments.centre, sums).map { $0 + $1 / count } }
    let first: [Double] = hasIntercept ? [1] : []
    columnMeans = means.map { mean in first + kept.map { mean[$0] } }
    let width = moments.columns.terms.count
    responseMeans = means.map { $0[width] }
    let products = moments.total.crossProducts(about: moments.centre)
    responseVariance = (products.last ?? 0) / Double(moments.rowCount)
    scatterWithin = Self.scatterWithin(products, counts, sums, width: width)
    (self.counts, self.sums, self.products) = (counts, sums, products)
  }

  private static func scatterWithin(
    _ products: [Double], _ counts: [Double], _ sums: [[Double]], width: Int
  ) -> SymmetricMatrix {
    var scatter = SymmetricMatrix(order: width)
    for column in 0..<width {
      for row in column..<width {
        scatter[row, column] = zip(counts, sums).reduce(products[packedPosition(row, column, order: width + 1)]) {
          $0 - $1.1[row] * $1.1[column] / $1.0
        }
      }
    }
    return scatter
  }

  /// Scatter within areas of the estimated columns; that of the intercept is 0.
  var estimatedScatterWithin: SymmetricMatrix {
    let columns = (hasIntercept ? [nil] : []) + kept.map(Optional.some)
    var scatter = SymmetricMatrix(order: columns.count)
    for (i, row) in columns.enumerated() {
      for (j, column) in columns.enumerated() where j <= i {
        if let row, let column { scatter[i, j] = scatterWithin[row, column] }
      }
    }
    return scatter
  }
}

extension NestedMoments {
  /// Whether there is one random intercept, with the units of its factor kept apart.
  fileprivate var isOneWay: Bool {
    randomColumns.count == 1 && groupings.count == 2 && groupings[0].columns == [0] && groupings[1].columns.isEmpty
  }
}
