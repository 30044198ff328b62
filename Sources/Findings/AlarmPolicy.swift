/// What comes of alarming at every place whose index lies in a zone with at least some probability.
///
/// The probabilities say themselves how often the alarm would be false: a place that lies in the zone with probability *p*
/// is a false alarm with 1 − *p*, and missed with *p* where there is none. A threshold *t* loses least when to miss a place
/// is (1 − *t*) / *t* times as bad as a false alarm.
///
/// **Source.** Berger (1985), Statistical Decision Theory and Bayesian Analysis, 2nd ed., §4.4.3 (loss that is linear in
/// false alarms and misses).
public struct AlarmPolicy: Sendable, Equatable {
  /// Least probability of an alarm, in (0, 1).
  public let threshold: Double
  public let alarms: Int
  /// Expected number of alarms at places outside the zone.
  public let expectedFalseAlarms: Double
  /// Expected number of places in the zone without an alarm.
  public let expectedMisses: Double

  /// Thresholds at which a miss is as bad as four false alarms, as one, as a quarter, and as a nineteenth of one.
  public static let thresholds = [0.2, 0.5, 0.8, 0.95]

  /// Counts what a threshold brings over places, one probability for each.
  public init(threshold: Double, probabilities: [Double]) {
    self.threshold = threshold
    let alarmed = probabilities.filter { $0 >= threshold }
    alarms = alarmed.count
    expectedFalseAlarms = alarmed.reduce(0) { $0 + 1 - $1 }
    expectedMisses = probabilities.filter { $0 < threshold }.reduce(0, +)
  }

  /// How many false alarms a miss must be worth for the threshold to lose least.
  public var costOfMiss: Double { (1 - threshold) / threshold }
}
