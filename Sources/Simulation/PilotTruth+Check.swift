extension PilotTruth {
  /// Checks that a pilot can be simulated from this truth.
  ///
  /// - Parameter developmentAreas: Keys of the instrument's areas.
  /// - Throws: The first thing that is wrong, with its key and value.
  public func check(developmentAreas: [String]) throws(SimulationError) {
    try checkEffects(developmentAreas)
    try checkSpread()
    try checkShares()
    guard items.partlyFormed < items.formed else {
      throw .thresholdsNotIncreasing(lower: items.partlyFormed, upper: items.formed)
    }
    try implementation.check()
  }

  private func checkEffects(_ developmentAreas: [String]) throws(SimulationError) {
    for (area, effect) in effects.sorted(by: { $0.key < $1.key }) {
      guard developmentAreas.contains(area) else { throw .unknownDevelopmentArea(key: area) }
      try requireFinite("effects.\(area).interim", effect.interim)
      try requireFinite("effects.\(area).final", effect.final)
    }
    try requireFinite("growth.interim", growth.interim)
    try requireFinite("growth.final", growth.final)
    try requireFinite("children.ageSlopePerYear", children.ageSlopePerYear)
    try requireFinite("children.girls", children.girls)
    try requireFinite("children.specialNeeds", children.specialNeeds)
    try requireFinite("raters.experimentalExtraLeniency", raters.experimentalExtraLeniency)
    try requireFinite("items.partlyFormed", items.partlyFormed)
    try requireFinite("items.formed", items.formed)
  }

  private func checkSpread() throws(SimulationError) {
    try requireNonnegative("variances.region", variances.region)
    try requireNonnegative("variances.preschool", variances.preschool)
    try requireNonnegative("variances.group", variances.group)
    try requireNonnegative("variances.child", variances.child)
    try requireNonnegative("variances.occasion", variances.occasion)
    try requireNonnegative("items.slope", items.slope)
    try requireNonnegative("items.difficultySD", items.difficultySD)
    try requireNonnegative("raters.leniencySD", raters.leniencySD)
  }

  private func checkShares() throws(SimulationError) {
    try requireShare("variances.areaCorrelation", variances.areaCorrelation)
    try requireShare("children.girlShare", children.girlShare)
    try requireShare("children.specialNeedsShare", children.specialNeedsShare)
    try requireShare("raters.changeRate", raters.changeRate)
    try participation.check()
  }
}

extension PilotTruth.ParticipationTruth {
  fileprivate func check() throws(SimulationError) {
    try requireShare("participation.missingWaveRate", missingWaveRate)
    try requireShare("participation.missingMarkRate", missingMarkRate)
    try requireShare("participation.notApplicableRate", notApplicableRate)
    try requireShare("participation.specialNeedsNotApplicableRate", specialNeedsNotApplicableRate)
    try requireShare("participation.lateJoinRate", lateJoinRate)
    try requireShare("participation.controlAttritionRate", controlAttritionRate)
    try requireShare("participation.experimentalAttritionRate", experimentalAttritionRate)
    try requireShare("participation.consentRefusedRate", consentRefusedRate)
    try requireShare("participation.consentWithdrawnRate", consentWithdrawnRate)
    try requireShare("participation.consent…Rate", consentRefusedRate + consentWithdrawnRate)
  }
}

extension PilotTruth.ImplementationTruth {
  fileprivate func check() throws(SimulationError) {
    let rates = [
      ("staffTurnover", staffTurnover), ("pilotTraining", pilotTraining), ("environment", environment),
      ("parentalInvolvement", parentalInvolvement), ("attendance", attendance), ("sessionsHeld", sessionsHeld),
      ("sessionAttendance", sessionAttendance),
    ]
    for (key, rate) in rates {
      try requireShare("implementation.\(key).typical", rate.typical)
      try requireNonnegative("implementation.\(key).logitSD", rate.logitSD)
    }
    try requireFinite("implementation.feedbackMean", feedbackMean)
    try requireNonnegative("implementation.feedbackSD", feedbackSD)
    try requireShare("implementation.feedbackResponseRate", feedbackResponseRate)
  }
}

func requireShare(_ key: String, _ value: Double) throws(SimulationError) {
  guard (0...1).contains(value) else { throw .notAShare(key: key, value: value) }
}

private func requireNonnegative(_ key: String, _ value: Double) throws(SimulationError) {
  guard value >= 0, value.isFinite else { throw .notNonnegative(key: key, value: value) }
}

private func requireFinite(_ key: String, _ value: Double) throws(SimulationError) {
  guard value.isFinite else { throw .notFinite(key: key, value: value) }
}
