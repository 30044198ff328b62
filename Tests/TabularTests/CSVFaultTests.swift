import Tabular
import Testing

/// Bad files: each is named with its place, whatever the number of threads.
@Suite struct CSVFaultTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let text: String
    let error: TabularError
    var testDescription: String { text.debugDescription }
  }

  static let faults: [Case] = [
    Case(text: "", error: .empty),
    Case(text: "\n\r\n", error: .empty),
    Case(text: "\u{FEFF}", error: .empty),
    Case(text: "a,b\n1,2\n3\n", error: .raggedRow(line: 3, expected: 2, found: 1)),
    Case(text: "a,b\n1,2\n3", error: .raggedRow(line: 3, expected: 2, found: 1)),
    Case(text: "a,b\n1,2,3,4\n", error: .raggedRow(line: 2, expected: 2, found: 4)),
    Case(text: "a,b\n\"x\ny\",2\n3\n", error: .raggedRow(line: 4, expected: 2, found: 1)),
    Case(text: "a;b\n1,2\n", error: .raggedRow(line: 2, expected: 2, found: 1)),
    Case(text: "a,b\n1,\"2\n3,4\n", error: .unterminatedQuote(line: 2, column: 2)),
    Case(text: "a,\"b\n", error: .unterminatedQuote(line: 1, column: 2)),
    Case(text: "a,b\n1,5\"\n", error: .strayQuote(line: 2, column: 2)),
    Case(text: "a,b\n\"1\"x,5\n", error: .strayQuote(line: 2, column: 1)),
    Case(text: "a,b,a\n1,2,3\n", error: .duplicateColumn(name: "a")),
    Case(text: "a,b\n1,\0\n", error: .nulByte(line: 2)),
  ]

  @Test(arguments: faults) func faultsAreNamedWithTheirPlace(_ fault: Case) {
    for threadCount in [1, 4] {
      #expect(throws: fault.error) { try read(fault.text, chunked(threadCount)) }
      #expect(throws: fault.error) { try CSVReader().readText(bytes: Array(fault.text.utf8)) }
    }
  }

  @Test(
    arguments: [
      [0x61, 0x0A, 0xFF], [0x61, 0x0A, 0xC3], [0x61, 0x0A, 0xC0, 0x80], [0x61, 0x0A, 0xED, 0xA0, 0x80],
      [0x61, 0x0A, 0xF4, 0x90, 0x80, 0x80], [0x61, 0x0A, 0xE2, 0x82, 0x41], [0x61, 0x0A, 0x80],
    ] as [[UInt8]])
  func bytesThatAreNotUTF8AreNamed(_ bytes: [UInt8]) {
    #expect(throws: TabularError.invalidEncoding(line: 2, byteOffset: 2)) { try CSVReader().read(bytes: bytes) }
  }

  @Test func theUndefinedByteOfWindows1251IsNamed() {
    let bytes: [UInt8] = Array("a\nb\n".utf8) + [0xE8, 0x98]
    for encoding in [CSVOptions.Encoding.windows1251, .automatic] {
      #expect(throws: TabularError.invalidEncoding(line: 3, byteOffset: 5)) {
        try CSVReader(CSVOptions(encoding: encoding)).read(bytes: bytes)
      }
    }
  }

  @Test func aBadByteFarInsideALongFileIsNamed() {
    let line = "0123456789 and so on until the line is long enough\n"
    var bytes = Array(("a\n" + String(repeating: line, count: 50_000) + "я\n").utf8)
    #expect(throws: Never.self) { try CSVReader(CSVOptions(threadCount: 4)).read(bytes: bytes) }
    bytes[bytes.count - 2] = 0x41
    #expect(throws: TabularError.invalidEncoding(line: 50_002, byteOffset: bytes.count - 3)) {
      try CSVReader(CSVOptions(threadCount: 4)).read(bytes: bytes)
    }
  }

  @Test func aFileThatCannotBeReadIsNamed() {
    #expect(throws: TabularError.cannotRead(path: "/no/such.csv", reason: "No such file or directory")) {
      try CSVReader().read(path: "/no/such.csv")
    }
    #expect(throws: TabularError.cannotRead(path: "/", reason: "not a regular file")) {
      try CSVReader().readText(path: "/")
    }
  }

  @Test func randomBytesGiveAnErrorAtOnce() {
    var generator = SplitMix(state: 7)
    let bytes = (0..<100_000).flatMap { _ in withUnsafeBytes(of: generator.next()) { Array($0) } }
    let started = ContinuousClock.now
    for encoding in [CSVOptions.Encoding.utf8, .automatic, .windows1251] {
      #expect(throws: TabularError.self) { try CSVReader(CSVOptions(encoding: encoding)).read(bytes: bytes) }
    }
    #expect(ContinuousClock.now - started < .seconds(5))
  }
}

/// Options that cut even the smallest text into a chunk per thread.
func chunked(_ threadCount: Int) -> CSVOptions {
  var options = CSVOptions(threadCount: threadCount)
  options.minimumChunkByteCount = 1
  return options
}
