/// Counts of a fixed number of categories, one vector of counts per stratum and cluster.
///
/// The common ground of level counts and transition counts. Counts are integers, so that merging is exactly
/// associative and commutative, with the empty value of the same category count as identity.
package struct ClusteredCounts: Sendable, Equatable {
  package let categoryCount: Int
  package private(set) var cells: [ClusterKey: [Int]] = [:]

  /// Creates empty counts of a positive number of categories.
  package init(categoryCount: Int) {
    precondition(categoryCount > 0, "counts need a category, found \(categoryCount)")
    self.categoryCount = categoryCount
  }

  /// Adds a vector of counts to one cell.
  package mutating func add(_ counts: [Int], to key: ClusterKey) {
    precondition(counts.count == categoryCount, "\(counts.count) counts for \(categoryCount) categories")
    cells[key, default: Array(repeating: 0, count: categoryCount)].add(counts)
  }

  /// Adds one observation of a category, counted from 0.
  package mutating func add(category: Int, to key: ClusterKey) {
    precondition((0..<categoryCount).contains(category), "category \(category) of \(categoryCount)")
    cells[key, default: Array(repeating: 0, count: categoryCount)][category] += 1
  }

  /// Adds all counts of another value with the same categories.
  package mutating func merge(_ other: ClusteredCounts) {
    precondition(
      other.categoryCount == categoryCount, "\(other.categoryCount) categories merged into \(categoryCount)")
    cells.merge(other.cells) { mine, theirs in
      var sum = mine
      sum.add(theirs)
      return sum
    }
  }

  /// The strata that hold a cell, sorted.
  package var strata: [String] { Set(cells.keys.map(\.stratum)).sorted() }

  /// The counts of each cluster of a stratum, clusters sorted by name.
  package func clusters(of stratum: String) -> [(cluster: String, counts: [Int])] {
    cells.filter { $0.key.stratum == stratum }
      .sorted { $0.key < $1.key }
      .map { ($0.key.cluster, $0.value) }
  }
}

extension Array<Int> {
  fileprivate mutating func add(_ other: [Int]) {
    for index in indices { self[index] += other[index] }
  }
}

/// Encodes as a list of cells sorted by key, so that equal counts give equal bytes.
extension ClusteredCounts: Codable {
  private struct Cell: Codable {
    var stratum: String
    var cluster: String
    var counts: [Int]
  }

  private enum CodingKeys: String, CodingKey { case categoryCount, cells }

  /// Decodes counts and refuses cells of another number of categories.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    categoryCount = try container.decode(Int.self, forKey: .categoryCount)
    let list = try container.decode([Cell].self, forKey: .cells)
    guard categoryCount > 0, list.allSatisfy({ $0.counts.count == categoryCount && $0.counts.allSatisfy { $0 >= 0 } })
    else {
      throw DecodingError.dataCorruptedError(
        forKey: .cells, in: container, debugDescription: "cells need \(categoryCount) non-negative counts")
    }
    for cell in list { add(cell.counts, to: ClusterKey(stratum: cell.stratum, cluster: cell.cluster)) }
  }

  /// Encodes the cells in the order of their keys.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(categoryCount, forKey: .categoryCount)
    let list = cells.sorted { $0.key < $1.key }
      .map { Cell(stratum: $0.key.stratum, cluster: $0.key.cluster, counts: $0.value) }
    try container.encode(list, forKey: .cells)
  }
}
