import Records
import Simulation
import Testing

/// The pilot of 2026 as it is laid out by default, and what the options change.
@Suite struct PilotLayoutTests {
  @Test func oneHundredPreschoolsInTwentyRegions() throws {
    let records = try BundledPilot.records.get()
    let byRegion = Dictionary(grouping: records.preschools, by: \.region)
    #expect(byRegion.count == 20)
    #expect(byRegion.values.allSatisfy { $0.count == 5 })
    #expect(records.preschools.count { $0.ownership == .state } == 62)
    #expect((6000...9000).contains(records.children.count))
    let cities = Set(records.regions.filter { $0.kind == "city" }.map(\.code))
    #expect(records.preschools.allSatisfy { !cities.contains($0.region) || $0.locality == .urban })
  }

  @Test func twoOrThreePreschoolsOfARegionAreExperimental() throws {
    let records = try BundledPilot.records.get()
    let arms = Self.armsByPreschool(records)
    #expect(arms.values.allSatisfy { $0.count == 1 })
    for preschools in Dictionary(grouping: records.preschools, by: \.region).values {
      #expect((2...3).contains(preschools.count { arms[$0.code] == [.experimental] }))
    }
  }

  @Test func groupsAlternateWithinPreschoolsOnRequest() throws {
    var shape = PilotShape()
    shape.assignment = .group
    shape.childrenPerGroup = 1...1
    let records = try PilotSimulator(shape: shape, seed: 2026).simulate()
    #expect(Self.armsByPreschool(records).values.allSatisfy { $0 == [.control, .experimental] })
    let experimental = records.groups.count { $0.arm == .experimental }
    let share = Double(experimental) / Double(records.groups.count)
    #expect(abs(share - 0.5) < 0.05)
  }

  @Test func bandFourGoesOnUnderTheSameCode() throws {
    let groups = try BundledPilot.records.get().groups
    let years = Dictionary(grouping: groups, by: \.code)
    for group in groups where group.schoolYear.startYear == 2025 {
      let next = years[group.code]?.first { $0.schoolYear.startYear == 2026 }
      #expect(next?.ageBand == (group.ageBand == 4 ? 5 : nil))
      #expect(next == nil || next?.arm == group.arm)
    }
    #expect(Set(groups.map(\.ageBand)) == [4, 5])
  }

  @Test func sizeFollowsTheShape() throws {
    var shape = PilotShape()
    shape.preschoolCount = 7
    shape.groupsPerPreschool = 1...1
    shape.childrenPerGroup = 3...3
    let records = try PilotSimulator(shape: shape, seed: 1, regions: Array(KazakhstanRegions.all.prefix(2))).simulate()
    #expect(records.preschools.count == 7)
    #expect(records.children.count == 21)
    #expect(records.regions.count == 2)
  }

  private static func armsByPreschool(_ records: PilotRecords) -> [String: Set<Arm>] {
    Dictionary(grouping: records.groups, by: \.preschool).mapValues { Set($0.map(\.arm)) }
  }
}
