public import Findings
import Foundation
import GRDB

extension RecordStore {
  /// Adds a run to the ledger; it can be neither changed nor deleted afterwards.
  ///
  /// - Parameters:
  ///   - run: What the evaluation found.
  ///   - planText: Text of the plan as it was read.
  ///   - riskText: Text of the risk framework that the plan names.
  /// - Throws: `.runExists` when the identifier is taken, `.notStorable` when a finding holds infinity or NaN.
  public func save(run: RunFindings, planText: String, riskText: String?) throws(RecordStoreError) {
    try translating {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      let findings = String(decoding: try encoder.encode(run), as: UTF8.self)
      try pool.write { database in
        let isTaken = try Int.fetchOne(database, sql: "SELECT 1 FROM runs WHERE id = ?", arguments: [run.run]) != nil
        guard !isTaken else { throw RecordStoreError.runExists(run.run) }
        try database.execute(
          sql: """
            INSERT INTO runs (id, created_at, pilot, synthetic, plan_sha256, data_sha256, engine, findings, plan_text,
              risk_text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
          arguments: [
            run.run, run.createdAt, run.pilot.name, run.pilot.isSynthetic, run.provenance.planSHA256,
            run.provenance.dataSHA256, run.provenance.engine, findings, planText, riskText,
          ])
      }
    }
  }

  /// All runs, newest first.
  public func runs() throws(RecordStoreError) -> [RunSummary] {
    try translating {
      try pool.read { database in
        let columns = "id, created_at, pilot, synthetic, plan_sha256, data_sha256, engine"
        let rows = try Row.fetchAll(
          database, sql: "SELECT \(columns) FROM runs ORDER BY created_at DESC, rowid DESC")
        return rows.map { row in
          RunSummary(
            run: row[0], createdAt: row[1], pilot: row[2], isSynthetic: row[3], planSHA256: row[4],
            dataSHA256: row[5], engine: row[6])
        }
      }
    }
  }

  /// What a run found.
  ///
  /// - Parameter run: Identifier of the run, or `latest`.
  /// - Throws: `.noSuchRun` when the ledger has no such run, `.otherRunFormat` when another version of the program
  ///   saved it.
  /// - Returns: The findings as they were saved.
  public func findings(run: String) throws(RecordStoreError) -> RunFindings {
    let json = Data((try column("findings", ofRun: run) ?? "").utf8)
    let decoder = JSONDecoder()
    guard let label = try? decoder.decode(RunLabel.self, from: json) else {
      throw .corrupt(table: "runs", column: "findings")
    }
    guard label.format ?? 1 == RunFindings.currentFormat else {
      throw .otherRunFormat(run: label.run, found: label.format ?? 1, readable: RunFindings.currentFormat)
    }
    do {
      return try decoder.decode(RunFindings.self, from: json)
    } catch {
      throw .corrupt(table: "runs", column: "findings")
    }
  }

  /// The text of the plan of a run; `run` may be `latest`.
  public func planText(run: String) throws(RecordStoreError) -> String { try column("plan_text", ofRun: run) ?? "" }

  /// The text of the risk framework of a run, `nil` when its plan names none; `run` may be `latest`.
  public func riskText(run: String) throws(RecordStoreError) -> String? { try column("risk_text", ofRun: run) }

  private func column(_ column: String, ofRun run: String) throws(RecordStoreError) -> String? {
    try translating {
      try pool.read { database in
        let row =
          run == "latest"
          ? try Row.fetchOne(database, sql: "SELECT \(column) FROM runs ORDER BY created_at DESC, rowid DESC LIMIT 1")
          : try Row.fetchOne(database, sql: "SELECT \(column) FROM runs WHERE id = ?", arguments: [run])
        guard let row else { throw RecordStoreError.noSuchRun(run) }
        return row[0]
      }
    }
  }
}

/// What runs of every format hold.
private struct RunLabel: Decodable {
  let run: String
  /// `nil` in runs of the first format.
  let format: Int?
}
