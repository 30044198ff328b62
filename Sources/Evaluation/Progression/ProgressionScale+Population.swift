internal import Design
internal import ItemResponse
internal import LinearAlgebra
internal import Records

extension ProgressionScale {
  /// What the children's abilities are predicted by: every arm's own level at every wave and sheet, the plan's
  /// covariates, and the units that later analyses cluster by.
  ///
  /// A covariate that is missing takes the mean of the others beside a column that says so, so that no child is left out.
  func population(_ panel: Panel) -> PopulationDesign {
    var columns = PopulationColumns(rowCount: rows.count)
    columns.add(
      levelsOf: rows.map { row in
        let place = panel.rows[row]
        return "\(place.wave):\(place.sheet):\(panel.ageBand(of: row)):\(place.place.arm.rawValue)"
      }, name: "stage", keepingFirst: true)
    for name in panel.plan.covariates {
      switch panel.covariate(name) {
      case .category(let value): columns.add(levelsOf: rows.map { value($0) ?? "" }, name: name)
      case .measure(let value): columns.add(measures: rows.map { value($0) ?? .nan }, name: name)
      }
    }
    return PopulationDesign(matrix: columns.matrix, termNames: columns.names, factors: factors(panel))
  }

  /// Preschool, preschool at a wave, group and child, as far as they are not the same as a row or as each other.
  private func factors(_ panel: Panel) -> [GroupingFactor] {
    let hasSeveralWaves = Set(stages.map(\.wave)).count > 1
    func factor(_ name: String, _ key: (Panel.Row) -> Int) -> GroupingFactor {
      var codes: [Int: Int32] = [:]
      let rowCodes = rows.map { row -> Int32 in
        let value = key(panel.rows[row])
        if let code = codes[value] { return code }
        codes[value] = Int32(codes.count)
        return Int32(codes.count - 1)
      }
      return GroupingFactor(name: name, codes: rowCodes, levels: (0..<codes.count).map(String.init))
    }
    let waveCount = panel.plan.waves.count
    let place = [factor("preschool") { $0.place.preschool }, factor("group") { $0.place.group }]
    guard hasSeveralWaves else { return place }
    return place + [
      factor("preschool:wave") { $0.place.preschool * waveCount + $0.wave }, factor("child") { $0.child },
    ]
  }
}

/// Columns of a design as they are added.
private struct PopulationColumns {
  private let rowCount: Int
  private var values: [Double] = []
  private(set) var names: [String] = []

  init(rowCount: Int) { self.rowCount = rowCount }

  var matrix: Matrix { Matrix(rowCount: rowCount, columnCount: names.count, elements: values) }

  /// One column per level, all but the first unless it is kept.
  mutating func add(levelsOf rows: [String], name: String, keepingFirst: Bool = false) {
    for level in Set(rows).sorted().dropFirst(keepingFirst ? 0 : 1) {
      names.append("\(name)=\(level)")
      values += rows.map { $0 == level ? 1 : 0 }
    }
  }

  /// The numbers about their mean, and where some are missing a column that says so.
  mutating func add(measures rows: [Double], name: String) {
    let observed = rows.filter { !$0.isNaN }
    guard !observed.isEmpty else { return }
    let mean = observed.reduce(0, +) / Double(observed.count)
    names.append(name)
    values += rows.map { $0.isNaN ? 0 : $0 - mean }
    guard observed.count < rows.count else { return }
    names.append("\(name)=")
    values += rows.map { $0.isNaN ? 1 : 0 }
  }
}
