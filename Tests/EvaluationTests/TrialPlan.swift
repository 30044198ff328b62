import Evaluation
import Findings
import Foundation
import RecordStore
import Records
import Testing

/// The plan of a trial pilot; tests change what they are about.
func trialPlan(
  outcomes: [String] = ["physical", "math"], unit: Plan.Assignment.Unit = .preschool,
  baseline: Plan.Wave.Role = .before
) throws -> Plan {
  let year = try #require(SchoolYear("2025-26"))
  let next = try #require(SchoolYear("2026-27"))
  return Plan(
    pilot: .init(name: "trial", isSynthetic: true),
    waves: [
      .init(name: "baseline", schoolYear: year, officialWave: .interim, role: baseline),
      .init(name: "interim", schoolYear: year, officialWave: .final, role: .after),
      .init(name: "final", schoolYear: next, officialWave: .interim, role: .after),
    ],
    assignment: .init(unit: unit, strata: [], isRandomised: true), outcomes: outcomes, covariates: ["sex"],
    effects: .standard(assigned: unit), risk: nil, disclosure: .standard, seed: 1)
}

/// Stores records in a folder of their own, and evaluates the cohort that the store gives.
func evaluate(_ records: PilotRecords, _ plan: Plan, at seconds: Double = 0) throws -> RunFindings {
  try evaluator(plan).evaluate(cohort(of: records), at: Date(timeIntervalSince1970: seconds))
}

/// The risk chapter of the cohort alone.
func evaluateRisk(_ records: PilotRecords, _ plan: Plan) throws -> RiskFindings {
  try evaluator(plan).risk(of: cohort(of: records))
}

/// What the design of the cohort looks like, without a run.
func statedDesign(_ records: PilotRecords, _ plan: Plan) throws -> DesignStatement {
  try evaluator(plan).design(of: cohort(of: records))
}

/// What one preschool may know about its children.
func statedChildren(
  _ records: PilotRecords, _ plan: Plan, preschool: String, method: ItemResponseRequest.Scores
) throws -> ChildFindings {
  try evaluator(plan).children(of: cohort(of: records), preschool: preschool, method: method)
}

private func evaluator(_ plan: Plan) -> Evaluator {
  Evaluator(plan: plan, planSHA256: String(repeating: "1", count: 64))
}

private func cohort(of records: PilotRecords) throws -> Cohort {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("trial-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  let store = try RecordStore(path: folder.appendingPathComponent("pilot.db").path, mode: .create)
  let source = ImportSource(label: "trial", files: [], dataSHA256: String(repeating: "0", count: 64))
  try store.replaceRecords(records, source: source)
  return try store.cohort()
}

extension RunFindings {
  /// The effect on an outcome at a wave by an estimator.
  func effect(_ outcome: String, _ wave: String, _ estimator: Plan.Effects.Estimator) throws -> EffectFinding {
    try #require(effects.first { $0.address == "effect:\(outcome).\(wave).\(estimator.rawValue)" })
  }

  /// The number of that effect, in units of the outcome.
  func effectValue(_ outcome: String, _ wave: String, _ estimator: Plan.Effects.Estimator) throws -> Double {
    let finding = try effect(outcome, wave, estimator)
    return try #require(finding.estimate.value, "\(finding.warnings)").value
  }
}

extension [FindingWarning] {
  var codes: Set<FindingWarning.Code> { Set(map(\.code)) }
}
