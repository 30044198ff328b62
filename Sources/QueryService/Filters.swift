/// The filters of one request, checked by name.
struct Filters {
  private let values: [String: String]

  /// Reads the filters that a route takes.
  ///
  /// - Throws: `.unknownFilter` for any other name.
  init(_ request: QueryRequest, of route: Route) throws(QueryError) {
    var values: [String: String] = [:]
    for parameter in request.parameters {
      guard route.filters.contains(parameter.name) else {
        throw .unknownFilter(name: parameter.name, allowed: route.filters)
      }
      values[parameter.name] = parameter.value
    }
    self.values = values
  }

  /// The value of a filter, `nil` when it is not set.
  subscript(_ name: String) -> String? { values[name] }

  /// The value of a filter that must be one of those allowed.
  ///
  /// - Throws: `.unknownValue` with the values allowed.
  func value(_ name: String, among allowed: [String]) throws(QueryError) -> String? {
    guard let value = values[name] else { return nil }
    guard allowed.contains(value) else { throw .unknownValue(filter: name, value: value, allowed: allowed) }
    return value
  }
}
