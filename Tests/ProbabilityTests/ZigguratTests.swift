import Foundation
import Probability
import TestSupport
import Testing

/// The fast normal numbers against the normal distribution.
@Suite struct ZigguratTests {
  private func draws(_ count: Int, stream: UInt64 = 1) -> [Double] {
    var random = RandomStream(seed: 11, stream: stream)
    var values = [Double](repeating: 0, count: count)
    values.withUnsafeMutableBufferPointer { random.fillWithNormals($0) }
    return values
  }

  /// Kolmogorov's distance: a perfect generator exceeds 1.95 / √n once in a thousand samples.
  @Test func distributionIsNormal() {
    let sorted = draws(100_000).sorted()
    let count = Double(sorted.count)
    let distance = sorted.enumerated().reduce(0.0) { largest, draw in
      let probability = Normal().cumulative(draw.element)
      return max(
        largest, abs(probability - Double(draw.offset) / count), abs(probability - Double(draw.offset + 1) / count))
    }
    #expect(distance < 1.95 / count.squareRoot())
  }

  /// Shares beyond points in the outermost layer's rectangle, at its end and in the tail, within four standard errors.
  @Test(arguments: [2.5, 3.3, 3.654, 3.9])
  func tailsHaveTheirShare(point: Double) {
    let values = draws(400_000, stream: 2)
    let expected = 2 * Normal().upperTail(point)
    let share = Double(values.count { abs($0) > point }) / Double(values.count)
    #expect(
      abs(share - expected) < 4 * (expected / Double(values.count)).squareRoot(), "\(share), expected \(expected)")
  }

  @Test func momentsAndSignsAreThoseOfTheNormal() {
    let values = draws(200_000, stream: 3)
    let count = Double(values.count)
    for (power, expected, variance) in [(1, 0.0, 1.0), (2, 1, 2), (3, 0, 15), (4, 3, 96)] {
      let moment = values.reduce(0) { $0 + pow($1, Double(power)) } / count
      #expect(abs(moment - expected) < 4 * (variance / count).squareRoot(), "power \(power): \(moment)")
    }
    #expect(draws(50) == Array(draws(80).prefix(50)))
  }
}
