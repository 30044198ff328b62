import Disclosure
import Findings
import QueryService
import TestSupport
import Testing

/// Which preschools need a visit first, and why: by one address, in the right scope.
@Suite struct RiskQuestionTests {
  private func own(_ path: String, _ parameters: [QueryRequest.Parameter] = []) async -> QueryAnswer {
    await QueryResponder(SampleSource.source(), region: "KZ-27").answer(
      QueryRequest(path: path, parameters: parameters))
  }

  @Test func anAuthorityIsToldItsPreschoolsInOrderWithReasons() async throws {
    let answer = await own("/v1/runs/latest/risk", [.init("level", "preschool"), .init("sort", "priority")])
    let body = try JSONTree(answer.body)
    let places = try #require(body["places"]?.list)
    #expect(places.count > 1 && places.allSatisfy { $0["region"]?.text == "KZ-27" && $0["level"]?.text == "preschool" })
    #expect(places.contains { !($0["reasons"]?.list.isEmpty ?? true) })
    #expect(body["run"]?["scope"]?.text == "KZ-27" && answer.headers["Cache-Control"] == "no-store")
    let flags = places.map { $0["flags"]?.list.contains { $0["is_raised"] == .bool(true) } ?? false }
    #expect(flags == flags.sorted { $0 && !$1 }, "raised flags come first")
  }

  @Test func nobodyElseIsToldAPreschool() async throws {
    for level in ["preschool", "group", "district"] {
      let answer = await SampleSource.answer("/v1/runs/latest/risk", [.init("level", level)])
      #expect(answer.status == 403 && answer.contentType == "application/problem+json")
      #expect(answer.body.contains("tarazy serve STORE --region CODE") && !answer.body.contains("KZ-"))
    }
    let all = await SampleSource.answer("/v1/runs/latest/risk").body + SampleSource.answer("/v1/regions/KZ-27").body
    for preschool in SampleRun.findings().risk.places(.preschool) { #expect(!all.contains(preschool.place)) }
  }

  @Test func anOwnScopeKnowsNoOtherRegion() async throws {
    for path in ["/v1/regions/KZ-10", "/regions/KZ-10"] { #expect(await own(path).status == 404) }
    #expect(await own("/v1/runs/latest/risk", [.init("region", "KZ-10")]).status == 404)
    for path in ["/", "/regions/KZ-27"] { #expect(await own(path).status == 200) }
    let elsewhere = await QueryResponder(SampleSource.source(), region: "XX-1").answer(QueryRequest(path: "/"))
    #expect(elsewhere.status == 404)
  }

  @Test func anOwnScopeAnswersNoNameThatWasPointedAtThisMachine() async {
    func answer(_ authority: String, region: String?) async -> Int {
      let request = QueryRequest(path: "/v1/runs/latest/risk", authority: authority)
      return await QueryResponder(SampleSource.source(), region: region).answer(request).status
    }
    for name in ["127.0.0.1:8080", "localhost", "LOCALHOST:8080", "[::1]:8080"] {
      #expect(await answer(name, region: "KZ-27") == 200, "\(name)")
    }
    for name in ["elsewhere.example:8080", "127.0.0.1.elsewhere.example", "192.168.0.5:8080"] {
      #expect(await answer(name, region: "KZ-27") == 421, "\(name)")
      #expect(await answer(name, region: nil) == 200)
    }
  }

  @Test func anUnknownRegionIsAnsweredWithTheRegions() async throws {
    let answer = await SampleSource.answer("/v1/runs/latest/risk", [.init("region", "XX-1")])
    #expect(try JSONTree(answer.body)["allowed"]?.list.count == 20)
    #expect(try JSONTree(await own("/v1/regions/KZ-10").body)["allowed"]?.list == [.text("KZ-27")])
  }

  @Test func aPlanWithoutARiskFrameworkHasNoRiskIndex() async {
    let source = SampleSource.source(SampleRun.continuousFindings())
    let answer = await QueryResponder(source).answer(QueryRequest(path: "/v1/runs/latest/risk"))
    #expect(answer.status == 404 && answer.body.contains("no risk framework"))
  }

  @Test func ordersAndQuarters() async throws {
    let quarter = try #require(SampleRun.findings().risk.quarters.last)
    for order in RiskOrder.allCases {
      let answer = await SampleSource.answer(
        "/v1/runs/latest/risk", [.init("sort", order.rawValue), .init("quarter", quarter)])
      let places = try #require(try JSONTree(answer.body)["places"]?.list)
      #expect(places.count == 20 && places.allSatisfy { $0["quarter"]?.text == quarter }, "\(order)")
    }
    for (name, value) in [("sort", "best"), ("quarter", "2020Q1"), ("level", "child")] {
      let answer = await SampleSource.answer("/v1/runs/latest/risk", [.init(name, value)])
      #expect(answer.status == 400 && answer.body.contains("allowed"), "\(name)")
    }
  }

  @Test func theProfileOfARegionHasItsQuartersChangesAndPoints() async throws {
    let body = try JSONTree(await SampleSource.answer("/v1/regions/KZ-27").body)
    #expect(body["region"]?["place"]?.text == "KZ-27" && body["region"]?["reasons"]?.list.isEmpty == false)
    #expect(body["quarters"]?.list.count == SampleRun.findings().risk.quarters.count)
    #expect(body["changes"]?.list.allSatisfy { $0["place"]?.text == "KZ-27" } == true)
    #expect(body["funnels"]?.list.allSatisfy { $0["points"]?.list.count == 1 } == true)
  }

  @Test func theSameQuestionHasTheSameAnswer() async {
    let responder = QueryResponder(SampleSource.source())
    let request = QueryRequest(path: "/v1/runs/latest/risk")
    let first = await responder.answer(request)
    let again = await responder.answer(request)
    let other = await responder.answer(QueryRequest(path: "/v1/runs/latest/risk", parameters: [.init("sort", "name")]))
    #expect(first == again && first != other)
  }
}
