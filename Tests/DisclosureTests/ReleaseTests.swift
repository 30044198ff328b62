import Disclosure
import Findings
import TestSupport
import Testing

@Suite struct ReleaseTests {
  private func released(_ change: (inout RunFindings) -> Void) -> RunFindings {
    var findings = SampleRun.findings()
    change(&findings)
    return DisclosureRules.release(findings).value
  }

  private func hiddenRegions(_ run: RunFindings) -> [String] {
    run.risk.regions.filter(\.counts.isSuppressed).map(\.place)
  }

  @Test(arguments: [Counts(children: 9, groups: 3, preschools: 5), Counts(children: 90, groups: 3, preschools: 2)])
  func anEffectOfASmallArmIsHiddenWhole(arm: Counts) {
    let effect = released { $0.effects[0].control = .shown(arm) }.effects[0]
    #expect(effect.estimate.isSuppressed && effect.standardized.isSuppressed && effect.adjustedPValue.isSuppressed)
    #expect(effect.control.isSuppressed && effect.experimental.isSuppressed)
    #expect(effect.warnings.allSatisfy { $0.facts.isEmpty })
  }

  @Test func aSmallRegionTakesTheNextSmallestWithIt() {
    let run = released {
      $0.risk.places[3].counts = .shown(Counts(children: 7, groups: 1, preschools: 5))
      $0.risk.places[8].counts = .shown(Counts(children: 40, groups: 3, preschools: 5))
    }
    #expect(hiddenRegions(run) == ["KZ-19", "KZ-35"])
    #expect(run.risk.places[3].index.isSuppressed && run.risk.places[3].blocks[0].components[0].value.isSuppressed)
    #expect(run.risk.places[15].index == .noData)
  }

  @Test func hiddenRegionsReachTheMinimumTogether() {
    let run = released {
      $0.risk.places[1].counts = .shown(Counts(children: 2, groups: 1, preschools: 5))
      $0.risk.places[2].counts = .shown(Counts(children: 3, groups: 1, preschools: 5))
    }
    #expect(hiddenRegions(run).count == 3)
  }

  @Test func aRegionOfTwoPreschoolsIsHidden() {
    let run = released { $0.risk.places[0].counts = .shown(Counts(children: 300, groups: 9, preschools: 2)) }
    #expect(run.risk.places[0].index.isSuppressed)
  }

  @Test func aSmallCountBehindAShareHidesTheDirectShareOnly() {
    let run = released {
      $0.risk.places[0].blocks[0].components[0].direct = .shown(0.01)
      $0.risk.places[0].blocks[0].components[0].observationCount = .shown(300)
    }
    let component = run.risk.places[0].blocks[0].components[0]
    #expect(component.direct.isSuppressed && component.shrinkage.isSuppressed)
    #expect(component.value.value != nil)
  }

  @Test func aHiddenComponentDoesNotFollowFromTheScoreOfItsBlock() {
    let run = released { $0.risk.places[0].blocks[0].components[0].observationCount = .shown(6) }
    #expect(run.risk.places[0].blocks[0].components.filter(\.risk.isSuppressed).count == 2)
    #expect(run.risk.places[0].index.value != nil)
    let single = released {
      $0.risk.places[0].blocks[0].components = [$0.risk.places[0].blocks[0].components[0]]
      $0.risk.places[0].blocks[0].components[0].observationCount = .shown(6)
    }
    #expect(single.risk.places[0].blocks[0].score.isSuppressed && single.risk.places[0].index.isSuppressed)
    #expect(single.risk.places[1].index.value != nil)
  }

  @Test func fivePreschoolsBehindAnIndicatorAreEnough() {
    let components = released { _ in }.risk.places[0].blocks[1].components
    #expect(components[0].observationCount == .shown(5))
  }

  @Test func theEnrolledNumberGoesWhenItGivesAwayAFewMissing() {
    let run = released {
      let observed = $0.flow[0].observed.value?.children ?? 0
      $0.flow[0].enrolled = .shown(observed + 3)
    }
    #expect(run.flow[0].enrolled.isSuppressed)
    #expect(run.flow[0].observed.value != nil)
    let line = run.quality.first { $0.check == .missingSheets && $0.wave == "baseline" && $0.arm == "control" }
    #expect(line?.total.isSuppressed == true && line?.count.isSuppressed == true)
  }

  @Test func aHiddenArmOfAQualityLineTakesTheOtherWithIt() {
    let run = released {
      $0.quality = [
        SampleRun.line(.ceiling, wave: "final", arm: "control", count: 4, total: 900),
        SampleRun.line(.ceiling, wave: "final", arm: "experimental", count: 50, total: 900),
        SampleRun.line(.ceiling, wave: "final", arm: nil, count: 54, total: 1_800),
      ]
    }
    #expect(run.quality.map(\.count.isSuppressed) == [true, true, false])
  }

  @Test func smallFactsOfWarningsAreWithheld() {
    let run = released {
      $0.warnings = [
        FindingWarning(.missingRows, "4 rows lack a covariate.", facts: ["rows": "4"]),
        FindingWarning(.fewClusters, "8 clusters.", facts: ["clusters": "8"]),
      ]
    }
    #expect(run.warnings[0].facts.isEmpty && !run.warnings[0].message.contains("4"))
    #expect(run.warnings[1].facts == ["clusters": "8"])
  }

  @Test func theOwnScopeShowsTheOwnSmallRegionAndNoOther() throws {
    var findings = SampleRun.findings()
    findings.risk.places[5].counts = .shown(Counts(children: 7, groups: 1, preschools: 1))
    let own = try #require(DisclosureRules.ownScope(findings, region: "KZ-27")).value
    #expect(own.risk.regions.map(\.place) == ["KZ-27"])
    #expect(own.risk.places[0].index.value != nil)
    findings.risk.places[5].counts = .shown(Counts(children: 4, groups: 1, preschools: 1))
    #expect(DisclosureRules.ownScope(findings, region: "KZ-27")?.value.risk.regions[0].index.isSuppressed == true)
    #expect(DisclosureRules.ownScope(findings, region: "XX-1") == nil)
  }

  @Test func releasingTwiceChangesNothing() {
    let once = released { $0.risk.places[3].counts = .shown(Counts(children: 7, groups: 1, preschools: 5)) }
    #expect(DisclosureRules.release(once).value == once)
  }
}
