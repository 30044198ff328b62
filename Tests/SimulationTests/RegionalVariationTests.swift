import Records
import Simulation
import Testing

/// Regions that differ in growth and rates have the truth that many of their preschools show.
@Suite struct RegionalVariationTests {
  /// Standard errors allowed between the share of the simulated preschools and the integral.
  private static let toleranceInStandardErrors = 3.5
  /// What interpolation in the share of empty marks may change; the bound that nodes are counted by, 1e-7, is loose.
  private static let interpolationTolerance = 1e-9
  private static let indicators = [
    "level_one_share", "no_progress_share", "parental_consent", "missing_child_waves", "item_non_response",
    "rater_change",
  ]
  private static let direct = Result { DirectShares(try simulator(variedTruth).simulate()) }

  @Test func sharesOfManyPreschoolsAreTheIntegrals() throws {
    for (indicator, errors) in try Self.errors(of: Self.variedTruth) {
      #expect(errors.allSatisfy { abs($0) <= Self.toleranceInStandardErrors }, "\(indicator): \(errors)")
    }
  }

  /// The check above notices a region's own rate that the integral leaves out.
  @Test func typicalRatesAreNotRecovered() throws {
    var typical = Self.variedTruth
    typical.regionalVariation = nil
    for (indicator, errors) in try Self.errors(of: typical) where indicator != "level_one_share" {
      #expect(errors.contains { abs($0) > Self.toleranceInStandardErrors }, "\(indicator): \(errors)")
    }
  }

  @Test func aVariationOfNothingIsNone() throws {
    let regions = Array(KazakhstanRegions.all.prefix(3))
    var shape = PilotShape()
    shape.preschoolCount = 3
    var alike = PilotTruth()
    alike.regionalVariation = .init()
    let plain = try PilotSimulator(shape: shape, seed: 5, regions: regions)
    let varied = try PilotSimulator(shape: shape, truth: alike, seed: 5, regions: regions)
    #expect(RegionalTruth(varied) == RegionalTruth(plain))
    #expect(varied.simulate() == plain.simulate())
  }

  /// A region alone has its own share of empty marks as the only node, so that nothing is interpolated.
  @Test(arguments: [0.04, 0.3]) func interpolationInEmptyMarksChangesNothing(deviation: Double) throws {
    var truth = PilotTruth()
    truth.regionalVariation = .init()
    truth.regionalVariation?.missingMarkLogitStandardDeviation = deviation
    let regions = Array(KazakhstanRegions.all.prefix(4))
    let together = RegionalTruth(try PilotSimulator(truth: truth, seed: 8, regions: regions))
    for region in regions {
      let alone = RegionalTruth(try PilotSimulator(truth: truth, seed: 8, regions: [region]))
      let values = try #require(together.values[region.code])
      for (indicator, value) in try #require(alone.values[region.code]) {
        let difference = abs(value - (values[indicator] ?? .infinity))
        #expect(difference <= Self.interpolationTolerance, "\(indicator) in \(region.code): \(difference)")
      }
    }
  }

  @Test func ratesOfZeroAndOneStay() throws {
    var truth = PilotTruth()
    truth.regionalVariation = .init()
    truth.regionalVariation?.consentRefusedLogitStandardDeviation = 2
    truth.regionalVariation?.missingWaveLogitStandardDeviation = 2
    truth.regionalVariation?.educatorChangeLogitStandardDeviation = 2
    truth.participation.consentRefusedRate = 1
    truth.participation.consentWithdrawnRate = 0
    truth.participation.missingWaveRate = 0
    truth.raters.changeRate = 1
    let simulator = try PilotSimulator(truth: truth, seed: 8, regions: Array(KazakhstanRegions.all.prefix(2)))
    for values in RegionalTruth(simulator).values.values {
      #expect(values["parental_consent"] == 0)
      #expect(values["missing_child_waves"] == 0)
      #expect(values["rater_change"] == 1.0 / 3)
    }
  }

  /// A truth in which regions lie far apart, and everything that the integrals account for happens often.
  private static let variedTruth: PilotTruth = {
    var truth = PilotTruth()
    truth.variances.preschool = 0.01
    truth.variances.group = 0.01
    truth.raters.changeRate = 0.3
    truth.participation.missingWaveRate = 0.15
    truth.participation.missingMarkRate = 0.1
    truth.participation.consentRefusedRate = 0.2
    truth.participation.consentWithdrawnRate = 0.2
    var variation = PilotTruth.RegionalVariation()
    variation.growthFactorStandardDeviation = 0.4
    variation.consentRefusedLogitStandardDeviation = 1
    variation.missingWaveLogitStandardDeviation = 1
    variation.missingMarkLogitStandardDeviation = 0.3
    variation.educatorChangeLogitStandardDeviation = 1
    truth.regionalVariation = variation
    return truth
  }()

  /// By indicator, in standard errors of every region.
  private static func errors(of truth: PilotTruth) throws -> [String: [Double]] {
    let direct = try direct.get()
    let values = RegionalTruth(try simulator(truth)).values
    return try Dictionary(
      uniqueKeysWithValues: indicators.map { indicator in
        let errors = try values.map { region, values in
          let share = try #require(direct.share(indicator, inRegion: region))
          return (share.ratio - (try #require(values[indicator]))) / share.standardError
        }
        return (indicator, errors)
      })
  }

  private static func simulator(_ truth: PilotTruth) throws -> PilotSimulator {
    var shape = PilotShape()
    shape.preschoolCount = 240
    shape.groupsPerPreschool = 2...2
    shape.childrenPerGroup = 12...12
    return try PilotSimulator(shape: shape, truth: truth, seed: 17, regions: Array(KazakhstanRegions.all.prefix(2)))
  }
}
