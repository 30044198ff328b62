internal import Moments
internal import Records

/// The sheets of one development area on forms that share items: what can be put on one scale.
///
/// Forms that share no item, directly or through others, have nothing to compare their difficulties by, and are scaled
/// separately.
struct ProgressionScale: Sendable {
  /// A group of the calibration: an arm at a wave.
  struct Stage: Sendable, Hashable {
    var arm: Arm
    /// Position among the plan's waves.
    var wave: Int
  }

  /// Position among the plan's outcomes.
  let outcome: Int
  /// The age bands of the items such as `4`: the name of the scale within its outcome.
  let name: String
  /// In the order of the instrument.
  let forms: [Instrument.Form]
  /// Item codes in the order of the instrument.
  let items: [String]
  /// The panel's rows with a sheet on one of the forms.
  let rows: [Int]
  /// Those that occur, the control arm first, in time order.
  let stages: [Stage]
  /// One person per element of `rows`.
  let responses: ItemResponses

  /// Every scale of a panel, in the order of outcomes and forms.
  static func scales(of panel: Panel) -> [ProgressionScale] {
    panel.plan.outcomes.indices.filter { panel.hasLevels(outcome: panel.plan.outcomes[$0]) }.flatMap { outcome in
      linkedForms(panel, area: panel.plan.outcomes[outcome]).compactMap { forms in
        ProgressionScale(panel, outcome: outcome, forms: forms)
      }
    }
  }

  /// The forms that occur, grouped by shared items of the area.
  private static func linkedForms(_ panel: Panel, area: String) -> [[Instrument.Form]] {
    let instrument = panel.records.instrument
    let codes = Set(instrument.items.filter { $0.area == area }.map(\.code))
    let used = Set(panel.rows.compactMap { $0.assessment.map { panel.records.assessments[$0].form } })
    var parts: [(forms: [Instrument.Form], items: Set<String>)] = []
    for form in instrument.forms where used.contains(form.key) {
      let items = codes.intersection(form.items)
      guard !items.isEmpty else { continue }
      let linked = parts.indices.filter { !parts[$0].items.isDisjoint(with: items) }
      let merged = (
        forms: linked.flatMap { parts[$0].forms } + [form],
        items: linked.reduce(items) { $0.union(parts[$1].items) }
      )
      parts = parts.indices.filter { !linked.contains($0) }.map { parts[$0] } + [merged]
    }
    return parts.map(\.forms)
  }

  /// `nil` without a sheet.
  private init?(_ panel: Panel, outcome: Int, forms: [Instrument.Form]) {
    let instrument = panel.records.instrument
    let held = Set(forms.flatMap(\.items))
    items = instrument.items.filter { $0.area == panel.plan.outcomes[outcome] && held.contains($0.code) }.map(\.code)
    self.outcome = outcome
    self.forms = instrument.forms.filter { form in forms.contains { $0.key == form.key } }
    name = Set(items.map { $0.prefix { $0 != "-" } }).sorted().joined(separator: "+")
    let keys = Set(forms.map(\.key))
    rows = panel.rows.indices.filter { row in
      panel.rows[row].assessment.map { keys.contains(panel.records.assessments[$0].form) } ?? false
    }
    guard !rows.isEmpty else { return nil }
    let stageOfRow = rows.map { Stage(arm: panel.rows[$0].place.arm, wave: panel.rows[$0].wave) }
    let stages = Arm.allCases.flatMap { arm in panel.plan.waves.indices.map { Stage(arm: arm, wave: $0) } }
      .filter(Set(stageOfRow).contains)
    self.stages = stages
    let positions = Dictionary(uniqueKeysWithValues: stages.enumerated().map { ($1, $0) })
    responses = ItemResponses(
      items: items, categoryCounts: items.map { _ in 3 }, groups: stages.map { Self.label($0, panel) },
      groupOfPerson: stageOfRow.compactMap { positions[$0] },
      categories: Self.categories(panel, rows: rows, forms: forms, items: items))
  }

  /// Name of a stage as a group of the calibration.
  static func label(_ stage: Stage, _ panel: Panel) -> String {
    "\(stage.arm.rawValue)|\(panel.plan.waves[stage.wave].name)"
  }

  /// Rows × items: points less 1, or no answer.
  private static func categories(
    _ panel: Panel, rows: [Int], forms: [Instrument.Form], items: [String]
  ) -> [UInt8] {
    let positions = Dictionary(
      uniqueKeysWithValues: forms.map { form in
        let places = Dictionary(form.items.enumerated().map { ($1, $0) }) { first, _ in first }
        return (form.key, items.map { places[$0] })
      })
    var categories = [UInt8](repeating: ItemResponses.missing, count: rows.count * items.count)
    for (person, row) in rows.enumerated() {
      guard let sheet = panel.rows[row].assessment.map({ panel.records.assessments[$0] }),
        let places = positions[sheet.form]
      else { continue }
      for (item, place) in places.enumerated() {
        guard let place, let points = sheet.marks[place].points else { continue }
        categories[person * items.count + item] = UInt8(points - 1)
      }
    }
    return categories
  }
}
