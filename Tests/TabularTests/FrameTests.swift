import Tabular
import Testing

@Suite struct FrameTests {
  @Test func columnsAreFoundByName() throws {
    let frame = try Frame(columns: [
      Column(name: "x", numbers: [1, .nan]), Column(name: "g", texts: ["b", nil]),
    ])
    #expect(frame.rowCount == 2)
    #expect(frame.columnNames == ["x", "g"])
    #expect(frame["x"]?.missingCount == 1)
    #expect(frame["g"]?.values == .categorical(CategoricalColumn(codes: [0, -1], levels: ["b"])))
    #expect(frame["absent"] == nil)
  }

  @Test func columnsMustAgreeInLengthAndDifferInName() {
    #expect(throws: TabularError.columnLengthMismatch(name: "b", expected: 2, found: 1)) {
      try Frame(columns: [Column(name: "a", numbers: [1, 2]), Column(name: "b", numbers: [1])])
    }
    #expect(throws: TabularError.duplicateColumn(name: "a")) {
      try Frame(columns: [Column(name: "a", numbers: [1]), Column(name: "a", numbers: [2])])
    }
  }

  @Test func levelsAreNumberedByFirstAppearance() {
    let column = CategoricalColumn(["ru", nil, "kk", "ru"])
    #expect(column.codes == [0, -1, 1, 0])
    #expect(column.levels == ["ru", "kk"])
    #expect(column[0] == "ru")
    #expect(column[1] == nil)
  }
}
