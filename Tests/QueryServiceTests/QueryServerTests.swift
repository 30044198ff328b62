import Foundation
import QueryService
import Testing

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif
#if canImport(Glibc)
  import Glibc
#endif

@Suite struct QueryServerTests {
  /// A port of the loopback address that nobody listens on at this moment.
  private static func freePort() -> Int {
    let handle = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(handle) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    return withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        _ = bind(handle, generic, length)
        _ = getsockname(handle, generic, &length)
      }
      return Int(UInt16(bigEndian: pointer.pointee.sin_port))
    }
  }

  /// Asks until the server answers, for ten seconds at most.
  private static func fetch(_ address: String) async throws -> (Data, HTTPURLResponse) {
    let url = try #require(URL(string: address))
    for _ in 0..<100 {
      if let (data, response) = try? await URLSession.shared.data(from: url), let http = response as? HTTPURLResponse {
        return (data, http)
      }
      try await Task.sleep(for: .milliseconds(100))
    }
    throw URLError(.timedOut)
  }

  @Test func theServerAnswersOverASocketAndStopsWhenTold() async throws {
    let port = Self.freePort()
    let server = QueryServer(SampleSource.source(), host: "127.0.0.1", port: port)
    let running = Task { try await server.run() }
    let (data, response) = try await Self.fetch("http://127.0.0.1:\(port)/v1/runs/latest/risk?region=KZ-27")
    #expect(response.statusCode == 200)
    #expect(response.value(forHTTPHeaderField: "Content-Type") == "application/json")
    let direct = await SampleSource.answer("/v1/runs/latest/risk", [.init("region", "KZ-27")])
    #expect(String(decoding: data, as: UTF8.self) == direct.body)
    running.cancel()
    _ = await running.result
  }
}
