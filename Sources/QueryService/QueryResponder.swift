import Disclosure
import Findings
import Reporting

/// Answers requests from released runs: the whole service but its sockets.
public struct QueryResponder: Sendable {
  private let runs: ReleasedRuns

  /// A responder over a source of runs.
  public init(_ source: RunSource) { runs = ReleasedRuns(source) }

  /// The answer to a request; never fails, errors are answers too.
  ///
  /// - Parameters:
  ///   - request: What is asked.
  ///   - reportFailure: Told about failures of which the client learns nothing but that they happened.
  /// - Returns: The answer with its header fields, without a body for `HEAD` and 304.
  public func answer(
    _ request: QueryRequest, reportFailure: (any Error) -> Void = { _ in }
  ) async -> QueryAnswer {
    var answer: QueryAnswer
    do {
      answer = try await found(request)
    } catch let error as QueryError {
      answer = error.answer
    } catch {
      reportFailure(error)
      answer = QueryError.internalFailure.answer
    }
    if let tag = answer.headers["ETag"], EntityTag.matches(tag, request.ifNoneMatch) { answer.status = 304 }
    if request.method == "HEAD" || answer.status == 304 { answer.body = "" }
    answer.headers.merge(Self.securityHeaders) { $1 }
    return answer
  }

  private func found(_ request: QueryRequest) async throws -> QueryAnswer {
    guard let route = Route(request.segments) else { throw QueryError.unknownPath }
    guard request.method == "GET" || request.method == "HEAD" else {
      throw QueryError.methodNotAllowed(request.method)
    }
    let filters = try Filters(request, of: route)
    switch route {
    case .health: return try .json(Health(), headers: ["Cache-Control": "no-store"])
    case .openAPI: return QueryAnswer(contentType: "application/json", body: OpenAPIDocument.text)
    case .runs: return try await runList()
    case .effects(let run): return try await effects(run, filters, request)
    case .design(let run): return try await design(run, request)
    case .subgroups(let run): return try await subgroups(run, filters, request)
    case .progression(let run): return try await progression(run, filters, request)
    case .risk(let run): return try await risk(run, filters, request)
    case .region(let region): return try await self.region(region, request)
    case .overviewPage: return try await overview(filters, request)
    case .regionPage(let region): return try await regionPage(region, filters, request)
    }
  }

  private func runList() async throws -> QueryAnswer {
    let entries = try await runs.entries()
    return try .json(RunList(runs: entries), headers: ["ETag": EntityTag(entries).text, "Cache-Control": "no-cache"])
  }

  private func effects(_ run: String, _ filters: Filters, _ request: QueryRequest) async throws -> QueryAnswer {
    let released = try await runs.released(run)
    let all = released.value.effects
    let outcome = try filters.value("outcome", among: distinct(all.map(\.outcome)))
    let wave = try filters.value("wave", among: distinct(all.map(\.wave)))
    let estimator = try filters.value("estimator", among: distinct(all.map(\.estimator)))
    let chosen = released.narrowed(
      effects: { effect in
        (outcome ?? effect.outcome) == effect.outcome && (wave ?? effect.wave) == effect.wave
          && (estimator ?? effect.estimator) == effect.estimator
      },
      verdicts: { (outcome ?? $0.outcome) == $0.outcome && (wave ?? $0.wave) == $0.wave })
    let headers = headers(released.value, request)
    if request.wantsCSV { return .csv(CSVExport(chosen).rendered(.effects), headers: headers) }
    return try .json(EffectList(chosen), headers: headers)
  }

  private func design(_ run: String, _ request: QueryRequest) async throws -> QueryAnswer {
    let released = try await runs.released(run)
    return try .json(DesignResource(released), headers: headers(released.value, request))
  }

  private func subgroups(_ run: String, _ filters: Filters, _ request: QueryRequest) async throws -> QueryAnswer {
    let released = try await runs.released(run)
    let all = released.value.subgroups
    let outcome = try filters.value("outcome", among: distinct(all.map(\.outcome)))
    let wave = try filters.value("wave", among: distinct(all.map(\.wave)))
    let key = try filters.value("key", among: distinct(all.map(\.key)))
    func isAsked(_ finding: (outcome: String, wave: String, key: String)) -> Bool {
      (outcome ?? finding.outcome) == finding.outcome && (wave ?? finding.wave) == finding.wave
        && (key ?? finding.key) == finding.key
    }
    let chosen = released.narrowed(
      subgroups: { isAsked(($0.outcome, $0.wave, $0.key)) }, heterogeneity: { isAsked(($0.outcome, $0.wave, $0.key)) })
    let headers = headers(released.value, request)
    if request.wantsCSV { return .csv(CSVExport(chosen).rendered(.subgroups), headers: headers) }
    return try .json(SubgroupList(chosen), headers: headers)
  }

  private func progression(_ run: String, _ filters: Filters, _ request: QueryRequest) async throws -> QueryAnswer {
    let released = try await runs.released(run)
    let outcome = try filters.value("outcome", among: distinct(released.value.progression.scales.map(\.outcome)))
    let chosen = outcome.map { outcome in released.narrowed(progression: { $0 == outcome }) } ?? released
    let headers = headers(released.value, request)
    if request.wantsCSV { return .csv(CSVExport(chosen).rendered(.latentEffects), headers: headers) }
    return try .json(ProgressionResource(chosen), headers: headers)
  }

  private func risk(_ run: String, _ filters: Filters, _ request: QueryRequest) async throws -> QueryAnswer {
    let released = try await runs.released(run)
    var chosen = released
    if let region = filters["region"] {
      _ = try found(region, in: released)
      chosen = released.narrowed(risk: { $0.place == region })
    }
    let headers = headers(released.value, request)
    if request.wantsCSV { return .csv(CSVExport(chosen).rendered(.risk), headers: headers) }
    return try .json(RiskList(chosen), headers: headers)
  }

  private func region(_ region: String, _ request: QueryRequest) async throws -> QueryAnswer {
    let released = try await runs.released("latest")
    let resource = RegionResource(run: RunReference(released.value), region: try found(region, in: released))
    return try .json(resource, headers: headers(released.value, request))
  }

  private func overview(_ filters: Filters, _ request: QueryRequest) async throws -> QueryAnswer {
    let language = try language(filters)
    let released = try await runs.released("latest")
    let page = try OverviewPage(released, language: language).rendered()
    return .page(page, headers: headers(released.value, request))
  }

  private func regionPage(_ region: String, _ filters: Filters, _ request: QueryRequest) async throws -> QueryAnswer {
    let language = try language(filters)
    let released = try await runs.released("latest")
    guard let page = RegionPage(released, region: region, language: language) else {
      throw QueryError.unknownRegion(region, run: released.value.run)
    }
    return .page(try page.rendered(), headers: headers(released.value, request))
  }

  private func found(_ region: String, in released: Released<RunFindings>) throws(QueryError) -> RiskFinding {
    guard let found = released.value.risk.regions.first(where: { $0.place == region }) else {
      throw .unknownRegion(region, run: released.value.run)
    }
    return found
  }

  /// The language of a page; Kazakh unless the request says otherwise.
  private func language(_ filters: Filters) throws(QueryError) -> Language {
    let value = try filters.value("lang", among: Language.allCases.map(\.rawValue))
    return value.flatMap(Language.init) ?? .kk
  }

  private func distinct(_ values: [String]) -> [String] { Set(values).sorted() }
}
