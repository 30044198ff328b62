import Findings
import QueryService
import TestSupport

/// A source with the sample run, in which one region is too small to be shown.
enum SampleSource {
  static let hiddenRegion = "KZ-19"

  static var findings: RunFindings {
    var findings = SampleRun.findings()
    findings.risk.places[3].counts = .shown(Counts(children: 7, groups: 1, preschools: 5))
    return findings
  }

  static func source(_ findings: RunFindings = findings) -> RunSource {
    let entry = RunSource.Entry(
      run: findings.run, createdAt: findings.createdAt, pilot: findings.pilot.name,
      isSynthetic: findings.pilot.isSynthetic, engine: findings.provenance.engine,
      planSHA256: findings.provenance.planSHA256, dataSHA256: findings.provenance.dataSHA256)
    return RunSource(runs: { [entry] }, findings: { _ in findings })
  }

  static func answer(_ request: QueryRequest) async -> QueryAnswer {
    await QueryResponder(source()).answer(request)
  }

  static func answer(_ path: String, _ parameters: [QueryRequest.Parameter] = []) async -> QueryAnswer {
    await answer(QueryRequest(path: path, parameters: parameters))
  }
}
