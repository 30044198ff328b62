import Tabular
import Testing

@Suite struct TextTableTests {
  static func table() throws -> TextTable {
    let text = "child,mark;s,note\r\n\r\n001, 2 ,\"said \"\"hi\"\"\nand left\"\n002,na,\n"
    return try CSVReader().readText(bytes: Array(text.utf8))
  }

  @Test func cellsStandAsInTheFile() throws {
    let table = try Self.table()
    #expect(table.header == ["child", "mark;s", "note"])
    #expect(table.rowCount == 2 && table.columnCount == 3)
    #expect(table[0, 0].text == "001")
    #expect(table[0, 1].text == " 2 ")
    #expect(table[0, 2] == "said \"hi\"\nand left")
    #expect(table[1, 2].isEmpty)
    #expect(table[1, 1] != "2")
  }

  @Test func rowsKnowTheirLines() throws {
    let table = try Self.table()
    #expect(table.line(ofRow: 0) == 3)
    #expect(table.line(ofRow: 1) == 5)
    #expect(table.columnIndex(named: "note") == 2)
    #expect(table.columnIndex(named: "absent") == nil)
  }

  @Test func cellsAreParsedOnDemand() throws {
    let table = try Self.table()
    #expect(table[0, 1].integer == 2)
    #expect(table[0, 1].trimmed == "2")
    #expect(table[1, 1].integer == nil && table[1, 1].number() == nil)
    #expect(table[1, 2].number() == nil && table[1, 2].trimmed.isEmpty)
    let marks = try CSVReader().readText(bytes: Array("m;w\n1,5;1e300\n".utf8))
    #expect(marks[0, 0].number() == nil)
    #expect(marks[0, 0].number(decimalMark: .automatic) == 1.5)
    #expect(marks[0, 1].integer == nil)
  }
}
