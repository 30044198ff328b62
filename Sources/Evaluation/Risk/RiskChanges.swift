internal import CompositeIndex
internal import Findings
internal import Records

/// Changes of the index from each quarter to the next: draws of both quarters belong together, replicate by replicate.
struct RiskChanges {
  private let level: RiskLevelAnalysis

  init(_ level: RiskLevelAnalysis) { self.level = level }

  func findings() -> [RiskChangeFinding] {
    let quarters = level.moments.filter { $0.time != .whole }
    return zip(quarters, quarters.dropFirst()).flatMap { from, to in
      level.places.places.indices.compactMap { finding($0, from, to) }
    }
  }

  /// `nil` where one of the two quarters is not scored, or a missing value makes it a range.
  private func finding(_ place: Int, _ from: RiskMoment, _ to: RiskMoment) -> RiskChangeFinding? {
    guard let before = from.indices[place], let after = to.indices[place], let first = from.time.quarter,
      let second = to.time.quarter, let start = from.fit.areas[place].score.index,
      let end = to.fit.areas[place].score.index, let interval = to.fit.areas[place].interval
    else { return nil }
    let differences = zip(before, after).map { $1 - $0 }
    let tail = (1 - interval.level) / 2
    let ends = differences.quantiles(tail, 1 - tail)
    let change = end - start
    let own = level.places.places[place]
    let rise = to.framework.method.rise
    return RiskChangeFinding(
      level: level.places.level, place: own.code, region: own.region, name: own.name, from: first.description,
      to: second.description,
      change: .shown(
        .init(
          value: change,
          interval: Interval(
            lower: min(change, ends.lower), upper: max(change, ends.upper), level: interval.level))),
      probabilityOfRise: .shown(Double(differences.count { $0 > rise }) / Double(differences.count)))
  }
}
