import QueryService
import Testing

@Suite struct OpenAPITests {
  private static let examples = ["{run}": "latest", "{region}": "KZ-27"]

  private func document() async throws -> JSONTree { try JSONTree(await SampleSource.answer("/openapi.json").body) }

  private func check(_ document: JSONTree) -> SchemaCheck {
    SchemaCheck(schemas: document["components"]?["schemas"]?.object ?? [:])
  }

  @Test func everyPathAnswersAsDescribed() async throws {
    let document = try await document()
    let paths = document["paths"]?.object ?? [:]
    #expect(paths.count == 13)
    for (template, item) in paths {
      let path = Self.examples.reduce(template) { $0.replacing($1.key, with: $1.value) }
      let answer = await SampleSource.answer(path)
      #expect(answer.status == 200, "\(path)")
      let content = item["get"]?["responses"]?["200"]?["content"]?.object ?? [:]
      let type = String(answer.contentType.prefix { $0 != ";" })
      let schema = try #require(content[type]?["schema"], "\(path) answers \(type), which is not described")
      if type == "application/json" {
        let faults = check(document).faults(try JSONTree(answer.body), schema)
        #expect(faults.isEmpty, "\(path): \(faults.prefix(3))")
      }
    }
  }

  @Test func describedFiltersAreTheOnesTheServiceTakes() async throws {
    let document = try await document()
    for (template, item) in document["paths"]?.object ?? [:] {
      let path = Self.examples.reduce(template) { $0.replacing($1.key, with: $1.value) }
      let described = (item["get"]?["parameters"]?.list ?? []).filter { $0["in"]?.text == "query" }
      let refusal = await SampleSource.answer(path, [.init("no_such_filter", "x")])
      #expect(refusal.status == 400)
      let allowed = try JSONTree(refusal.body)["allowed"]?.list.compactMap(\.text) ?? []
      #expect(Set(allowed) == Set(described.compactMap { $0["name"]?.text }), "\(path)")
    }
  }

  @Test func problemsAreAsDescribed() async throws {
    let document = try await document()
    let problem = try #require(document["components"]?["schemas"]?["Problem"])
    for path in ["/nowhere", "/v1/runs/none/effects", "/v1/regions/XX-1", "/?", "/v1/runs/latest/risk"] {
      let answer = await SampleSource.answer(path, [.init("bad", "1")])
      #expect(answer.contentType == "application/problem+json")
      #expect(check(document).faults(try JSONTree(answer.body), problem).isEmpty)
    }
  }

  @Test func theCheckFindsWhatDoesNotFit() async throws {
    let document = try await document()
    let list = try #require(document["components"]?["schemas"]?["RiskList"])
    let body = await SampleSource.answer("/v1/runs/latest/risk").body
    let withoutRun = body.replacing("\"run\":", with: "\"ran\":")
    let withText = body.replacing("\"weight\":0.5", with: "\"weight\":\"half\"")
    #expect(check(document).faults(try JSONTree(body), list).isEmpty)
    #expect(!check(document).faults(try JSONTree(withoutRun), list).isEmpty)
    #expect(!check(document).faults(try JSONTree(withText), list).isEmpty)
  }
}
