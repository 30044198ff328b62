internal import Design
internal import Moments
internal import Records
internal import Tabular

/// The design that an effect is read from: which rows, which columns, which of them are effects.
///
/// With a wave before the treatment all waves are one model, in which the arms may differ at the baseline and each later
/// wave has an effect of its own: the difference between the arms less their difference before (difference in
/// differences, with every observed wave of every child). Without one, each wave is a model of its own, and the effect
/// is the difference between the arms. A score is compared within its wave and sheet, so that forms of different age bands
/// need not be equally hard and every wave has its own growth.
struct EffectModel {
  /// A column that is an effect, and the wave it is about.
  struct Effect {
    var wave: Int
    var term: String
  }

  /// Positions among the panel's rows.
  let rows: [Int]
  let frame: Frame
  /// Fixed effects but for the intercept, as formula terms.
  let terms: [String]
  let effects: [Effect]
  /// Grouping factors that carry a random intercept, outermost first.
  let randomIntercepts: [String]
  /// Grouping factors whose units change between waves, each in its own way.
  let waveSlopes: [String]
  /// Columns of the plan that do not vary here and were left out.
  let omitted: [String]

  /// The models of a panel: one for all waves, or one per wave.
  static func models(of panel: Panel) throws -> [EffectModel] {
    guard !panel.hasBaseline else { return [try EffectModel(panel, waves: Array(panel.plan.waves.indices))] }
    return try panel.plan.waves.indices.map { try EffectModel(panel, waves: [$0]) }
  }

  private init(_ panel: Panel, waves: [Int]) throws {
    let plan = panel.plan
    rows = panel.rows.indices.filter { waves.contains(panel.rows[$0].wave) }
    var builder = EffectColumns(panel: panel, rows: rows)
    builder.addOutcomes()
    builder.addUnits()
    builder.addWaves(waves)
    builder.addArm(interaction: panel.hasBaseline)
    builder.addSheet()
    for covariate in plan.covariates { builder.addCovariate(covariate) }
    frame = try Frame(columns: builder.columns)
    terms = builder.terms
    omitted = builder.omitted
    effects =
      panel.hasBaseline
      ? waves.filter { plan.waves[$0].role == .after }.map { Effect(wave: $0, term: EffectColumns.effectName($0)) }
      : waves.map { Effect(wave: $0, term: EffectColumns.armName) }
    // With one row per child its intercept is the residual.
    randomIntercepts = plan.effects.randomIntercepts.filter { waves.count > 1 || $0 != .child }.map(\.rawValue)
    waveSlopes = panel.hasBaseline ? plan.effects.waveSlopes.map(\.rawValue) : []
  }

  /// The rows and columns of one outcome's mixed model.
  func mixedModelFrame(outcome: Int) throws -> ModelFrame {
    let waves = frame.columnNames.filter { $0.hasPrefix(EffectColumns.wavePrefix) }
    let random = randomIntercepts.map { factor in
      let columns = waveSlopes.contains(factor) ? ["1"] + waves : ["1"]
      return "(\(columns.joined(separator: " + ")) | \(factor))"
    }
    let formula = "\(EffectColumns.outcomeName(outcome)) ~ \((terms + random).joined(separator: " + "))"
    return try ModelFrame.build(try Formula(formula), frame: frame)
  }

  /// Moments of all outcomes at once, by preschool.
  func clusterMoments(outcomes: [[Double]]) throws -> ClusterMoments {
    let formula = try Formula("\(EffectColumns.anyRowName) ~ \(terms.joined(separator: " + "))")
    let design = try ModelFrame.build(formula, frame: frame, clusters: EffectColumns.preschoolName)
    let responses = outcomes.enumerated().map { position, values in
      (EffectColumns.outcomeName(position), design.keptRows.map { values[rows[Int($0)]] })
    }
    return try ClusterMoments.collect(design, responses: responses)
  }
}

/// Makes the columns of an effect model from the rows of a panel.
struct EffectColumns {
  static let armName = "experimental"
  static let preschoolName = "preschool"
  static let anyRowName = "any_row"
  static func outcomeName(_ outcome: Int) -> String { "outcome_\(outcome)" }
  static let wavePrefix = "wave_"
  static func effectName(_ wave: Int) -> String { "effect_\(wave)" }

  let panel: Panel
  let rows: [Int]
  private(set) var columns: [Column] = []
  private(set) var terms: [String] = []
  private(set) var omitted: [String] = []

  init(panel: Panel, rows: [Int]) {
    self.panel = panel
    self.rows = rows
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

  /// The arm, and with an interaction one column per wave after the start of treatment.
  mutating func addArm(interaction: Bool) {
    let panel = panel
    add(Self.armName, numeric: { panel.rows[$0].place.arm == .experimental ? 1 : 0 })
    terms.append(Self.armName)
    guard interaction else { return }
    addArmByBand()
    for (wave, facts) in panel.plan.waves.enumerated() where facts.role == .after {
      add(Self.effectName(wave)) { row in
        panel.rows[row].wave == wave && panel.rows[row].place.arm == .experimental ? 1 : 0
      }
      terms.append(Self.effectName(wave))
    }
  }

  /// The difference between the arms at the baseline in every age band but the first.
  ///
  /// A band that leaves between waves would otherwise leave its share of the baseline difference behind.
  private mutating func addArmByBand() {
    let panel = panel
    let bands = Set(rows.map { panel.ageBand(of: $0) }).sorted()
    for band in bands.dropFirst() {
      let name = "\(Self.armName)_band_\(band)"
      add(name) { panel.ageBand(of: $0) == band && panel.rows[$0].place.arm == .experimental ? 1 : 0 }
      terms.append(name)
    }
  }

  /// The wave and sheet that a score was made on; a model of one sheet needs no such column.
  ///
  /// Both, because one form may serve the same official wave of two school years. With a baseline the age band too: one
  /// form, or one continuous outcome, may serve two bands, and the arms' difference within a band needs the band's level.
  mutating func addSheet() {
    let panel = panel
    let sheets = rows.map { row in
      let band = panel.hasBaseline ? ":\(panel.ageBand(of: row))" : ""
      return "\(panel.rows[row].wave):\(panel.rows[row].sheet)\(band)"
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
