import Tabular
import Testing

/// The result does not depend on how a file is cut.
@Suite struct ChunkingTests {
  /// Rows with quoted line feeds, doubled quotes, missing values, and levels that appear in any order.
  static func text(seed: UInt64, rowCount: Int) -> String {
    var generator = SplitMix(state: seed)
    let words = ["a", "b\"\"c", "line\nfeed", "", "\n\n", "x,y", "NA", "я"]
    var text = "n,\"t\nu\",late\n"
    for row in 0..<rowCount {
      let word = words.randomElement(using: &generator) ?? ""
      let number = Bool.random(using: &generator) ? String(Int.random(in: -50...50, using: &generator)) : ""
      text += "\(number),\"\(word)\",\(row == rowCount - 2 ? "text" : "\(row)")\r\n"
    }
    return text
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>) func threadsDoNotChangeTheResult(_ seed: UInt64) throws {
    let text = Self.text(seed: seed, rowCount: 300)
    let whole = try read(text, chunked(1))
    for threadCount in [2, 3, 4, 7, 64, 5000] {
      #expect(comparable(try read(text, chunked(threadCount))) == comparable(whole))
    }
    #expect(whole.rowCount == 300)
  }

  @Test(arguments: 1...10 as ClosedRange<UInt64>) func threadsDoNotChangeTheError(_ seed: UInt64) throws {
    var characters = Array(Self.text(seed: seed, rowCount: 100))
    var generator = SplitMix(state: seed)
    characters.insert("\"", at: Int.random(in: 20..<characters.count, using: &generator))
    let text = String(characters)
    for threadCount in [2, 4, 64] {
      #expect(outcome(text, chunked(threadCount)) == outcome(text, chunked(1)))
    }
  }

  private func outcome(_ text: String, _ options: CSVOptions) -> Result<[String], TabularError> {
    Result { () throws(TabularError) in comparable(try read(text, options)) }
  }

  /// Text of the columns, since a missing number does not equal itself.
  private func comparable(_ frame: Frame) -> [String] { frame.columns.map { "\($0.name) \($0.values)" } }
}
