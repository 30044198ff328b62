import Foundation

/// What a client asks for, free of any server's types.
public struct QueryRequest: Sendable, Equatable {
  public var method: String
  /// Path without the query, as sent (still percent-encoded).
  public var path: String
  /// Names and values of the query, decoded.
  public var parameters: [Parameter]
  /// Value of `Accept`.
  public var accept: String?
  /// Value of `If-None-Match`.
  public var ifNoneMatch: String?
  /// Host that the client believes to speak to, with its port; `nil` when it did not say.
  public var authority: String?

  /// One `name=value` of the query.
  public struct Parameter: Sendable, Equatable {
    public var name: String
    public var value: String

    /// Creates a parameter.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// Creates a request.
  public init(
    method: String = "GET", path: String, parameters: [Parameter] = [], accept: String? = nil,
    ifNoneMatch: String? = nil, authority: String? = nil
  ) {
    self.method = method
    self.path = path
    self.parameters = parameters
    self.accept = accept
    self.ifNoneMatch = ifNoneMatch
    self.authority = authority
  }

  /// The decoded parts of the path.
  var segments: [String] {
    path.split(separator: "/").map { $0.removingPercentEncoding ?? String($0) }
  }

  /// Whether the client believes to speak to this machine.
  ///
  /// A page from elsewhere can point a name of its own at 127.0.0.1 and let the reader's browser ask in that name.
  var isForThisMachine: Bool {
    guard let authority = authority?.lowercased() else { return true }
    let host =
      authority.hasSuffix("]") ? authority : String(authority[..<(authority.lastIndex(of: ":") ?? authority.endIndex)])
    return ["127.0.0.1", "localhost", "[::1]"].contains(host)
  }

  /// Whether the client prefers CSV over JSON: it names `text/csv` and does not name JSON before it.
  var wantsCSV: Bool {
    guard let accept = accept?.lowercased(), let csv = accept.range(of: "text/csv") else { return false }
    guard let json = accept.range(of: "application/json") else { return true }
    return csv.lowerBound < json.lowerBound
  }
}
