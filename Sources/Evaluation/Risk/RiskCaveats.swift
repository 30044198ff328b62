internal import Findings
internal import Records

/// What is to be known about indicators, such as a smoothed variance, and about draws.
///
/// Of the regions over the whole time each caveat is said with its facts. Of other levels, and of quarters, each is said
/// once per level with the indicators that it is about: their numbers differ from place to place and quarter to quarter.
struct RiskCaveats {
  private struct Caveat {
    var warning: FindingWarning
    var indicator: String
  }

  private let levels: [RiskLevelAnalysis]

  init(_ levels: [RiskLevelAnalysis]) { self.levels = levels }

  var warnings: [FindingWarning] { ofRegions + levels.flatMap { ofIndicators($0) + ofDraws($0) } }

  /// The regions over the whole time.
  private var ofRegions: [FindingWarning] {
    let all = levels.first?.moments.first.map(caveats) ?? []
    return all.map(\.warning).withoutRepetition.map { warning in
      let indicators = all.filter { $0.warning == warning }.map(\.indicator).joined(separator: ", ")
      return FindingWarning(
        warning.code, "\(indicators): \(warning.message)",
        facts: warning.facts.merging(["indicator": indicators]) { own, _ in own })
    }
  }

  /// What was not said of the regions over the whole time.
  private func ofIndicators(_ level: RiskLevelAnalysis) -> [FindingWarning] {
    let isRegion = level.places.level == .region
    let said = isRegion ? level.moments.first.map(caveats) ?? [] : []
    let new = level.moments.dropFirst(isRegion ? 1 : 0).flatMap(caveats).filter { caveat in
      !said.contains { $0.warning.code == caveat.warning.code && $0.indicator == caveat.indicator }
    }
    let name = isRegion ? "region_quarters" : level.places.level.rawValue
    return new.map(\.warning.code).withoutRepetition.map { code in
      let own = new.filter { $0.warning.code == code }
      let messages = own.map(\.warning.message).withoutRepetition
      let indicators = own.map(\.indicator).withoutRepetition.joined(separator: ", ")
      let words = code.rawValue.split(separator: "_").joined(separator: " ")
      return FindingWarning(
        code, "\(name), \(indicators): \(messages.count == 1 ? messages[0] : words)",
        facts: ["indicator": indicators, "risk_level": name])
    }
  }

  private func ofDraws(_ level: RiskLevelAnalysis) -> [FindingWarning] {
    guard level.hasFewUnits else { return [] }
    let name = level.places.level.rawValue
    return [
      FindingWarning(
        .fewClusters, "\(name): too few units tell the errors; intervals take their variances for known",
        facts: ["risk_level": name])
    ]
  }

  private func caveats(_ moment: RiskMoment) -> [Caveat] {
    zip(moment.framework.indicators, moment.estimates).flatMap { indicator, estimates in
      estimates.warnings.map { Caveat(warning: $0, indicator: indicator.key) }
    }
  }
}
