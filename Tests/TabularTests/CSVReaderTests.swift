import Tabular
import Testing

@Suite struct CSVReaderTests {
  @Test func columnsGetTheTypeOfTheirCells() throws {
    let frame = try read("x,g,h\n1,a,\n-2.5e1,b,NA\n,a, 7 \n")
    #expect(frame.rowCount == 3)
    #expect(numbers(frame, "x") == [1, -25, nil])
    #expect(frame["g"]?.values == .categorical(CategoricalColumn(codes: [0, 1, 0], levels: ["a", "b"])))
    #expect(numbers(frame, "h") == [nil, nil, 7])
  }

  @Test func quotesAroundCellsAreRemoved() throws {
    let frame = try read("\"a \"\"b\"\"\",t\n\"1\",\"x, \"\"y\"\"\nz\"\n2,plain\n")
    #expect(frame.columnNames == ["a \"b\"", "t"])
    #expect(numbers(frame, "a \"b\"") == [1, 2])
    #expect(frame["t"]?.values == .categorical(CategoricalColumn(["x, \"y\"\nz", "plain"])))
  }

  @Test(arguments: ["x,g\n1,a\n2,b\n", "x,g\r\n1,a\r\n2,b\r\n", "\u{FEFF}x,g\n1,a\n2,b", "\n\nx,g\r\n\r\n1,a\r\n2,b\r"])
  func lineEndsMarksAndEmptyLinesDoNotMatter(_ text: String) throws {
    #expect(try read(text) == read("x,g\n1,a\n2,b\n"))
  }

  @Test(arguments: [",", ";", "\t"]) func theDelimiterIsFoundInTheHeader(_ delimiter: String) throws {
    let header = ["x", "\"a,b;c\td\"", "y"].joined(separator: delimiter)
    let frame = try read("\(header)\n1\(delimiter)2\(delimiter)3\n")
    #expect(frame.columnNames == ["x", "a,b;c\td", "y"])
    #expect(numbers(frame, "y") == [3])
  }

  @Test func aGivenDelimiterIsObeyed() throws {
    let options = CSVOptions(delimiter: .semicolon)
    #expect(try read("a,b;c\n1,2;3\n", options).columnNames == ["a,b", "c"])
  }

  @Test func decimalCommasAreReadWhereTheDelimiterAllows() throws {
    #expect(numbers(try read("x;y\n1,5;2.5\n"), "x") == [1.5])
    #expect(numbers(try read("x\ty\n1,5\t2.5\n"), "y") == [2.5])
    let quoted = try read("x,y\n\"1,5\",2\n", CSVOptions(decimalMark: .comma))
    #expect(numbers(quoted, "x") == [1.5])
    #expect(numbers(quoted, "y") == [2])
    #expect(
      try read("x;y\n1,5;2\n", CSVOptions(decimalMark: .point))["x"]?.values == .categorical(CategoricalColumn(["1,5"]))
    )
    #expect(try read("x,y\n\"1,5\",2\n")["x"]?.values == .categorical(CategoricalColumn(["1,5"])))
  }

  @Test func theAlphabetOfWindowsIsReadWhenAskedFor() throws {
    // "имя;n", "Ёж №;1,5" in Windows-1251.
    let bytes: [UInt8] = [0xE8, 0xEC, 0xFF, 0x3B, 0x6E, 0x0A, 0xA8, 0xE6, 0x20, 0xB9, 0x3B, 0x31, 0x2C, 0x35, 0x0A]
    for encoding in [CSVOptions.Encoding.windows1251, .automatic] {
      let frame = try CSVReader(CSVOptions(encoding: encoding)).read(bytes: bytes)
      #expect(frame["имя"]?.values == .categorical(CategoricalColumn(["Ёж №"])))
      #expect(numbers(frame, "n") == [1.5])
    }
    #expect(throws: TabularError.invalidEncoding(line: 1, byteOffset: 0)) { try CSVReader().read(bytes: bytes) }
    #expect(try read("имя\nЁж\n", CSVOptions(encoding: .automatic)).columnNames == ["имя"])
  }

  @Test func aLateTextCellMakesTheWholeColumnText() throws {
    let rows = (0..<1000).map { "0\($0)" } + ["many"]
    let frame = try read("code\n" + rows.joined(separator: "\n") + "\n")
    #expect(frame["code"]?.values == .categorical(CategoricalColumn(rows)))
  }

  @Test func aHeaderAloneIsATableWithoutRows() throws {
    let frame = try read("a,b")
    #expect(frame.rowCount == 0)
    #expect(frame.columnNames == ["a", "b"])
  }

  @Test func anEmptyLineOfASingleColumnIsAMissingValue() throws {
    #expect(numbers(try read("x\n1\n\n3\n"), "x") == [1, nil, 3])
  }
}

func read(_ text: String, _ options: CSVOptions = CSVOptions()) throws(TabularError) -> Frame {
  try CSVReader(options).read(bytes: Array(text.utf8))
}

/// The numbers of a column with `nil` for NaN, so that they can be compared.
func numbers(_ frame: Frame, _ name: String) -> [Double?]? {
  guard case .numeric(let numbers) = frame[name]?.values else { return nil }
  return numbers.map { $0.isNaN ? nil : $0 }
}
