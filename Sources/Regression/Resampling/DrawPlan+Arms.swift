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
    self.init(
      drawCount: count ?? replications, isEnumerated: count != nil, clusterCount: arms.given.count, levels: levels
    ) { draws, digits in
      var stream = RandomStream(
        seed: seed, stream: RandomStream.stream(named: "randomization") &+ UInt64(draws.lowerBound / Self.blockSize))
      var bits = ArmBits(arms)
      for (position, draw) in draws.enumerated() {
        if count != nil { bits.setAssignment(draw, arms.strata) } else { bits.draw(arms.strata, &stream) }
        bits.write(to: digits + position, stride: draws.count)
      }
    }
  }
}

/// The arms of all clusters as bits, by place.
private struct ArmBits {
  private var words: [UInt64]
  private let byteCount: Int
  /// Half of a random word that is left over.
  private var spare: UInt32?

  init(_ arms: StratifiedArms) {
    words = [UInt64](repeating: 0, count: (arms.given.count + 63) / 64)
    byteCount = (arms.given.count + 7) / 8
    for (place, isExperimental) in arms.given.enumerated() where isExperimental { flip(place) }
  }

  private mutating func flip(_ place: Int) { words[place >> 6] ^= 1 << UInt64(place & 63) }

  private func isSet(_ place: Int) -> Bool { words[place >> 6] >> UInt64(place & 63) & 1 == 1 }

  private mutating func set(_ place: Int, _ value: Bool) { if isSet(place) != value { flip(place) } }

  func write(to digits: UnsafeMutablePointer<UInt8>, stride: Int) {
    for group in 0..<byteCount {
      digits[group * stride] = UInt8(truncatingIfNeeded: words[group >> 3] >> UInt64(8 * (group & 7)))
    }
  }

  /// The assignment with a number: one digit per stratum, of which each counts the stratum's combinations.
  mutating func setAssignment(_ number: Int, _ strata: [StratifiedArms.Stratum]) {
    var rest = number
    for stratum in strata {
      let base = stratum.assignmentCount ?? 1
      setCombination(rest % base, stratum)
      rest /= base
    }
  }

  /// Combinations in lexicographic order: those that hold the first place come first.
  private mutating func setCombination(_ number: Int, _ stratum: StratifiedArms.Stratum) {
    var (rest, missing) = (number, stratum.pickedCount)
    for place in stratum.places {
      let left = stratum.places.upperBound - place - 1
      let withThis = missing > 0 ? binomial(left, missing - 1) ?? .max : 0
      let isPicked = rest < withThis
      if isPicked { missing -= 1 } else { rest -= withThis }
      set(place, isPicked == stratum.picksExperimental)
    }
  }

  /// A random assignment, all equally likely.
  ///
  /// Fair coins are thrown, then random clusters of the larger side change sides until the numbers are right. Given their number, the heads of fair coins are a random set, and it stays one.
  mutating func draw(_ strata: [StratifiedArms.Stratum], _ stream: inout RandomStream) {
    for stratum in strata {
      var missing = stratum.experimentalCount - start(stratum, &stream)
      while missing != 0 {
        let place = stratum.places.lowerBound + randomIndex(stratum.places.count, &stream)
        guard isSet(place) == (missing < 0) else { continue }
        flip(place)
        missing += missing < 0 ? 1 : -1
      }
    }
  }

  /// Sets a stratum to all control when few are to be picked, to coins otherwise; returns the number of experimental ones.
  private mutating func start(_ stratum: StratifiedArms.Stratum, _ stream: inout RandomStream) -> Int {
    let isRare = 4 * stratum.pickedCount < stratum.places.count
    let background: UInt64 = isRare && !stratum.picksExperimental ? .max : 0
    var count = 0
    var place = stratum.places.lowerBound
    while place < stratum.places.upperBound {
      let offset = place & 63
      let width = min(64 - offset, stratum.places.upperBound - place)
      let mask = (UInt64.max >> UInt64(64 - width)) << UInt64(offset)
      let bits = (isRare ? background : stream.next()) & mask
      words[place >> 6] = words[place >> 6] & ~mask | bits
      count += bits.nonzeroBitCount
      place += width
    }
    return count
  }

  /// A whole number below `bound`, all equally likely (Lemire 2019, doi:10.1145/3230636): half a word for each.
  private mutating func randomIndex(_ bound: Int, _ stream: inout RandomStream) -> Int {
    let range = UInt32(bound)
    while true {
      let product = half(&stream).multipliedFullWidth(by: range)
      if product.low >= range || product.low >= (0 &- range) % range { return Int(product.high) }
    }
  }

  private mutating func half(_ stream: inout RandomStream) -> UInt32 {
    if let word = spare {
      spare = nil
      return word
    }
    let word = stream.next()
    spare = UInt32(truncatingIfNeeded: word >> 32)
    return UInt32(truncatingIfNeeded: word)
  }
}
