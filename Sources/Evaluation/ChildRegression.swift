internal import Design
internal import Findings
internal import LinearAlgebra
internal import Moments
internal import Records
internal import Regression
internal import Tabular

/// Least squares on one row per child, with CR2 errors by preschool.
struct ChildRegression: Sendable {
  static let armName = EffectColumns.armName
  private static let sheetName = "sheet"

  private let panel: Panel
  private let design: ModelFrame
  /// The children in the model, as positions among the rows given.
  let positions: [Int]

  /// Lays out sheet and covariates of the plan, with the arm and further columns.
  ///
  /// - Parameters:
  ///   - panel: Children and covariates.
  ///   - rows: Positions among the panel's rows, one per child.
  ///   - sheets: What scores are comparable within, one per row.
  ///   - hasArm: Whether the arm is a column.
  ///   - covariates: Names of the covariates; `nil` = those of the plan.
  ///   - further: Columns by name, one value per row, NaN where missing.
  /// - Throws: `DesignError` when no row is complete or a factor has one value among those that are.
  init(
    _ panel: Panel, rows: [Int], sheets: [String], hasArm: Bool = true, covariates: [String]? = nil,
    further: [(name: String, values: [Double])] = []
  ) throws {
    self.panel = panel
    var builder = EffectColumns(panel: panel, rows: rows, partition: nil)
    builder.addUnits()
    if hasArm { builder.addArm(interaction: false) }
    for covariate in covariates ?? panel.plan.covariates { builder.addCovariate(covariate) }
    var (columns, terms) = (builder.columns, builder.terms)
    if Set(sheets).count > 1 {
      columns.append(Column(name: Self.sheetName, values: .categorical(CategoricalColumn(sheets))))
      terms.append(Self.sheetName)
    }
    for column in further {
      columns.append(Column(name: column.name, values: .numeric(column.values)))
      terms.append(column.name)
    }
    columns.append(Column(name: EffectColumns.anyRowName, values: .numeric(rows.map { _ in 0 })))
    let formula = "\(EffectColumns.anyRowName) ~ \(terms.isEmpty ? "1" : terms.joined(separator: " + "))"
    design = try ModelFrame.build(
      try Formula(formula), frame: try Frame(columns: columns), clusters: EffectColumns.preschoolName)
    positions = design.keptRows.map(Int.init)
  }

  /// The columns but for intercept and arm: one row per child in the model, one name per column.
  var adjustment: (matrix: Matrix, names: [String]) {
    let names = design.fixed.termNames
    let kept = names.indices.filter { design.fixed.termGroups[$0] != 0 && names[$0] != Self.armName }
    return (design.fixed.matrix.selectingColumns(kept), kept.map { names[$0] })
  }

  /// One fit per response.
  ///
  /// - Parameter responses: One value per row given, NaN where missing.
  /// - Returns: The fits in the order of the responses.
  /// - Throws: `MomentsError`, `EstimationError`.
  func fits(_ responses: [[Double]]) throws -> [LinearRegressionFit] {
    let named = responses.enumerated().map { position, values in
      (EffectColumns.outcomeName(position), positions.map { values[$0] })
    }
    let moments = try ClusterMoments.collect(design, responses: named)
    return try responses.indices.map {
      try LinearRegression(covariance: .clusterRobust(.cr2)).fit(moments, response: $0)
    }
  }

  /// The coefficient of a term, with the children behind it.
  ///
  /// - Parameters:
  ///   - term: Column of the model.
  ///   - response: One value per row given, NaN where missing.
  ///   - rows: The rows given, as positions among the panel's.
  /// - Returns: The coefficient; without an estimate where the data do not determine it.
  /// - Throws: What `fits(_:)` throws.
  func answer(_ term: String, response: [Double], rows: [Int]) throws -> AlternativeAnswer {
    let fit = try fits([response])[0]
    let table = fit.coefficientTable(level: panel.plan.effects.confidenceLevel)
    return AlternativeAnswer(
      estimate: table.first { $0.term == term }?.effectEstimate,
      rows: positions.filter { !response[$0].isNaN }.map { rows[$0] }, warnings: fit.warnings)
  }
}
