internal import EffectSizes

/// Power, minimum detectable effect and number of units of a planned trial.
public struct PowerAnalysis: Sendable {
  /// One level of nesting, from the children up.
  public struct Level: Sendable {
    public var name: String
    /// Mean number in a unit of the level above; `nil` at the assigned level asks for the number.
    public var unitCount: Double?
    /// Share of the variance within arms that lies between these units, in [0, 1].
    public var intraclassCorrelation: Double
    /// Part of that variance that covariates explain, in [0, 1).
    public var explainedShare: Double
    /// Coefficient of variation of the number of units.
    public var sizeVariation: Double
    /// Variance of the effect between these units, in squared standard deviations.
    public var effectVariance: Double

    /// Creates a level.
    public init(
      name: String, unitCount: Double?, intraclassCorrelation: Double = 0, explainedShare: Double = 0,
      sizeVariation: Double = 0, effectVariance: Double = 0
    ) {
      self.name = name
      self.unitCount = unitCount
      self.intraclassCorrelation = intraclassCorrelation
      self.explainedShare = explainedShare
      self.sizeVariation = sizeVariation
      self.effectVariance = effectVariance
    }
  }

  public var levels: [Level]
  /// Name of the level that is assigned to the arms; `nil` = the highest.
  public var assignedLevel: String?
  public var experimentalShare = 0.5
  public var covariateCount = 0
  public var significanceLevel = 0.05
  /// Wanted probability of finding the effect.
  public var power = 0.8
  /// Effect in standard deviations whose power, or number of units, is asked for.
  public var effect: Double?
  /// Number of trials to simulate, and their seed; `nil` = no simulation.
  public var simulation: (replications: Int, seed: UInt64)?

  /// Creates a question; set what differs from the defaults.
  public init(levels: [Level]) { self.levels = levels }

  /// Answers the question.
  ///
  /// - Throws: `PowerAnalysisError` for a design or a request that cannot be answered.
  public func answer() throws(PowerAnalysisError) -> PowerAnswer {
    guard significanceLevel > 0, significanceLevel < 1 else {
      throw .init(.outOfRange(quantity: "alpha", level: nil, value: significanceLevel))
    }
    let assigned = try assignedIndex()
    let question = try questionWithUnits(assigned)
    do {
      let detectable = try question.minimumDetectableEffect(power: power)
      return PowerAnswer(
        levels: question.design.levels.map { .init(name: $0.name, unitCount: $0.unitCount) },
        assignedLevel: levels[assigned].name, isUnitCountFound: levels[assigned].unitCount == nil,
        minimumDetectableEffect: detectable.value, wantedPower: power, effect: effect,
        power: try effect.map { (effect) throws(PowerError) in try question.power(for: effect) },
        standardError: detectable.standardError, degreesOfFreedom: detectable.degreesOfFreedom,
        significanceLevel: significanceLevel, simulation: try simulated(question, effect ?? detectable.value))
    } catch {
      throw PowerAnalysisError(error)
    }
  }

  private func assignedIndex() throws(PowerAnalysisError) -> Int {
    guard !levels.isEmpty else { throw .outOfRange(quantity: "number_of_levels", level: nil, value: 0) }
    guard let assignedLevel else { return levels.count - 1 }
    guard let index = levels.firstIndex(where: { $0.name == assignedLevel }) else {
      throw .unknownLevel(name: assignedLevel, available: levels.map(\.name))
    }
    return index
  }

  /// The design with the number of assigned units found, where it is asked for.
  private func questionWithUnits(_ assigned: Int) throws(PowerAnalysisError) -> PowerOfDesign {
    if let missing = levels.indices.first(where: { $0 != assigned && levels[$0].unitCount == nil }) {
      throw .countRequired(level: levels[missing].name)
    }
    let design = AssignmentDesign(
      levels: levels.map(\.designLevel), assignmentLevel: assigned, experimentalShare: experimentalShare,
      covariateCount: covariateCount)
    var question = PowerOfDesign(design, significanceLevel: significanceLevel)
    guard levels.indices.contains(assigned), levels[assigned].unitCount == nil else { return question }
    guard let effect else { throw .effectRequired(level: levels[assigned].name) }
    do {
      question.design.levels[assigned].unitCount = Double(try question.unitCount(for: effect, power: power))
      return question
    } catch {
      throw PowerAnalysisError(error)
    }
  }

  private func simulated(
    _ question: PowerOfDesign, _ effect: Double
  ) throws(PowerError) -> PowerAnswer.Simulation? {
    guard let simulation else { return nil }
    guard simulation.replications > 0 else {
      throw .outOfRange(quantity: "simulate", level: nil, value: Double(simulation.replications))
    }
    let fit = try PowerSimulation(replications: simulation.replications, seed: simulation.seed)
      .run(question, effect: effect)
    return PowerAnswer.Simulation(
      effect: effect, power: fit.power, expectedPower: fit.expectedPower, monteCarloError: fit.monteCarloError,
      replications: fit.replications, seed: fit.seed)
  }
}

extension PowerAnalysis.Level {
  fileprivate var designLevel: AssignmentDesign.Level {
    AssignmentDesign.Level(
      name: name, unitCount: unitCount ?? 1, varianceShare: intraclassCorrelation, explainedShare: explainedShare,
      sizeVariation: sizeVariation, effectVariance: effectVariance)
  }
}
