import Records
import Simulation
import Testing

/// Rates of the truth come back from the records, within Monte-Carlo error.
@Suite struct RateTests {
  /// Standard errors of a share allowed; about 1 in 16,000 by chance for each of the checks, and the seed is fixed.
  private static let toleranceInStandardErrors = 4.0
  private static let truth = PilotTruth()
  @Test func consentIsRefusedAndWithdrawnAsStated() throws {
    let children = try BundledPilot.records.get().children
    Self.expect(
      children.count { $0.consent == .refused }, of: children.count, Self.truth.participation.consentRefusedRate)
    Self.expect(
      children.count { $0.consent == .withdrawn }, of: children.count, Self.truth.participation.consentWithdrawnRate)
    #expect(children.allSatisfy { $0.consentDate != nil })
  }

  @Test func childrenAreAsStated() throws {
    let children = try BundledPilot.records.get().children
    Self.expect(children.count { $0.sex == .female }, of: children.count, Self.truth.children.girlShare)
    Self.expect(
      children.count { $0.hasSpecialNeeds == true }, of: children.count, Self.truth.children.specialNeedsShare)
  }

  @Test func sheetsAndMarksAreMissingAsStated() throws {
    let records = try BundledPilot.records.get()
    let present = records.enrolments.count { $0.entered.year == 2025 && ($0.left.map { $0.month > 1 } ?? true) }
    let baseline = records.assessments.filter { $0.officialWave == .interim }
    Self.expect(present - baseline.count, of: present, Self.truth.participation.missingWaveRate)
    let special = Set(records.children.filter { $0.hasSpecialNeeds == true }.map(\.pseudonym))
    let marks = baseline.filter { !special.contains($0.child) }.flatMap(\.marks)
    Self.expect(marks.count { $0 == .notApplicable }, of: marks.count, Self.truth.participation.notApplicableRate)
    let applicable = marks.filter { $0 != .notApplicable }
    Self.expect(applicable.count { $0 == .missing }, of: applicable.count, Self.truth.participation.missingMarkRate)
  }

  @Test(arguments: Arm.allCases) func childrenLeaveAsStated(arm: Arm) throws {
    let records = try BundledPilot.records.get()
    let younger = Set(
      records.groups.filter { $0.arm == arm && $0.schoolYear.startYear == 2026 }.map(\.code))
    let stays = records.enrolments.filter { younger.contains($0.group) && $0.entered.year == 2025 }
    let rate =
      arm == .control
      ? Self.truth.participation.controlAttritionRate : Self.truth.participation.experimentalAttritionRate
    Self.expect(stays.count { $0.left != nil }, of: stays.count, rate)
  }

  @Test func levelsRiseFromMostlyMedium() throws {
    let records = try BundledPilot.records.get()
    let means = [OfficialWave.interim, .final, .start].map { wave in
      let points = records.assessments.filter { $0.officialWave == wave }.flatMap(\.marks).compactMap(\.points)
      return Double(points.reduce(0, +)) / Double(points.count)
    }
    #expect((1.9...2.1).contains(means[0]))
    #expect(means[0] < means[1] && means[1] < means[2])
  }

  private static func expect(_ count: Int, of total: Int, _ rate: Double) {
    let standardError = (rate * (1 - rate) / Double(total)).squareRoot()
    let share = Double(count) / Double(total)
    #expect(
      abs(share - rate) <= toleranceInStandardErrors * standardError, "share \(share) of \(total), stated \(rate)")
  }
}
