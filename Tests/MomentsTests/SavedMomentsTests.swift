import Moments
import TestSupport
import Testing

/// The saved form of moments: exact, and safe to read whatever the bytes are.
@Suite struct SavedMomentsTests {
  static let formula = "y ~ x + kind + (1 + time | preschool/group/child)"
  private let panel = SamplePanel(seed: 1, preschoolCount: 2, childCount: 3)

  private func cluster() throws -> ClusterMoments { try panel.clustered("y ~ x + kind") }
  private func nested() throws -> NestedMoments { try panel.nested(Self.formula) }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func whatIsReadIsWhatWasSaved(seed: UInt64) throws {
    let panel = SamplePanel(seed: seed)
    let cluster = try panel.clustered(weights: "weight")
    #expect(try ClusterMoments(saved: cluster.saved) == cluster)
    let nested = try panel.nested(Self.formula)
    #expect(try NestedMoments(saved: nested.saved) == nested)
    #expect(try NestedMoments(saved: nested.saved).saved == nested.saved)
  }

  @Test func theIdentitiesCanBeSaved() throws {
    let cluster = try ClusterMoments.empty(cluster().columns)
    #expect(try ClusterMoments(saved: cluster.saved) == cluster)
    let nested = try nested().emptied
    #expect(try NestedMoments(saved: nested.saved) == nested)
  }

  /// Moments that were merged after a reload are those that were merged before.
  @Test func mergingSurvivesAReload() throws {
    let sides = try [["p0"], ["p1"]].map { try panel.selecting("preschool", in: $0).nested(Self.formula) }
    let reloaded = try sides.map { try NestedMoments(saved: $0.saved) }
    #expect(try reloaded.merged() == sides.merged())
  }

  @Test func oneKindIsNotReadAsAnother() throws {
    let (cluster, nested) = (try cluster().saved, try nested().saved)
    #expect(throws: MomentsError.self) { try ClusterMoments(saved: nested) }
    #expect(throws: MomentsError.self) { try NestedMoments(saved: cluster) }
  }

  @Test func everyPrefixIsRefused() throws {
    let (cluster, nested) = (try cluster().saved, try nested().saved)
    for length in cluster.indices { expectUnreadable(Array(cluster[..<length])) }
    for length in nested.indices { expectUnreadable(Array(nested[..<length])) }
  }

  @Test func everyChangedByteIsNoticed() throws {
    var random = RepeatableRandom(seed: 2)
    for saved in [try cluster().saved, try nested().saved] {
      for position in saved.indices {
        var damaged = saved
        damaged[position] ^= UInt8.random(in: 1...255, using: &random)
        expectUnreadable(damaged)
      }
    }
  }

  /// Bytes changed and sealed again: read or refused, but never a trap, and what is read can be merged.
  @Test func forgedBytesNeverTrap() throws {
    var random = RepeatableRandom(seed: 3)
    let (cluster, nested) = (try cluster(), try nested())
    var readCount = 0
    for body in [cluster.saved.dropLast(8), nested.saved.dropLast(8)] {
      for position in body.indices.dropFirst(4) {
        let forged = forged(Array(body), at: position, &random)
        if var moments = try? ClusterMoments(saved: forged) {
          readCount += 1
          try? moments.merge(cluster)
          #expect(moments.rowCount > 0)
        }
        if var moments = try? NestedMoments(saved: forged) {
          readCount += 1
          try? moments.merge(nested)
          #expect(moments.unitCount > 0)
        }
      }
    }
    #expect(readCount > 1000, "a change to a number is no contradiction")
  }

  /// One to three bytes from a position on replaced, by extreme values as often as by random ones.
  private func forged(_ body: [UInt8], at position: Int, _ random: inout RepeatableRandom) -> [UInt8] {
    var bytes = body
    for offset in 0..<Int.random(in: 1...3, using: &random) where position + offset < bytes.count {
      bytes[position + offset] =
        [0, 1, 0x7F, 0xFF, UInt8.random(in: 0...255, using: &random)]
        .randomElement(using: &random) ?? 0
    }
    return MomentsChecksum.sealing(bytes)
  }

  @Test func namesSharedByTwoColumnsAreRefused() throws {
    var columns = try cluster().columns
    columns.terms[2].name = columns.terms[3].name
    expectUnreadable(ClusterMoments.empty(columns).saved)
  }

  private func expectUnreadable(_ bytes: [UInt8], sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(sourceLocation: sourceLocation) {
      _ = try ClusterMoments(saved: bytes)
    } throws: { error in
      if case MomentsError.unreadable(expected: "cluster", _) = error { true } else { false }
    }
    #expect(sourceLocation: sourceLocation) {
      _ = try NestedMoments(saved: bytes)
    } throws: { error in
      if case MomentsError.unreadable(expected: "nested", _) = error { true } else { false }
    }
  }
}
