internal import CompositeIndex
internal import Records
internal import Tabular

/// A file with one row per area, read as the indicators of a framework.
///
/// A column is named by the key of an indicator or flag; beside it `KEY_se` may hold standard errors and `KEY_n` numbers
/// of observations. Shares with a count and no standard error get Jeffreys' posterior of the count.
struct IndexTable {
  let areas: [AreaIndicators]
  /// Indicators that no column holds.
  let absent: [String]
  /// Indicators whose values have neither standard errors nor, for shares, counts.
  let exact: [String]

  init(path: String, areaColumn: String, ignored: [String], framework: RiskFramework) throws {
    let frame = try CSVReader().read(path: path)
    let keys = framework.indicators.map(\.key) + framework.flags.map(\.key)
    let known = Set(keys + framework.indicators.flatMap { [$0.key + "_se", $0.key + "_n"] } + [areaColumn] + ignored)
    let unknown = frame.columnNames.filter { !known.contains($0) }
    let names = try Self.areaNames(frame, areaColumn, path)
    guard unknown.isEmpty else { throw AdHocIndexError.unknownColumns(file: path, columns: unknown) }
    guard keys.contains(where: { frame[$0] != nil }) else {
      throw AdHocIndexError.noIndicator(file: path, expected: keys)
    }
    absent = framework.indicators.map(\.key).filter { frame[$0] == nil }
    exact = framework.indicators.filter { indicator in
      frame[indicator.key] != nil && frame[indicator.key + "_se"] == nil
        && !(indicator.isShare && frame[indicator.key + "_n"] != nil)
    }.map(\.key)
    var values = [[String: AreaIndicators.Value]](repeating: [:], count: names.count)
    for indicator in framework.indicators where frame[indicator.key] != nil {
      for (row, value) in try Self.values(of: indicator, frame, path).enumerated() {
        values[row][indicator.key] = value
      }
    }
    for flag in framework.flags where frame[flag.key] != nil {
      for (row, value) in try Self.numbers(flag.key, frame, path).enumerated() where !value.isNaN {
        values[row][flag.key] = AreaIndicators.Value(value)
      }
    }
    areas = zip(names, values).map { AreaIndicators(area: $0, values: $1) }
  }

  private static func areaNames(_ frame: Frame, _ column: String, _ path: String) throws -> [String] {
    guard let values = frame[column]?.values else {
      throw AdHocIndexError.noAreaColumn(file: path, name: column, available: frame.columnNames)
    }
    var seen: [String: Int] = [:]
    return try (0..<frame.rowCount).map { row in
      let name: String? =
        switch values {
        case .numeric(let numbers): numbers[row].isNaN ? nil : numberText(numbers[row])
        case .categorical(let texts): texts[row]
        }
      guard let name else { throw AdHocIndexError.areaMissing(file: path, row: row + 1) }
      if let first = seen.updateValue(row + 1, forKey: name) {
        throw AdHocIndexError.duplicateArea(file: path, area: name, rows: [first, row + 1])
      }
      return name
    }
  }

  private static func numberText(_ number: Double) -> String {
    Int(exactly: number).map(String.init) ?? String(number)
  }

  private static func values(
    of indicator: RiskFramework.Indicator, _ frame: Frame, _ path: String
  ) throws -> [AreaIndicators.Value?] {
    let values = try numbers(indicator.key, frame, path)
    let errors = try frame[indicator.key + "_se"].map { try numbers($0.name, frame, path) }
    let counts = try frame[indicator.key + "_n"].map { try numbers($0.name, frame, path) }
    return try values.indices.map { row in
      guard !values[row].isNaN else { return nil }
      func check(_ column: String, _ value: Double, _ isRight: Bool) throws {
        guard isRight else {
          throw AdHocIndexError.outOfRange(file: path, column: column, row: row + 1, value: value)
        }
      }
      let (value, error, count) = (values[row], errors?[row], counts?[row])
      try check(indicator.key, value, value.isFinite && (!indicator.isShare || (0...1).contains(value)))
      // An empty cell beside a value is not an error of 0.
      if let error { try check(indicator.key + "_se", error, error.isFinite && error >= 0) }
      if let count { try check(indicator.key + "_n", count, count >= 1 && count <= 1e12 && count == count.rounded()) }
      return indicator.value(value, error: error, count: count.map { Int($0) })
    }
  }

  /// The numbers of a column, NaN where missing.
  private static func numbers(_ column: String, _ frame: Frame, _ path: String) throws -> [Double] {
    switch frame[column]?.values {
    case .numeric(let numbers)?: return numbers
    case .categorical(let texts)?:
      for row in texts.codes.indices {
        if let text = texts[row], Double(text) == nil {
          throw AdHocIndexError.notANumber(file: path, column: column, row: row + 1, text: text)
        }
      }
      return [Double](repeating: .nan, count: texts.codes.count)
    case nil: return []
    }
  }
}

extension RiskFramework.Indicator {
  fileprivate func value(_ value: Double, error: Double?, count: Int?) -> AreaIndicators.Value {
    if isShare, error == nil, let count { return .share(value, count: count) }
    return AreaIndicators.Value(
      value, standardError: error ?? 0, minimum: isShare ? 0 : -.infinity, maximum: isShare ? 1 : .infinity,
      count: count)
  }
}

/// Why an index of a file could not be formed.
public enum AdHocIndexError: Error, Sendable, Equatable {
  case noAreaColumn(file: String, name: String, available: [String])
  /// A data row, counted from 1, does not name its area.
  case areaMissing(file: String, row: Int)
  case duplicateArea(file: String, area: String, rows: [Int])
  /// Columns that are neither indicators of the framework nor said to be something else.
  case unknownColumns(file: String, columns: [String])
  /// No column is an indicator of the framework.
  case noIndicator(file: String, expected: [String])
  case notANumber(file: String, column: String, row: Int, text: String)
  /// A share outside [0, 1], a negative or missing standard error, a count that is no whole number from 1 upwards.
  case outOfRange(file: String, column: String, row: Int, value: Double)
  case noAreas(file: String)
}
