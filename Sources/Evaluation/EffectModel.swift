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
    /// Position among the parts of the model; 0 when it has one.
    var part: Int
    var term: String
  }

  /// Rows that have effects of their own, and a difference between the arms before the treatment of their own.
  struct Part {
    var contains: @Sendable (_ row: Int) -> Bool
  }

  /// What parts a model's rows: each class of rows has its own level at every wave.
  struct Partition {
    /// Class of each row of the panel; rows of none are left out.
    var classes: [Int?]
    /// May overlap, as when one speaks of all rows and the others of what differs from it.
    var parts: [Part]
  }

  /// A column that is an exposure times the arm, and the exposure's column.
  struct ArmColumn {
    var term: String
    /// 1 in every row that the column speaks of, whatever the arm: what the column would be if all were experimental.
    var exposure: String
  }

  /// Positions among the panel's rows.
  let rows: [Int]
  let frame: Frame
  /// Fixed effects but for the intercept, as formula terms.
  let terms: [String]
  let effects: [Effect]
  /// All columns among `terms` that hold the arm, those of `effects` among them.
  let armColumns: [ArmColumn]
  /// Grouping factors that carry a random intercept, outermost first.
  let randomIntercepts: [String]
  /// Grouping factors whose units change between waves, each in its own way.
  let waveSlopes: [String]
  /// Columns of the plan that do not vary here and were left out.
  let omitted: [String]

  /// The models of a panel: one for all waves, or one per wave.
  static func models(of panel: Panel) throws -> [EffectModel] {
    try waveSets(of: panel).map { try EffectModel(panel, waves: $0) }
  }

  /// The models of a panel in which parts of the rows have effects of their own.
  static func models(of panel: Panel, partition: Partition) throws -> [EffectModel] {
    try waveSets(of: panel).map { try EffectModel(panel, waves: $0, partition: partition) }
  }

  private static func waveSets(of panel: Panel) -> [[Int]] {
    panel.hasBaseline ? [Array(panel.plan.waves.indices)] : panel.plan.waves.indices.map { [$0] }
  }

  private init(_ panel: Panel, waves: [Int], partition: Partition? = nil) throws {
    let plan = panel.plan
    rows = panel.rows.indices.filter { row in
      waves.contains(panel.rows[row].wave) && partition.map { $0.classes[row] != nil } ?? true
    }
    var builder = EffectColumns(panel: panel, rows: rows, partition: partition)
    builder.addOutcomes()
    builder.addUnits()
    builder.addWaves(waves)
    builder.addArm(interaction: panel.hasBaseline)
    builder.addSheet()
    for covariate in plan.covariates { builder.addCovariate(covariate) }
    frame = try Frame(columns: builder.columns)
    terms = builder.terms
    armColumns = builder.armColumns
    omitted = builder.omitted
    effects = builder.parts.indices.flatMap { part in
      waves.filter { !panel.hasBaseline || plan.waves[$0].role == .after }.map { wave in
        let name = panel.hasBaseline ? EffectColumns.effectName(wave) : EffectColumns.armName
        return Effect(wave: wave, part: part, term: EffectColumns.name(name, part: part))
      }
    }
    // With one row per child its intercept is the residual.
    randomIntercepts = plan.effects.randomIntercepts.filter { waves.count > 1 || $0 != .child }.map(\.rawValue)
    waveSlopes = panel.hasBaseline ? plan.effects.waveSlopes.map(\.rawValue) : []
  }

  /// Names of the waves that the effects are about, joined by `+`.
  func waveNames(_ panel: Panel) -> String {
    Set(effects.map(\.wave)).sorted().map { panel.plan.waves[$0].name }.joined(separator: "+")
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
    try moments(terms, outcomes: outcomes, clusters: EffectColumns.preschoolName)
  }

  /// Moments of all outcomes by unit of assignment, with the exposures in place of the arm's columns, so that the arm can
  /// be assigned anew.
  func exposureMoments(outcomes: [[Double]], unit: Plan.Assignment.Unit) throws -> ClusterMoments {
    let others = terms.filter { term in !armColumns.contains { $0.term == term } }
    let columns = others + armColumns.map(\.exposure)
    return try moments(columns, outcomes: outcomes, clusters: unit.rawValue)
  }

  private func moments(_ terms: [String], outcomes: [[Double]], clusters: String) throws -> ClusterMoments {
    let formula = try Formula("\(EffectColumns.anyRowName) ~ \(terms.joined(separator: " + "))")
    let design = try ModelFrame.build(formula, frame: frame, clusters: clusters)
    let responses = outcomes.enumerated().map { position, values in
      (EffectColumns.outcomeName(position), design.keptRows.map { values[rows[Int($0)]] })
    }
    return try ClusterMoments.collect(design, responses: responses)
  }
}
