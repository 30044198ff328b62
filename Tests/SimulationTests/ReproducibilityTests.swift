import Records
import Simulation
import Testing

/// The same request gives the same pilot, and a thing's draws depend on nothing but the seed and its name.
@Suite struct ReproducibilityTests {
  @Test func sameSeedSamePilot() throws {
    #expect(try Self.pilot(preschoolCount: 6, seed: 11) == Self.pilot(preschoolCount: 6, seed: 11))
  }

  @Test func anotherSeedGivesAnotherPilot() throws {
    let (one, other) = (try Self.pilot(preschoolCount: 6, seed: 11), try Self.pilot(preschoolCount: 6, seed: 12))
    #expect(one.assessments != other.assessments)
    #expect(Set(one.children.map(\.pseudonym)).isDisjoint(with: other.children.map(\.pseudonym)))
  }

  @Test func anotherPreschoolChangesNoOther() throws {
    let (smaller, larger) = (try Self.pilot(preschoolCount: 6, seed: 11), try Self.pilot(preschoolCount: 7, seed: 11))
    #expect(Array(larger.preschools.prefix(smaller.preschools.count)) == smaller.preschools)
    #expect(Array(larger.groups.prefix(smaller.groups.count)) == smaller.groups)
    #expect(Array(larger.children.prefix(smaller.children.count)) == smaller.children)
    #expect(Array(larger.assessments.prefix(smaller.assessments.count)) == smaller.assessments)
    #expect(Array(larger.indicators.prefix(smaller.indicators.count)) == smaller.indicators)
    #expect(larger.children.count > smaller.children.count)
  }

  @Test func anotherEffectChangesOnlyMarks() throws {
    var truth = PilotTruth()
    truth.effects = ["physical": .init(interim: 3, final: 3)]
    let (plain, changed) = (
      try Self.pilot(preschoolCount: 6, seed: 11), try Self.pilot(preschoolCount: 6, seed: 11, truth: truth)
    )
    #expect(plain.children == changed.children)
    #expect(plain.enrolments == changed.enrolments)
    #expect(plain.assessments.map(\.observedOn) == changed.assessments.map(\.observedOn))
    #expect(plain.assessments != changed.assessments)
  }

  @Test func regionsOwnRatesChangeOnlyWhatTheyAreAbout() throws {
    var truth = PilotTruth()
    truth.regionalVariation = .init()
    truth.regionalVariation?.consentRefusedLogitStandardDeviation = 2
    let (plain, changed) = (
      try Self.pilot(preschoolCount: 6, seed: 11), try Self.pilot(preschoolCount: 6, seed: 11, truth: truth)
    )
    #expect(plain.children.map(\.consent) != changed.children.map(\.consent))
    #expect(plain.children.map(\.pseudonym) == changed.children.map(\.pseudonym))
    #expect(plain.groups == changed.groups)
    #expect(plain.enrolments == changed.enrolments)
    #expect(plain.assessments == changed.assessments)
    #expect(plain.sessions == changed.sessions)
  }

  private static func pilot(
    preschoolCount: Int, seed: UInt64, truth: PilotTruth = PilotTruth()
  ) throws -> PilotRecords {
    var shape = PilotShape()
    shape.preschoolCount = preschoolCount
    shape.childrenPerGroup = 4...6
    let regions = Array(KazakhstanRegions.all.prefix(3))
    return try PilotSimulator(shape: shape, truth: truth, seed: seed, regions: regions).simulate()
  }
}
