internal import Design
internal import Findings
internal import LinearAlgebra
internal import MixedModels
internal import Moments
internal import Records
internal import Tabular

/// The results that children of an experimental group are expected to have, by their start and case mix, and how far each
/// group lies from them.
///
/// A mixed model of the result on the child's start, the mean start of its group, the sheet and the characteristics of
/// child and place, with random intercepts of preschools and of their groups. The mean start is there because a single
/// child's start is measured with error: with the child's own alone, groups that were ahead from the beginning would seem
/// to gain. What is left of a group is its mean residual; its variance holds the children's chance and what the groups of
/// one preschool differ by, an educator's own way of marking among it.
///
/// **Source.** Raudenbush & Willms (1995), doi:10.3102/10769986020004307 (type A effects); Mundlak (1978),
/// doi:10.2307/1913646, for the mean start.
struct CaseMixModel {
  struct GroupResidual {
    var group: Int
    var preschool: Int
    /// Positions among the panel's rows.
    var rows: [Int]
    /// Mean result less what was expected, in standard deviations.
    var mean: Double
    var variance: Double
  }

  let groups: [GroupResidual]
  /// Variances between preschools, between the groups of a preschool, and within groups.
  let betweenPreschools: Double
  let betweenGroups: Double?
  let withinGroups: Double
  let caseMix: [String]
  let warnings: [FindingWarning]

  /// Variance, of results whose own is 1, that is no more than rounding.
  private static let rounding = 1e-12

  /// Variance of one child's result given everything but its place.
  var total: Double { betweenPreschools + (betweenGroups ?? 0) + withinGroups }

  /// Fits the model to the children who have a start and all characteristics.
  ///
  /// - Throws: `DesignError`, `MomentsError`, `EstimationError` when the data do not bear it; `.constantResponse` when
  ///   results follow from the columns, so that nothing tells how sure a residual is.
  init(_ panel: Panel, _ gains: [ChildGains.Gain]) throws {
    let known = gains.filter { $0.start != nil }
    let layout = CaseMixLayout(panel, known)
    let frame = try ModelFrame.build(try Formula(layout.formula), frame: try Frame(columns: layout.columns))
    let fit = try LinearMixedModel(degreesOfFreedom: .none).fit(try NestedMoments.collect(frame))
    func variance(_ group: String) -> Double? {
      fit.varianceComponents.first { $0.group == group && $0.secondTerm == nil }?.value
    }
    betweenPreschools = variance(CaseMixLayout.preschool) ?? 0
    betweenGroups = variance(CaseMixLayout.group)
    withinGroups = fit.sigma * fit.sigma
    guard withinGroups > Self.rounding else { throw EstimationError.constantResponse }
    caseMix = layout.caseMix
    warnings = fit.warnings + (layout.hasGroups ? [] : [.groupsArePreschools])
    let residuals = Self.residuals(frame, fit)
    let byGroup = Dictionary(grouping: frame.keptRows.indices) {
      panel.rows[known[Int(frame.keptRows[$0])].row].place.group
    }
    groups = byGroup.sorted { $0.key < $1.key }.map { [withinGroups, betweenGroups] group, own in
      let rows = own.map { known[Int(frame.keptRows[$0])].row }
      return GroupResidual(
        group: group, preschool: panel.rows[rows[0]].place.preschool, rows: rows,
        mean: own.reduce(0) { $0 + residuals[$1] } / Double(own.count),
        variance: (betweenGroups ?? 0) + withinGroups / Double(own.count))
    }
  }

  /// y − Xβ of the rows in the model.
  private static func residuals(_ frame: ModelFrame, _ fit: LinearMixedModelFit) -> [Double] {
    let coefficients = Dictionary(uniqueKeysWithValues: zip(fit.terms, fit.coefficients))
    let expected = frame.fixed.matrix.multiplied(by: frame.fixed.termNames.map { coefficients[$0] ?? 0 })
    return zip(frame.response, expected).map { $0 - $1 }
  }
}

/// Columns and formula of the case-mix model.
private struct CaseMixLayout {
  static let preschool = Panel.Level.preschool.rawValue
  static let group = Panel.Level.group.rawValue

  let columns: [Column]
  let formula: String
  /// Names of the characteristics that vary.
  let caseMix: [String]
  /// Whether some preschool has several groups.
  let hasGroups: Bool

  init(_ panel: Panel, _ gains: [ChildGains.Gain]) {
    let rows = gains.map(\.row)
    var builder = EffectColumns(panel: panel, rows: rows, partition: nil)
    for name in Self.names(panel.plan) { builder.addCovariate(name) }
    caseMix = builder.terms
    let groups = rows.map { panel.unit(of: panel.rows[$0], at: .group) }
    let preschools = rows.map { panel.unit(of: panel.rows[$0], at: .preschool) }
    hasGroups = Set(groups).count > Set(preschools).count
    var columns =
      builder.columns + [
        Column(name: "result", values: .numeric(gains.map(\.result))),
        Column(name: "start", values: .numeric(gains.map { $0.start ?? .nan })),
        Column(name: "mean_start", values: .numeric(Self.means(gains.map { $0.start ?? .nan }, by: groups))),
        Column(name: Self.preschool, values: .categorical(CategoricalColumn(preschools))),
      ]
    var terms = ["start", "mean_start"] + builder.terms
    let sheets = gains.map(\.sheet)
    if Set(sheets).count > 1 {
      columns.append(Column(name: "sheet", values: .categorical(CategoricalColumn(sheets))))
      terms.append("sheet")
    }
    terms.append("(1 | \(Self.preschool))")
    if hasGroups {
      columns.append(Column(name: Self.group, values: .categorical(CategoricalColumn(groups))))
      terms.append("(1 | \(Self.group))")
    }
    self.columns = columns
    formula = "result ~ " + terms.joined(separator: " + ")
  }

  /// The plan's covariates, and the keys by which it asks for gaps in levels.
  ///
  /// Covariates that were measured are left out: the row holds their later value, which the pilot may have changed.
  private static func names(_ plan: Plan) -> [String] {
    let keys = plan.subgroups.filter(EquityAnalysis.keys.contains).map(\.rawValue)
    let covariates = plan.covariates.filter(Plan.recordCovariates.contains)
    return covariates + keys.filter { !covariates.contains($0) }
  }

  private static func means(_ values: [Double], by groups: [String]) -> [Double] {
    let means = Dictionary(grouping: values.indices) { groups[$0] }
      .mapValues { own in own.reduce(0) { $0 + values[$1] } / Double(own.count) }
    return groups.map { means[$0] ?? .nan }
  }
}

extension FindingWarning {
  /// What groups of a preschool differ by is unknown when each preschool has one.
  fileprivate static let groupsArePreschools = FindingWarning(
    .coincidingGroups,
    "preschool, group have the same units: what one educator's group gained cannot be told from the preschool",
    facts: ["groups": "preschool, group"])
}
