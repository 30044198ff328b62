import Probability

/// Power by simulated trials: a second opinion on the formula, unequal sizes included.
///
/// Sizes are drawn from a log-normal distribution with the design's mean and variation, rounded, at least 1. Each trial
/// is analysed as the mixed model would with known variances: units weighted by their precision, arms compared within
/// blocks, a t test. Covariates are taken as subtracted beforehand, so that they cost no degree of freedom here.
public struct PowerSimulation: Sendable, Codable, Equatable {
  public var replications: Int
  public var seed: UInt64

  /// Creates a simulation.
  public init(replications: Int = 10_000, seed: UInt64) {
    precondition(replications > 0, "\(replications) replications")
    self.replications = replications
    self.seed = seed
  }

  /// Simulates trials of a design in which the effect is true.
  ///
  /// - Parameters:
  ///   - question: Design and level of the test; numbers of assigned units and of blocks are whole.
  ///   - effect: In standard deviations of the outcome; 0 simulates the level of the test.
  /// - Returns: The share of trials that reject, and the formula's power for the same trials.
  /// - Throws: `PowerError` for a design out of range or without two arms in each block.
  /// - Complexity: O(replications × units); each trial has a stream of random numbers of its own.
  public func run(_ question: PowerOfDesign, effect: Double) throws(PowerError) -> PowerSimulationFit {
    var question = question
    question.design.covariateCount = 0
    let expected = try question.power(for: effect)
    let trial = try SimulatedTrial(question.design, effect: effect)
    let df = try question.design.precision().degreesOfFreedom
    let critical = StudentT(degreesOfFreedom: df).upperQuantile(question.significanceLevel / 2)
    let rejections = (0..<replications).count { replication in
      var random = RandomStream(seed: seed, stream: UInt64(replication))
      return abs(trial.statistic(&random)) > critical
    }
    let power = Double(rejections) / Double(replications)
    return PowerSimulationFit(
      power: power, monteCarloError: (expected * (1 - expected) / Double(replications)).squareRoot(),
      expectedPower: expected, replications: replications, seed: seed)
  }
}

/// The power that simulated trials had.
public struct PowerSimulationFit: Sendable, Codable, Equatable {
  /// Share of trials that rejected.
  public let power: Double
  /// Standard error of that share if the formula is right.
  public let monteCarloError: Double
  /// Power by the formula, for a design without covariates' degrees of freedom.
  public let expectedPower: Double
  public let replications: Int
  public let seed: UInt64
}
