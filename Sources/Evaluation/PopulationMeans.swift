internal import Design
internal import SmallArea
internal import Tabular

/// The file of population means behind a unit-level model.
struct PopulationMeans {
  let populations: [AreaPopulation]

  /// Reads one population per row that names an area; columns that the model does not have are passed over.
  ///
  /// - Parameters:
  ///   - request: Names the file and its columns.
  ///   - terms: Columns of the model without the intercept.
  ///   - formula: The model, for messages.
  /// - Throws: `FitError` that names this file: a column that is missing or holds text, or an error of the table.
  init(_ request: UnitLevelRequest, terms: [String], formula: String) throws {
    do {
      let frame = try CSVReader().read(path: request.populationMeans)
      let areas = try Self.areas(frame, column: request.area)
      let means = try terms.map { (name: $0, values: try Self.numbers(frame, $0)) }
      let sizes = try request.populationSize.map { try Self.numbers(frame, $0) }
      populations = areas.map { row, area in
        let known = means.filter { !$0.values[row].isNaN }.map { ($0.name, $0.values[row]) }
        return AreaPopulation(area: area, means: Dictionary(uniqueKeysWithValues: known), size: sizes?[row])
      }
    } catch {
      throw FitError(file: request.populationMeans, formula: formula, cause: error)
    }
  }

  /// The rows that name an area, with the name as it is written for a column of either type.
  private static func areas(_ frame: Frame, column: String) throws -> [(row: Int, area: String)] {
    guard let areas = frame[column] else {
      throw DesignError.missingColumn(name: column, available: frame.columnNames)
    }
    let row = Column(name: "row", numbers: (0..<frame.rowCount).map(Double.init))
    let named = try ModelFrame.build(
      Formula("row ~ 1"), frame: Frame(columns: [row, Column(name: "area", values: areas.values)]), clusters: "area")
    guard let names = named.clusters else { return [] }
    return zip(named.keptRows, names.codes).map { (Int($0), names.level(Int($1))) }
  }

  private static func numbers(_ frame: Frame, _ name: String) throws -> [Double] {
    guard let column = frame[name] else {
      throw DesignError.missingColumn(name: name, available: frame.columnNames)
    }
    guard case .numeric(let numbers) = column.values else { throw DesignError.notNumeric(column: name) }
    return numbers
  }
}
