import Design
import LinearAlgebra
import Tabular
import TestSupport
import Testing

/// What sweeping leaves of response and columns.
@Suite struct FactorSweepTests {
  /// Rows of three crossed factors with invented values.
  private struct Rows {
    var factors: [String: [Int]] = [:]
    var numbers: [String: [Double]] = [:]

    /// Every level twice, then levels drawn for each row.
    init(seed: UInt64, rowCount: Int, levelCounts: [String: Int]) {
      var random = RepeatableRandom(seed: seed)
      for (name, count) in levelCounts.sorted(by: { $0.key < $1.key }) {
        factors[name] = (0..<rowCount).map { $0 < 2 * count ? $0 % count : Int(random.next() % UInt64(count)) }
      }
      for name in ["x", "y"] { numbers[name] = (0..<rowCount).map { _ in 5 + random.normal() } }
      numbers["w"] = (0..<rowCount).map { _ in 0.1 + random.uniform() }
    }

    func swept(by absorbed: [String], weights: String? = nil) throws -> (frame: ModelFrame, absorption: Absorption) {
      let columns =
        numbers.sorted { $0.key < $1.key }.map { Column(name: $0.key, numbers: $0.value) }
        + factors.sorted { $0.key < $1.key }.map { Column(name: $0.key, numbers: $0.value.map(Double.init)) }
      return try ModelFrame.build(
        Formula("y ~ x"), frame: Frame(columns: columns), weights: weights, absorbing: absorbed
      ).sweepingAbsorbed(keepingCrossed: false)
    }

    /// The largest weighted mean that a level of some factor has in swept values.
    func largestMean(_ values: [Double], of frame: ModelFrame, by absorbed: [String], weights: String?) -> Double {
      absorbed.flatMap { name -> [Double] in
        let levels = factors[name, default: []]
        var (sums, totals): ([Int: Double], [Int: Double]) = ([:], [:])
        for (value, row) in zip(values, frame.keptRows.map(Int.init)) {
          let weight = weights.map { numbers[$0, default: []][row] } ?? 1
          sums[levels[row], default: 0] += weight * value
          totals[levels[row], default: 0] += weight
        }
        return sums.map { abs($0.value) / totals[$0.key, default: 1] }
      }.max() ?? 0
    }
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var rowCount: Int
    var levels: [String: Int]
    var absorbed: [String]
    var parameterCount: Int
  }

  /// Few levels are solved for directly, more than 600 by conjugate gradients.
  static let cases = [
    Case(testDescription: "one", rowCount: 300, levels: ["a": 20], absorbed: ["a"], parameterCount: 20),
    Case(
      testDescription: "direct, two", rowCount: 900, levels: ["a": 60, "b": 7], absorbed: ["a", "b"], parameterCount: 66
    ),
    Case(
      testDescription: "direct, three", rowCount: 900, levels: ["a": 60, "b": 7, "c": 5], absorbed: ["b", "a", "c"],
      parameterCount: 70),
    Case(
      testDescription: "conjugate gradients, two", rowCount: 9_000, levels: ["a": 1_000, "b": 700],
      absorbed: ["a", "b"], parameterCount: 1_699),
    Case(
      testDescription: "conjugate gradients, three", rowCount: 9_000, levels: ["a": 1_000, "b": 700, "c": 9],
      absorbed: ["a", "b", "c"], parameterCount: 1_707),
  ]

  @Test(arguments: cases, [nil, "w"])
  func noLevelKeepsAMean(_ example: Case, weights: String?) throws {
    let rows = Rows(seed: 5, rowCount: example.rowCount, levelCounts: example.levels)
    let (frame, absorption) = try rows.swept(by: example.absorbed, weights: weights)
    for values in [frame.response, frame.fixed.matrix.column(0)] {
      #expect(rows.largestMean(values, of: frame, by: example.absorbed, weights: weights) < 1e-12)
    }
    #expect(absorption.parameterCount == example.parameterCount && frame.fixed.termNames == ["x"])
    #expect(absorption.levelColumns.isEmpty && absorption.singletonRowCount == 0)
  }

  /// Two sets of levels that never meet: two dependencies, not one.
  @Test func separateParts() throws {
    var rows = Rows(seed: 6, rowCount: 400, levelCounts: ["a": 20, "b": 10])
    rows.factors["b"] = zip(rows.factors["a", default: []], rows.factors["b", default: []]).map { a, b in
      a < 10 ? b % 5 : 5 + b % 5
    }
    let (frame, absorption) = try rows.swept(by: ["a", "b"])
    #expect(absorption.parameterCount == 28)
    #expect(rows.largestMean(frame.response, of: frame, by: ["a", "b"], weights: nil) < 1e-12)
  }

  /// A factor that another determines takes nothing more away.
  @Test func aCoarserFactorIsInTheFinerOne() throws {
    var rows = Rows(seed: 7, rowCount: 400, levelCounts: ["a": 30])
    rows.factors["coarse"] = rows.factors["a", default: []].map { $0 / 10 }
    let (fine, alone) = try rows.swept(by: ["a"])
    let (both, absorption) = try rows.swept(by: ["coarse", "a"])
    #expect(both.response == fine.response && absorption.parameterCount == alone.parameterCount)
  }

  @Test func singletonsAreLeftOutUntilNoneIsLeft() throws {
    var rows = Rows(seed: 8, rowCount: 6, levelCounts: [:])
    // Row 0 is alone in a; without it row 1 is alone in b.
    rows.factors = ["a": [0, 1, 1, 1, 2, 2], "b": [0, 0, 1, 2, 1, 2]]
    let (frame, absorption) = try rows.swept(by: ["a", "b"])
    #expect(frame.keptRows.sorted() == [2, 3, 4, 5] && absorption.singletonRowCount == 2)
    #expect(frame.droppedRowCount == 0 && absorption.parameterCount == 3)
  }

  @Test func aMissingLevelLeavesTheRowOut() throws {
    let columns = [
      Column(name: "y", numbers: [1, 2, 4, 8, 16]), Column(name: "x", numbers: [1, 3, 2, 5, 4]),
      Column(name: "g", texts: ["a", "a", nil, "b", "b"]),
    ]
    let frame = try ModelFrame.build(Formula("y ~ x"), frame: Frame(columns: columns), absorbing: ["g"])
    #expect(frame.observationCount == 4 && frame.droppedRowCount == 1)
    #expect(throws: DesignError.missingColumn(name: "h", available: ["y", "x", "g"])) {
      try ModelFrame.build(Formula("y ~ x"), frame: Frame(columns: columns), absorbing: ["h"])
    }
  }

  @Test func tooManyLevelsCannotStandAsColumns() throws {
    let rows = Rows(seed: 9, rowCount: 3_000, levelCounts: ["a": 700])
    let columns =
      rows.numbers.map { Column(name: $0.key, numbers: $0.value) }
      + rows.factors.map { Column(name: $0.key, numbers: $0.value.map(Double.init)) }
    let frame = try ModelFrame.build(Formula("y ~ x"), frame: Frame(columns: columns), absorbing: ["a"])
    #expect(throws: DesignError.tooManyLevelColumns(factor: "a", levelCount: 700, limit: 500)) {
      try frame.sweepingAbsorbed(keepingCrossed: true)
    }
  }

  @Test func columnsAreFoundByTermOrName() throws {
    let columns = [
      Column(name: "y", numbers: [1, 2, 4, 8, 16, 3]), Column(name: "x", numbers: [1, 3, 2, 5, 4, 2]),
      Column(name: "g", texts: ["a", "a", "b", "b", "c", "c"]),
    ]
    let design = try ModelFrame.build(Formula("y ~ x*g"), frame: Frame(columns: columns)).fixed
    #expect(design.columns(of: "g") == ["gb", "gc"] && design.columns(of: "x") == ["x"])
    #expect(design.columns(of: "x:g") == ["x:gb", "x:gc"] && design.columns(of: "gc") == ["gc"])
    #expect(design.columns(of: "z").isEmpty && design.columns(of: "(Intercept)") == ["(Intercept)"])
  }
}
