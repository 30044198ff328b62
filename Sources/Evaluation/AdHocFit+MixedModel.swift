internal import Design
internal import Findings
internal import MixedModels
internal import Moments

extension AdHocFit {
  /// What a mixed model maximises, by its name on the command line.
  public enum MixedModelCriterion: String, Sendable, CaseIterable {
    case reml, ml
  }

  /// Degrees of freedom of a mixed model's fixed effects, by their name on the command line.
  public enum MixedModelDegreesOfFreedom: String, Sendable, CaseIterable {
    case satterthwaite
    case kenwardRoger = "kenward-roger"
    case none
  }

  /// Intervals of a mixed model's standard deviations and correlations, by their name on the command line.
  public enum VarianceIntervals: String, Sendable, CaseIterable {
    case profile, wald
  }

  /// A nested linear mixed model.
  ///
  /// - Parameters:
  ///   - criterion: What is maximised.
  ///   - degreesOfFreedom: Those of the fixed effects; Kenward–Roger corrects their standard errors too.
  ///   - intervals: Intervals of the random part; `nil` leaves them out.
  /// - Returns: Coefficients and variance components, and the seconds of each step.
  /// - Throws: `AdHocFitError.noRandomTerm` when the formula has none, `.kenwardRogerNeedsRestrictedLikelihood` with
  ///   maximum likelihood; errors of the file, formula, design and estimation.
  public func mixedModel(
    _ criterion: MixedModelCriterion, degreesOfFreedom: MixedModelDegreesOfFreedom, intervals: VarianceIntervals? = nil
  ) throws -> Answer {
    guard degreesOfFreedom != .kenwardRoger || criterion == .reml else {
      throw AdHocFitError.kenwardRogerNeedsRestrictedLikelihood
    }
    let specification = LinearMixedModel(
      criterion: criterion.specification, degreesOfFreedom: degreesOfFreedom.specification)
    return try locatingErrors { try mixedModelAnswer(specification, intervals?.specification) }
  }

  private func mixedModelAnswer(
    _ specification: LinearMixedModel, _ intervals: VarianceIntervalMethod?
  ) throws -> Answer {
    let model = try Formula(formula)
    guard model.hasRandomTerms else { throw AdHocFitError.noRandomTerm }
    var clock = StepClock()
    let data = try readData(&clock)
    let frame = try ModelFrame.build(model, frame: data.frame)
    let moments = try NestedMoments.collect(frame)
    clock.lap(\.collect)
    let fit = try specification.fit(moments)
    var finding = fit.finding(
      formula: formula, droppedCount: frame.droppedRowCount, level: confidenceLevel, provenance: data.provenance)
    if let intervals {
      let found = try fit.varianceIntervals(intervals, level: confidenceLevel, in: moments)
      for (index, interval) in found.enumerated() { finding.varianceComponents[index].interval = interval.interval }
    }
    clock.lap(\.estimate)
    return Answer(finding: finding, timings: clock.timings)
  }
}

extension AdHocFit.MixedModelCriterion {
  fileprivate var specification: LinearMixedModel.Criterion {
    switch self {
    case .reml: .restrictedMaximumLikelihood
    case .ml: .maximumLikelihood
    }
  }
}

extension AdHocFit.MixedModelDegreesOfFreedom {
  fileprivate var specification: LinearMixedModel.DegreesOfFreedom {
    switch self {
    case .satterthwaite: .satterthwaite
    case .kenwardRoger: .kenwardRoger
    case .none: .none
    }
  }
}

extension AdHocFit.VarianceIntervals {
  fileprivate var specification: VarianceIntervalMethod {
    switch self {
    case .profile: .profile
    case .wald: .wald
    }
  }
}
