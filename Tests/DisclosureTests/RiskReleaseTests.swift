import Disclosure
import Findings
import TestSupport
import Testing

/// What may be seen of the risk chapter by everybody, and by the authority of one region.
@Suite struct RiskReleaseTests {
  private func findings(_ change: (inout RiskFindings) -> Void = { _ in }) -> RunFindings {
    var findings = SampleRun.findings()
    change(&findings.risk)
    return findings
  }

  private func released(_ change: (inout RiskFindings) -> Void = { _ in }) -> RiskFindings {
    DisclosureRules.release(findings(change)).value.risk
  }

  private func position(_ chapter: RiskFindings, _ place: String, quarter: String? = nil) throws -> Int {
    try #require(chapter.places.firstIndex { $0.place == place && $0.quarter == quarter })
  }

  @Test func noPlaceBelowARegionLeaves() {
    let chapter = released()
    #expect(Set(chapter.places.map(\.level)) == [.country, .region])
    #expect(chapter.rankings.allSatisfy { $0.level == .region })
    #expect(chapter.funnels.allSatisfy { $0.level == .region })
    #expect(chapter.changes.allSatisfy { [.country, .region].contains($0.level) })
    #expect(!chapter.rankings.isEmpty && !chapter.funnels.isEmpty && !chapter.changes.isEmpty)
  }

  @Test func aRegionThatIsHiddenOnceIsHiddenEverywhere() throws {
    let quarter = try #require(SampleRun.findings().risk.quarters.first)
    let code = SampleRun.findings().risk.regions[3].place
    let chapter = released { chapter in
      guard let place = chapter.places.firstIndex(where: { $0.place == code && $0.quarter == quarter }) else { return }
      chapter.places[place].counts = .shown(Counts(children: 7, groups: 1, preschools: 5))
    }
    let own = chapter.places.filter { $0.place == code }
    #expect(own.count > 1 && own.allSatisfy { $0.index.isSuppressed && $0.counts.isSuppressed })
    #expect(own.allSatisfy { $0.rank.isSuppressed && $0.probabilityInHighestFifth.isSuppressed })
    #expect(own.flatMap(\.blocks).flatMap(\.components).allSatisfy { $0.contribution.isSuppressed })
    #expect(chapter.regions.count(where: \.index.isSuppressed) >= 2, "one hidden region would follow from the country")
    for ranking in chapter.rankings {
      #expect(!ranking.groups.joined().contains(code) && !ranking.variance.contains { $0.place == code })
      #expect(!ranking.resolutions.contains { $0.higher == code || $0.lower == code })
    }
    #expect(!chapter.funnels.flatMap(\.points).contains { $0.place == code })
    #expect(chapter.changes.filter { $0.place == code }.allSatisfy { $0.change.isSuppressed })
  }

  @Test func ranksDoNotGiveASingleHiddenIndexAway() throws {
    // A block without its only component hides the index of one region, whose ranks would be what is left to 1.
    let chapter = released { chapter in
      guard let place = chapter.places.firstIndex(where: { $0.level == .region && $0.quarter == nil }) else { return }
      chapter.places[place].blocks[0].components = [chapter.places[place].blocks[0].components[0]]
      chapter.places[place].blocks[0].components[0].observationCount = .shown(6)
    }
    #expect(chapter.regions.count(where: \.index.isSuppressed) == 1)
    // Where a hidden index lies among the zones would tell it nearly.
    #expect(chapter.regions.allSatisfy { $0.zones.isSuppressed == $0.index.isSuppressed })
    #expect(chapter.regions.allSatisfy { $0.rank.value == nil && $0.probabilityInHighestFifth.value == nil })
  }

  @Test func aQuarterShowsNoCountThatCouldBeTakenFromTheWhole() {
    let quarters = released().places.filter { $0.quarter != nil }
    #expect(!quarters.isEmpty && quarters.allSatisfy { $0.counts.value == nil })
    let components = quarters.flatMap(\.blocks).flatMap(\.components).filter { $0.observationUnit == .child }
    #expect(components.allSatisfy { $0.direct.value == nil && $0.observationCount.value == nil })
  }

  @Test func aHiddenShareIsNotTheRestOfTheCountry() throws {
    let code = SampleRun.findings().risk.regions[0].place
    let chapter = released { chapter in
      guard let place = chapter.places.firstIndex(where: { $0.place == code && $0.quarter == nil }) else { return }
      for block in chapter.places[place].blocks.indices {
        for component in chapter.places[place].blocks[block].components.indices
        where chapter.places[place].blocks[block].components[component].observationUnit == .child {
          chapter.places[place].blocks[block].components[component].direct = .shown(0.01)
        }
      }
    }
    let first = chapter.regions.map { $0.blocks.flatMap(\.components).first { $0.observationUnit == .child } }
    #expect(first[0]?.direct.isSuppressed == true)
    #expect(first.count { $0?.direct.isSuppressed ?? false } >= 2)
  }

  @Test func anAuthoritySeesItsOwnPlacesAndNoOther() throws {
    let own = try #require(DisclosureRules.ownScope(findings(), region: "KZ-27")).value.risk
    #expect(own.places.allSatisfy { $0.region == "KZ-27" || $0.level == .country })
    #expect(own.places.contains { $0.level == .preschool } && own.rankings.isEmpty)
    #expect(own.funnels.flatMap(\.points).allSatisfy { $0.region == "KZ-27" })
    #expect(own.changes.allSatisfy { $0.region == "KZ-27" })
    let preschool = try #require(own.places(.preschool).first)
    #expect(preschool.index.value != nil)
    let hidden = try #require(
      DisclosureRules.ownScope(
        findings { chapter in
          guard let place = chapter.places.firstIndex(where: { $0.place == preschool.place && $0.quarter == nil })
          else { return }
          chapter.places[place].counts = .shown(Counts(children: 4, groups: 1, preschools: 1))
        }, region: "KZ-27"))
    #expect(hidden.value.risk.places(.preschool).first { $0.place == preschool.place }?.index.isSuppressed == true)
  }
}
