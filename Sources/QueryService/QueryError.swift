/// Why a request has no answer.
enum QueryError: Error, Equatable {
  case unknownFilter(name: String, allowed: [String])
  case unknownValue(filter: String, value: String, allowed: [String])
  case unknownRun(String)
  /// The run was saved by a version that shapes findings otherwise.
  case otherRunFormat(run: String, found: Int, readable: Int)
  case unknownRegion(String, run: String)
  /// Places of that level are answered about to the authority of their region alone.
  case ownScopeOnly(level: String)
  case unknownPath
  case methodNotAllowed(String)
  /// Something inside failed; the client learns no more than that.
  case internalFailure
}
