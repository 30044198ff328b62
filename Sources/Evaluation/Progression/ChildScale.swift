internal import Findings
internal import ItemResponse
internal import Moments
internal import Records

/// The scores of single children on one scale, from the calibration of all children.
struct ChildScale: Sendable {
  let scale: ProgressionScale
  private let fit: ItemResponseFit
  private let likelihood: ResponseLikelihood
  private let rowOfPerson: [Int32?]
  private let scores: [ChildAreaFinding.Score]
  private let personOfPanelRow: [Int: Int]

  var warnings: [FindingWarning] { fit.warnings }

  /// Calibrates the items as a run does.
  ///
  /// - Throws: `ItemResponseError` when the items cannot be put on a scale.
  init(_ scale: ProgressionScale, panel: Panel, method: ItemResponseRequest.Scores) throws {
    self.scale = scale
    let calibration = try ScaleCalibration(
      scale, collected: ItemMoments.collect(scale.responses, threadCount: 1), options: panel.plan.progression)
    (fit, likelihood, rowOfPerson) = (calibration.fit, calibration.likelihood, calibration.rowOfPerson)
    let unit = ScaleUnit(calibration.fit, reference: scale.responses.groups[0])
    scores = calibration.scores.findings(method, unit: unit)
    personOfPanelRow = Dictionary(uniqueKeysWithValues: scale.rows.enumerated().map { ($1, $0) })
  }

  /// The score of a row of the panel.
  func score(ofRow row: Int) -> ChildAreaFinding.Score {
    personOfPanelRow[row].flatMap { rowOfPerson[$0] }.map { scores[Int($0)] } ?? .noMarks
  }

  /// Probabilities of the levels that the child's ability gives on items: where the expected points reach the rule's cuts.
  ///
  /// - Parameters:
  ///   - row: A row of the panel.
  ///   - items: Codes of the items that apply to the child; those without parameters have no say.
  ///   - rule: From mean points to levels.
  /// - Returns: One probability per level, I first; `nil` without a mark or a distribution of the child's arm and wave.
  func levelProbabilities(ofRow row: Int, items: Set<String>, rule: LevelRule) -> [Double]? {
    guard let person = personOfPanelRow[row], let cell = rowOfPerson[person] else { return nil }
    let group = scale.responses.groups[scale.responses.groupOfPerson[person]]
    let names = fit.items.map(\.item).filter(items.contains)
    guard let prior = fit.groups.first(where: { $0.group == group }), !names.isEmpty,
      let form = try? TestForm(fit, items: names)
    else { return nil }
    let bounds = rule.meansAboveCuts.map { form.ability(atExpectedScore: ($0 - 1) * Double(names.count)) }
    let below = likelihood.probabilities(ofRow: Int(cell), below: bounds, prior: prior)
    return [below[0], below[1] - below[0], 1 - below[1]]
  }
}

extension AbilityScores {
  /// One score per cell or pattern, in units of a scale.
  fileprivate func findings(_ method: ItemResponseRequest.Scores, unit: ScaleUnit) -> [ChildAreaFinding.Score] {
    func finding(_ estimate: AbilityEstimate) -> ChildAreaFinding.Score {
      let found = unit.fromLogits(estimate)
      return .estimate(value: found.value, standardError: found.standardError)
    }
    switch method {
    // Without a distribution of the child's arm and wave there is nothing to expect from.
    case .eap: return expectedAPosteriori().map { $0.map(finding) ?? .notEstimated }
    case .wle: return weightedLikelihood().map { $0.map(finding) ?? .noMarks }
    case .ml:
      return maximumLikelihood().map { ability in
        switch ability {
        case .finite(let estimate): finding(estimate)
        case .belowAll: .belowAll
        case .aboveAll: .aboveAll
        case .noInformation: .noMarks
        }
      }
    }
  }
}

extension LevelRule {
  /// The smallest means that are above the cuts before they are rounded.
  fileprivate var meansAboveCuts: [Double] {
    guard let decimals = roundingDecimals else { return cuts }
    let half = (0..<max(0, decimals)).reduce(0.5) { size, _ in size / 10 }
    return cuts.map { $0 + half }
  }
}
