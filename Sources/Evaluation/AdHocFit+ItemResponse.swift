internal import Findings
internal import ItemResponse
internal import Moments

extension AdHocFit {
  /// An item response model of ordinal items, one row per child.
  ///
  /// - Returns: Items with parameters, distributions of abilities, reliability and, on request, the score of every row;
  ///   and the seconds of each step.
  /// - Throws: `AdHocFitError` when items are missing or repeated; errors of the files, their cells and the estimation.
  public func itemResponse(_ request: ItemResponseRequest) throws -> Answer {
    guard !request.items.isEmpty else { throw AdHocFitError.noItems }
    var seen: Set<String> = []
    for name in request.items + [request.group].compactMap(\.self) where !seen.insert(name).inserted {
      throw AdHocFitError.repeatedItem(name)
    }
    let anchors = try request.anchors.map { try AdHocFit(path: $0, formula: "").anchors(request.model) } ?? []
    return try locatingErrors {
      var clock = StepClock()
      let sheet = try ItemSheet(path: path, items: request.items, group: request.group)
      clock.lap(\.read)
      let provenance = try provenance()
      clock.skip()
      let fitted = try FittedItems(request, sheet.responses, anchors: anchors, &clock)
      let finding = fitted.finding(request, sheet, provenance: provenance)
      clock.lapScores()
      return Answer(finding: finding, timings: clock.timings)
    }
  }

  /// Reads this file as one of anchors, so that its errors name it.
  private func anchors(_ model: ItemResponseRequest.Model) throws -> [ItemParameters] {
    do {
      return try AnchorSheet(path: path, model: model).items
    } catch {
      throw FitError(file: path, formula: formula, cause: error)
    }
  }
}

/// A fitted model with what scores are computed from.
private struct FittedItems {
  let fit: ItemResponseFit
  let scores: AbilityScores
  /// The cell or pattern of each person; `nil` without an answer.
  let rowOfPerson: [Int32?]
  /// One per item of the fit in the Rasch family, none otherwise.
  let meanSquares: [ResidualMeanSquares?]

  init(
    _ request: ItemResponseRequest, _ responses: ItemResponses, anchors: [ItemParameters], _ clock: inout StepClock
  ) throws(ItemResponseError) {
    if let family = request.model.slopeFamily {
      let collected = ResponsePatterns.collect(responses)
      clock.lap(\.collect)
      fit = try SlopeModel(family, anchors: anchors).fit(collected.patterns)
      clock.lap(\.estimate)
      scores = AbilityScores(fit, collected.patterns)
      meanSquares = []
      rowOfPerson = collected.patternOfPerson
    } else {
      let collected = ItemMoments.collect(responses)
      clock.lap(\.collect)
      fit = try PartialCreditModel(family: request.model.raschFamily, anchors: anchors).fit(collected.moments)
      clock.lap(\.estimate)
      scores = try AbilityScores(fit, collected.moments)
      meanSquares = try ItemFitAnalysis.meanSquares(fit, collected.moments)
      rowOfPerson = collected.cellOfPerson
    }
  }

  func finding(_ request: ItemResponseRequest, _ sheet: ItemSheet, provenance: Provenance) -> ModelFinding {
    let rows = request.scores.map { rowScores($0, sheet) }
    return ModelFinding(
      model: fit.model.longName, method: "mml", formula: request.items.joined(separator: ","),
      observationCount: fit.observationCount, droppedCount: sheet.personOfRow.count - fit.observationCount,
      groups: [], coefficients: [], varianceComponents: [],
      fit: [.init("log_likelihood", fit.logLikelihood), .init("aic", fit.aic), .init("bic", fit.bic)],
      calibration: ItemCalibration(
        items: request.items.map(item),
        abilities: fit.groups.map { .init(group: $0.group, mean: $0.mean, variance: $0.variance) },
        reliability: scores.marginalReliability(), scores: rows?.scores),
      warnings: fit.warnings + dropWarnings(sheet) + (rows?.warnings ?? []), provenance: provenance)
  }

  private func item(_ name: String) -> ItemCalibration.Item {
    guard let position = fit.items.firstIndex(where: { $0.item == name }) else {
      return ItemCalibration.Item(item: name, parameters: [])
    }
    let item = fit.items[position]
    let errors = fit.errors(ofItem: position)
    let isHeld = fit.anchoredItems.contains(name)
    let word = fit.model.hasSufficientScore ? "step" : "threshold"
    var parameters = item.locations.enumerated().map { place, location in
      ItemCalibration.Parameter(
        name: "\(word)\(place + 1)", estimate: location.ifFinite,
        standardError: errors.locations[place])
    }
    if !fit.model.hasSufficientScore {
      parameters.insert(
        .init(
          name: "slope", estimate: errors.isSlopeEstimated || isHeld ? item.slope : nil, standardError: errors.slope),
        at: 0)
    }
    let squares = meanSquares.isEmpty ? nil : meanSquares[position]
    return ItemCalibration.Item(
      item: name, parameters: parameters, infit: squares.flatMap(\.infit.ifFinite),
      outfit: squares.flatMap(\.outfit.ifFinite))
  }

  /// Rows that are not in the fit.
  private func dropWarnings(_ sheet: ItemSheet) -> [FindingWarning] {
    let withoutGroup = sheet.personOfRow.count { $0 == nil }
    let withoutMarks = rowOfPerson.count { $0 == nil }
    return [(withoutMarks, "marks"), (withoutGroup, "a group")].filter { $0.0 > 0 }.map { count, what in
      FindingWarning(.missingRows, "rows without \(what), not in the fit: \(count)", facts: ["rows": String(count)])
    }
  }

  private func rowScores(
    _ kind: ItemResponseRequest.Scores, _ sheet: ItemSheet
  ) -> (scores: [ItemCalibration.Score], warnings: [FindingWarning]) {
    var infinite: [Bool] = []
    let estimates: [AbilityEstimate?]
    switch kind {
    case .eap: estimates = scores.expectedAPosteriori()
    case .wle: estimates = scores.weightedLikelihood()
    case .ml:
      let abilities = scores.maximumLikelihood()
      estimates = abilities.map(\.estimate)
      infinite = abilities.map { $0 == .belowAll || $0 == .aboveAll }
    }
    let place = sheet.personOfRow.map { person in person.flatMap { rowOfPerson[$0] }.map(Int.init) }
    let rows = place.map { place in
      let estimate = place.flatMap { estimates[$0] }
      return ItemCalibration.Score(estimate: estimate?.value, standardError: estimate?.standardError)
    }
    let missing = rows.count { $0.estimate == nil }
    let extreme = infinite.isEmpty ? 0 : place.count { $0.map { infinite[$0] } ?? false }
    var warnings: [FindingWarning] = []
    if extreme > 0 {
      warnings.append(
        FindingWarning(
          .notEstimable, "no finite maximum likelihood score, all marks lowest or all highest: \(extreme) rows",
          facts: ["rows": String(extreme)]))
    }
    if missing > extreme {
      warnings.append(
        FindingWarning(
          .notEstimable, "no score, because no marks or no group that is fitted: \(missing - extreme) rows",
          facts: ["rows": String(missing - extreme)]))
    }
    return (rows, warnings)
  }
}

extension Double {
  fileprivate var ifFinite: Double? { isFinite ? self : nil }
}

extension ItemResponseRequest.Model {
  /// `nil` in the Rasch family.
  fileprivate var slopeFamily: SlopeModel.Family? {
    switch self {
    case .gpcm: .generalizedPartialCredit
    case .grm: .gradedResponse
    case .rasch, .pcm, .rsm: nil
    }
  }

  fileprivate var raschFamily: PartialCreditModel.Family {
    switch self {
    case .rasch: .rasch
    case .rsm: .ratingScale
    case .pcm, .gpcm, .grm: .partialCredit
    }
  }
}

extension ItemModel {
  /// The model in words, as findings name it.
  fileprivate var longName: String {
    switch self {
    case .rasch: "rasch"
    case .ratingScale: "rating_scale"
    case .partialCredit: "partial_credit"
    case .generalizedPartialCredit: "generalized_partial_credit"
    case .gradedResponse: "graded_response"
    }
  }
}
