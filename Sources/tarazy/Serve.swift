import ArgumentParser
import QueryService
import RecordStore

struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Answer queries about the runs of a store over HTTP, after disclosure control.",
    discussion: """
      Read-only, without encryption or access control: keep it on this machine or behind the authority's own proxy.
      Example: tarazy serve pilot.db --listen 127.0.0.1:8080
      """)

  @Argument(help: "Store.") var store: String
  @Option(help: "Address and port.") var listen = "127.0.0.1:8080"
  @Option(
    help:
      "Code such as KZ-27: answer about the preschools of this region too, on this machine alone; not for publication.")
  var region: String?

  func validate() throws {
    guard let address else { throw ValidationError("--listen takes ADDRESS:PORT, such as 127.0.0.1:8080") }
    guard region == nil || ["127.0.0.1", "localhost"].contains(address.host) else {
      throw ValidationError("--region answers on this machine alone: listen on 127.0.0.1, not on \(address.host)")
    }
  }

  func run() async throws {
    try await reportingFailures {
      guard let address else { return }
      let source = RunSource(try RecordStore(path: store, mode: .readOnly))
      do {
        try await server(source, address).run()
      } catch {
        throw Failure(status: .data, message: "cannot listen on \(listen): \(error)")
      }
    }
  }

  private func server(_ source: RunSource, _ address: (host: String, port: Int)) -> QueryServer {
    guard let region else { return QueryServer(source, host: address.host, port: address.port) }
    return QueryServer(source, ownRegion: region, port: address.port)
  }

  private var address: (host: String, port: Int)? {
    guard let colon = listen.lastIndex(of: ":"), colon != listen.startIndex,
      let port = Int(listen[listen.index(after: colon)...]), (0...65535).contains(port)
    else { return nil }
    return (String(listen[..<colon]), port)
  }
}
