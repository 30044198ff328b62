internal import ItemResponse
internal import Moments
internal import Records

/// The calibration of a scale by the plan's model, with the likelihood of every child's marks.
struct ScaleCalibration: Sendable {
  let fit: ItemResponseFit
  let likelihood: ResponseLikelihood
  let scores: AbilityScores
  /// Row of the likelihood of each person; `nil` for one without a mark.
  let rowOfPerson: [Int32?]

  init(_ scale: ProgressionScale, collected: CollectedItemMoments, options: Plan.Progression) throws {
    let reference = scale.responses.groups[0]
    switch options.model {
    case .partialCredit, .ratingScale:
      let family: PartialCreditModel.Family = options.model == .ratingScale ? .ratingScale : .partialCredit
      fit = try PartialCreditModel(family: family, referenceGroup: reference).fit(collected.moments)
      likelihood = try ResponseLikelihood(fit, collected.moments)
      scores = try AbilityScores(fit, collected.moments)
      rowOfPerson = collected.cellOfPerson
    case .gradedResponse, .generalizedPartialCredit:
      let patterns = ResponsePatterns.collect(scale.responses, threadCount: 1)
      let family: SlopeModel.Family =
        options.model == .gradedResponse ? .gradedResponse : .generalizedPartialCredit
      fit = try SlopeModel(family, referenceGroup: reference).fit(patterns.patterns)
      likelihood = ResponseLikelihood(fit, patterns.patterns)
      scores = AbilityScores(fit, patterns.patterns)
      rowOfPerson = patterns.patternOfPerson
    }
  }
}
