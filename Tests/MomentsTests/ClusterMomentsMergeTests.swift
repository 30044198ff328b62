import Moments
import TestSupport
import Testing

/// Sums that cancel are judged against the size of what was summed: up to 200 products of a few tens.
let sumScale = 100.0

/// Laws of merging cross-products per cluster.
@Suite struct ClusterMomentsMergeTests {
  static let seeds: [UInt64] = [1, 2, 3]

  private func expectSame(
    _ moments: ClusterMoments, _ expected: ClusterMoments, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    expectClose(
      moments.facts, expected.facts, relative: Tolerance.reordered, scale: sumScale, sourceLocation: sourceLocation)
  }

  @Test(arguments: seeds, [1, 7, 1_000])
  func chunksMergeToOnePass(seed: UInt64, chunkSize: Int) throws {
    let panel = SamplePanel(seed: seed).shuffled(seed: seed)
    let whole = try panel.clustered()
    expectSame(try panel.chunks(of: chunkSize).map { try $0.clustered() }.merged(), whole)
    #expect(whole.rowCount == panel.rowCount)
  }

  @Test(arguments: seeds)
  func weightedChunksMergeToOnePass(seed: UInt64) throws {
    let panel = SamplePanel(seed: seed)
    let parts = try panel.chunks(of: 11).map { try $0.clustered(weights: "weight") }
    expectSame(try parts.merged(), try panel.clustered(weights: "weight"))
  }

  @Test(arguments: seeds)
  func mergingIsAssociativeAndCommutative(seed: UInt64) throws {
    let parts = try SamplePanel(seed: seed).shuffled(seed: 9).chunks(of: 40).prefix(3).map { try $0.clustered() }
    try #require(parts.count == 3)
    let leftFirst = try [try [parts[0], parts[1]].merged(), parts[2]].merged()
    expectSame(try [parts[0], try [parts[1], parts[2]].merged()].merged(), leftFirst)
    expectSame(try [parts[2], parts[1], parts[0]].merged(), leftFirst)
  }

  @Test(arguments: seeds)
  func emptyIsTheIdentity(seed: UInt64) throws {
    let moments = try SamplePanel(seed: seed).clustered()
    var right = moments
    try right.merge(.empty(moments.columns))
    #expect(right == moments)
    #expect(try [moments].merged() == moments)
  }

  @Test(arguments: seeds)
  func shuffledRowsAgree(seed: UInt64) throws {
    let panel = SamplePanel(seed: seed)
    expectSame(try panel.shuffled(seed: seed + 10).clustered(), try panel.clustered())
  }

  /// Clusters that stay whole, in order, give the very digits of one pass.
  @Test(arguments: seeds, [1, 2, 3])
  func wholeClustersGiveTheSameDigits(seed: UInt64, preschools: Int) throws {
    let panel = SamplePanel(seed: seed)
    let parts = try panel.chunks(of: preschools, unitsOf: "preschool").map { try $0.clustered() }
    #expect(try parts.merged() == panel.clustered())
    #expect(try Array(parts.reversed()).merged() == panel.clustered())
  }

  /// However the threads of eight passes at once interleave, the digits are those of a pass alone.
  @Test func digitsDoNotDependOnThreads() async throws {
    let panel = SamplePanel(seed: 4, preschoolCount: 80)
    let alone = try panel.clustered()
    try await withThrowingTaskGroup(of: ClusterMoments.self) { group in
      for _ in 0..<8 { group.addTask { try panel.clustered() } }
      for try await moments in group { #expect(moments == alone) }
    }
  }

  @Test func comparisonNoticesOneChangedValue() throws {
    let panel = SamplePanel(seed: 1)
    var changed = panel
    changed.numbers["x"]?[17] += 1e-6
    #expect(
      disagreement(
        try changed.clustered().facts, try panel.clustered().facts, relative: Tolerance.reordered, scale: sumScale)
        != nil)
  }
}
