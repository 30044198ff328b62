internal import Design
internal import Findings
internal import MixedModels
internal import Moments
internal import Records
internal import Tabular

/// How the variance of one variable within the arms divides over preschools, groups and children.
///
/// From the restricted likelihood of *y* ~ arm (+ sheet) with random intercepts; a level counts when it has more units
/// than the level above it and fewer than there are rows.
struct VarianceShares {
  /// Levels that the model holds, outermost first, with the number of units of each.
  let units: [(level: Panel.Level, count: Int)]
  private let moments: NestedMoments
  private let fit: LinearMixedModelFit

  /// Fits the model; `nil` when the variable does not vary, or no level has several units of several rows.
  ///
  /// - Parameters:
  ///   - panel: The pilot.
  ///   - rows: Positions among the panel's rows, each with a value that is there.
  ///   - values: One per row of `rows`.
  ///   - levels: Levels to divide the variance over, outermost first.
  ///   - isWithinSheets: Whether sheets and age bands have means of their own.
  init?(_ panel: Panel, rows: [Int], values: [Double], levels: [Panel.Level], isWithinSheets: Bool) {
    var columns = [Column(name: "y", values: .numeric(values))]
    var terms: [String] = []
    let arms = rows.map { panel.rows[$0].place.arm == .experimental ? 1.0 : 0 }
    if Set(arms).count > 1 {
      columns.append(Column(name: "arm", values: .numeric(arms)))
      terms.append("arm")
    }
    let sheets = rows.map { "\(panel.rows[$0].wave):\(panel.rows[$0].sheet):\(panel.ageBand(of: $0))" }
    if isWithinSheets, Set(sheets).count > 1 {
      columns.append(Column(name: "sheet", values: .categorical(CategoricalColumn(sheets))))
      terms.append("sheet")
    }
    var units: [(level: Panel.Level, count: Int)] = []
    for level in levels {
      let codes = rows.map { panel.unit(of: panel.rows[$0], at: level) }
      let count = Set(codes).count
      guard count > (units.last?.count ?? 1), count < rows.count else { continue }
      columns.append(Column(name: level.rawValue, values: .categorical(CategoricalColumn(codes))))
      terms.append("(1 | \(level.rawValue))")
      units.append((level, count))
    }
    guard !units.isEmpty, let moments = Self.moments(columns, terms),
      let fit = try? LinearMixedModel(degreesOfFreedom: .none).fit(moments)
    else { return nil }
    self.units = units
    self.moments = moments
    self.fit = fit
  }

  private static func moments(_ columns: [Column], _ terms: [String]) -> NestedMoments? {
    guard let formula = try? Formula("y ~ \(terms.joined(separator: " + "))"),
      let frame = try? Frame(columns: columns), let design = try? ModelFrame.build(formula, frame: frame)
    else { return nil }
    return try? NestedMoments.collect(design)
  }

  /// Share of the variance between units of a level and of those above it; `nil` for a level that the model lacks.
  func intraclassCorrelation(_ level: Panel.Level) -> Double? {
    groupNames(upTo: level).flatMap { fit.intraclassCorrelation(of: $0) }
  }

  /// The profile-likelihood interval of that share, which may start at 0.
  func interval(_ level: Panel.Level, confidence: Double) -> Interval? {
    groupNames(upTo: level).flatMap {
      (try? fit.intraclassCorrelation(of: $0, level: confidence, in: moments))??.interval
    }
  }

  private func groupNames(upTo level: Panel.Level) -> Set<String>? {
    units.firstIndex { $0.level == level }.map { Set(units[...$0].map(\.level.rawValue)) }
  }
}
