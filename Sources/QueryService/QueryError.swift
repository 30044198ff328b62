/// Why a request has no answer.
enum QueryError: Error, Equatable {
  case unknownFilter(name: String, allowed: [String])
  case unknownValue(filter: String, value: String, allowed: [String])
  case unknownRun(String)
  /// The run was saved by a version that shapes findings otherwise.
  case otherRunFormat(run: String, found: Int, readable: Int)
  /// `regions` are those the run has.
  case unknownRegion(String, run: String, regions: [String])
  /// The run's plan asks for no risk index.
  case noRiskFramework(run: String)
  /// The answers of an own scope are for this machine, and the client named another.
  case otherHost
  /// Places of that level are answered about to the authority of their region alone.
  case ownScopeOnly(level: String)
  case unknownPath
  case methodNotAllowed(String)
  /// Something inside failed; the client learns no more than that.
  case internalFailure
}
