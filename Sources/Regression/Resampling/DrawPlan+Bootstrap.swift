internal import Probability

extension DrawPlan {
  /// Weights of a wild bootstrap, independent between clusters.
  ///
  /// All signs are enumerated when there are no more of them than replications asked for.
  init(
    _ distribution: WildClusterBootstrap.Weights, clusterCount: Int, replications: Int, seed: UInt64
  ) {
    let levels = distribution.levels
    let groupCount =
      (clusterCount + LevelSums.groupSize(levelCount: levels.count) - 1)
      / LevelSums.groupSize(levelCount: levels.count)
    let enumerates = distribution == .rademacher && clusterCount < 62 && 1 << clusterCount <= replications
    self.init(
      drawCount: enumerates ? 1 << clusterCount : replications, isEnumerated: enumerates, clusterCount: clusterCount,
      levels: levels
    ) { draws, digits in
      if enumerates {
        writeAllSigns(draws, groupCount: groupCount, into: digits)
        return
      }
      var stream = RandomStream(
        seed: seed, stream: RandomStream.stream(named: "wild bootstrap") &+ UInt64(draws.lowerBound / Self.blockSize))
      switch distribution {
      case .rademacher: writeRandomBytes(groupCount * draws.count, &stream, into: digits)
      case .webb: writeRandomDigits(groupCount * draws.count, base: 216, &stream, into: digits)
      }
    }
  }
}

/// Draw *d* has the bits of *d* as its signs.
private func writeAllSigns(_ draws: Range<Int>, groupCount: Int, into digits: UnsafeMutablePointer<UInt8>) {
  for group in 0..<groupCount {
    for (position, draw) in draws.enumerated() {
      digits[group * draws.count + position] = UInt8(truncatingIfNeeded: draw >> (8 * group))
    }
  }
}

/// Independent fair bits; up to seven bytes beyond `count` are overwritten.
private func writeRandomBytes(_ count: Int, _ stream: inout RandomStream, into bytes: UnsafeMutablePointer<UInt8>) {
  let raw = UnsafeMutableRawPointer(bytes)
  for offset in stride(from: 0, to: count, by: 8) {
    raw.storeBytes(of: stream.next().littleEndian, toByteOffset: offset, as: UInt64.self)
  }
}

/// Independent digits below `base`, five to a word: each is the whole part of a 64-bit fraction times the base, so no
/// digit's probability is off by more than *base⁵ 2⁻⁶⁴* of itself, 3e-8 for 216.
private func writeRandomDigits(
  _ count: Int, base: UInt64, _ stream: inout RandomStream, into digits: UnsafeMutablePointer<UInt8>
) {
  for offset in stride(from: 0, to: count, by: 5) {
    var fraction = stream.next()
    for position in offset..<min(count, offset + 5) {
      let product = fraction.multipliedFullWidth(by: base)
      digits[position] = UInt8(truncatingIfNeeded: product.high)
      fraction = product.low
    }
  }
}
