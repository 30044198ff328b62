import Foundation
public import RecordStore
public import Records
public import Simulation

/// Seconds that a part of the evaluation takes on simulated pilots, one after another.
public struct StudyTimings {
  /// Ascending.
  public let seconds: [Double]

  /// Times the work alone: simulating, storing and reading a pilot comes before the clock starts.
  ///
  /// - Throws: What the work throws.
  public init(
    pilots: Int, shape: PilotShape, seed: UInt64, _ work: (Plan, Cohort) throws -> Void
  ) throws {
    seconds = try (0..<max(1, pilots)).map { trial in
      let simulator = try PilotSimulator(shape: shape, seed: seed &+ UInt64(trial))
      let (plan, cohort) = (try simulator.studyPlan(), try simulator.studyCohort())
      let elapsed = try ContinuousClock().measure { try work(plan, cohort) }
      return elapsed / .seconds(1)
    }.sorted()
  }

  /// One line with median and range.
  public var text: String {
    String(
      format: "%d pilots: median %.3f s, fastest %.3f s, slowest %.3f s", seconds.count, seconds[seconds.count / 2],
      seconds[0], seconds[seconds.count - 1])
  }
}
