internal import LinearAlgebra
internal import Moments

/// Variances of items and covariances of pairs, each over all persons who have what it needs.
///
/// With no answer missing this is the covariance matrix of the complete cases; with missing answers each covariance
/// uses the persons who answered both items (available cases).
struct ItemCovariance {
  /// Positions of the items among the moments': those with two categories in use.
  let items: [Int]
  /// With denominators n − 1; 0 for a pair that `neverTogether` lists.
  let matrix: SymmetricMatrix
  /// Persons behind the rarest pair.
  let smallestPairCount: Int
  /// Pairs of items that fewer than two persons answered both of.
  let neverTogether: [(Int, Int)]

  init(_ moments: ItemMoments, group: Int?) {
    let margins = moments.categoryTotals(group: group)
    items = moments.items.indices.filter { item in margins[item].count(where: { $0 > 0 }) > 1 }
    var matrix = SymmetricMatrix(order: items.count)
    var smallest = items.map { margins[$0].reduce(0, +) }.min() ?? 0
    var missing: [(Int, Int)] = []
    for (column, first) in items.enumerated() {
      matrix[column, column] = variance(margins[first])
      for (row, second) in items.enumerated().dropFirst(column + 1) {
        let table = moments.pairTable(first, second, of: group)
        let count = table.reduce(0, +)
        smallest = min(smallest, count)
        guard count > 1 else {
          missing.append((first, second))
          continue
        }
        matrix[row, column] = covariance(table, columnCount: moments.categoryCounts[second])
      }
    }
    self.matrix = matrix
    smallestPairCount = smallest
    neverTogether = missing
  }
}

/// The variance of the categories with denominator n − 1; 0 for fewer than two persons.
private func variance(_ counts: [Int]) -> Double {
  let (count, sum, square) = momentSums(counts)
  return count > 1 ? Double(count * square - sum * sum) / Double(count * (count - 1)) : 0
}

/// The covariance of the categories of a table, exact in whole numbers up to the division.
private func covariance(_ table: [Int], columnCount: Int) -> Double {
  var (count, rowSum, columnSum, product) = (0, 0, 0, 0)
  for (place, frequency) in table.enumerated() {
    let (row, column) = (place / columnCount, place % columnCount)
    count += frequency
    rowSum += row * frequency
    columnSum += column * frequency
    product += row * column * frequency
  }
  return Double(count * product - rowSum * columnSum) / Double(count * (count - 1))
}
