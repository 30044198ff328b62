import SmallArea
import TestSupport
import Testing

/// Regions that add up to the country.
struct BenchmarkTests {
  private let areas = (0..<6).map { index in
    Benchmark.Area(
      area: "\(index)", estimate: 0.1 + 0.12 * Double(index), meanSquaredError: 0.001 * Double(1 + index),
      weight: Double(6 - index))
  }

  private func sum(_ areas: [Benchmark.Area]) -> Double { areas.reduce(0) { $0 + $1.weight * $1.estimate } }

  @Test(arguments: Benchmark.Method.allCases, [0.05, 0.3, 0.6])
  func areasAddUpToTheTarget(method: Benchmark.Method, target: Double) throws {
    let moved = try Benchmark(method: method).fit(areas, target: target)
    expectClose(sum(moved), target, relative: Tolerance.reordered)
    expectClose(moved.reduce(0) { $0 + $1.weight }, 1, relative: Tolerance.reordered)
    for (before, after) in zip(areas, moved) {
      let move = after.estimate - before.estimate
      expectClose(after.meanSquaredError, before.meanSquaredError + move * move, relative: Tolerance.reordered)
    }
  }

  @Test(arguments: Benchmark.Method.allCases)
  func areasThatAddUpStay(method: Benchmark.Method) throws {
    let total = areas.reduce(0) { $0 + $1.weight }
    let moved = try Benchmark(method: method).fit(areas, target: sum(areas) / total)
    expectClose(moved.map(\.estimate), areas.map(\.estimate), relative: Tolerance.reordered)
  }

  @Test func eachMethodSharesTheGapOutItsWay() throws {
    let ratio = try Benchmark(method: .ratio).fit(areas, target: 0.2)
    let factors = zip(ratio, areas).map { $0.0.estimate / $0.1.estimate }
    expectClose(factors, factors.map { _ in factors[0] }, relative: Tolerance.reordered)
    let difference = try Benchmark(method: .difference).fit(areas, target: 0.2)
    let moves = zip(difference, areas).map { $0.0.estimate - $0.1.estimate }
    expectClose(moves, moves.map { _ in moves[0] }, relative: Tolerance.closedForm)
    let weighted = try Benchmark(method: .errorWeighted).fit(areas, target: 0.2)
    let perError = zip(weighted, areas).map { ($0.0.estimate - $0.1.estimate) / ($0.1.weight * $0.1.meanSquaredError) }
    expectClose(perError, perError.map { _ in perError[0] }, relative: Tolerance.closedForm)
  }

  @Test(arguments: Benchmark.Method.allCases, [0.02, 0.93])
  func sharesStayWithinTheirRange(method: Benchmark.Method, target: Double) throws {
    let moved = try Benchmark(method: method, range: 0...1).fit(areas, target: target)
    expectClose(sum(moved), target, relative: Tolerance.closedForm)
    #expect(moved.allSatisfy { (0...1).contains($0.estimate) })
  }

  @Test func aTargetOutOfReachIsRefused() {
    #expect(throws: SmallAreaError.benchmarkOutOfReach(target: 1.5)) {
      try Benchmark(method: .difference, range: 0...1).fit(areas, target: 1.5)
    }
    #expect(throws: SmallAreaError.benchmarkOutOfReach(target: -0.1)) {
      try Benchmark(method: .ratio).fit(areas, target: -0.1)
    }
    #expect(throws: SmallAreaError.self) { try Benchmark().fit(areas, target: .nan) }
    #expect(throws: SmallAreaError.benchmarkOutOfReach(target: 0.3)) { try Benchmark().fit([], target: 0.3) }
    var odd = areas
    odd[2].weight = -1
    #expect(throws: SmallAreaError.notFinite(area: "2")) { try Benchmark().fit(odd, target: 0.3) }
  }
}
