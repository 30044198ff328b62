internal import Foundation
package import Probability

/// Deals the arms among the clusters of one stratum: random sets of places, all equally likely.
///
/// Where the arms are about equally large, trials are made until enough of them give a set. A trial throws fair coins for
/// all places but the first ten, and these take a pattern with as many experimental places as are missing: its number
/// is drawn below the largest count that patterns can have, and a trial whose number is too large gives no set. So every
/// set is as likely as any other; with 50 of 100 places a third of the trials gives one. Trials run through a buffer, where
/// the next one overwrites one that failed, so that the processor has no branch to guess.
///
/// Elsewhere random places change sides until the numbers are right: given their number, the heads of fair coins are a
/// random set, and it stays one.
package struct StratumDeal: Sendable {
  let placeCount: Int
  let experimentalCount: Int
  /// Words in which a set lies, a bit per place.
  package let wordCount: Int
  /// Bits of the places with a coin, by word.
  private let coins: [UInt64]
  /// Patterns of the first places by their number of experimental ones, `stride` for each.
  private let patterns: [UInt16]
  private let patternCounts: [UInt32]
  private let stride: Int
  private let makesTrials: Bool

  /// Places that take a pattern.
  private static let patternSize = 10
  /// Below this share of trials that give a set, places change sides.
  private static let smallestShare = 1.0 / 16
  /// Words that are drawn at a time.
  private static let bufferSize = 512

  package init(placeCount: Int, experimentalCount: Int) {
    self.placeCount = placeCount
    self.experimentalCount = experimentalCount
    wordCount = (placeCount + 63) / 64
    let size = min(Self.patternSize, placeCount)
    coins = (0..<wordCount).map { word in
      let beyond = UInt64(max(0, 64 * (word + 1) - placeCount))
      return .max >> beyond & (word == 0 ? .max << UInt64(size) : .max)
    }
    let possible = max(0, experimentalCount - (placeCount - size))...min(size, experimentalCount)
    let byCount = (0...Self.patternSize).map { count in
      possible.contains(count) ? (0..<1 << size).filter { $0.nonzeroBitCount == count }.map { UInt16($0) } : []
    }
    let stride = byCount.map(\.count).max() ?? 1
    patterns = byCount.flatMap { $0 + [UInt16](repeating: 0, count: stride - $0.count) }
    patternCounts = byCount.map { UInt32($0.count) }
    self.stride = stride
    let logOfSets =
      lgamma(Double(placeCount + 1)) - lgamma(Double(experimentalCount + 1))
      - lgamma(Double(placeCount - experimentalCount + 1))
    let share = exp(logOfSets - Double(placeCount - size) * log(2)) / Double(stride)
    makesTrials = share >= Self.smallestShare
  }

  /// Overwrites memory with random sets, word after word.
  ///
  /// - Parameters:
  ///   - count: How many; there is room for as many times `wordCount` words.
  ///   - stream: Where the random bits come from.
  ///   - sets: The memory.
  package func deal(_ count: Int, _ stream: inout RandomStream, into sets: UnsafeMutablePointer<UInt64>) {
    if makesTrials {
      withUnsafeTemporaryAllocation(of: UInt64.self, capacity: Self.bufferSize) { buffer in
        makeTrials(count, &stream, buffer, into: sets)
      }
    } else {
      for set in 0..<count { changeSides(sets + set * wordCount, &stream) }
    }
  }

  /// The last 16 bits of a trial's last word draw the pattern, or those of one more word where places take them.
  private var trialSize: Int { 64 * wordCount - placeCount >= 16 ? wordCount : wordCount + 1 }

  private func makeTrials(
    _ count: Int, _ stream: inout RandomStream, _ buffer: UnsafeMutableBufferPointer<UInt64>,
    into sets: UnsafeMutablePointer<UInt64>
  ) {
    let (size, wordCount) = (trialSize, wordCount)
    let words = UnsafeMutableBufferPointer(rebasing: buffer[..<(max(1, buffer.count / size) * size)])
    let unevenRest = 0x1_0000 % UInt32(stride)
    var found = 0
    while found < count {
      stream.fill(words)
      var trial = 0
      while trial < words.count, found < count {
        let set = sets + found &* wordCount
        var heads = 0
        for word in 0..<wordCount {
          set[word] = words[trial &+ word] & coins[word]
          heads &+= set[word].nonzeroBitCount
        }
        let missing = experimentalCount &- heads
        let isPossible = UInt(bitPattern: missing) <= UInt(Self.patternSize)
        let row = isPossible ? missing : 0
        // Lemire (2019), doi:10.1145/3230636: the high half is uniform where the low half is not in the uneven rest.
        let product = UInt32(words[trial &+ size &- 1] >> 48) &* UInt32(stride)
        let number = product >> 16
        set[0] |= UInt64(patterns[row &* stride &+ Int(number)])
        let gives = isPossible && number < patternCounts[row] && product & 0xFFFF >= unevenRest
        found &+= gives ? 1 : 0
        trial &+= size
      }
    }
  }

  private func changeSides(_ set: UnsafeMutablePointer<UInt64>, _ stream: inout RandomStream) {
    var missing = experimentalCount - start(set, &stream)
    while missing != 0 {
      let place = stream.nextIndex(below: placeCount)
      let (word, bit) = (place >> 6, UInt64(1) << UInt64(place & 63))
      guard (set[word] & bit != 0) == (missing < 0) else { continue }
      set[word] ^= bit
      missing += missing < 0 ? 1 : -1
    }
  }

  /// Gives all places the larger arm when the other is small, throws coins otherwise; returns the experimental places.
  private func start(_ set: UnsafeMutablePointer<UInt64>, _ stream: inout RandomStream) -> Int {
    let smaller = min(experimentalCount, placeCount - experimentalCount)
    let background: UInt64? =
      4 * smaller < placeCount ? (smaller == experimentalCount ? 0 : .max) : nil
    var heads = 0
    for word in 0..<wordCount {
      let beyond = UInt64(max(0, 64 * (word + 1) - placeCount))
      set[word] = (background ?? stream.next()) & (.max >> beyond)
      heads += set[word].nonzeroBitCount
    }
    return heads
  }
}
