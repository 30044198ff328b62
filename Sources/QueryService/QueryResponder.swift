import Disclosure
import Findings
import Reporting

/// Answers requests from released runs: the whole service but its sockets.
public struct QueryResponder: Sendable {
  private let runs: ReleasedRuns
  private let kept = KeptAnswers()
  /// Whether only this machine may be answered.
  private let isOwnScope: Bool

  /// A responder over a source of runs.
  ///
  /// - Parameters:
  ///   - source: Where the runs come from.
  ///   - region: Answers are for the authority of this region alone; `nil` for everybody.
  public init(_ source: RunSource, region: String? = nil) {
    runs = ReleasedRuns(source, scope: region)
    isOwnScope = region != nil
  }

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
    guard !isOwnScope || request.isForThisMachine else { throw QueryError.otherHost }
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
    case .equity(let run): return try await equity(run, filters, request)
    case .progression(let run): return try await progression(run, filters, request)
    case .risk(let run): return try await risk(run, filters, request)
    case .valueAdded(let run): return try await valueAdded(run, filters, request)
    case .region(let region): return try await self.region(region, request)
    case .overviewPage: return try await overview(filters, request)
    case .regionPage(let region): return try await regionPage(region, filters, request)
    }
  }

  private func runList() async throws -> QueryAnswer {
    let entries = try await runs.entries()
    return try .json(RunList(runs: entries), headers: ["ETag": EntityTag(entries).text, "Cache-Control": "no-cache"])
  }

  private func effects(_ name: String, _ filters: Filters, _ request: QueryRequest) async throws -> QueryAnswer {
    let run = try await runs.leaving(name)
    let all = run.value.effects
    let outcome = try filters.value("outcome", among: distinct(all.map(\.outcome)))
    let wave = try filters.value("wave", among: distinct(all.map(\.wave)))
    let estimator = try filters.value("estimator", among: distinct(all.map(\.estimator)))
    let chosen = run.narrowed(
      effects: { effect in
        (outcome ?? effect.outcome) == effect.outcome && (wave ?? effect.wave) == effect.wave
          && (estimator ?? effect.estimator) == effect.estimator
      },
      verdicts: { (outcome ?? $0.outcome) == $0.outcome && (wave ?? $0.wave) == $0.wave })
    let headers = headers(run, request)
    if request.wantsCSV { return .csv(CSVExport(chosen).rendered(.effects), headers: headers) }
    return try .json(EffectList(chosen), headers: headers)
  }

  private func design(_ name: String, _ request: QueryRequest) async throws -> QueryAnswer {
    let run = try await runs.leaving(name)
    return try .json(DesignResource(run), headers: headers(run, request))
  }

  private func subgroups(_ name: String, _ filters: Filters, _ request: QueryRequest) async throws -> QueryAnswer {
    let run = try await runs.leaving(name)
    let all = run.value.subgroups
    let outcome = try filters.value("outcome", among: distinct(all.map(\.outcome)))
    let wave = try filters.value("wave", among: distinct(all.map(\.wave)))
    let key = try filters.value("key", among: distinct(all.map(\.key)))
    func isAsked(_ finding: (outcome: String, wave: String, key: String)) -> Bool {
      (outcome ?? finding.outcome) == finding.outcome && (wave ?? finding.wave) == finding.wave
        && (key ?? finding.key) == finding.key
    }
    let chosen = run.narrowed(
      subgroups: { isAsked(($0.outcome, $0.wave, $0.key)) }, heterogeneity: { isAsked(($0.outcome, $0.wave, $0.key)) })
    let headers = headers(run, request)
    if request.wantsCSV { return .csv(CSVExport(chosen).rendered(.subgroups), headers: headers) }
    return try .json(SubgroupList(chosen), headers: headers)
  }

  private func equity(_ name: String, _ filters: Filters, _ request: QueryRequest) async throws -> QueryAnswer {
    let run = try await runs.leaving(name)
    let all = run.value.equity
    let outcome = try filters.value("outcome", among: distinct(all.map(\.outcome)))
    let key = try filters.value("key", among: distinct(all.map(\.key)))
    let chosen = run.narrowed(equity: { (outcome ?? $0.outcome) == $0.outcome && (key ?? $0.key) == $0.key })
    let headers = headers(run, request)
    if request.wantsCSV { return .csv(CSVExport(chosen).rendered(.equity), headers: headers) }
    return try .json(EquityList(chosen), headers: headers)
  }

  private func progression(_ name: String, _ filters: Filters, _ request: QueryRequest) async throws -> QueryAnswer {
    let run = try await runs.leaving(name)
    let outcome = try filters.value("outcome", among: distinct(run.value.progression.scales.map(\.outcome)))
    let chosen = outcome.map { outcome in run.narrowed(progression: { $0 == outcome }) } ?? run
    let headers = headers(run, request)
    if request.wantsCSV { return .csv(CSVExport(chosen).rendered(.latentEffects), headers: headers) }
    return try .json(ProgressionResource(chosen), headers: headers)
  }

  private func risk(_ name: String, _ filters: Filters, _ request: QueryRequest) async throws -> QueryAnswer {
    let run = try await runs.leaving(name)
    let headers = headers(run, request)
    return try kept.answer(to: request, of: run) {
      let chosen = try RiskQuestion(filters, run)
      if request.wantsCSV {
        let narrow = run.narrowed(risk: { place in chosen.places.contains { $0.address == place.address } })
        return .csv(CSVExport(narrow).rendered(chosen.quarter == nil ? .risk : .riskQuarters), headers: headers)
      }
      let body = RiskList(run, places: chosen.places, level: chosen.level, quarter: chosen.quarter)
      return try .json(body, headers: headers)
    }
  }

  private func valueAdded(_ name: String, _ filters: Filters, _ request: QueryRequest) async throws -> QueryAnswer {
    let run = try await runs.leaving(name)
    let levels = ValueAddedFinding.Level.allCases.map(\.rawValue)
    let level = try filters.value("level", among: levels)
    guard run.scope != nil || level != ValueAddedFinding.Level.preschool.rawValue else {
      throw QueryError.ownScopeOnly(level: ValueAddedFinding.Level.preschool.rawValue)
    }
    let chosen = level.map { level in run.narrowed(valueAdded: { $0.level.rawValue == level }) } ?? run
    let headers = headers(run, request)
    if request.wantsCSV { return .csv(CSVExport(chosen).rendered(.valueAdded), headers: headers) }
    return try .json(ValueAddedResource(chosen), headers: headers)
  }

  private func region(_ region: String, _ request: QueryRequest) async throws -> QueryAnswer {
    let run = try await runs.leaving("latest")
    let headers = headers(run, request)
    return try kept.answer(to: request, of: run) {
      try .json(RegionResource(run, region: try found(region, in: run)), headers: headers)
    }
  }

  private func overview(_ filters: Filters, _ request: QueryRequest) async throws -> QueryAnswer {
    let language = try language(filters)
    let run = try await runs.leaving("latest")
    let headers = headers(run, request)
    switch run {
    case .released(let released):
      return .page(try OverviewPage(released, language: language).rendered(), headers: headers)
    case .ownScope(let own): return try ownPage(own, language, headers)
    }
  }

  private func regionPage(_ region: String, _ filters: Filters, _ request: QueryRequest) async throws -> QueryAnswer {
    let language = try language(filters)
    let run = try await runs.leaving("latest")
    let headers = headers(run, request)
    switch run {
    case .released(let released):
      guard let page = RegionPage(released, region: region, language: language) else {
        throw unknown(region, in: run)
      }
      return .page(try page.rendered(), headers: headers)
    case .ownScope(let own):
      guard own.region == region else { throw unknown(region, in: run) }
      return try ownPage(own, language, headers)
    }
  }

  private func ownPage(
    _ own: OwnScope<RunFindings>, _ language: Language, _ headers: [String: String]
  ) throws -> QueryAnswer {
    guard let report = RegionReport(own, language: language) else {
      throw unknown(own.region, in: .ownScope(own))
    }
    return .page(try report.rendered(), headers: headers)
  }

  private func found(_ region: String, in run: LeavingRun) throws(QueryError) -> RiskFinding {
    guard let found = run.value.risk.regions.first(where: { $0.place == region }) else {
      throw unknown(region, in: run)
    }
    return found
  }

  private func unknown(_ region: String, in run: LeavingRun) -> QueryError {
    .unknownRegion(region, run: run.value.run, regions: run.value.risk.regions.map(\.place))
  }

  /// The language of a page; Kazakh unless the request says otherwise.
  private func language(_ filters: Filters) throws(QueryError) -> Language {
    let value = try filters.value("lang", among: Language.allCases.map(\.rawValue))
    return value.flatMap(Language.init) ?? .kk
  }

  private func distinct(_ values: [String]) -> [String] { Set(values).sorted() }
}
