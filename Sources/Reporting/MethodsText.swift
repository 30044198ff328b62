import Findings

/// Methods and limitations as the plan states them: nothing here that the plan and the findings do not say.
struct MethodsText {
  private let run: RunFindings
  private let words: Wording

  /// The text of a run.
  init(_ run: RunFindings, _ words: Wording) {
    self.run = run
    self.words = words
  }

  private var pilot: PilotFacts { run.pilot }
  private var labels: Labels { words.labels }

  /// How the results were obtained.
  var methods: [String] { [design, waves] + estimation + scales + disclosure + risk }

  /// How far the results reach.
  var limitations: [String] {
    var keys = [pilot.isRandomised ? "limitation_randomised" : "limitation_not_randomised"]
    if pilot.outcomes.contains(where: \.hasLevels) { keys.append("limitation_rated_by_teacher") }
    if !pilot.waves.contains(where: \.isBefore) { keys.append("limitation_no_baseline") }
    keys.append("limitation_missing")
    if pilot.isSynthetic { keys.append("limitation_synthetic") }
    return keys.map { labels[$0] }
  }

  private var design: String {
    let places = [
      "unit": labels["unit_\(pilot.assignmentUnit)"],
      "randomised": labels[pilot.isRandomised ? "answer_yes" : "answer_no"],
    ]
    return labels.text("method_assignment", places)
  }

  private var waves: String {
    let all = pilot.waves.map { wave in
      labels.text(
        wave.isBefore ? "method_wave_before" : "method_wave_after",
        ["wave": words.wave(wave.name), "year": wave.schoolYear])
    }
    return labels.text("method_waves", ["waves": all.joined(separator: "; ")])
  }

  private var estimation: [String] {
    var lines = [
      labels.text(
        "method_primary", ["estimator": words.estimator(pilot.primaryEstimator), "level": words.confidence])
    ]
    if !pilot.otherEstimators.isEmpty {
      let others = pilot.otherEstimators.map(words.estimator).joined(separator: ", ")
      lines.append(labels.text("method_other", ["estimators": others]))
    }
    lines.append(labels["method_referee"])
    if !pilot.randomIntercepts.isEmpty {
      let terms = pilot.randomIntercepts.map { labels.optional("unit_\($0)") ?? words.readable($0) }
      lines.append(labels.text("method_random_intercepts", ["terms": terms.joined(separator: ", ")]))
    }
    if !pilot.waveSlopes.isEmpty {
      let terms = pilot.waveSlopes.map { labels.optional("unit_\($0)") ?? words.readable($0) }
      lines.append(labels.text("method_wave_slopes", ["terms": terms.joined(separator: ", ")]))
    }
    if !pilot.covariates.isEmpty {
      let names = pilot.covariates.map { labels.optional("covariate_\($0)") ?? words.outcome($0) }
      lines.append(labels.text("method_covariates", ["covariates": names.joined(separator: ", ")]))
    }
    let degrees = ([pilot.primaryEstimator] + pilot.otherEstimators).withoutRepetition
    lines += degrees.compactMap { key in
      labels.optional("method_df_\(key)_\(pilot.degreesOfFreedom)") ?? labels.optional("method_df_\(key)")
    }
    lines.append(labels["method_multiplicity_\(pilot.multiplicity)"])
    lines.append(labels["method_effect_size"])
    if let smallest = pilot.smallestEffectOfInterest {
      lines.append(labels.text("method_smallest_effect", ["smallest": words.numbers.write(smallest, .decimal(2))]))
    }
    return lines
  }

  private var scales: [String] {
    let ranges = pilot.outcomes.map { [$0.minimum, $0.maximum] }.withoutRepetition
    let outcomes = ranges.map { range in
      let names = pilot.outcomes.filter { [$0.minimum, $0.maximum] == range }.map { $0.name[words.language] }
      let bounds = range.map { words.numbers.write($0, .decimalUpTo(3)) }
      return labels.text(
        "method_scale", ["outcome": names.joined(separator: "; "), "minimum": bounds[0], "maximum": bounds[1]])
    }
    guard let rule = pilot.levelRule, rule.cuts.count == 2 else { return outcomes }
    let cuts = rule.cuts.map { words.numbers.write($0, .decimal(2)) }
    var lines = [labels.text("method_levels", ["first": cuts[0], "second": cuts[1]])]
    if let decimals = rule.roundingDecimals {
      lines.append(labels.text("method_levels_rounded", ["decimals": words.numbers.write(decimals)]))
    }
    let share = words.numbers.write(rule.minimumItemShare, .share(0))
    lines.append(labels.text("method_levels_share", ["share": share]))
    return outcomes + lines
  }

  private var disclosure: [String] {
    [labels.text("method_disclosure", words.minima)] + [words.ownScopeNote].compactMap(\.self)
  }

  private var risk: [String] { run.risk.places.isEmpty ? [] : [labels["method_risk"]] }
}

extension Wording {
  /// The minima of the disclosure rules, as places of labels.
  var minima: [String: String] {
    ["minimum": numbers.write(pilot.minimumCell), "preschools": numbers.write(pilot.minimumPreschools)]
  }

  /// What the two marks mean.
  var markNote: String {
    labels.text("suppressed_note", minima.merging(["mark": suppressedMark, "absent": noDataMark]) { $1 })
  }
}
