/// Gathers problems up to a limit and counts the rest.
final class IssueList {
  private let limit: Int
  private(set) var issues: [IntakeIssue] = []
  private(set) var totalCount = 0

  init(limit: Int) { self.limit = limit }

  func append(_ issue: IntakeIssue) {
    totalCount += 1
    if issues.count < limit { issues.append(issue) }
  }

  /// Everything found so far as an error; `nil` when nothing was found.
  var error: IntakeError? {
    totalCount == 0 ? nil : .issues(IntakeIssues(issues: issues, totalCount: totalCount))
  }
}
