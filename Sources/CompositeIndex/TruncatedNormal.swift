import Probability

/// A normal distribution restricted to a range.
///
/// The centre is first moved into the range, so that a shrunken share slightly below 0 counts as 0.
struct TruncatedNormal {
  private let center: Double
  private let spread: Double
  private let range: ClosedRange<Double>
  private let lowerProbability: Double
  private let upperProbability: Double

  /// The sampling distribution of an indicator.
  init(_ value: AreaIndicators.Value) {
    range = value.minimum...value.maximum
    center = min(max(value.value, value.minimum), value.maximum)
    spread = value.standardError
    guard spread > 0 else {
      (lowerProbability, upperProbability) = (0, 1)
      return
    }
    lowerProbability = Normal().cumulative((value.minimum - center) / spread)
    upperProbability = Normal().cumulative((value.maximum - center) / spread)
  }

  /// The value with a probability in (0, 1) below it; the centre when there is no spread.
  func quantile(_ probability: Double) -> Double {
    guard spread > 0, range.lowerBound < range.upperBound else { return center }
    let total = lowerProbability + probability * (upperProbability - lowerProbability)
    return min(max(center + spread * Normal().quantile(total), range.lowerBound), range.upperBound)
  }

  /// Independent draws: normal ones, and by inversion in place of those that fall outside the range.
  func draws(_ count: Int, from stream: inout RandomStream) -> [Double] {
    guard spread > 0, range.lowerBound < range.upperBound else { return [Double](repeating: center, count: count) }
    var draws = stream.nextNormals(count: count)
    for index in draws.indices {
      let draw = center + spread * draws[index]
      draws[index] =
        draw >= range.lowerBound && draw <= range.upperBound ? draw : quantile(stream.nextUniform())
    }
    return draws
  }
}
