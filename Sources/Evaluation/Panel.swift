internal import Records
internal import RecordStore

/// The analysis rows of a cohort: one per child and wave of the plan at which the child was observed.
struct Panel: Sendable {
  /// A child's place: the group whose arm it counts for, and where that group is.
  struct Place: Sendable, Equatable {
    var group: Int
    var preschool: Int
    var arm: Arm
  }

  struct Row: Sendable {
    var child: Int
    /// Position among the plan's waves.
    var wave: Int
    var place: Place
    /// Form of the sheet, or the wave's name when there is none: what a score is comparable within.
    var sheet: String
    var assessor: String
    var observedOn: CalendarDate
    /// Positions among `sheets`; `nil` for a row of scores only.
    var assessment: Int?
  }

  let plan: Plan
  let records: PilotRecords
  private(set) var rows: [Row]
  /// One array per outcome of the plan, one value per row, NaN where missing.
  private(set) var scores: [[Double]]
  /// Levels 1 … 3 per outcome and row; 0 where missing or where the outcome has no levels.
  private(set) var levels: [[UInt8]]
  /// Continuous covariates of the plan by name, one value per row, NaN where missing.
  private(set) var measuredCovariates: [String: [Double]]
  /// Group codes by `Place.group`, and their educators.
  private(set) var groups: [Group]
  /// Region code of each preschool of `records.preschools`.
  let regionOfPreschool: [String]
  /// Place of each child of `records.children`; `nil` for one that was never enrolled.
  let assignedPlaces: [Place?]
  let enrolments: EnrolmentIndex

  init(plan: Plan, cohort: Cohort) {
    self.plan = plan
    records = cohort.records
    enrolments = EnrolmentIndex(enrolments: records.enrolments, groups: records.groups)
    regionOfPreschool = records.preschools.map(\.region)
    var register = GroupRegister(records)
    assignedPlaces = records.children.map { [enrolments] child in
      enrolments.firstGroup(of: child.pseudonym).flatMap { register.place(of: $0) }
    }
    rows = []
    scores = []
    levels = []
    measuredCovariates = [:]
    groups = []
    collectRows(&register)
    groups = register.groups
    scoreOutcomes()
  }

  /// Rows in the order of children and waves.
  private mutating func collectRows(_ register: inout GroupRegister) {
    let waves = WaveIndex(plan)
    let children = Dictionary(uniqueKeysWithValues: records.children.enumerated().map { ($1.pseudonym, $0) })
    var slots = [Int?](repeating: nil, count: records.children.count * plan.waves.count)
    var found: [Row] = []
    func add(_ child: String, _ wave: Int?, on date: CalendarDate, sheet: String?, assessor: String, assessment: Int?) {
      guard let wave, let child = children[child] else { return }
      let slot = child * plan.waves.count + wave
      if let row = slots[slot] {
        if let assessment { found[row].assessment = assessment }
        if let sheet { found[row].sheet = sheet }
        return
      }
      guard let place = place(of: child, on: date, &register) else { return }
      slots[slot] = found.count
      found.append(
        Row(
          child: child, wave: wave, place: place, sheet: sheet ?? plan.waves[wave].name, assessor: assessor,
          observedOn: date, assessment: assessment))
    }
    for (index, sheet) in records.assessments.enumerated() {
      add(
        sheet.child, waves[sheet.schoolYear, sheet.officialWave], on: sheet.observedOn, sheet: sheet.form,
        assessor: sheet.assessor, assessment: index)
    }
    for score in records.scores {
      add(
        score.child, waves[score.schoolYear, score.officialWave], on: score.observedOn, sheet: nil, assessor: "",
        assessment: nil)
    }
    rows = slots.compactMap { $0.map { found[$0] } }
  }

  private func place(of child: Int, on date: CalendarDate, _ register: inout GroupRegister) -> Place? {
    switch plan.effects.arm {
    case .assigned: assignedPlaces[child]
    case .attended: enrolments.group(of: records.children[child].pseudonym, on: date).flatMap { register.place(of: $0) }
    }
  }

  private mutating func scoreOutcomes() {
    let scorer = OutcomeScorer(records.instrument)
    let measured = MeasuredScores(records: records, plan: plan)
    for outcome in plan.outcomes {
      if let area = records.instrument.developmentAreas.firstIndex(where: { $0.key == outcome }) {
        let pairs = rows.map { row in scorer.score(row.assessment.map { records.assessments[$0] }, area: area) }
        scores.append(pairs.map { $0?.mean ?? .nan })
        levels.append(pairs.map { pair in scorer.level(pair).map { UInt8($0.rawValue) } ?? 0 })
      } else {
        scores.append(measured.values(of: outcome, rows: rows))
        levels.append([UInt8](repeating: 0, count: rows.count))
      }
    }
    for covariate in plan.covariates where !Plan.recordCovariates.contains(covariate) {
      measuredCovariates[covariate] = measured.values(of: covariate, rows: rows)
    }
  }

  /// The region of a row's preschool.
  func region(of row: Row) -> String { regionOfPreschool[row.place.preschool] }

  /// Whether the plan has a wave before the treatment.
  var hasBaseline: Bool { plan.waves.contains { $0.role == .before } }

  /// The median day of observation of a wave, at which enrolment is counted; `nil` when nobody was observed.
  func medianDate(ofWave wave: Int) -> CalendarDate? {
    let dates = rows.filter { $0.wave == wave }.map(\.observedOn).sorted()
    return dates.isEmpty ? nil : dates[dates.count / 2]
  }
}

/// Numbers groups and finds their preschools.
struct GroupRegister {
  private(set) var groups: [Group] = []
  private var numbers: [String: Int] = [:]
  private let preschools: [String: Int]

  init(_ records: PilotRecords) {
    preschools = Dictionary(records.preschools.enumerated().map { ($1.code, $0) }) { first, _ in first }
  }

  /// The place that a group gives; groups that keep their code over school years are one unit.
  mutating func place(of group: Group) -> Panel.Place? {
    guard let preschool = preschools[group.preschool] else { return nil }
    if numbers[group.code] == nil {
      numbers[group.code] = groups.count
      groups.append(group)
    }
    return numbers[group.code].map { Panel.Place(group: $0, preschool: preschool, arm: group.arm) }
  }
}

/// Finds the plan's wave of an official wave.
struct WaveIndex: Sendable {
  private struct Key: Hashable {
    var year: SchoolYear
    var wave: OfficialWave
  }
  private let positions: [Key: Int]

  init(_ plan: Plan) {
    positions = Dictionary(
      plan.waves.enumerated().map { (Key(year: $1.schoolYear, wave: $1.officialWave), $0) }
    ) { first, _ in first }
  }

  subscript(year: SchoolYear, wave: OfficialWave) -> Int? { positions[Key(year: year, wave: wave)] }
}
