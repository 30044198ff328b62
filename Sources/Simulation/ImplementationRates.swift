import Foundation
import Probability
import Records

/// The rates that regions and preschools of a pilot have, drawn by their names.
struct ImplementationRates {
  let draws: PilotDraws

  /// How far the logit of a rate lies from the typical one in a region.
  func shift(_ rate: PilotTruth.Rate, _ key: String, region: String) -> Double {
    var stream = draws.stream(.indicator, "\(region)/\(key)")
    return rate.regionLogitStandardDeviation * stream.nextNormal()
  }

  /// The rate of one preschool.
  func rate(_ rate: PilotTruth.Rate, _ key: String, preschool: String, region: String) -> Double {
    var stream = draws.stream(.indicator, "\(preschool)/\(key)")
    let own = rate.logitStandardDeviation * stream.nextNormal()
    return Self.logistic(Self.logit(rate.typical) + shift(rate, key, region: region) + own)
  }

  static func logit(_ share: Double) -> Double { log(share / (1 - share)) }
  static func logistic(_ value: Double) -> Double { 1 / (1 + exp(-value)) }
}
