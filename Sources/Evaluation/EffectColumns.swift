internal import Records
internal import Tabular

/// Makes the columns of an effect model from the rows of a panel.
struct EffectColumns {
  static let armName = "experimental"
  static let preschoolName = "preschool"
  static let anyRowName = "any_row"
  static let everyRowName = "every_row"
  static func outcomeName(_ outcome: Int) -> String { "outcome_\(outcome)" }
  static let wavePrefix = "wave_"
  static func effectName(_ wave: Int) -> String { "effect_\(wave)" }
  /// The first part keeps the plain name.
  static func name(_ name: String, part: Int) -> String { part == 0 ? name : "\(name)_part_\(part)" }

  let panel: Panel
  let rows: [Int]
  let parts: [EffectModel.Part]
  /// Class of each row of the panel.
  private let classes: [Int?]?
  private(set) var columns: [Column] = []
  private(set) var terms: [String] = []
  private(set) var armColumns: [EffectModel.ArmColumn] = []
  private(set) var omitted: [String] = []

  init(panel: Panel, rows: [Int], partition: EffectModel.Partition?) {
    self.panel = panel
    self.rows = rows
    parts = partition?.parts ?? [EffectModel.Part { _ in true }]
    classes = partition?.classes
  }

  mutating func addOutcomes() {
    for (outcome, values) in panel.scores.enumerated() { add(Self.outcomeName(outcome), numeric: { values[$0] }) }
    add(Self.anyRowName, numeric: { _ in 0 })
  }

  /// Preschool, group and child; as attended, a child that changed groups is one unit in each of them.
  mutating func addUnits() {
    let panel = panel
    add(Self.preschoolName, text: { panel.records.preschools[panel.rows[$0].place.preschool].code })
    add("group", text: { panel.groups[panel.rows[$0].place.group].code })
    switch panel.plan.effects.arm {
    case .assigned: add("child", numeric: { Double(panel.rows[$0].child) })
    case .attended: add("child", text: { "\(panel.rows[$0].child):\(panel.rows[$0].place.group)" })
    }
  }

  /// One indicator per wave but the first, for random effects.
  mutating func addWaves(_ waves: [Int]) {
    let panel = panel
    for wave in waves.dropFirst() { add("\(Self.wavePrefix)\(wave)") { panel.rows[$0].wave == wave ? 1 : 0 } }
  }

  /// The arm, and with an interaction one column per wave after the start of treatment; each for every part.
  mutating func addArm(interaction: Bool) {
    let panel = panel
    for part in parts.indices { addArmColumn(Self.armName, exposure: Self.everyRowName, part: part) { _ in true } }
    guard interaction else { return }
    addArmByBand()
    for (wave, facts) in panel.plan.waves.enumerated() where facts.role == .after {
      for part in parts.indices {
        addArmColumn(Self.effectName(wave), exposure: "exposure_\(wave)", part: part) { panel.rows[$0].wave == wave }
      }
    }
  }

  /// A column of 1 in the rows of the experimental arm and the part that `isExposed` holds for, and its exposure.
  private mutating func addArmColumn(
    _ term: String, exposure: String, part: Int, _ isExposed: @escaping (Int) -> Bool
  ) {
    let (panel, contains) = (panel, parts[part].contains)
    let (term, exposure) = (Self.name(term, part: part), Self.name(exposure, part: part))
    add(term, numeric: { panel.rows[$0].place.arm == .experimental && contains($0) && isExposed($0) ? 1 : 0 })
    add(exposure, numeric: { contains($0) && isExposed($0) ? 1 : 0 })
    terms.append(term)
    armColumns.append(EffectModel.ArmColumn(term: term, exposure: exposure))
  }

  /// The difference between the arms at the baseline in every age band but the first.
  ///
  /// A band that leaves between waves would otherwise leave its share of the baseline difference behind.
  private mutating func addArmByBand() {
    let panel = panel
    let bands = Set(rows.map { panel.ageBand(of: $0) }).sorted()
    for band in bands.dropFirst() {
      for part in parts.indices {
        addArmColumn("\(Self.armName)_band_\(band)", exposure: "exposure_band_\(band)", part: part) {
          panel.ageBand(of: $0) == band
        }
      }
    }
  }

  /// The wave and sheet that a score was made on; a model of one sheet needs no such column.
  ///
  /// Both, because one form may serve the same official wave of two school years. With a baseline the age band too: one
  /// form, or one continuous outcome, may serve two bands, and the arms' difference within a band needs the band's level.
  /// The classes of a partition have levels of their own.
  mutating func addSheet() {
    let panel = panel
    let sheets = rows.map { row in
      let band = panel.hasBaseline ? ":\(panel.ageBand(of: row))" : ""
      let ownClass = classes?[row].map { ":\($0)" } ?? ""
      return "\(panel.rows[row].wave):\(panel.rows[row].sheet)\(band)\(ownClass)"
    }
    guard Set(sheets).count > 1 else { return }
    columns.append(Column(name: "sheet", values: .categorical(CategoricalColumn(sheets))))
    terms.append("sheet")
  }

  /// A categorical covariate; left out, and named, when it has one value only.
  private mutating func addFactor(_ name: String, _ value: (Int) -> String?) {
    let values = rows.map(value)
    guard Set(values.compactMap { $0 }).count > 1 else {
      omitted.append(name)
      return
    }
    columns.append(Column(name: name, values: .categorical(CategoricalColumn(values))))
    terms.append(name)
  }

  /// A covariate of the plan.
  mutating func addCovariate(_ name: String) {
    let panel = panel
    let records = panel.records
    switch name {
    case "sex": addFactor(name) { records.children[panel.rows[$0].child].sex.rawValue }
    case "language": addFactor(name) { panel.groups[panel.rows[$0].place.group].language }
    case "locality": addFactor(name) { records.preschools[panel.rows[$0].place.preschool].locality?.rawValue }
    case "ownership": addFactor(name) { records.preschools[panel.rows[$0].place.preschool].ownership?.rawValue }
    case "special_needs": addMeasure(name) { records.children[panel.rows[$0].child].hasSpecialNeeds.map { $0 ? 1 : 0 } }
    case "age_months": addAge(name)
    default: addMeasure(name) { panel.measuredCovariates[name]?[$0] }
    }
  }

  /// Age in whole months at the first wave, one value per child, so that it does not move with the waves.
  private mutating func addAge(_ name: String) {
    let panel = panel
    let reference = panel.plan.waves.indices.lazy.compactMap { panel.medianDate(ofWave: $0) }.first
    addMeasure(name) { row in
      guard let reference, let birth = panel.records.children[panel.rows[row].child].birthMonth else { return nil }
      return Double(birth.months(until: reference))
    }
  }

  private mutating func addMeasure(_ name: String, _ value: (Int) -> Double?) {
    add(name, numeric: { value($0) ?? .nan })
    terms.append(name)
  }

  private mutating func add(_ name: String, numeric value: (Int) -> Double) {
    columns.append(Column(name: name, values: .numeric(rows.map(value))))
  }

  private mutating func add(_ name: String, text value: (Int) -> String) {
    columns.append(Column(name: name, values: .categorical(CategoricalColumn(rows.map(value)))))
  }
}
