import HTTPTypes
import Hummingbird
import Logging

/// The service on a socket: plain HTTP, made to stand behind the authority's own TLS proxy or on the local machine.
public struct QueryServer: Sendable {
  private let responder: QueryResponder
  private let host: String
  private let port: Int

  /// A server for a source of runs.
  ///
  /// - Parameters:
  ///   - source: Where the runs come from.
  ///   - host: Address to listen on such as `127.0.0.1`.
  ///   - port: Port to listen on.
  public init(_ source: RunSource, host: String, port: Int) {
    responder = QueryResponder(source)
    self.host = host
    self.port = port
  }

  /// A server for the authority of one region, on this machine alone.
  ///
  /// - Parameters:
  ///   - source: Where the runs come from.
  ///   - region: Code of the authority's region such as `KZ-27`.
  ///   - port: Port of 127.0.0.1 to listen on.
  public init(_ source: RunSource, ownRegion region: String, port: Int) {
    responder = QueryResponder(source, region: region)
    host = "127.0.0.1"
    self.port = port
  }

  /// Serves until the process is told to stop by SIGTERM or SIGINT, then lets open answers finish.
  ///
  /// Requests are logged to standard error: method, path, status and time, no header and no body.
  ///
  /// - Throws: When the address cannot be bound.
  public func run() async throws {
    let application = Application(
      responder: CallbackResponder { [responder] request, context in
        await Self.respond(to: request, context, with: responder)
      },
      configuration: .init(address: .hostname(host, port: port), serverName: "tarazy"),
      logger: Logger(label: "tarazy", factory: { StreamLogHandler.standardError(label: $0) }))
    try await application.runService()
  }

  private static func respond(
    to request: Request, _ context: BasicRequestContext, with responder: QueryResponder
  ) async -> Response {
    let start = ContinuousClock.now
    let answer = await responder.answer(QueryRequest(request)) { error in
      context.logger.error("request failed", metadata: ["path": "\(request.uri.path)", "error": "\(error)"])
    }
    context.logger.info(
      "\(request.method.rawValue) \(request.uri.path)",
      metadata: ["status": "\(answer.status)", "duration": "\(ContinuousClock.now - start)"])
    return Response(answer)
  }
}

extension QueryRequest {
  fileprivate init(_ request: Request) {
    self.init(
      method: request.method.rawValue, path: request.uri.path,
      parameters: request.uri.queryParameters.map { .init(String($0.key), String($0.value)) },
      accept: request.headers[.accept], ifNoneMatch: request.headers[.ifNoneMatch],
      authority: request.head.authority)
  }
}

extension Response {
  fileprivate init(_ answer: QueryAnswer) {
    var fields = HTTPFields()
    fields[.contentType] = answer.contentType
    for (name, value) in answer.headers.sorted(by: { $0.key < $1.key }) {
      if let name = HTTPField.Name(name) { fields[name] = value }
    }
    self.init(
      status: .init(code: answer.status), headers: fields, body: .init(byteBuffer: ByteBuffer(string: answer.body)))
  }
}
