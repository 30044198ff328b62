import Glibc
import Tabular
import Testing

/// Numbers are read bit for bit as C's `strtod` reads them.
@Suite struct NumberTests {
  @Test(arguments: [
    "0", "-0", "+1", ".5", "5.", "1e22", "1e23", "1E-22", "9007199254740992", "9007199254740993", "9007199254740992e22",
    "0.1", "0.30000000000000004", "123456789012345678901234567890", "1e308", "1e309", "-1e999999999999", "4.9e-324",
    "1e-400", "2.2250738585072011e-308", "0.000000000000000000000000000001", "00000000000000000000000001.5", "1e+5",
  ])
  func writtenNumbersEqualStrtod(_ text: String) {
    #expect(parsed([text]).map(\.bitPattern) == [strtod(text, nil).bitPattern])
  }

  @Test(arguments: 1...4 as ClosedRange<UInt64>) func randomNumbersEqualStrtod(_ seed: UInt64) {
    var generator = SplitMix(state: seed)
    let texts = (0..<5000).map { _ in Self.randomText(&generator) }
    #expect(parsed(texts).map(\.bitPattern) == texts.map { strtod($0, nil).bitPattern })
  }

  @Test(arguments: ["1x", "e5", "1e", "--1", "1.2.3", "0x1F", "inf", "1 2", "-", ".", "1_000", "1e5.0"])
  func otherTextIsNotANumber(_ text: String) throws {
    #expect(try read("x\n\(text)\n")["x"]?.values == .categorical(CategoricalColumn([text])))
  }

  private func parsed(_ texts: [String]) -> [Double] {
    guard let frame = try? read("x\n" + texts.joined(separator: "\n") + "\n"),
      case .numeric(let numbers) = frame["x"]?.values
    else { return [] }
    return numbers
  }

  /// Up to 25 digits with a point anywhere, half of them with an exponent.
  private static func randomText(_ generator: inout SplitMix) -> String {
    var characters = (0..<Int.random(in: 1...25, using: &generator)).map { _ in
      Character(String(Int.random(in: 0...9, using: &generator)))
    }
    characters.insert(".", at: Int.random(in: 0...characters.count, using: &generator))
    let sign = Bool.random(using: &generator) ? "-" : ""
    let exponent = Bool.random(using: &generator) ? "e\(Int.random(in: -330...310, using: &generator))" : ""
    return sign + String(characters) + exponent
  }
}
