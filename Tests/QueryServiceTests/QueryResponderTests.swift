import Findings
import Foundation
import QueryService
import RecordStore
import TestSupport
import Testing

@Suite struct QueryResponderTests {
  @Test func riskOfARegionCarriesIntervalNumbersAndComponents() async throws {
    let answer = await SampleSource.answer("/v1/runs/latest/risk", [.init("region", "KZ-27")])
    let body = try JSONTree(answer.body)
    let region = try #require(body["places"]?[0])
    #expect(body["places"]?.list.count == 1)
    #expect(body["run"]?["run"]?.text == SampleSource.findings.run)
    #expect(region["index"]?["interval"]?["lower"] != nil && region["counts"]?["children"] != nil)
    #expect(region["blocks"]?[0]?["components"]?[0]?["indicator"]?.text == "level_one_share")
    #expect(answer.headers["Tarazy-Run"] == SampleSource.findings.run)
  }

  @Test func aHiddenRegionCarriesItsMarkAndNothingElse() async throws {
    let answer = await SampleSource.answer("/v1/regions/\(SampleSource.hiddenRegion)")
    let region = try #require(try JSONTree(answer.body)["region"])
    let mark = JSONTree.object(["mark": .text("suppressed")])
    #expect(region["index"] == mark && region["counts"] == mark)
    #expect(region["blocks"]?[0]?["components"]?[0]?["value"] == mark)
  }

  @Test func aRegionWithoutDataIsNotMarkedAsHidden() async throws {
    let region = try JSONTree(await SampleSource.answer("/v1/regions/KZ-62").body)["region"]
    #expect(region?["index"] == .null)
  }

  @Test func filtersChooseEffects() async throws {
    let filters: [QueryRequest.Parameter] = [
      .init("outcome", "physical"), .init("wave", "final"), .init("estimator", "mixed_model"),
    ]
    let body = try JSONTree(await SampleSource.answer("/v1/runs/latest/effects", filters).body)
    #expect(body["effects"]?.list.map { $0["address"]?.text } == ["effect:physical.final.mixed_model"])
  }

  @Test func verdictsCarryTheirJudgementsBesideTheEffects() async throws {
    let filters: [QueryRequest.Parameter] = [.init("outcome", "creative"), .init("wave", "interim")]
    let body = try JSONTree(await SampleSource.answer("/v1/runs/latest/effects", filters).body)
    let verdict = try #require(body["verdicts"]?[0])
    #expect(body["verdicts"]?.list.count == 1 && body["effects"]?.list.count == 5)
    #expect(verdict["recommended"]?.text == "randomization" && verdict["estimate"]?["interval"] == nil)
    #expect(verdict["judgements"]?[3]?["validity"]?.text == "conservative")
    #expect(verdict["judgements"]?[3]?["reasons"]?[0]?["facts"]?["smallest_p"] == .number(0.057))
  }

  @Test func progressionIsChosenByOutcome() async throws {
    let body = try JSONTree(
      await SampleSource.answer("/v1/runs/latest/progression", [.init("outcome", "creative")]).body)
    #expect(body["progression"]?["scales"]?.list.compactMap { $0["outcome"]?.text } == ["creative", "creative"])
    let refusal = await SampleSource.answer("/v1/runs/latest/progression", [.init("outcome", "physics")])
    #expect(refusal.status == 400)
    let csv = await SampleSource.answer(QueryRequest(path: "/v1/runs/latest/progression", accept: "text/csv"))
    #expect(csv.body.contains("latent:creative.final"))
  }

  @Test func subgroupsAreChosenByKey() async throws {
    let filters: [QueryRequest.Parameter] = [.init("key", "sex"), .init("outcome", "physical")]
    let body = try JSONTree(await SampleSource.answer("/v1/runs/latest/subgroups", filters).body)
    #expect(body["subgroups"]?.list.map { $0["value"]?.text } == ["f", "m"])
    #expect(body["heterogeneity"]?.list.map { $0["address"]?.text } == ["heterogeneity:physical.final.sex"])
    let refusal = await SampleSource.answer("/v1/runs/latest/subgroups", [.init("key", "district")])
    #expect(refusal.status == 400)
    #expect(try JSONTree(refusal.body)["allowed"]?.list == [.text("region"), .text("sex")])
    let csv = await SampleSource.answer(QueryRequest(path: "/v1/runs/latest/subgroups", accept: "text/csv"))
    #expect(csv.body.hasPrefix("address,outcome,wave,key,value,"))
  }

  @Test func aHiddenRegionIsHiddenAmongTheSubgroups() async throws {
    let body = try JSONTree(await SampleSource.answer("/v1/runs/latest/subgroups", [.init("key", "region")]).body)
    let hidden = try #require(body["subgroups"]?.list.first { $0["value"]?.text == SampleSource.hiddenRegion })
    #expect(hidden["estimate"] == .object(["mark": .text("suppressed")]))
  }

  @Test func equityIsChosenByOutcomeAndKey() async throws {
    let filters: [QueryRequest.Parameter] = [.init("key", "locality"), .init("outcome", "physical")]
    let body = try JSONTree(await SampleSource.answer("/v1/runs/latest/equity", filters).body)
    #expect(body["equity"]?.list.map { $0["value"]?.text } == ["rural", "urban"])
    #expect(body["equity"]?[0]?["level_one_gap"]?["value"] == .number(0.041))
    let refusal = await SampleSource.answer("/v1/runs/latest/equity", [.init("key", "region")])
    #expect(refusal.status == 400)
    #expect(try JSONTree(refusal.body)["allowed"]?.list == [.text("locality"), .text("sex")])
    let csv = await SampleSource.answer(
      QueryRequest(path: "/v1/runs/latest/equity", parameters: filters, accept: "text/csv"))
    #expect(csv.body.split(separator: "\n").count == 3 && csv.body.contains("equity:physical.final.locality.rural"))
  }

  @Test func aSmallGroupIsHiddenAmongTheGaps() async throws {
    var findings = SampleSource.findings
    let rural = try #require(findings.equity.firstIndex { $0.address == "equity:physical.final.locality.rural" })
    findings.equity[rural].counts = .shown(Counts(children: 4, groups: 1, preschools: 1))
    let request = QueryRequest(
      path: "/v1/runs/latest/equity", parameters: [.init("key", "locality"), .init("outcome", "physical")])
    let body = try JSONTree(await QueryResponder(SampleSource.source(findings)).answer(request).body)
    let mark = JSONTree.object(["mark": .text("suppressed")])
    #expect(body["equity"]?.list.count == 2 && body["equity"]?.list.allSatisfy { $0["counts"] == mark } == true)
    #expect(body["equity"]?[0]?["level_one_gap"] == mark)
  }

  @Test func gainsAreChosenByLevel() async throws {
    let body = try JSONTree(
      await SampleSource.answer("/v1/runs/latest/value-added", [.init("level", "direction")]).body)
    #expect(body["comparison"]?["places"]?.list.map { $0["place"]?.text } == ["culinary", "garden"])
    #expect(body["comparison"]?["funnels"]?.list.isEmpty == true)
    let csv = await SampleSource.answer(
      QueryRequest(path: "/v1/runs/latest/value-added", parameters: [], accept: "text/csv"))
    #expect(csv.body.contains("value_added:region.KZ-10") && !csv.body.contains("value_added:preschool"))
  }

  @Test func gainsOfPreschoolsAreForTheirAuthority() async throws {
    let filters: [QueryRequest.Parameter] = [.init("level", "preschool")]
    #expect(await SampleSource.answer("/v1/runs/latest/value-added", filters).status == 403)
    #expect(await SampleSource.answer("/v1/runs/latest/value-added", [.init("level", "group")]).status == 400)
  }

  @Test func designAndRatersAreAnswered() async throws {
    let body = try JSONTree(await SampleSource.answer("/v1/runs/latest/design").body)
    #expect(body["design"]?["units"]?[1]?["is_planned"] == .bool(true))
    #expect(body["design"]?["attrition"]?.list.count == 4 && body["raters"]?.list.count == 6)
  }

  @Test func aRunOfAnotherFormatIsGone() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let store = try RecordStore(path: folder.appendingPathComponent("a.db").path, mode: .create)
    var run = SampleSource.findings
    run.format = 1
    try store.save(run: run, planText: "", riskText: nil)
    let answer = await QueryResponder(RunSource(store)).answer(QueryRequest(path: "/v1/runs/latest/effects"))
    #expect(answer.status == 410 && answer.contentType == "application/problem+json")
    let detail = try JSONTree(answer.body)["detail"]?.text ?? ""
    #expect(
      detail.contains("format 1") && detail.contains("format \(RunFindings.currentFormat)")
        && detail.contains("evaluate the plan again"))
  }

  @Test func csvIsGivenToThoseWhoAskForIt() async {
    let request = QueryRequest(path: "/v1/runs/latest/effects", accept: "text/csv")
    let answer = await SampleSource.answer(request)
    #expect(answer.contentType == "text/csv; charset=utf-8")
    #expect(answer.body.hasPrefix("address,outcome,wave,"))
    #expect(answer.body.split(separator: "\n").count == 51)
  }

  @Test(
    arguments: [
      ("/v1/runs/latest/effects", "outcome", "courage", 400), ("/v1/runs/latest/effects", "arm", "control", 400),
      ("/v1/runs/latest/risk", "region", "XX-1", 404), ("/v1/runs/r-1/risk", "region", "KZ-27", 404),
      ("/", "lang", "de", 400), ("/regions/XX-1", "lang", "ru", 404), ("/v2/runs", "lang", "ru", 404),
    ])
  func whatIsNotThereIsSaid(path: String, filter: String, value: String, status: Int) async {
    let answer = await SampleSource.answer(path, [.init(filter, value)])
    #expect(answer.status == status)
    #expect(answer.contentType == "application/problem+json")
  }

  @Test func anUnknownValueIsAnsweredWithTheValuesAllowed() async throws {
    let answer = await SampleSource.answer("/v1/runs/latest/effects", [.init("wave", "spring")])
    #expect(try JSONTree(answer.body)["allowed"]?.list == [.text("final"), .text("interim")])
  }

  @Test(arguments: ["POST", "PUT", "DELETE"]) func theServiceIsReadOnly(method: String) async {
    let answer = await SampleSource.answer(QueryRequest(method: method, path: "/v1/runs"))
    #expect(answer.status == 405)
    #expect(answer.headers["Allow"] == "GET, HEAD")
  }

  @Test func aVersionTheClientHasIsNotSentAgain() async {
    let first = await SampleSource.answer("/v1/runs/latest/risk")
    let tag = first.headers["ETag"]
    let again = await SampleSource.answer(QueryRequest(path: "/v1/runs/latest/risk", ifNoneMatch: tag))
    #expect(again.status == 304 && again.body.isEmpty)
    let other = await SampleSource.answer("/v1/runs/latest/effects")
    #expect(other.headers["ETag"] != tag)
    var changed = SampleSource.findings
    changed.provenance.dataSHA256 = String(repeating: "d4", count: 32)
    let later = await QueryResponder(SampleSource.source(changed)).answer(QueryRequest(path: "/v1/runs/latest/risk"))
    #expect(later.headers["ETag"] != tag)
  }

  @Test func failuresInsideSayNothingToTheClient() async {
    struct Secret: Error {}
    let source = RunSource(runs: { throw Secret() }, findings: { _ in throw Secret() })
    await confirmation { reported in
      let answer = await QueryResponder(source).answer(QueryRequest(path: "/v1/runs")) { _ in reported() }
      #expect(answer.status == 500)
      #expect(!answer.body.contains("Secret"))
    }
  }

  @Test func anEmptyLedgerHasNoLatestRun() async {
    let source = RunSource(runs: { [] }, findings: { _ in SampleRun.findings() })
    #expect(await QueryResponder(source).answer(QueryRequest(path: "/")).status == 404)
    #expect(await QueryResponder(source).answer(QueryRequest(path: "/v1/runs")).body == #"{"runs":[]}"#)
  }

  @Test(arguments: ["kk", "ru", "en"]) func pagesNeedNoScriptAndLinkTheRegions(language: String) async {
    let page = await SampleSource.answer("/", [.init("lang", language)])
    #expect(page.contentType == "text/html; charset=utf-8")
    #expect(page.body.contains("<html lang=\"\(language)\">") && !page.body.contains("<script"))
    #expect(page.body.contains("href=\"/regions/KZ-27?lang=\(language)\""))
    #expect(page.headers["Content-Security-Policy"]?.contains("default-src 'none'") == true)
  }
}
