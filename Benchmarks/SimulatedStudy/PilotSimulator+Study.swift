import Foundation
public import RecordStore
public import Records
public import Simulation

extension PilotSimulator {
  /// The plan that goes with the pilot.
  ///
  /// - Throws: What reading the files beside a pilot throws.
  public func studyPlan() throws -> Plan {
    let files = try CompanionFiles(self, command: "").all()
    func text(_ name: String) -> String { files.first { $0.name == name }?.text ?? "" }
    return try Plan(yaml: text("plan.yml"), instrument: instrument, riskFramework: text)
  }

  /// The pilot's children with consent, simulated, stored and read again as those of a real pilot are.
  ///
  /// - Throws: What a store in a temporary folder throws.
  public func studyCohort() throws -> Cohort {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("study-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let store = try RecordStore(path: folder.appendingPathComponent("pilot.db").path, mode: .create)
    let source = ImportSource(label: "study", files: [], dataSHA256: String(repeating: "0", count: 64))
    try store.replaceRecords(simulate(), source: source)
    return try store.cohort()
  }
}
