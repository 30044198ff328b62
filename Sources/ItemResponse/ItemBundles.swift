internal import LinearAlgebra
internal import Moments

/// Neighbouring items that are looked up together: one table entry per combination of their answers.
///
/// Two items of three categories, each with an answer or without, have 16 combinations: sums over items become half as
/// long. A missing answer is a combination like any other, with nothing to add.
struct ItemBundles: Sendable {
  private struct Bundle {
    let items: Range<Int>
    /// First column of the bundle among all combinations.
    let start: Int
    let combinationCount: Int
  }

  private static let combinationLimit = 64

  private let bundles: [Bundle]
  private let categoryCounts: [Int]
  /// Patterns × bundles: columns among all combinations.
  let columns: [Int32]
  /// Number of bundles.
  var count: Int { bundles.count }
  /// Number of combinations over all bundles.
  let columnCount: Int

  /// Bundles items of patterns.
  ///
  /// - Parameters:
  ///   - codes: Patterns × items.
  ///   - categoryCounts: One per item.
  init(codes: [UInt8], categoryCounts: [Int]) {
    self.categoryCounts = categoryCounts
    var bundles: [Bundle] = []
    var (first, size, start) = (0, 1, 0)
    for item in categoryCounts.indices {
      if item > first, size * (categoryCounts[item] + 1) > Self.combinationLimit {
        bundles.append(Bundle(items: first..<item, start: start, combinationCount: size))
        (first, start, size) = (item, start + size, 1)
      }
      size *= categoryCounts[item] + 1
    }
    bundles.append(Bundle(items: first..<categoryCounts.count, start: start, combinationCount: size))
    self.bundles = bundles
    columnCount = start + size
    let patternCount = codes.count / max(1, categoryCounts.count)
    columns = (0..<patternCount).flatMap { pattern in
      bundles.map { bundle in
        let column = bundle.items.reduce(0) { column, item in
          let code = codes[pattern * categoryCounts.count + item]
          let digit = code == ItemResponses.missing ? categoryCounts[item] : Int(code)
          return column * (categoryCounts[item] + 1) + digit
        }
        return Int32(bundle.start + column)
      }
    }
  }

  /// Nodes × combinations: sums of the logarithms of the items' probabilities.
  ///
  /// - Parameter items: Per item: nodes × categories.
  /// - Returns: Column after column.
  func sums(_ items: [Matrix]) -> [Double] {
    let nodeCount = items.first?.rowCount ?? 0
    var sums = [Double](repeating: 0, count: nodeCount * columnCount)
    forEachAnswer { item, category, column in
      let values = items[item].elements
      for node in 0..<nodeCount { sums[column * nodeCount + node] += values[category * nodeCount + node] }
    }
    return sums
  }

  /// Per item: nodes × categories: sums over the combinations that hold the answer.
  func counts(_ combinations: [Double], nodeCount: Int) -> [Matrix] {
    var counts = categoryCounts.map { [Double](repeating: 0, count: nodeCount * $0) }
    forEachAnswer { item, category, column in
      for node in 0..<nodeCount { counts[item][category * nodeCount + node] += combinations[column * nodeCount + node] }
    }
    return counts.map { Matrix(rowCount: nodeCount, columnCount: $0.count / nodeCount, elements: $0) }
  }

  /// Calls the body with every item, category and combination that holds it.
  private func forEachAnswer(_ body: (Int, Int, Int) -> Void) {
    for bundle in bundles {
      for combination in 0..<bundle.combinationCount {
        var rest = combination
        for item in bundle.items.reversed() {
          let digit = rest % (categoryCounts[item] + 1)
          rest /= categoryCounts[item] + 1
          if digit < categoryCounts[item] { body(item, digit, bundle.start + combination) }
        }
      }
    }
  }
}
