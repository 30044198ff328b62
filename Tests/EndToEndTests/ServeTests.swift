import Foundation
import FoundationNetworking
import Glibc
import TestSupport
import Testing

/// The program answering queries about the simulated pilot, until it is stopped.
private final class Service {
  let process: Process
  private let base: String
  private let session = URLSession(configuration: .ephemeral)

  init() throws {
    let folder = try SimulatedPilot.shared.get().folder
    let port = try freePort()
    base = "http://127.0.0.1:\(port)"
    process = Program.process(["serve", SimulatedPilot.store, "--listen", "127.0.0.1:\(port)"], in: folder)
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
  }

  deinit { if process.isRunning { process.terminate() } }

  /// Status, body and ETag of an answer.
  struct Answer {
    let status: Int
    let body: String
    let tag: String?

    var json: JSONValue { get throws { try JSONValue(text: body) } }
  }

  func get(_ path: String, headers: [String: String] = [:]) async throws -> Answer {
    var request = URLRequest(url: try #require(URL(string: base + path)))
    request.cachePolicy = .reloadIgnoringLocalCacheData
    for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
    let (data, response) = try await session.data(for: request)
    let answer = try #require(response as? HTTPURLResponse)
    return Answer(
      status: answer.statusCode, body: String(decoding: data, as: UTF8.self),
      tag: answer.value(forHTTPHeaderField: "ETag"))
  }

  /// Waits until the service answers.
  func waitUntilHealthy() async throws {
    for _ in 0..<600 {
      if await (try? get("/health"))?.status == 200 { return }
      try await Task.sleep(for: .milliseconds(100))
    }
    Issue.record("the service does not answer")
  }
}

/// A port of this machine that nothing listens on.
private func freePort() throws -> UInt16 {
  let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  defer { close(descriptor) }
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
  var length = socklen_t(MemoryLayout<sockaddr_in>.size)
  let bound = withUnsafeMutablePointer(to: &address) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
    }
  }
  try #require(bound)
  return UInt16(bigEndian: address.sin_port)
}

@Test func serviceAnswersAndStopsOnSIGTERM() async throws {
  let service = try Service()
  try await service.waitUntilHealthy()
  try await checkRuns(service)
  try await checkRisk(service)
  try await checkErrors(service)
  try await checkTags(service)
  service.process.terminate()
  service.process.waitUntilExit()
  #expect(service.process.terminationReason == .exit)
  #expect(service.process.terminationStatus == 0)
}

private func checkRuns(_ service: Service) async throws {
  let runs = try await service.get("/v1/runs")
  #expect(try runs.json.value("runs").elements.count == 1)
  let effects = try await service.get("/v1/runs/latest/effects?outcome=cognitive&estimator=mixed_model").json
  #expect(try effects.value("effects").elements.map { $0.text("wave") } == ["interim", "final"])
  #expect(try effects.value("run").text("run") == runs.json.value("runs.0").text("run"))
  let description = try await service.get("/openapi.json").json
  #expect(try description.value("paths").keys.contains("/v1/regions/{region}"))
}

private func checkRisk(_ service: Service) async throws {
  let risk = try await service.get("/v1/runs/latest/risk?region=KZ-27").json
  let regions = try risk.value("places").elements
  #expect(regions.map { $0.text("region") } == ["KZ-27"])
  let region = try #require(regions.first)
  let (low, index) = try (region.number("index.interval.lower"), region.number("index.value"))
  #expect(try low < index && index < region.number("index.interval.upper"))
  #expect(try region.number("counts.preschools") == 5)
  #expect(try !region.value("blocks.0.components").elements.isEmpty)
  let resource = try await service.get("/v1/regions/KZ-27").json
  #expect(try resource.value("region") == region)
  let page = try await service.get("/?lang=kk")
  #expect(page.status == 200 && page.body.contains("Батыс Қазақстан"))
}

private func checkErrors(_ service: Service) async throws {
  for (path, status) in [
    ("/v1/runs/latest/risk?colour=red", 400), ("/v1/runs/latest/effects?outcome=charm", 400),
    ("/v1/regions/KZ-99", 404), ("/v1/runs/no-such-run/risk", 404), ("/v2", 404),
  ] {
    let answer = try await service.get(path)
    #expect(answer.status == status, "\(path)")
    #expect(try answer.json.number("status") == Double(status), "\(path)")
  }
}

private func checkTags(_ service: Service) async throws {
  let path = "/v1/runs/latest/risk"
  let tag = try #require(try await service.get(path).tag)
  let again = try await service.get(path, headers: ["If-None-Match": tag])
  #expect(again.status == 304 && again.body.isEmpty)
  let other = try await service.get(path, headers: ["If-None-Match": "\"0\""])
  #expect(other.status == 200)
}
