import CompositeIndex
import Tabular
import TestSupport

/// The areas and the framework of the fixture `composite`.
enum CompositeOracle {
  static let keys = ["a", "b", "c", "d", "e"]
  private static let posts = [(0.0, 60.0), (90, 10), (0, 400), (1, -1), (5, 25)]
  private static let weights = [2.0, 1, 1, 3, 1]

  static func framework(_ aggregation: Aggregation = .arithmetic) throws -> IndexFramework {
    let indicators = try keys.indices.map { position in
      let (noRisk, fullRisk) = posts[position]
      return IndexFramework.Indicator(
        key: keys[position], goalposts: try Goalposts(noRisk: noRisk, fullRisk: fullRisk), weight: weights[position])
    }
    return try IndexFramework(blocks: [.init(key: "all", indicators: indicators, aggregation: aggregation)])
  }

  static func areas() throws -> [AreaIndicators] {
    let columns = try columns()
    return columns[0].indices.map { area in
      AreaIndicators(
        area: "area \(area)",
        values: Dictionary(uniqueKeysWithValues: keys.indices.map { (keys[$0], .init(columns[$0][area])) }))
    }
  }

  static func columns() throws -> [[Double]] {
    let frame = try OracleData.frame("composite")
    return keys.map { key in
      guard case .numeric(let values)? = frame[key]?.values else { return [] }
      return values
    }
  }

  static func expected() throws -> JSONValue { try Fixture.json("composite") }
}
