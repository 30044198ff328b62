import ArgumentParser
import Disclosure
import Findings

/// For whom a run leaves the store: for everybody, or for the authority of one region.
struct ScopeOption: ParsableArguments {
  @Option(
    help: """
      Code such as KZ-27: own scope of a region's authority, cells from the plan's own_scope_minimum; not for \
      publication.
      """)
  var region: String?

  /// The run after disclosure control.
  ///
  /// - Throws: ``Failure`` when the run has no such region.
  func applied(to findings: RunFindings) throws -> LeavingRun {
    guard let region else { return .released(DisclosureRules.release(findings)) }
    if let own = DisclosureRules.ownScope(findings, region: region) { return .ownScope(own) }
    let regions = findings.risk.regions.map(\.place)
    throw Failure(
      status: .usage,
      message: "run \(findings.run) has no region \(region); "
        + (regions.isEmpty ? "it has none" : "its regions: \(regions.joined(separator: ", "))"))
  }
}
