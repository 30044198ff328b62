import Testing

import Disclosure

/// Bounds are sums and differences of small integers; only rounding of the pivots separates them.
private let boundTolerance = 1e-6

@Suite struct LinearBoundsTests {
  /// 2 × 3 tables of small counts with hidden cells, every margin known.
  static let margins: [(rows: [Int], columns: [Int])] = [
    ([4, 5], [3, 3, 3]), ([1, 9], [2, 5, 3]), ([6, 6], [0, 7, 5]),
  ]

  /// Every non-negative integer 2 × 3 table with the margins, counted out one by one.
  static func tables(_ rows: [Int], _ columns: [Int]) -> [[Int]] {
    var found: [[Int]] = []
    for first in 0...columns[0] {
      for second in 0...columns[1] {
        let third = rows[0] - first - second
        guard third >= 0, third <= columns[2] else { continue }
        found.append([
          first, second, third, columns[0] - first, columns[1] - second, columns[2] - third,
        ])
      }
    }
    return found
  }

  @Test(arguments: margins) func boundsEqualThoseOfAllTablesCountedOut(rows: [Int], columns: [Int]) throws {
    var equations: [[Double]] = []
    for row in 0..<2 { equations.append((0..<6).map { $0 / 3 == row ? 1 : 0 }) }
    for column in 0..<3 { equations.append((0..<6).map { $0 % 3 == column ? 1 : 0 }) }
    let bounds = try #require(
      LinearBounds(equations: equations, rightHandSides: (rows + columns).map(Double.init), variableCount: 6))
    let all = Self.tables(rows, columns)
    for cell in 0..<6 {
      let values = all.map { Double($0[cell]) }
      let range = try #require(bounds.range(of: cell))
      #expect(abs(range.lowerBound - (values.min() ?? -1)) < boundTolerance)
      #expect(abs(range.upperBound - (values.max() ?? -1)) < boundTolerance)
    }
  }

  @Test func contradictingEquationsHaveNoBounds() {
    #expect(LinearBounds(equations: [[1, 1], [1, 1]], rightHandSides: [3, 4], variableCount: 2) == nil)
  }

  @Test func anUnlimitedVariableHasNoUpperBound() throws {
    let bounds = try #require(LinearBounds(equations: [[1, -1]], rightHandSides: [2], variableCount: 2))
    #expect(bounds.range(of: 0) == 2...Double.infinity)
  }

  @Test func whatIsNotFinishedHasNoBounds() throws {
    let equations = [[1.0, 1], [1, -1]]
    #expect(LinearBounds(equations: equations, rightHandSides: [5, 1], variableCount: 2) != nil)
    #expect(LinearBounds(equations: equations, rightHandSides: [5, 1], variableCount: 2, pivotLimit: 1) == nil)
    // A first table is at hand here without a pivot; its bounds are not.
    let started = try #require(
      LinearBounds(equations: [[-1, -1]], rightHandSides: [0], variableCount: 2, pivotLimit: 0))
    #expect(started.range(of: 0) == nil)
  }
}
