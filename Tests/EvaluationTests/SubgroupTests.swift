import Findings
import Records
import Testing

/// Effects by subgroup: each is that of its own children alone, and a difference that was put in is found.
@Suite struct SubgroupTests {
  private let rounding = 1e-8

  private func plan(_ keys: [Plan.Subgroup], covariates: [String] = []) throws -> Plan {
    var plan = try trialPlan()
    plan.covariates = covariates
    plan.subgroups = keys
    plan.effects.also = [.clusterRobust]
    return plan
  }

  /// Girls of experimental groups gain 4 points more at the last wave, boys nothing.
  private func pilotWhereGirlsGain() throws -> TrialPilot {
    try TrialPilot { observation in
      let isGirl = observation.child.last.flatMap { $0.wholeNumberValue }.map { $0 % 2 == 0 } ?? false
      return observation.points + (observation.isExperimental && isGirl && observation.wave == 2 ? 4 : 0)
    }
  }

  @Test func effectOfAValueIsThatOfItsChildrenAlone() throws {
    let pilot = try pilotWhereGirlsGain()
    let findings = try evaluate(pilot.records, plan([.sex]))
    for sex in [Child.Sex.female, .male] {
      var own = pilot.records
      let children = Set(own.children.filter { $0.sex == sex }.map(\.pseudonym))
      own.children.removeAll { !children.contains($0.pseudonym) }
      own.enrolments.removeAll { !children.contains($0.child) }
      own.assessments.removeAll { !children.contains($0.child) }
      own.scores.removeAll { !children.contains($0.child) }
      let alone = try evaluate(own, plan([])).effect("math", "final", .clusterRobust)
      let part = try #require(findings.subgroups.first { $0.address == "subgroup:math.final.sex.\(sex.rawValue)" })
      let (expected, found) = (try #require(alone.estimate.value), try #require(part.estimate.value))
      #expect(abs(found.value - expected.value) < rounding)
      #expect(part.control == alone.control && part.experimental == alone.experimental)
    }
  }

  @Test func differenceThatWasPutInIsFound() throws {
    let findings = try evaluate(pilotWhereGirlsGain().records, plan([.sex]))
    let values = try ["f", "m"].map { sex in
      try #require(findings.subgroups.first { $0.address == "subgroup:math.final.sex.\(sex)" }?.estimate.value).value
    }
    #expect(abs(values[0] - 4) < rounding && abs(values[1]) < rounding)
    let tests = findings.heterogeneity.filter { $0.outcome == "math" }
    let (interim, final) = (tests.first { $0.wave == "interim" }, tests.first { $0.wave == "final" })
    #expect(try #require(final?.pValue) < 1e-3)
    #expect(try #require(final?.adjustedPValue) >= #require(final?.pValue))
    #expect(interim?.pValue.map { $0 > 0.9 } ?? true)
  }

  @Test func keyWithOneValueIsSaidToHaveNoDifference() throws {
    let findings = try evaluate(TrialPilot().records, plan([.language]))
    #expect(findings.subgroups.allSatisfy { $0.value == "kk" && $0.estimate.value != nil })
    #expect(findings.heterogeneity.allSatisfy { $0.pValue == nil && $0.warnings.codes == [.notEstimable] })
  }

  @Test func valueThatOneArmLacksHasNoEffect() throws {
    var pilot = try TrialPilot()
    for index in pilot.records.preschools.indices {
      pilot.records.preschools[index].ownership = pilot.records.preschools[index].code == "P0" ? .private : .state
    }
    let findings = try evaluate(pilot.records, plan([.ownership]))
    for finding in findings.subgroups {
      #expect((finding.estimate.value == nil) == (finding.value == "private"))
      #expect(finding.warnings.codes.contains(.notEstimable) == (finding.value == "private"))
    }
  }

  @Test func aManyValuedKeyPoolsItsValues() throws {
    var pilot = try TrialPilot { observation in
      observation.points + (observation.isExperimental && observation.isAfter ? 3 : 0)
    }
    pilot.records = pilot.records.copied(times: 8)
    let findings = try evaluate(pilot.records, plan([.region]))
    let final = findings.subgroups.filter { $0.outcome == "math" && $0.wave == "final" }
    #expect(final.count == 8)
    for (position, finding) in final.enumerated() {
      let (own, pooled) = (try #require(finding.estimate.value).value, try #require(finding.pooled.value).value)
      #expect(abs(own - (position % 2 == 0 ? 4 : 2)) < rounding)
      #expect(abs(pooled - 3) <= abs(own - 3) + rounding)
    }
    let together = try #require(
      findings.heterogeneity.first { $0.address == "heterogeneity:math.final.region" })
    #expect(together.valueCount == 8)
    #expect(abs(try #require(together.pooled).mean.value - 3) < rounding)
  }
}

extension PilotRecords {
  /// The same pilot in several regions.
  fileprivate func copied(times: Int) -> PilotRecords {
    var result = PilotRecords(instrument: instrument)
    let baseline = scores.map(\.observedOn).min() ?? scores[0].observedOn
    for copy in 0..<times {
      func name(_ code: String) -> String { "\(code)r\(copy)" }
      result.regions.append(Region(code: "KZ-\(10 + copy)", names: regions[0].names, kind: "oblast"))
      for var item in preschools {
        item.code = name(item.code)
        item.region = "KZ-\(10 + copy)"
        result.preschools.append(item)
      }
      for var item in groups {
        item.code = name(item.code)
        item.preschool = name(item.preschool)
        result.groups.append(item)
      }
      for var item in children {
        item.pseudonym = name(item.pseudonym)
        result.children.append(item)
      }
      for var item in enrolments {
        (item.child, item.group) = (name(item.child), name(item.group))
        result.enrolments.append(item)
      }
      for var item in assessments {
        item.child = name(item.child)
        result.assessments.append(item)
      }
      for var item in scores {
        // Regions differ by a point up or down, all in the experimental preschools and after the baseline.
        if item.child.isOfOddPreschool, item.observedOn > baseline { item.value += copy % 2 == 0 ? 1 : -1 }
        item.child = name(item.child)
        result.scores.append(item)
      }
    }
    return result
  }
}

extension String {
  /// Whether a child's code names one of the preschools 1, 3, 5 and 7.
  fileprivate var isOfOddPreschool: Bool { dropFirst().first?.wholeNumberValue.map { $0 % 2 == 1 } ?? false }
}
