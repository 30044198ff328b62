/// Measures steps one after the other.
struct StepClock {
  private(set) var timings = AdHocFit.Timings(read: 0, collect: 0, estimate: 0, score: nil)
  private var last = ContinuousClock.now

  mutating func lap(_ step: WritableKeyPath<AdHocFit.Timings, Double>) {
    let now = ContinuousClock.now
    timings[keyPath: step] += (now - last) / .seconds(1)
    last = now
  }

  /// Counts the time since the last step as that of scores.
  mutating func lapScores() {
    let now = ContinuousClock.now
    timings.score = (now - last) / .seconds(1)
    last = now
  }

  /// Leaves out the time since the last step.
  mutating func skip() { last = .now }
}
