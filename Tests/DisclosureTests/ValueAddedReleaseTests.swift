import Disclosure
import Findings
import TestSupport
import Testing

/// What is told of the comparison of gains to everybody, and to one region's authority.
@Suite struct ValueAddedReleaseTests {
  private func released(_ change: (inout ValueAddedFindings) -> Void = { _ in }) -> ValueAddedFindings {
    var run = SampleRun.findings()
    change(&run.valueAdded)
    return DisclosureRules.release(run).value.valueAdded
  }

  @Test func preschoolsDoNotLeave() {
    let comparison = released()
    #expect(comparison.places(.preschool).isEmpty && !comparison.places(.region).isEmpty)
    #expect(comparison.funnels.map(\.level) == [.region])
  }

  @Test func aSafeLevelLeavesAsItIs() {
    let all = SampleRun.findings().valueAdded
    #expect(released().places(.region) == all.places(.region))
    #expect(released().places(.direction) == all.places(.direction))
  }

  /// The probabilities of all places add up: with one hidden, those of the others would tell it.
  @Test func aSmallRegionTakesASecondOneAndTheOrder() {
    let small = Counts(children: 8, groups: 1, preschools: 1)
    let regions = released { $0.places[0].counts = .shown(small) }.places(.region)
    let hidden = regions.filter(\.counts.isSuppressed)
    #expect(hidden.count == 2 && hidden.contains { $0.place == regions[0].place })
    for region in hidden {
      #expect(region.direct.isSuppressed && region.estimate.isSuppressed && region.shrinkage.isSuppressed)
      #expect(region.probabilityAboveExpected.isSuppressed && !region.isCandidate)
    }
    #expect(regions.allSatisfy { $0.probabilityInHighestFifth.isSuppressed })
    #expect(regions.count { $0.estimate.value != nil } == regions.count - 2)
  }

  /// Target and spread are those of all points: two missing ones would follow from them.
  @Test func aFunnelWithTwoPointsLeftOutIsNotShown() {
    let comparison = released { $0.places[0].counts = .shown(Counts(children: 8, groups: 1, preschools: 1)) }
    #expect(comparison.funnels.isEmpty)
  }

  @Test func fewLeftOutChildrenAreNotCounted() {
    #expect(released { $0.method?.leftOut = .shown(4) }.method?.leftOut == .suppressed)
    #expect(released { $0.method?.leftOut = .shown(0) }.method?.leftOut == .shown(0))
  }

  @Test func anAuthoritySeesItsOwnPreschoolsAlone() throws {
    let run = SampleRun.findings()
    let own = try #require(DisclosureRules.ownScope(run, region: "KZ-27")).value.valueAdded
    let preschools = own.places(.preschool)
    #expect(!preschools.isEmpty && preschools.allSatisfy { $0.region == "KZ-27" })
    let national = DisclosureRules.release(run).value.valueAdded
    #expect(own.places(.region) == national.places(.region).filter { $0.place == "KZ-27" })
    #expect(own.places(.direction) == national.places(.direction))
    #expect(own.funnels.flatMap(\.points).allSatisfy { $0.region == "KZ-27" })
  }

  @Test func aPreschoolWithFewChildrenTakesASecondOne() throws {
    var run = SampleRun.findings()
    let position = try #require(run.valueAdded.places.firstIndex { $0.level == .preschool && $0.region == "KZ-27" })
    run.valueAdded.places[position].counts = .shown(Counts(children: 3, groups: 1, preschools: 1))
    let own = try #require(DisclosureRules.ownScope(run, region: "KZ-27")).value.valueAdded.places(.preschool)
    #expect(own.count(where: \.estimate.isSuppressed) == 2)
  }

  /// The values of directions add up to 0, and the same few children may stand behind two small directions.
  @Test func smallDirectionsThatMayBeTheSameChildrenTakeALargeOne() {
    let directions = released { comparison in
      let large = comparison.places(.direction)
      comparison.places += ["robotics", "sewing"].map { key in
        var small = large[0]
        small.place = key
        small.counts = .shown(Counts(children: 8, groups: 2, preschools: 2))
        return small
      }
    }.places(.direction)
    #expect(directions.count(where: \.estimate.isSuppressed) == 3 && directions.count == 4)
  }
}
