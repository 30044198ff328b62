import Balancing
import Probability
import Testing

/// Sums over observed and missing rows, which a chain keeps up to date instead of adding up all rows.
@Suite struct VariableSumsTests {
  private let all: ClusteredColumns
  private let part: ClusteredColumns
  private let rest: ClusteredColumns
  private static let partRows = [1, 3, 6, 9]

  /// Three variables in ten rows of three clusters, the second without a row; four rows are a part.
  init() {
    var stream = RandomStream(seed: 1, named: "sums")
    all = ClusteredColumns(starts: [0, 4, 4, 10], columns: (0..<3).map { _ in stream.nextNormals(count: 10) })
    part = all.selecting(Self.partRows, starts: [0, 2, 2, 4])
    rest = all.selecting((0..<10).filter { !Self.partRows.contains($0) }, starts: [0, 2, 2, 6])
  }

  private func expectClose(_ a: [Double], _ b: [Double]) {
    #expect(a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) < 1e-14 })
  }

  @Test func theRestIsAllLessThePart() {
    let difference = VariableSums(all, variableCount: 3) - VariableSums(part, variableCount: 3)
    let sums = VariableSums(rest, variableCount: 3)
    expectClose(difference.byCluster, sums.byCluster)
    expectClose(difference.products, sums.products)
    #expect(abs(sums.products[1] - VariableSums(all, variableCount: 3).products[1]) > 1e-3)
  }

  @Test func aDrawnVariableIsBroughtUpToDate() {
    let drawn = [0.3, -1, 2, 0.7]
    var (changed, changedPart) = (all, part)
    changed.replace(1, in: Self.partRows, by: drawn)
    changedPart.replace(1, by: drawn)
    var partSums = VariableSums(part, variableCount: 3)
    partSums.summarize(1, changedPart)
    var sums = VariableSums(all, variableCount: 3)
    sums.join(1, sums - VariableSums(part, variableCount: 3), partSums)
    let expected = VariableSums(changed, variableCount: 3)
    expectClose(sums.byCluster, expected.byCluster)
    expectClose(sums.products, expected.products)
  }

  @Test func combinationsAddConstantsOfClusters() {
    let values = part.combination(ofClusters: [1, 2, 3], slopes: [(0, 0.5), (2, -1)])
    let expected = Self.partRows.map { row in
      (row < 4 ? 1 : 3) + 0.5 * all.elements[row] - all.elements[20 + row]
    }
    expectClose(values, expected)
  }
}
