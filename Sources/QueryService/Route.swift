/// What the service can be asked, and the filters of each question.
enum Route: Equatable {
  case health
  case openAPI
  case runs
  case effects(run: String)
  case design(run: String)
  case subgroups(run: String)
  case equity(run: String)
  case progression(run: String)
  case risk(run: String)
  case valueAdded(run: String)
  case region(String)
  case overviewPage
  case regionPage(String)

  /// The route of a path, or `nil` when there is none.
  init?(_ segments: [String]) {
    switch (segments.count, segments.first) {
    case (0, _): self = .overviewPage
    case (1, "health"): self = .health
    case (1, "openapi.json"): self = .openAPI
    case (2, "regions"): self = .regionPage(segments[1])
    case (2, "v1") where segments[1] == "runs": self = .runs
    case (3, "v1") where segments[1] == "regions": self = .region(segments[2])
    case (4, "v1") where segments[1] == "runs":
      guard let route = Self.part(segments[3], ofRun: segments[2]) else { return nil }
      self = route
    default: return nil
    }
  }

  private static func part(_ name: String, ofRun run: String) -> Route? {
    switch name {
    case "effects": .effects(run: run)
    case "design": .design(run: run)
    case "subgroups": .subgroups(run: run)
    case "equity": .equity(run: run)
    case "progression": .progression(run: run)
    case "risk": .risk(run: run)
    case "value-added": .valueAdded(run: run)
    default: nil
    }
  }

  /// Names of the filters that the route takes.
  var filters: [String] {
    switch self {
    case .effects: ["outcome", "wave", "estimator"]
    case .subgroups: ["outcome", "wave", "key"]
    case .equity: ["outcome", "key"]
    case .progression: ["outcome"]
    case .risk: ["level", "region", "quarter", "sort"]
    case .valueAdded: ["level"]
    case .overviewPage, .regionPage: ["lang"]
    case .health, .openAPI, .runs, .design, .region: []
    }
  }
}
