import Disclosure
import Findings

/// The runs of a source, released: the only place of the service that sees findings before release.
///
/// Runs are immutable, so the latest few stay in memory once released.
actor ReleasedRuns {
  private let source: RunSource
  private var kept: [String: Released<RunFindings>] = [:]
  private var order: [String] = []
  private static let capacity = 8

  init(_ source: RunSource) { self.source = source }

  /// All runs, newest first.
  func entries() throws -> [RunSource.Entry] { try source.runs() }

  /// A run by its identifier, or the newest one by `latest`.
  ///
  /// - Throws: `QueryError.unknownRun`, or what the source throws.
  func released(_ name: String) throws -> Released<RunFindings> {
    let entries = try source.runs()
    let entry = name == "latest" ? entries.first : entries.first { $0.run == name }
    guard let entry else { throw QueryError.unknownRun(name) }
    if let released = kept[entry.run] { return released }
    let released = DisclosureRules.release(try source.findings(entry.run))
    kept[entry.run] = released
    order.append(entry.run)
    if order.count > Self.capacity { kept[order.removeFirst()] = nil }
    return released
  }
}
