internal import Probability

extension DrawPlan {
  /// Assignments of arms to clusters: all of them when there are no more than replications asked for.
  ///
  /// - Parameters:
  ///   - arms: The strata, with every cluster's place.
  ///   - levels: Values of the control and the experimental arm.
  ///   - replications: Draws when there are more assignments.
  ///   - seed: Seed of the draws.
  init(_ arms: StratifiedArms, levels: [Double], replications: Int, seed: UInt64) {
    let count = arms.assignmentCount(limit: replications)
    let deals = arms.strata.map {
      StratumDeal(placeCount: $0.places.count, experimentalCount: $0.experimentalCount)
    }
    self.init(
      drawCount: count ?? replications, isEnumerated: count != nil, clusterCount: arms.given.count, levels: levels
    ) { draws, digits in
      var sets = ArmSets(arms, count: draws.count)
      if count != nil {
        for (position, draw) in draws.enumerated() { sets.setAssignment(draw, arms.strata, at: position) }
      } else {
        var stream = RandomStream(
          seed: seed, stream: RandomStream.stream(named: "randomization") &+ UInt64(draws.lowerBound / Self.blockSize))
        for (stratum, deal) in zip(arms.strata, deals) { sets.set(stratum.places, deal, &stream) }
      }
      sets.write(to: digits)
    }
  }
}

/// The experimental clusters of some draws as bits, by place.
private struct ArmSets {
  private let count: Int
  private let placeCount: Int
  /// Words of a draw.
  private let wordCount: Int
  private var words: [UInt64]

  /// Clusters in strata of one arm have it in every draw, the others are in the control arm until they are set.
  init(_ arms: StratifiedArms, count: Int) {
    self.count = count
    placeCount = arms.given.count
    wordCount = (placeCount + 63) / 64
    var isExperimental = arms.given
    for stratum in arms.strata { for place in stratum.places { isExperimental[place] = false } }
    var draw = [UInt64](repeating: 0, count: wordCount)
    for place in isExperimental.indices where isExperimental[place] { draw[place >> 6] |= 1 << UInt64(place & 63) }
    words = []
    words.reserveCapacity(count * wordCount)
    for _ in 0..<count { words += draw }
  }

  /// Writes eight places to a byte, group-major.
  func write(to digits: UnsafeMutablePointer<UInt8>) {
    words.withUnsafeBufferPointer { words in
      for group in 0..<(placeCount + 7) / 8 {
        let (bytes, word, shift) = (digits + group * count, group >> 3, UInt64(8 * (group & 7)))
        for draw in 0..<count { bytes[draw] = UInt8(truncatingIfNeeded: words[draw &* wordCount &+ word] &>> shift) }
      }
    }
  }

  /// Deals a stratum in every draw.
  mutating func set(_ places: Range<Int>, _ deal: StratumDeal, _ stream: inout RandomStream) {
    let (first, shift) = (places.lowerBound >> 6, UInt64(places.lowerBound & 63))
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: count * deal.wordCount) { sets in
      guard let start = sets.baseAddress else { return }
      deal.deal(count, &stream, into: start)
      words.withUnsafeMutableBufferPointer { words in
        for draw in 0..<count {
          for word in 0..<deal.wordCount {
            let (set, position) = (start[draw &* deal.wordCount &+ word], draw &* wordCount &+ first &+ word)
            words[position] |= set &<< shift
            let rest = set >> (64 - shift)
            if rest != 0 { words[position &+ 1] |= rest }
          }
        }
      }
    }
  }

  /// The assignment with a number: one digit per stratum, of which each counts the stratum's combinations.
  mutating func setAssignment(_ number: Int, _ strata: [StratifiedArms.Stratum], at draw: Int) {
    var rest = number
    for stratum in strata {
      let base = stratum.assignmentCount ?? 1
      setCombination(rest % base, stratum, at: draw)
      rest /= base
    }
  }

  /// Combinations in lexicographic order: those that hold the first place come first.
  private mutating func setCombination(_ number: Int, _ stratum: StratifiedArms.Stratum, at draw: Int) {
    var (rest, missing) = (number, stratum.pickedCount)
    for place in stratum.places {
      let left = stratum.places.upperBound - place - 1
      let withThis = missing > 0 ? binomial(left, missing - 1) ?? .max : 0
      let isPicked = rest < withThis
      if isPicked { missing -= 1 } else { rest -= withThis }
      if isPicked == stratum.picksExperimental { words[draw * wordCount + place >> 6] |= 1 << UInt64(place & 63) }
    }
  }
}
