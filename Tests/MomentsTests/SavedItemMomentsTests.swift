import Moments
import TestSupport
import Testing

/// The saved form of item moments: exact, and safe to read whatever the bytes are.
@Suite struct SavedItemMomentsTests {
  private let moments = ItemMoments(collecting: sampleResponses(seed: 1, personCount: 30, categoryCounts: [3, 2, 3]))

  @Test(arguments: [1, 2, 3] as [UInt64])
  func whatIsReadIsWhatWasSaved(seed: UInt64) throws {
    let moments = ItemMoments(collecting: sampleResponses(seed: seed))
    #expect(try ItemMoments(saved: moments.saved) == moments)
  }

  @Test func theIdentityCanBeSaved() throws {
    let identity = ItemMoments.empty(items: ["a", "b"], categoryCounts: [2, 3])
    #expect(try ItemMoments(saved: identity.saved) == identity)
  }

  @Test func everyPrefixAndEveryChangedByteIsRefused() {
    let saved = moments.saved
    var random = RepeatableRandom(seed: 2)
    for length in saved.indices {
      #expect(throws: MomentsError.self) { try ItemMoments(saved: Array(saved[..<length])) }
    }
    for position in saved.indices {
      var damaged = saved
      damaged[position] ^= UInt8.random(in: 1...255, using: &random)
      #expect(throws: MomentsError.self) { try ItemMoments(saved: damaged) }
    }
  }

  /// Bytes changed and sealed again: read or refused, but never a trap, and what is read can be merged.
  @Test func forgedBytesNeverTrap() {
    var random = RepeatableRandom(seed: 3)
    let body = Array(moments.saved.dropLast(8))
    var readCount = 0
    for position in body.indices.dropFirst(4) {
      var bytes = body
      bytes[position] =
        [0, 1, 0x7F, 0xFF, UInt8.random(in: 0...255, using: &random)].randomElement(using: &random) ?? 0
      guard let read = try? ItemMoments(saved: MomentsChecksum.sealing(bytes)) else { continue }
      readCount += 1
      let merged = try? moments.merging(read)
      #expect(merged.map { $0.personCount > 0 } ?? true)
    }
    #expect(readCount > 50, "a change to a number is no contradiction")
  }
}
