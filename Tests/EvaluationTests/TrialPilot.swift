import Records
import TestSupport
import Testing

/// A small pilot whose arms are mirror images: what every estimator must find in it is known beforehand.
///
/// Each of four control preschools has an experimental twin with the same points, two groups (age bands 4 and 5) of six
/// children, and three waves: before the treatment, after it, and the first official wave of the next school year on the
/// form of the wave before. Everybody gains 4 points from wave to wave, besides differences of preschools, groups,
/// children and single sheets. Swapping the arms changes nothing, so the effect is 0 and what a test adds to one arm must
/// come back to the last digits.
struct TrialPilot {
  /// One child at one wave.
  struct Observation {
    var preschool: Int
    var group: Int
    var child: String
    var arm: Arm
    var wave: Int
    /// Points of 20 items without any effect, 28 … 53.
    var points: Int

    var ageBand: Int { 4 + group }
    var isExperimental: Bool { arm == .experimental }
    var isAfter: Bool { wave > 0 }
  }

  static let preschoolCount = 8
  static let groupCount = 2
  static let childCount = 6
  static let itemCount = 20
  static let growth = 4
  static let days = ["2026-01-20", "2026-05-20", "2027-01-20"]

  var records = PilotRecords(instrument: trialInstrument)

  /// Makes the pilot.
  ///
  /// - Parameters:
  ///   - points: Points of an observation with its effects, 20 … 60; `nil` for a sheet that was not filled.
  ///   - arm: Arm of a preschool's group; even preschools are the control twins unless it says otherwise.
  /// - Throws: An expectation that failed when a date of the pilot is none.
  init(
    points: (Observation) -> Int? = { $0.points },
    arm: (_ preschool: Int, _ group: Int) -> Arm = { preschool, _ in preschool % 2 == 0 ? .control : .experimental }
  ) throws {
    records.regions = [Region(code: "KZ-10", names: Names(kk: "а", ru: "а", en: "a"), kind: "oblast")]
    for preschool in 0..<Self.preschoolCount {
      records.preschools.append(
        Preschool(
          code: "P\(preschool)", name: "", region: "KZ-10", district: nil, locality: nil, ownership: nil))
      for group in 0..<Self.groupCount {
        try addGroup(preschool, group, arm: arm(preschool, group))
        for child in 0..<Self.childCount { try addChild(preschool, group, child, arm(preschool, group), points) }
      }
    }
  }

  static func groupCode(_ preschool: Int, _ group: Int) -> String { "P\(preschool)-\(group)" }
  static func childCode(_ preschool: Int, _ group: Int, _ child: Int) -> String {
    "\(groupCode(preschool, group))-\(child)"
  }

  private mutating func addGroup(_ preschool: Int, _ group: Int, arm: Arm) throws {
    for year in ["2025-26", "2026-27"] {
      records.groups.append(
        Group(
          code: Self.groupCode(preschool, group), preschool: "P\(preschool)",
          schoolYear: try #require(SchoolYear(year)),
          ageBand: 4 + group, language: "kk", arm: arm, directions: [], educator: "E\(preschool)-\(group)"))
    }
  }

  private mutating func addChild(
    _ preschool: Int, _ group: Int, _ child: Int, _ arm: Arm, _ points: (Observation) -> Int?
  ) throws {
    let code = Self.childCode(preschool, group, child)
    records.children.append(
      Child(
        pseudonym: code, sex: child % 2 == 0 ? .female : .male, birthMonth: nil, hasSpecialNeeds: nil,
        consent: .granted, consentDate: nil))
    records.enrolments.append(
      Enrolment(
        child: code, group: Self.groupCode(preschool, group), entered: try #require(CalendarDate("2025-09-01")),
        left: nil))
    for wave in Self.days.indices {
      let observation = Observation(
        preschool: preschool, group: group, child: code, arm: arm, wave: wave,
        points: mirroredPoints(pair: preschool / 2, group: group, child: child, wave: wave))
      if let points = points(observation) { try addSheet(observation, points) }
    }
  }

  /// The same points on a sheet and as a continuous score.
  private mutating func addSheet(_ observation: Observation, _ points: Int) throws {
    let year = try #require(SchoolYear(observation.wave < 2 ? "2025-26" : "2026-27"))
    let (wave, day): (OfficialWave, _) = (
      observation.wave == 1 ? .final : .interim, try #require(CalendarDate(Self.days[observation.wave]))
    )
    records.assessments.append(
      Assessment(
        child: observation.child, schoolYear: year, officialWave: wave, observedOn: day, assessor: "A",
        form: "4-\(wave.rawValue)", marks: marks(points)))
    for (outcome, value) in [("math", Double(points)), ("flat", 7)] {
      records.scores.append(
        Score(
          child: observation.child, schoolYear: year, officialWave: wave, observedOn: day, outcome: outcome,
          value: value))
    }
  }
}

/// Points that do not depend on the arm: growth and five sources of differences.
private func mirroredPoints(pair: Int, group: Int, child: Int, wave: Int) -> Int {
  func draw(_ limit: UInt64, _ keys: Int...) -> Int {
    var random = RepeatableRandom(seed: keys.reduce(17) { $0 &* 1_000 &+ UInt64($1) })
    return Int(random.next() % limit)
  }
  return 28 + TrialPilot.growth * wave + draw(5, 1, pair) + draw(4, 2, pair, wave) + draw(4, 3, pair, group)
    + draw(5, 4, pair, group, child) + draw(4, 5, pair, group, child, wave)
}

/// Marks of 20 items that sum to `points`.
private func marks(_ points: Int) -> [Mark] {
  (0..<TrialPilot.itemCount).map { item in
    let above = points - TrialPilot.itemCount
    let mark = 1 + above / TrialPilot.itemCount + (item < above % TrialPilot.itemCount ? 1 : 0)
    return [.low, .medium, .high][min(mark, 3) - 1]
  }
}

private let trialInstrument: Instrument = {
  let names = Names(kk: "а", ru: "а", en: "a")
  let codes = (1...TrialPilot.itemCount).map { "4-Ф.\($0)" }
  return Instrument(
    developmentAreas: [.init(key: "physical", names: names)],
    items: codes.map { .init(code: $0, area: "physical", activity: "") },
    forms: [OfficialWave.interim, .final].map {
      .init(key: "4-\($0.rawValue)", ageBand: 4, officialWave: $0, items: codes)
    },
    continuousOutcomes: ["math", "flat", "never"].map {
      .init(key: $0, names: names, minimum: 0, maximum: 100)
    },
    levelRule: LevelRule(cuts: [1.6, 2.3], roundingDecimals: 1, minimumItemShare: 0.75))
}()
