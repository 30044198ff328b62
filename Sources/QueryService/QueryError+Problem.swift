/// The body of an error answer.
///
/// **Source.** RFC 9457, *Problem Details for HTTP APIs*.
struct Problem: Encodable, Equatable {
  let type = "about:blank"
  let title: String
  let status: Int
  let detail: String
  /// What the filter that was wrong may be.
  var allowed: [String]?
}

extension QueryError {
  /// The error in the words of the service.
  var problem: Problem {
    switch self {
    case .unknownFilter(let name, let allowed):
      let detail = "There is no filter '\(name)' here." + (allowed.isEmpty ? " This path takes none." : "")
      return Problem(title: "Unknown filter", status: 400, detail: detail, allowed: allowed)
    case .unknownValue(let filter, let value, let allowed):
      let detail = "The filter '\(filter)' cannot be '\(value)'."
      return Problem(title: "Unknown filter value", status: 400, detail: detail, allowed: allowed)
    case .unknownRun(let run):
      return Problem(title: "Unknown run", status: 404, detail: "There is no run '\(run)'; see /v1/runs.")
    case .otherRunFormat(let run, let found, let readable):
      // 410 and not 409: runs are immutable, so this one will never be readable here, whatever the client does.
      return Problem(
        title: "Run of another format", status: 410,
        detail: "Run '\(run)' is kept in format \(found), and this service reads format \(readable); "
          + "evaluate the plan again.")
    case .unknownRegion(let region, let run, let regions):
      return Problem(
        title: "Unknown region", status: 404, detail: "Run '\(run)' has no risk index for a region '\(region)'.",
        allowed: regions)
    case .noRiskFramework(let run):
      return Problem(
        title: "No risk index", status: 404, detail: "The plan of run '\(run)' has no risk framework.")
    case .otherHost:
      return Problem(
        title: "Misdirected request", status: 421,
        detail: "This is the own scope of an authority; it answers requests to 127.0.0.1 and localhost alone.")
    case .ownScopeOnly(let level):
      return Problem(
        title: "Own scope only", status: 403,
        detail: "Places of the level '\(level)' are answered about to the authority of their region alone: "
          + "tarazy serve STORE --region CODE, on the authority's own machine.")
    case .unknownPath:
      return Problem(title: "Not found", status: 404, detail: "There is nothing here; see /openapi.json.")
    case .methodNotAllowed(let method):
      return Problem(
        title: "Method not allowed", status: 405, detail: "The service is read-only; '\(method)' is not answered.")
    case .internalFailure:
      return Problem(title: "Internal error", status: 500, detail: "The request could not be answered.")
    }
  }

  /// The error as an answer.
  var answer: QueryAnswer {
    let problem = problem
    let body = (try? QueryAnswer.encoded(problem)) ?? #"{"title":"Internal error","status":500}"#
    var headers = ["Cache-Control": "no-store"]
    if case .methodNotAllowed = self { headers["Allow"] = "GET, HEAD" }
    return QueryAnswer(
      status: problem.status, contentType: "application/problem+json", headers: headers, body: body)
  }
}
