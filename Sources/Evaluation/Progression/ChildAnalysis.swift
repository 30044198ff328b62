internal import Findings
internal import Records
internal import Tabular

/// The sheets of one preschool's children, with levels and scores area by area.
struct ChildAnalysis {
  private let panel: Panel
  private let preschool: String
  private let method: ItemResponseRequest.Scores
  private let scorer: OutcomeScorer
  private let scales: [ProgressionScale]
  /// In the order of `scales`.
  private let measured: [Result<ChildScale, any Error>]
  private let forms: [String: Instrument.Form]
  private let areaOfItem: [String: String]

  /// Calibrates every scale on all children of the panel.
  init(_ panel: Panel, preschool: String, method: ItemResponseRequest.Scores) {
    (self.panel, self.preschool, self.method) = (panel, preschool, method)
    let instrument = panel.records.instrument
    scorer = OutcomeScorer(instrument)
    let scales = ProgressionScale.scales(of: panel)
    self.scales = scales
    measured = concurrentMap(scales.count) { index in
      Result { try ChildScale(scales[index], panel: panel, method: method) }
    }
    forms = Dictionary(instrument.forms.map { ($0.key, $0) }) { first, _ in first }
    areaOfItem = Dictionary(instrument.items.map { ($0.code, $0.area) }) { first, _ in first }
  }

  /// Everything the preschool may know about its children.
  ///
  /// - Throws: `EvaluationError.noScales`, `.noSheets`.
  func findings() throws -> ChildFindings {
    guard !scales.isEmpty else { throw EvaluationError.noScales }
    var before: [Int: [String: Int]] = [:]
    var sheets: [(wave: Int, sheet: ChildSheetFinding)] = []
    // Rows come by child in the order of waves, so that a child's sheet before is the one seen last.
    for row in panel.rows.indices {
      let place = panel.rows[row]
      guard let assessment = place.assessment, let group = group(ofRow: row), group.preschool == preschool else {
        continue
      }
      let points = marks(of: panel.records.assessments[assessment])
      sheets.append((place.wave, sheet(row, group, points: points, before: before[place.child] ?? [:])))
      before[place.child] = points.compactMapValues { $0.points }
    }
    guard !sheets.isEmpty else { throw EvaluationError.noSheets(preschool: preschool) }
    sheets.sort { ($0.sheet.group, $0.sheet.child, $0.wave) < ($1.sheet.group, $1.sheet.child, $1.wave) }
    return ChildFindings(
      pilot: PilotFacts(panel), method: method.rawValue, sheets: sheets.map(\.sheet), warnings: warnings)
  }

  /// The group that the child was in on the day of observation, else the one it counts for.
  private func group(ofRow row: Int) -> Group? {
    let place = panel.rows[row]
    return panel.enrolments.group(of: panel.records.children[place.child].pseudonym, on: place.observedOn)
      ?? panel.groups[place.place.group]
  }

  private func marks(of sheet: Assessment) -> [String: Mark] {
    Dictionary(zip(forms[sheet.form]?.items ?? [], sheet.marks)) { first, _ in first }
  }

  private func sheet(_ row: Int, _ group: Group, points: [String: Mark], before: [String: Int]) -> ChildSheetFinding {
    let place = panel.rows[row]
    let name = panel.records.preschools.first { $0.code == preschool }?.name
    return ChildSheetFinding(
      child: panel.records.children[place.child].pseudonym, preschool: preschool, preschoolName: name ?? "",
      group: group.code, ageBand: group.ageBand, wave: panel.plan.waves[place.wave].name,
      observedOn: place.observedOn.description, form: place.sheet,
      areas: scales.indices.filter { scales[$0].forms.contains { $0.key == place.sheet } }
        .map { area(row, scale: $0, marks: points, before: before) })
  }

  private func area(
    _ row: Int, scale index: Int, marks: [String: Mark], before: [String: Int]
  ) -> ChildAreaFinding {
    let scale = scales[index]
    let codes = scale.items.filter { marks[$0].map { $0 != .notApplicable } ?? false }
    let points = codes.compactMap { code in marks[code]?.points.map { (code: code, points: $0) } }
    let score = score(row, outcome: scale.outcome)
    let own = try? measured[index].get()
    let probabilities = panel.records.instrument.levelRule.flatMap {
      own?.levelProbabilities(ofRow: row, items: Set(codes), rule: $0)
    }
    func codesChanging(_ isMet: (Int, Int) -> Bool) -> [String] {
      points.filter { mark in before[mark.code].map { isMet($0, mark.points) } ?? false }.map(\.code)
    }
    return ChildAreaFinding(
      outcome: panel.plan.outcomes[scale.outcome], scale: scale.name, itemCount: codes.count, markedCount: points.count,
      meanPoints: score?.mean, level: scorer.level(score)?.rawValue, score: own?.score(ofRow: row) ?? .notEstimated,
      levelProbabilities: probabilities, formed: points.filter { $0.points == 3 }.map(\.code),
      notFormed: points.filter { $0.points == 1 }.map(\.code), risen: codesChanging(<), fallen: codesChanging(>))
  }

  private func score(_ row: Int, outcome: Int) -> DevelopmentAreaScore? {
    let area = panel.records.instrument.developmentAreas.firstIndex { $0.key == panel.plan.outcomes[outcome] }
    return area.flatMap { area in
      scorer.score(panel.rows[row].assessment.map { panel.records.assessments[$0] }, area: area)
    }
  }

  private var warnings: [FindingWarning] {
    zip(scales, measured).flatMap { scale, result -> [FindingWarning] in
      switch result {
      case .success(let own): return own.warnings
      case .failure(let error):
        return [.notEstimable("\(panel.plan.outcomes[scale.outcome]), scale \(scale.name): \(error)")]
      }
    }
  }
}
