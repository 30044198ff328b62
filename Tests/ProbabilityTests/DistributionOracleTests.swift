import Foundation
import Probability
import Testing

/// The room against values of 20 digits computed with mpmath (`Tests/Fixtures/distributions`).
@Suite struct DistributionOracleTests {
  /// Closed forms and series in double precision; the worst row measured is below 1e-12.
  static let relativeTolerance = 1e-10

  @Test(arguments: ["pnorm", "qnorm", "pt", "qt", "pchisq", "qchisq", "pf", "pbeta", "qbeta", "pgamma", "pnct"])
  func everyRowAgrees(function: String) throws {
    let rows = try Self.rows(of: function)
    #expect(rows.count >= 11)
    for row in rows {
      let computed = try #require(Self.evaluate(row))
      #expect(Self.agrees(computed, row.value), "\(row): \(computed)")
    }
  }

  /// Random numbers rest on these, so that they are held to rounding.
  @Test func normalQuantilesAreExactToRounding() throws {
    for row in try Self.rows(of: "qnorm") {
      let allowed = 1e-15 * abs(row.value)
      #expect(abs(Normal().quantile(row.x) - row.value) <= allowed, "\(row)")
      #expect(abs(Normal().upperQuantile(row.x) + row.value) <= allowed, "\(row)")
      #expect(row.value == 0 || abs(Normal().quantile(row.x) * (1 + 1e-14) - row.value) > allowed)
    }
  }

  /// The comparison notices an error of ten times the tolerance in any row that is not 0 or infinite.
  @Test func theComparisonCanFail() throws {
    let rows = try Self.rows(of: "pt").filter { $0.value > .leastNormalMagnitude }
    #expect(rows.count > 90)
    for row in rows { #expect(!Self.agrees(row.value * (1 + 10 * Self.relativeTolerance), row.value)) }
  }

  struct Row: CustomStringConvertible {
    let function: String
    let first: Double
    let second: Double
    let x: Double
    let isLower: Bool
    let value: Double

    var description: String { "\(function)(\(x), \(first), \(second), lower: \(isLower)) = \(value)" }
  }

  static func agrees(_ computed: Double, _ expected: Double) -> Bool {
    if computed == expected { return true }
    let scale = max(abs(expected), .leastNormalMagnitude / relativeTolerance)
    return abs(computed - expected) <= relativeTolerance * scale
  }

  static func evaluate(_ row: Row) -> Double? {
    let (x, first, second) = (row.x, row.first, row.second)
    switch row.function {
    case "pnorm": return row.isLower ? Normal().cumulative(x) : Normal().upperTail(x)
    case "qnorm": return Normal().quantile(x)
    case "pt": return StudentT(degreesOfFreedom: first).upperTail(x)
    case "qt": return StudentT(degreesOfFreedom: first).upperQuantile(x)
    case "pchisq":
      let distribution = ChiSquared(degreesOfFreedom: first)
      return row.isLower ? distribution.cumulative(x) : distribution.upperTail(x)
    case "qchisq": return ChiSquared(degreesOfFreedom: first).upperQuantile(x)
    case "pf":
      let distribution = FisherF(numeratorDegreesOfFreedom: first, denominatorDegreesOfFreedom: second)
      return row.isLower ? distribution.cumulative(x) : distribution.upperTail(x)
    case "pbeta": return Beta(alpha: first, beta: second).cumulative(x)
    case "qbeta": return Beta(alpha: first, beta: second).quantile(x)
    case "pgamma":
      let distribution = Gamma(shape: first, scale: 1)
      return row.isLower ? distribution.cumulative(x) : distribution.upperTail(x)
    case "pnct": return NoncentralT(degreesOfFreedom: first, noncentrality: second).cumulative(x)
    default: return nil
    }
  }

  static func rows(of function: String) throws -> [Row] {
    let fixture = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/distributions/reference.csv")
    let lines = try String(contentsOf: fixture, encoding: .utf8).split(separator: "\n").dropFirst()
    return try lines.compactMap { line in
      let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      guard cells[0] == function else { return nil }
      return Row(
        function: function, first: try #require(Double(cells[1])), second: Double(cells[2]) ?? .nan,
        x: try #require(Double(cells[3])), isLower: cells[4] == "1", value: try #require(Double(cells[5])))
    }
  }
}
