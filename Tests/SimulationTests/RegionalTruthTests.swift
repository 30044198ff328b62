import Foundation
import Records
import Simulation
import Testing

/// The true indicators of regions are those that many simulated preschools of the regions show.
@Suite struct RegionalTruthTests {
  /// Standard errors allowed between the share of the simulated preschools and the integral.
  private static let toleranceInStandardErrors = 3.5
  private static let indicators = [
    "level_one_share", "no_progress_share", "staff_turnover", "pilot_training", "parental_consent",
    "parental_involvement", "environment", "attendance", "sessions_held",
  ]
  private static let direct = Result { DirectShares(try simulator(eventfulTruth).simulate()) }

  @Test func sharesOfManyPreschoolsAreTheIntegrals() throws {
    let direct = try Self.direct.get()
    for (region, values) in RegionalTruth(try Self.simulator(Self.eventfulTruth)).values {
      for indicator in Self.indicators {
        let share = try #require(direct.share(indicator, inRegion: region))
        let truth = try #require(values[indicator])
        let error = (share.ratio - truth) / share.standardError
        #expect(abs(error) <= Self.toleranceInStandardErrors, "\(indicator) in \(region): \(error) standard errors")
      }
    }
  }

  /// Each of these parts of the truth moves the integral by more than the check above allows in at least one region.
  @Test(arguments: [
    \PilotTruth.raters.experimentalExtraLeniency, \.participation.missingWaveRate,
    \.participation.missingMarkRate, \.variances.occasion, \.variances.region,
  ])
  func anotherTruthIsNotRecovered(part: any WritableKeyPath<PilotTruth, Double> & Sendable) throws {
    let direct = try Self.direct.get()
    var wrong = Self.eventfulTruth
    wrong[keyPath: part] = 0.01
    let errors = try RegionalTruth(try Self.simulator(wrong)).values.flatMap { region, values in
      try ["level_one_share", "no_progress_share"].map { indicator in
        let share = try #require(direct.share(indicator, inRegion: region))
        return abs(share.ratio - (values[indicator] ?? 0)) / share.standardError
      }
    }
    #expect((errors.max() ?? 0) > Self.toleranceInStandardErrors)
  }

  @Test func finerNodesChangeNothing() throws {
    let simulator = try PilotSimulator(seed: 3, regions: Array(KazakhstanRegions.all.prefix(2)))
    let (coarse, fine) = (RegionalTruth(simulator), RegionalTruth(simulator, step: 0.18))
    for (region, values) in coarse.values {
      for (indicator, value) in values {
        let finer = try #require(fine.values[region]?[indicator])
        #expect(abs(value - finer) < 1e-6, "\(indicator): \(value - finer)")
      }
    }
  }

  @Test func ratesThatDoNotDifferAreTheTypicalOnes() throws {
    var truth = PilotTruth()
    truth.implementation.environment = .init(typical: 0.80, logitStandardDeviation: 0)
    truth.implementation.staffTurnover = .init(typical: 0, logitStandardDeviation: 1)
    truth.participation.consentWithdrawnRate = 0
    let simulator = try PilotSimulator(truth: truth, seed: 1, regions: Array(KazakhstanRegions.all.prefix(1)))
    let values = try #require(RegionalTruth(simulator).values["KZ-10"])
    #expect(abs((values["environment"] ?? 0) - 0.80) < 1e-12)
    #expect(values["staff_turnover"] == 0)
    #expect(abs((values["parental_consent"] ?? 0) - 0.95) < 1e-12)
    #expect(values["missing_child_waves"] == 0.03)
  }

  /// A truth in which everything that the integrals account for happens often.
  private static let eventfulTruth: PilotTruth = {
    var truth = PilotTruth()
    truth.variances.region = 0.05
    truth.variances.preschool = 0.01
    truth.variances.group = 0.01
    truth.raters.leniencyStandardDeviation = 0.3
    truth.raters.changeRate = 0.5
    truth.raters.experimentalExtraLeniency = 0.3
    truth.children.specialNeedsShare = 0.2
    truth.participation.missingWaveRate = 0.2
    truth.participation.missingMarkRate = 0.2
    truth.participation.specialNeedsNotApplicableRate = 0.3
    truth.participation.lateJoinRate = 0.3
    truth.participation.controlAttritionRate = 0.4
    truth.participation.experimentalAttritionRate = 0.2
    truth.participation.consentWithdrawnRate = 0.3
    return truth
  }()

  private static func simulator(_ truth: PilotTruth) throws -> PilotSimulator {
    var shape = PilotShape()
    shape.preschoolCount = 240
    shape.groupsPerPreschool = 2...2
    shape.childrenPerGroup = 12...12
    return try PilotSimulator(shape: shape, truth: truth, seed: 11, regions: Array(KazakhstanRegions.all.prefix(2)))
  }
}
