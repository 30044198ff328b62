import TestSupport
import Testing

private let store = SimulatedPilot.store

/// Which preschools need a visit first, and why: by one command.
@Suite struct RiskCommandTests {
  @Test func anAuthoritySeesItsPreschoolsWithReasons() throws {
    let folder = try SimulatedPilot.shared.get().folder
    let region = try #require(SimulatedPilot.regions.min())
    let text = try Program.succeed("risk", "--store", store, "--region", region, in: folder)
    #expect(text.contains("OWN SCOPE of \(region), not for publication") && text.contains("Why (points of the index)"))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(text)")
    let answer = try Program.json(
      "risk", "latest", "--store", store, "--region", region, "--format", "json", in: folder)
    #expect(answer.text("scope") == region)
    let places = try answer.value("places").elements
    #expect(!places.isEmpty && places.allSatisfy { $0.text("region") == region && $0.text("level") == "preschool" })
  }

  @Test func everybodySeesRegionsOnly() throws {
    let folder = try SimulatedPilot.shared.get().folder
    let text = try Program.succeed("risk", "--store", store, "--sort", "index", in: folder)
    #expect(text.contains("KZ-27") && !text.contains("P-0") && text.contains("SYNTHETIC DATA"))
    #expect(try !Program.json("risk", "--store", store, "--format", "json", in: folder).keys.contains("scope"))
    try Program.refuse(["risk", "--store", store, "--level", "preschool"], in: folder, status: 64, ["--region"])
    try Program.refuse(["risk", "--store", store, "--region", "XX-1"], in: folder, status: 64, ["XX-1"])
    try Program.refuse(["risk", "--store", store, "--quarter", "2020Q1"], in: folder, status: 64, ["2020Q1"])
    try Program.refuse(["risk", "--store", store, "--sort", "worst"], in: folder, status: 64, ["worst"])
  }

  @Test(arguments: ["kk", "ru", "en"])
  func everyRegionHasAReportOfItsOwn(language: String) throws {
    let folder = try SimulatedPilot.shared.get().folder
    let output = "regions-\(language)"
    let text = try Program.succeed(
      "report", "latest", "--store", store, "--regions", "--language", language, "-o", output, in: folder)
    #expect(text.split(separator: "\n").count == 20)
    #expect(try folder.names(output).count == 20)
  }

  @Test func anOwnScopeIsServedOnThisMachineAlone() throws {
    let folder = try SimulatedPilot.shared.get().folder
    try Program.refuse(
      ["serve", store, "--listen", "0.0.0.0:0", "--region", "KZ-27"], in: folder, status: 64, ["127.0.0.1"])
  }
}
