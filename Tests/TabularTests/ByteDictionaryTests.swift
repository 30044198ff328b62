import Tabular
import Testing

@Suite struct ByteDictionaryTests {
  @Test func stringsWithTheSameHashStayApart() {
    let (first, second) = Self.collision()
    #expect(hash(first) == hash(second) && first != second)
    var dictionary = ByteDictionary()
    #expect(code(first, &dictionary) == 0)
    #expect(code(second, &dictionary) == 1)
    #expect(code(first, &dictionary) == 0)
    #expect(dictionary.strings == [first, second].map { String(decoding: $0, as: UTF8.self) })
  }

  @Test func manyStringsKeepTheirCodes() {
    let words = (0..<3000).map { "\($0 % 1700)-\(String(repeating: "x", count: $0 % 1700 % 23))" }
    var dictionary = ByteDictionary()
    let codes = words.map { code(Array($0.utf8), &dictionary) }
    #expect(codes == CategoricalColumn(words).codes)
    #expect(dictionary.strings == CategoricalColumn(words).levels)
    #expect(code([], &dictionary) == 1700)
  }

  /// Two strings of 16 bytes: whatever the first eight do to the hash, the last eight undo.
  private static func collision() -> ([UInt8], [UInt8]) {
    let multiplier: UInt64 = 0x9E37_79B9_7F4A_7C15
    func state(_ word: UInt64) -> UInt64 {
      let mixed = ((16 &* multiplier) ^ word) &* multiplier
      return mixed ^ (mixed >> 29)
    }
    var generator = SplitMix(state: 1)
    let first = generator.next()
    let second = generator.next()
    let ending = generator.next()
    let bytes = { (words: [UInt64]) in words.flatMap { word in withUnsafeBytes(of: word) { Array($0) } } }
    return (bytes([first, ending]), bytes([second, state(first) ^ state(second) ^ ending]))
  }

  private func hash(_ bytes: [UInt8]) -> UInt64? {
    bytes.withUnsafeBufferPointer { bytes in bytes.baseAddress.map { ByteDictionary.hash($0, bytes.count) } }
  }

  private func code(_ bytes: [UInt8], _ dictionary: inout ByteDictionary) -> Int32? {
    (bytes + [0]).withUnsafeBufferPointer { padded in
      padded.baseAddress.map { dictionary.code($0, bytes.count) }
    }
  }
}
