import CompositeIndex
import Probability
import Testing

/// Quantiles of unsorted values are those of the sorted ones.
@Suite struct QuantilesTests {
  private func sortedQuantile(_ values: [Double], _ probability: Double) -> Double {
    let (ascending, position) = (values.sorted(), probability * Double(values.count - 1))
    let below = min(Int(position), values.count - 1)
    let next = ascending[min(below + 1, values.count - 1)]
    return ascending[below] + (position - Double(below)) * (next - ascending[below])
  }

  @Test(arguments: [1, 2, 3, 7, 100, 2000]) func agreeWithSorting(count: Int) {
    var stream = RandomStream(seed: 3, named: "quantiles \(count)")
    for isTied in [false, true] {
      let values = (0..<count).map { _ in
        isTied ? Double(stream.nextIndex(below: 4)) : stream.nextUniform()
      }
      for (lower, upper) in [(0.025, 0.975), (0, 1), (0.5, 0.5), (0.1, 0.11)] {
        let found = values.quantiles(lower, upper)
        #expect(found.lower == sortedQuantile(values, lower) && found.upper == sortedQuantile(values, upper))
      }
    }
  }

  @Test func valuesInOrderOrReversed() {
    let values = (0...1000).map(Double.init)
    for values in [values, values.reversed()] {
      let found = values.quantiles(0.05, 0.9)
      #expect(found.lower == 50 && found.upper == 900)
    }
  }
}
