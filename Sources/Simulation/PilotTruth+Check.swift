extension PilotTruth {
  /// Checks that a pilot can be simulated from this truth.
  ///
  /// - Parameter developmentAreas: Keys of the instrument's areas.
  /// - Throws: The first thing that is wrong, with its key and value.
  func check(developmentAreas: [String]) throws(SimulationError) {
    try checkEffects(developmentAreas)
    try checkSpread()
    try checkShares()
    guard items.partlyFormed < items.formed else {
      throw .thresholdsNotIncreasing(lower: items.partlyFormed, upper: items.formed)
    }
    try implementation.check()
    try regionalVariation?.check()
  }

  private func checkEffects(_ developmentAreas: [String]) throws(SimulationError) {
    for (area, effect) in effects.sorted(by: { $0.key < $1.key }) {
      guard developmentAreas.contains(area) else { throw .unknownDevelopmentArea(key: area) }
      try requireFinite("effects.\(area).interim", effect.interim)
      try requireFinite("effects.\(area).final", effect.final)
    }
    try requireFinite("growth.interim", growth.interim)
    try requireFinite("growth.final", growth.final)
    try requireFinite("children.age_slope_per_year", children.ageSlopePerYear)
    try requireFinite("children.girls", children.girls)
    try requireFinite("children.special_needs", children.specialNeeds)
    try requireFinite("raters.experimental_extra_leniency", raters.experimentalExtraLeniency)
    try requireFinite("items.partly_formed", items.partlyFormed)
    try requireFinite("items.formed", items.formed)
  }

  private func checkSpread() throws(SimulationError) {
    try requireNonnegative("variances.region", variances.region)
    try requireNonnegative("variances.preschool", variances.preschool)
    try requireNonnegative("variances.group", variances.group)
    try requireNonnegative("variances.preschool_gain", variances.preschoolGain ?? 0)
    try requireNonnegative("variances.child", variances.child)
    try requireNonnegative("variances.occasion", variances.occasion)
    try requireNonnegative("items.slope", items.slope)
    try requireNonnegative("items.difficulty_standard_deviation", items.difficultyStandardDeviation)
    try requireNonnegative("raters.leniency_standard_deviation", raters.leniencyStandardDeviation)
  }

  private func checkShares() throws(SimulationError) {
    try requireShare("variances.area_correlation", variances.areaCorrelation)
    try requireShare("children.girl_share", children.girlShare)
    try requireShare("children.special_needs_share", children.specialNeedsShare)
    try requireShare("raters.change_rate", raters.changeRate)
    try participation.check()
  }
}

extension PilotTruth.ParticipationTruth {
  fileprivate func check() throws(SimulationError) {
    try requireShare("participation.missing_wave_rate", missingWaveRate)
    try requireShare("participation.missing_mark_rate", missingMarkRate)
    try requireShare("participation.not_applicable_rate", notApplicableRate)
    try requireShare("participation.special_needs_not_applicable_rate", specialNeedsNotApplicableRate)
    try requireShare("participation.late_join_rate", lateJoinRate)
    try requireShare("participation.control_attrition_rate", controlAttritionRate)
    try requireShare("participation.experimental_attrition_rate", experimentalAttritionRate)
    try requireShare("participation.consent_refused_rate", consentRefusedRate)
    try requireShare("participation.consent_withdrawn_rate", consentWithdrawnRate)
    try requireShare(
      "participation.consent_refused_rate + consent_withdrawn_rate", consentRefusedRate + consentWithdrawnRate)
  }
}

extension PilotTruth.RegionalVariation {
  fileprivate func check() throws(SimulationError) {
    let deviations = [
      ("growth_factor_standard_deviation", growthFactorStandardDeviation),
      ("consent_refused_logit_standard_deviation", consentRefusedLogitStandardDeviation),
      ("missing_wave_logit_standard_deviation", missingWaveLogitStandardDeviation),
      ("missing_mark_logit_standard_deviation", missingMarkLogitStandardDeviation),
      ("educator_change_logit_standard_deviation", educatorChangeLogitStandardDeviation),
    ]
    for (key, deviation) in deviations { try requireNonnegative("regional_variation.\(key)", deviation) }
  }
}

extension PilotTruth.ImplementationTruth {
  fileprivate func check() throws(SimulationError) {
    let rates = [
      ("staff_turnover", staffTurnover), ("pilot_training", pilotTraining), ("environment", environment),
      ("parental_involvement", parentalInvolvement), ("injury", injury), ("open_violation", openViolation),
      ("attendance", attendance), ("sessions_held", sessionsHeld),
      ("session_attendance", sessionAttendance),
    ]
    for (key, rate) in rates {
      try requireShare("implementation.\(key).typical", rate.typical)
      try requireNonnegative("implementation.\(key).logit_standard_deviation", rate.logitStandardDeviation)
      try requireNonnegative(
        "implementation.\(key).region_logit_standard_deviation", rate.regionLogitStandardDeviation)
    }
    try requireFinite("implementation.feedback_mean", feedbackMean)
    try requireNonnegative("implementation.feedback_standard_deviation", feedbackStandardDeviation)
    try requireShare("implementation.feedback_response_rate", feedbackResponseRate)
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
