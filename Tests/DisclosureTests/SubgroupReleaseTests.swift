import Disclosure
import Findings
import TestSupport
import Testing

@Suite struct SubgroupReleaseTests {
  private func released(_ change: (inout RunFindings) -> Void) -> RunFindings {
    var findings = SampleRun.findings()
    change(&findings)
    return DisclosureRules.release(findings).value
  }

  private func hidden(_ run: RunFindings, key: String, outcome: String = "physical") -> [String] {
    run.subgroups.filter { $0.key == key && $0.outcome == outcome && $0.estimate.isSuppressed }.map(\.value)
  }

  /// Subgroups of the first outcome with these numbers of children by value: control, experimental.
  private func family(_ key: String, _ values: [(String, Int, Int)]) -> [SubgroupFinding] {
    values.enumerated().map { position, value in
      SampleRun.subgroup(
        outcome: 0, key: key, value: value.0, position: position, control: value.1, experimental: value.2)
    }
  }

  @Test func aKeyOfTwoValuesLosesBoth() {
    let run = released { $0.subgroups = family("sex", [("f", 3_114, 1_500), ("m", 6, 1_704)]) }
    #expect(hidden(run, key: "sex") == ["f", "m"])
    let finding = run.heterogeneity.first { $0.key == "sex" && $0.outcome == "physical" }
    #expect(finding?.pValue == nil && finding?.adjustedPValue == nil)
  }

  @Test func aHiddenValueTakesTheNextSmallestWithIt() {
    let values = [("kk", 2_000, 2_000), ("ru", 1_100, 1_150), ("ug", 12, 46), ("uz", 8, 8)]
    let run = released { $0.subgroups = family("language", values) }
    #expect(hidden(run, key: "language") == ["ug", "uz"])
    #expect(run.subgroups[2].control.isSuppressed && run.subgroups[2].pooled.value == nil)
  }

  @Test func hiddenValuesReachTheMinimumInBothArms() {
    let values = [("a", 2_000, 2_000), ("b", 600, 700), ("c", 517, 500), ("d", 2, 2), ("e", 1, 2)]
    let run = released { $0.subgroups = family("language", values) }
    #expect(hidden(run, key: "language") == ["c", "d", "e"])
  }

  @Test func aRegionThatTheRiskTablesHideIsHiddenAmongTheSubgroups() {
    let run = released { $0.risk.places[3].counts = .shown(Counts(children: 7, groups: 1, preschools: 5)) }
    let regions = run.risk.regions.filter(\.counts.isSuppressed).map(\.place)
    #expect(regions.count == 2 && hidden(run, key: "region") == regions)
    #expect(run.heterogeneity.allSatisfy { $0.key != "region" || ($0.pooled == nil && $0.pValue == nil) })
  }

  @Test func theMeanOverManyHiddenRegionsStays() {
    let run = released { run in
      for index in run.subgroups.indices where run.subgroups[index].key == "region" {
        run.subgroups[index].control = .shown(Counts(children: 90, groups: 4, preschools: 2))
      }
    }
    #expect(hidden(run, key: "region").count == 19)
    #expect(run.heterogeneity.allSatisfy { $0.pValue != nil && ($0.key != "region" || $0.pooled != nil) })
  }

  @Test func fewChildrenWithoutAValueAreNotCountedByTheOthers() {
    let run = released { $0.subgroups = family("special_needs", [("0", 3_020, 3_104), ("1", 96, 100)]) }
    #expect(hidden(run, key: "special_needs").isEmpty)
    #expect(run.subgroups[1].control.isSuppressed && run.subgroups[1].estimate.value != nil)
    #expect(run.subgroups[0].control.value?.children == 3_020)
  }

  @Test func otherOutcomesOfTheSameKeyStay() {
    let run = released { $0.subgroups[0].control = .shown(Counts(children: 6, groups: 2, preschools: 5)) }
    #expect(hidden(run, key: "sex") == ["f", "m"])
    #expect(hidden(run, key: "sex", outcome: "cognitive").isEmpty)
  }

  @Test func theOwnScopeHoldsItsOwnRegionOnly() throws {
    var findings = SampleRun.findings()
    for index in findings.subgroups.indices where findings.subgroups[index].value == "KZ-27" {
      findings.subgroups[index].control = .shown(Counts(children: 7, groups: 1, preschools: 1))
    }
    let own = try #require(DisclosureRules.ownScope(findings, region: "KZ-27")).value
    let regions = own.subgroups.filter { $0.key == "region" }
    #expect(Set(regions.map(\.value)) == ["KZ-27"] && regions.allSatisfy { $0.estimate.value != nil })
    #expect(own.subgroups.contains { $0.key == "sex" })
    let everybody = DisclosureRules.release(findings).value
    #expect(everybody.subgroups.first { $0.value == "KZ-27" }?.estimate.isSuppressed == true)
  }

  @Test func theOwnScopeHidesWhatIsTooSmallEvenThere() throws {
    var findings = SampleRun.findings()
    for index in findings.subgroups.indices where findings.subgroups[index].value == "KZ-27" {
      findings.subgroups[index].control = .shown(Counts(children: 4, groups: 1, preschools: 1))
    }
    let own = try #require(DisclosureRules.ownScope(findings, region: "KZ-27")).value
    #expect(own.subgroups.filter { $0.key == "region" }.allSatisfy { $0.estimate.isSuppressed })
  }

  @Test func releasingTwiceChangesNothing() {
    let once = released {
      $0.subgroups = family("special_needs", [("0", 3_020, 3_104), ("1", 96, 100)])
      $0.effects[3].control = .shown(Counts(children: 9, groups: 3, preschools: 5))
      $0.alternatives[2].control = .shown(Counts(children: 3_116, groups: 150, preschools: 50))
      $0.design.attrition[0].overall = .shown(0.000_5)
      $0.raters[1].straightLined = .shown(0.001)
    }
    #expect(DisclosureRules.release(once).value == once)
  }
}
