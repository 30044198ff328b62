import Probability
import Regression
import Testing

/// Random sets of places, by trials and by changing sides.
@Suite struct StratumDealTests {
  private func sets(places: Int, experimental: Int, count: Int) -> (words: [UInt64], wordCount: Int) {
    let deal = StratumDeal(placeCount: places, experimentalCount: experimental)
    var stream = RandomStream(seed: 5, named: "\(experimental) of \(places)")
    let words = [UInt64](unsafeUninitializedCapacity: count * deal.wordCount) { buffer, initializedCount in
      if let start = buffer.baseAddress { deal.deal(count, &stream, into: start) }
      initializedCount = count * deal.wordCount
    }
    return (words, deal.wordCount)
  }

  /// Pearson's statistic over all sets lies within five standard deviations of its mean.
  @Test(arguments: [(5, 2, 10), (12, 6, 924), (13, 4, 715), (14, 2, 91), (14, 12, 91)])
  func everySetIsEquallyLikely(places: Int, experimental: Int, setCount: Int) {
    var counts: [UInt64: Int] = [:]
    for set in sets(places: places, experimental: experimental, count: 40 * setCount).words {
      counts[set, default: 0] += 1
    }
    #expect(counts.count <= setCount)
    let squares = counts.values.reduce(0.0) { $0 + Double(($1 - 40) * ($1 - 40)) / 40 }
    let statistic = squares + 40 * Double(setCount - counts.count)
    let freedom = Double(setCount - 1)
    #expect(abs(statistic - freedom) < 5 * (2 * freedom).squareRoot())
  }

  /// Sets of one and several words, with room for the pattern's number in the last one and without.
  @Test(arguments: [
    (1, 1), (2, 1), (10, 5), (63, 31), (64, 30), (100, 50), (112, 56), (129, 64), (200, 10), (200, 195),
  ])
  func everySetHasItsSize(places: Int, experimental: Int) {
    let (words, wordCount) = sets(places: places, experimental: experimental, count: 500)
    for set in stride(from: 0, to: words.count, by: wordCount) {
      #expect(words[set..<set + wordCount].reduce(0) { $0 + $1.nonzeroBitCount } == experimental)
    }
    #expect(
      places % 64 == 0 || words.indices.allSatisfy { ($0 + 1) % wordCount != 0 || words[$0] >> (places % 64) == 0 })
  }

  /// Every place is in as many sets as any other, to within five standard errors.
  @Test(arguments: [(100, 50), (128, 60), (150, 20)]) func everyPlaceIsEquallyLikely(places: Int, experimental: Int) {
    let (words, wordCount) = sets(places: places, experimental: experimental, count: 4000)
    let share = Double(experimental) / Double(places)
    for place in 0..<places {
      let count = (0..<4000).count { words[$0 * wordCount + place / 64] >> UInt64(place % 64) & 1 == 1 }
      #expect(abs(Double(count) - 4000 * share) < 5 * (4000 * share * (1 - share)).squareRoot())
    }
  }
}
