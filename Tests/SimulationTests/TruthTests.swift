import Foundation
import Records
import Simulation
import Testing

/// What can be asked for, what is refused, and what `truth.json` says.
@Suite struct TruthTests {
  /// Relative difference allowed between a quadrature and a closed form.
  private static let closedFormTolerance = 1e-12

  @Test func impliedEffectWithoutSpreadIsALogisticDifference() throws {
    var truth = PilotTruth()
    truth.variances = PilotTruth.Variances()
    for level in [\PilotTruth.Variances.region, \.preschool, \.group, \.child, \.occasion] {
      truth.variances[keyPath: level] = 0
    }
    truth.children.ageSlopePerYear = 0
    truth.children.girls = 0
    truth.children.specialNeeds = 0
    truth.items.difficultyStandardDeviation = 0
    truth.raters.leniencyStandardDeviation = 0
    let effects = TruthDocument(try PilotSimulator(truth: truth, seed: 1)).impliedEffects
    let creative = try #require(effects.first { $0.area == "creative" && $0.wave == "interim" })
    let control = truth.growth.interim
    let experimental = control + 0.25
    let expected = [truth.items.partlyFormed, truth.items.formed].reduce(0.0) { sum, threshold in
      sum + Self.logistic(1.7 * (experimental - threshold)) - Self.logistic(1.7 * (control - threshold))
    }
    #expect(abs(creative.effectInPoints / expected - 1) < Self.closedFormTolerance)
  }

  /// The integral over the children tends to the closed form as their spread vanishes, on either kind of grid.
  @Test(arguments: [1e-9, 1e-4]) func impliedEffectsAreContinuousInTheSpread(deviation: Double) throws {
    var truth = PilotTruth()
    truth.items.difficultyStandardDeviation = 0
    truth.raters.leniencyStandardDeviation = 0
    for level in [\PilotTruth.Variances.region, \.preschool, \.group, \.occasion] {
      truth.variances[keyPath: level] = 0
    }
    truth.variances.child = 0
    let none = TruthDocument(try PilotSimulator(truth: truth, seed: 1)).impliedEffects
    truth.variances.child = deviation * deviation
    let some = TruthDocument(try PilotSimulator(truth: truth, seed: 1)).impliedEffects
    for (one, other) in zip(none, some) {
      #expect(abs(one.effectInPoints - other.effectInPoints) <= deviation * deviation + Self.closedFormTolerance)
    }
  }

  @Test func aSteepItemWithoutSpreadHasNoStandardisedEffect() throws {
    var truth = PilotTruth()
    truth.items.slope = 1e6
    truth.items.difficultyStandardDeviation = 0
    for level in [\PilotTruth.Variances.region, \.preschool, \.group, \.child, \.occasion] {
      truth.variances[keyPath: level] = 0
    }
    truth.children.ageSlopePerYear = 0
    truth.children.girls = 0
    truth.children.specialNeeds = 0
    truth.raters.leniencyStandardDeviation = 0
    let document = TruthDocument(try PilotSimulator(truth: truth, seed: 1))
    #expect(document.impliedEffects.allSatisfy { $0.effectInStandardDeviations == nil })
    #expect(document.impliedEffects.allSatisfy { abs($0.controlMean - 2) < Self.closedFormTolerance })
    #expect(try !document.json().contains("standard_deviations"))
  }

  @Test func theDocumentSurvivesItsFile() throws {
    var truth = PilotTruth()
    truth.growth.final = 0.1
    let document = TruthDocument(try PilotSimulator(truth: truth, seed: 9))
    let json = Data(try document.json().utf8)
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    #expect(try decoder.decode(TruthDocument.self, from: json) == document)
    #expect(TruthDocument(try PilotSimulator(truthFile: json)) == document)
    #expect(document.impliedEffects.count == 15)
    #expect(document.itemThresholds.count == 150)
  }

  @Test func regionalVariationIsWrittenWhereThereIsOne() throws {
    var truth = PilotTruth()
    #expect(try !TruthDocument(PilotSimulator(truth: truth, seed: 9)).json().contains("regional_variation"))
    truth.regionalVariation = .init()
    truth.regionalVariation?.missingWaveLogitStandardDeviation = 0.2
    let document = TruthDocument(try PilotSimulator(truth: truth, seed: 9))
    #expect(TruthDocument(try PilotSimulator(truthFile: Data(try document.json().utf8))) == document)
  }

  @Test(arguments: [-0.1, .infinity]) func impossibleVariationsAreRefused(deviation: Double) {
    let parts: [(WritableKeyPath<PilotTruth.RegionalVariation, Double>, String)] = [
      (\.growthFactorStandardDeviation, "growth_factor"),
      (\.consentRefusedLogitStandardDeviation, "consent_refused_logit"),
      (\.missingWaveLogitStandardDeviation, "missing_wave_logit"),
      (\.missingMarkLogitStandardDeviation, "missing_mark_logit"),
      (\.educatorChangeLogitStandardDeviation, "educator_change_logit"),
    ]
    for (part, key) in parts {
      var variation = PilotTruth.RegionalVariation()
      variation[keyPath: part] = deviation
      Self.expect(.notNonnegative(key: "regional_variation.\(key)_standard_deviation", value: deviation)) {
        $0.regionalVariation = variation
      }
    }
  }

  @Test func impossibleTruthsAreRefused() {
    Self.expect(.notAShare(key: "participation.missing_wave_rate", value: 1.5)) {
      $0.participation.missingWaveRate = 1.5
    }
    Self.expect(.notAShare(key: "participation.consent_refused_rate + consent_withdrawn_rate", value: 1.5)) {
      $0.participation.consentRefusedRate = 0.75
      $0.participation.consentWithdrawnRate = 0.75
    }
    Self.expect(.notNonnegative(key: "variances.child", value: -1)) { $0.variances.child = -1 }
    Self.expect(.notFinite(key: "growth.final", value: .infinity)) { $0.growth.final = .infinity }
    Self.expect(.unknownDevelopmentArea(key: "musical")) { $0.effects["musical"] = .init(interim: 0, final: 0) }
    Self.expect(.thresholdsNotIncreasing(lower: 2, upper: 1.3)) { $0.items.partlyFormed = 2 }
    Self.expect(.notAShare(key: "implementation.attendance.typical", value: 1.1)) {
      $0.implementation.attendance.typical = 1.1
    }
  }

  @Test func impossibleShapesAreRefused() {
    var shape = PilotShape()
    shape.groupsPerPreschool = 2...27
    #expect(throws: SimulationError.countOutOfRange(key: "groups_per_preschool", value: 27, allowed: 1...26)) {
      try PilotSimulator(shape: shape, seed: 1)
    }
    #expect(throws: SimulationError.noRegions) { try PilotSimulator(seed: 1, regions: []) }
  }

  /// Rates of 0 and 1 are legal, and nothing in the records becomes infinite by them.
  @Test func extremeRatesAreSimulated() throws {
    var shape = PilotShape()
    shape.preschoolCount = 4
    var truth = PilotTruth()
    truth.implementation.attendance.typical = 1
    truth.implementation.staffTurnover.typical = 0
    truth.participation.missingWaveRate = 1
    let records = try PilotSimulator(shape: shape, truth: truth, seed: 1).simulate()
    #expect(records.assessments.isEmpty)
    for row in records.indicators where row.indicator == "attendance" { #expect(row.value == row.denominator) }
    for row in records.indicators where row.indicator == "staff_turnover" { #expect(row.value == 0) }
  }

  private static func logistic(_ value: Double) -> Double { 1 / (1 + exp(-value)) }

  private static func expect(_ error: SimulationError, when change: (inout PilotTruth) -> Void) {
    var truth = PilotTruth()
    change(&truth)
    #expect(throws: error) { try PilotSimulator(truth: truth, seed: 1) }
  }
}
