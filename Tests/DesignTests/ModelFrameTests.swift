import Design
import LinearAlgebra
import Tabular
import Testing

@Suite struct ModelFrameTests {
  /// Six rows; the third has no `x`, the fifth no group.
  static func frame() throws -> Frame {
    try Frame(columns: [
      Column(name: "y", numbers: [1, 2, 3, 4, 5, 6]),
      Column(name: "x", numbers: [1, 2, .nan, 4, 5, 6]),
      Column(name: "w", numbers: [1, 0, 1, 2, 3, 1]),
      Column(name: "g", texts: ["b", "a", "a", "b", nil, "a"]),
      Column(name: "only", texts: ["one", "one", "two", "one", "one", "one"]),
      Column(name: "site", numbers: [30, 4, 4, 30, 4, 30]),
    ])
  }

  @Test func rowsWithAMissingValueAreLeftOutAndCounted() throws {
    let model = try ModelFrame.build(Formula("y ~ x + g"), frame: Self.frame())
    #expect(model.keptRows == [0, 1, 3, 5])
    #expect(model.droppedRowCount == 2)
    #expect(model.response == [1, 2, 4, 6])
    #expect(model.fixed.termNames == ["(Intercept)", "x", "gb"])
    #expect(model.fixed.matrix.elements == [1, 1, 1, 1, 1, 2, 4, 6, 1, 0, 1, 0])
    #expect(model.fixed.hasIntercept)
    #expect(model.weights == nil && model.clusters == nil && model.random.isEmpty)
  }

  @Test func missingClustersAndGroupsAlsoLeaveRowsOut() throws {
    #expect(try ModelFrame.build(Formula("y ~ 1"), frame: Self.frame(), clusters: "g").keptRows == [0, 1, 2, 3, 5])
    #expect(try ModelFrame.build(Formula("y ~ 1 + (1 | g)"), frame: Self.frame()).keptRows == [0, 1, 2, 3, 5])
  }

  @Test func clustersOfNumbersAreSortedAndPrintedWhole() throws {
    let model = try ModelFrame.build(Formula("y ~ 1"), frame: Self.frame(), clusters: "site")
    #expect(model.clusters?.name == "site")
    #expect(model.clusters?.levels == ["4", "30"])
    #expect(model.clusters?.codes == [1, 0, 0, 1, 0, 1])
  }

  @Test func rowsOfWeightZeroAreLeftOut() throws {
    let model = try ModelFrame.build(Formula("y ~ 1"), frame: Self.frame(), weights: "w")
    #expect(model.weights == [1, 1, 2, 3, 1])
    #expect(model.keptRows == [0, 2, 3, 4, 5])
    #expect(model.droppedRowCount == 1)
  }

  @Test func aLevelThatOccursOnlyInDroppedRowsIsNoLevel() throws {
    #expect(throws: DesignError.singleLevelFactor(name: "only")) {
      try ModelFrame.build(Formula("y ~ x + only"), frame: Self.frame())
    }
  }

  @Test func requestsWithoutAnAnswerSayWhy() throws {
    let frame = try Self.frame()
    #expect(throws: DesignError.missingColumn(name: "z", available: ["y", "x", "w", "g", "only", "site"])) {
      try ModelFrame.build(Formula("y ~ z"), frame: frame)
    }
    #expect(throws: DesignError.notNumeric(column: "g")) { try ModelFrame.build(Formula("g ~ x"), frame: frame) }
    #expect(throws: DesignError.notNumeric(column: "g")) { try ModelFrame.build(Formula("y ~ log(g)"), frame: frame) }
    #expect(throws: DesignError.notNumeric(column: "g")) {
      try ModelFrame.build(Formula("y ~ x"), frame: frame, weights: "g")
    }
    #expect(throws: DesignError.missingResponse) { try ModelFrame.build(Formula("~ x"), frame: frame) }
    #expect(throws: DesignError.noTerms) { try ModelFrame.build(Formula("y ~ 0"), frame: frame) }
    #expect(throws: DesignError.noTerms) { try ModelFrame.build(Formula("y ~ x + (0 | g)"), frame: frame) }
    #expect(throws: DesignError.notFinite(variable: "I(1/(x - 4))", row: 4)) {
      try ModelFrame.build(Formula("y ~ I(1 / (x - 4))"), frame: frame)
    }
    #expect(throws: DesignError.notFinite(variable: "log(w)", row: 2)) {
      try ModelFrame.build(Formula("log(w) ~ x"), frame: frame)
    }
    #expect(throws: DesignError.noRowsLeft(rowCount: 6)) {
      try ModelFrame.build(Formula("y ~ log(x - 100)"), frame: frame)
    }
    #expect(throws: DesignError.negativeWeight(row: 4)) {
      let negative = Column(name: "v", numbers: [1, 1, 1, -2, 1, 1])
      return try ModelFrame.build(Formula("y ~ 1"), frame: Frame(columns: frame.columns + [negative]), weights: "v")
    }
  }

  @Test func aMatrixThatCannotBeHeldIsRefused() throws {
    let count = 40_000
    let identifiers = Column(name: "child", texts: (0..<count).map { "c\($0)" })
    let frame = try Frame(columns: [Column(name: "y", numbers: (0..<count).map(Double.init)), identifiers])
    #expect(throws: DesignError.tooLarge(rowCount: count, columnCount: count + 1)) {
      try ModelFrame.build(Formula("y ~ child"), frame: frame)
    }
  }

  @Test func aDotStandsForTheColumnsWithoutAnotherRole() throws {
    let model = try ModelFrame.build(Formula("log(y) ~ . - only + (1 | site)"), frame: Self.frame())
    #expect(model.fixed.termLabels == ["x", "w", "g"])
  }

  @Test func numbersThatAreNotWholeOrLieFarApartAreCodedToo() throws {
    let values: [Double] = [2.5, -1e12, 7, 2.5, 1e-3, -1e12]
    let frame = try Frame(columns: [Column(name: "y", numbers: values), Column(name: "k", numbers: values)])
    let factor = try #require(ModelFrame.build(Formula("y ~ 1"), frame: frame, clusters: "k").clusters)
    #expect(factor.codes == [2, 0, 3, 2, 1, 0])
    #expect(factor.levels == ["-1000000000000", "0.001", "2.5", "7"])
  }
}
