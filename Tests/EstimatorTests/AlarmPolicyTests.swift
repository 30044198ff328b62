import Findings
import Testing

/// What an alarm brings, counted by hand.
@Suite struct AlarmPolicyTests {
  private let probabilities = [0.1, 0.2, 0.6, 0.96, 1.0]

  @Test func alarmsAndWhatIsExpectedOfThem() {
    let policy = AlarmPolicy(threshold: 0.5, probabilities: probabilities)
    #expect(policy.alarms == 3 && policy.costOfMiss == 1)
    #expect(abs(policy.expectedFalseAlarms - (0.4 + 0.04)) < 1e-12)
    #expect(abs(policy.expectedMisses - 0.3) < 1e-12)
    // A place with just the probability asked for is alarmed at.
    #expect(AlarmPolicy(threshold: 0.2, probabilities: probabilities).alarms == 4)
    #expect(AlarmPolicy(threshold: 0.2, probabilities: probabilities).costOfMiss == 4)
  }

  /// No other threshold has a smaller loss when a miss counts as `costOfMiss` false alarms.
  @Test func aThresholdLosesLeastAtItsCost() {
    for threshold in AlarmPolicy.thresholds {
      let cost = AlarmPolicy(threshold: threshold, probabilities: probabilities).costOfMiss
      func loss(_ other: Double) -> Double {
        let policy = AlarmPolicy(threshold: other, probabilities: probabilities)
        return policy.expectedFalseAlarms + cost * policy.expectedMisses
      }
      for other in stride(from: 0.01, through: 0.99, by: 0.01) { #expect(loss(threshold) <= loss(other) + 1e-12) }
    }
  }

  /// Every place is alarmed at truly, falsely, or is missed, or is none.
  @Test func theHigherTheThresholdTheFewerFalseAlarmsAndTheMoreMisses() {
    let policies = AlarmPolicy.thresholds.map { AlarmPolicy(threshold: $0, probabilities: probabilities) }
    for (low, high) in zip(policies, policies.dropFirst()) {
      #expect(low.expectedFalseAlarms >= high.expectedFalseAlarms && low.expectedMisses <= high.expectedMisses)
    }
    #expect(AlarmPolicy(threshold: 0.5, probabilities: []).alarms == 0)
  }
}
