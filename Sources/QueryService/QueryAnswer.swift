import Foundation

/// What the service answers, free of any server's types.
public struct QueryAnswer: Sendable, Equatable {
  public var status: Int
  public var contentType: String
  /// Further header fields.
  public var headers: [String: String]
  public var body: String

  /// Creates an answer.
  init(status: Int = 200, contentType: String, headers: [String: String] = [:], body: String) {
    self.status = status
    self.contentType = contentType
    self.headers = headers
    self.body = body
  }

  static func json(_ value: some Encodable, headers: [String: String] = [:]) throws -> QueryAnswer {
    QueryAnswer(contentType: "application/json", headers: headers, body: try encoded(value))
  }

  static func csv(_ text: String, headers: [String: String] = [:]) -> QueryAnswer {
    QueryAnswer(contentType: "text/csv; charset=utf-8", headers: headers, body: text)
  }

  static func page(_ text: String, headers: [String: String] = [:]) -> QueryAnswer {
    QueryAnswer(contentType: "text/html; charset=utf-8", headers: headers, body: text)
  }

  /// JSON with sorted keys in snake case.
  static func encoded(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}
