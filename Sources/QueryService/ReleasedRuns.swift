import Disclosure
import Findings

/// The runs of a source, released: the only place of the service that sees findings before release.
///
/// Runs are immutable, so the latest few stay in memory once released.
actor ReleasedRuns {
  private let source: RunSource
  /// Region for whose authority alone the runs are; `nil` for everybody.
  private let scope: String?
  private var kept: [String: LeavingRun] = [:]
  private var order: [String] = []
  private static let capacity = 8

  init(_ source: RunSource, scope: String?) {
    self.source = source
    self.scope = scope
  }

  /// All runs, newest first.
  func entries() throws -> [RunSource.Entry] { try source.runs() }

  /// A run by its identifier, or the newest one by `latest`.
  ///
  /// - Throws: `QueryError.unknownRun`, `.unknownRegion` when a run does not have the region of the scope, or what the
  ///   source throws.
  func leaving(_ name: String) throws -> LeavingRun {
    let entries = try source.runs()
    let entry = name == "latest" ? entries.first : entries.first { $0.run == name }
    guard let entry else { throw QueryError.unknownRun(name) }
    if let leaving = kept[entry.run] { return leaving }
    let leaving = try self.leaving(try source.findings(entry.run))
    kept[entry.run] = leaving
    order.append(entry.run)
    if order.count > Self.capacity { kept[order.removeFirst()] = nil }
    return leaving
  }

  private func leaving(_ findings: RunFindings) throws(QueryError) -> LeavingRun {
    guard let scope else { return .released(DisclosureRules.release(findings)) }
    guard let own = DisclosureRules.ownScope(findings, region: scope) else {
      throw .unknownRegion(scope, run: findings.run, regions: findings.risk.regions.map(\.place))
    }
    return .ownScope(own)
  }
}
