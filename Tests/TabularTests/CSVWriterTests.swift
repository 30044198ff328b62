import Tabular
import Testing

@Suite struct CSVWriterTests {
  @Test func onlyCellsThatNeedItAreQuoted() {
    var writer = CSVWriter()
    writer.appendRow(["plain", "a,b", "say \"hi\"", "two\nlines", " edge", nil, ""])
    #expect(text(&writer) == "plain,\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\",\" edge\",,\n")
  }

  @Test func numbersReadBackTheSame() throws {
    let numbers: [Double] = [1, -0.0, 0.1, 1e300, .leastNonzeroMagnitude, 123_456_789_012_345_680, -7]
    var writer = CSVWriter(delimiter: .semicolon)
    writer.appendRow(["x", "y"])
    for number in numbers {
      writer.append(number)
      writer.append(3)
      writer.endRow()
    }
    guard case .numeric(let read) = try CSVReader().read(bytes: writer.bytes)["x"]?.values else {
      Issue.record("the column is not numeric")
      return
    }
    #expect(read.map(\.bitPattern) == numbers.map(\.bitPattern))
    #expect(text(&writer).hasPrefix("x;y\n1;3\n-0.0;3\n0.1;3\n"))
  }

  @Test func whatIsWrittenReadsBackTheSame() throws {
    let rows = [["a", "b"], ["x\ty", "\"\""], ["line\r\nend", ""], ["я; , ", "7"]]
    for delimiter in [CSVOptions.Delimiter.comma, .semicolon, .tab] {
      var writer = CSVWriter(delimiter: delimiter)
      for row in rows { writer.appendRow(row) }
      let table = try CSVReader(CSVOptions(delimiter: delimiter)).readText(bytes: writer.bytes)
      #expect(table.header == rows[0])
      #expect((0..<table.rowCount).map { [table[$0, 0].text, table[$0, 1].text] } == Array(rows.dropFirst()))
    }
  }

  @Test func drainingSendsATableInPieces() {
    var writer = CSVWriter()
    writer.append(Double.nan)
    writer.append("z")
    #expect(text(&writer) == ",z")
    writer.append("more")
    writer.endRow()
    #expect(text(&writer) == ",more\n")
    #expect(writer.bytes.isEmpty)
  }

  private func text(_ writer: inout CSVWriter) -> String { String(decoding: writer.drain(), as: UTF8.self) }
}
