import Disclosure
import Findings

extension QueryResponder {
  /// Header fields of every answer: nothing is run, loaded, framed or guessed.
  static let securityHeaders = [
    "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "no-referrer",
    "Content-Security-Policy":
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  ]

  /// Header fields of an answer made from a run.
  ///
  /// What is for one authority alone is not kept by anything in between.
  func headers(_ run: LeavingRun, _ request: QueryRequest) -> [String: String] {
    [
      "ETag": EntityTag(run.value, question: request.question + (run.scope ?? "")).text,
      "Cache-Control": run.scope == nil ? "no-cache" : "no-store", "Vary": "Accept", "Tarazy-Run": run.value.run,
    ]
  }
}

extension QueryRequest {
  /// What distinguishes this question from others about the same run: path, filters and form of the answer.
  var question: String {
    let filters = parameters.map { "\($0.name)=\($0.value)" }.sorted()
    return ([path, wantsCSV ? "csv" : "default"] + filters).joined(separator: "&")
  }
}
