import Probability
import Testing

@Suite struct RandomStreamTests {
  /// The known answers that Random123, the authors' library, comes with.
  @Test func philoxKnownAnswers() {
    let zeros = Philox.block(counter: .zero, key: .zero)
    #expect(zeros == SIMD4(0x6627_E8D5, 0xE169_C58D, 0xBC57_AC4C, 0x9B00_DBD8))
    let ones = Philox.block(counter: SIMD4(repeating: .max), key: SIMD2(repeating: .max))
    #expect(ones == SIMD4(0x408F_276D, 0x41C8_3B0E, 0xA20B_C7C6, 0x6D54_51FD))
    let pi = Philox.block(
      counter: SIMD4(0x243F_6A88, 0x85A3_08D3, 0x1319_8A2E, 0x0370_7344), key: SIMD2(0xA409_3822, 0x299F_31D0))
    #expect(pi == SIMD4(0xD16C_FE09, 0x94FD_CCEB, 0x5001_E420, 0x2412_6EA1))
  }

  /// Published test vectors of FNV-1a with 64 bits.
  @Test(arguments: [("", 0xCBF2_9CE4_8422_2325), ("a", 0xAF63_DC4C_8601_EC8C), ("foobar", 0x8594_4171_F739_67E8)])
  func streamNumbersOfTexts(name: String, expected: UInt64) {
    #expect(RandomStream.stream(named: name) == expected)
  }

  @Test func theFirstBlockIsTheFirstTwoNumbers() {
    var stream = RandomStream(seed: 0, stream: 0)
    #expect(stream.next() == 0xE169_C58D_6627_E8D5)
    #expect(stream.next() == 0x9B00_DBD8_BC57_AC4C)
  }

  @Test func drawsDependOnSeedAndStreamAlone() async {
    let expected = (0..<8).map { Self.draws(seed: 42, stream: UInt64($0)) }
    let drawn = await withTaskGroup(of: (Int, [Double]).self) { group in
      for stream in (0..<8).reversed() { group.addTask { (stream, Self.draws(seed: 42, stream: UInt64(stream))) } }
      var collected = [[Double]](repeating: [], count: 8)
      for await (stream, values) in group { collected[stream] = values }
      return collected
    }
    #expect(drawn == expected)
    #expect(Set(expected.flatMap { $0 }).count == 8 * 50)
    #expect(Self.draws(seed: 43, stream: 0) != expected[0])
  }

  @Test func uniformsFillTheOpenInterval() {
    var stream = RandomStream(seed: 7, named: "uniform")
    let draws = (0..<100_000).map { _ in stream.nextUniform() }
    #expect(draws.allSatisfy { $0 > 0 && $0 < 1 })
    // Standard error of the mean 0.0009, of the mean of squares 0.0009: five of them.
    #expect(abs(draws.reduce(0, +) / 100_000 - 0.5) < 0.0046)
    #expect(abs(draws.reduce(0) { $0 + $1 * $1 } / 100_000 - 1.0 / 3) < 0.0047)
  }

  @Test func normalsHaveTheirMoments() {
    var stream = RandomStream(seed: 7, named: "normal")
    let draws = (0..<100_000).map { _ in stream.nextNormal() }
    // Standard errors 0.0032, 0.0045 and 0.031: five of them.
    #expect(abs(draws.reduce(0, +) / 100_000) < 0.016)
    #expect(abs(draws.reduce(0) { $0 + $1 * $1 } / 100_000 - 1) < 0.023)
    #expect(abs(draws.reduce(0) { $0 + $1 * $1 * $1 * $1 } / 100_000 - 3) < 0.16)
  }

  /// Wherever in a block the stream stands.
  @Test(arguments: [0, 1, 7, 8, 9, 64, 1001]) func manyAtOnceAreThoseOneByOne(count: Int) {
    for taken in 0...3 {
      var (one, many) = (RandomStream(seed: 7, named: "many"), RandomStream(seed: 7, named: "many"))
      for _ in 0..<taken { #expect(one.next() == many.next()) }
      let words = [UInt64](unsafeUninitializedCapacity: count) { buffer, initializedCount in
        many.fill(UnsafeMutableBufferPointer(rebasing: buffer[..<count]))
        initializedCount = count
      }
      #expect(words == (0..<count).map { _ in one.next() })
      #expect(many.nextNormals(count: count) == (0..<count).map { _ in one.nextNormal() })
      #expect(many.next() == one.next())
    }
  }

  @Test func normalsGrowWithTheirUniforms() {
    var (uniforms, normals) = (RandomStream(seed: 3, stream: 2), RandomStream(seed: 3, stream: 2))
    let pairs = (0..<10_000).map { _ in (uniforms.nextUniform(), normals.nextNormal()) }.sorted { $0.0 < $1.0 }
    #expect(zip(pairs, pairs.dropFirst()).allSatisfy { $0.1 < $1.1 })
    // Where the approximations meet: distances of 0.425 from one half, and a root of −log p of 5.
    for border in [0.075, 0.925, 1.3887943864964021e-11] {
      let around = [border * (1 - 1e-13), border.nextDown, border, border.nextUp, border * (1 + 1e-13)]
      let points = around.map { Normal().quantile($0) }
      #expect(points[0] < points[2] && points[2] < points[4])
      #expect(zip(points, points.dropFirst()).allSatisfy { $1 - $0 < 1e-12 })
    }
  }

  @Test func bernoulliAndIndices() {
    var stream = RandomStream(seed: 9, stream: 1)
    let successes = (0..<100_000).count { _ in stream.nextBernoulli(0.3) }
    #expect(abs(Double(successes) - 30_000) < 5 * 145)
    #expect(!stream.nextBernoulli(0) && stream.nextBernoulli(1))
    var counts = [Int](repeating: 0, count: 7)
    for _ in 0..<70_000 { counts[stream.nextIndex(below: 7)] += 1 }
    // Standard deviation of a count 93.
    #expect(counts.allSatisfy { abs($0 - 10_000) < 5 * 93 })
    #expect(stream.nextIndex(below: 1) == 0)
  }

  private static func draws(seed: UInt64, stream: UInt64) -> [Double] {
    var source = RandomStream(seed: seed, stream: stream)
    return (0..<50).map { _ in source.nextUniform() }
  }
}
