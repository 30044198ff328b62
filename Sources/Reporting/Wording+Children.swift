import Findings

/// The words of development cards.
extension Wording {
  /// A probability of a level from which on it counts as sure, and as likely.
  private static let sureProbability = 0.9
  private static let likelyProbability = 0.7
  /// Levels that are less probable than this are not named.
  private static let namedProbability = 0.1

  /// A level with its name such as `II (medium)`.
  func level(_ level: Int) -> String { labels["level_\(["one", "two", "three"][level - 1])"] }

  /// What an area of a sheet gives: its level, the points behind it, and how sure the level is.
  func result(_ area: ChildAreaFinding) -> (level: String, points: String, certainty: String) {
    let points = labels.text(
      "card_points",
      [
        "mean": area.meanPoints.map { numbers.write($0, .decimal(1)) } ?? "–",
        "marked": numbers.write(area.markedCount),
        "items": numbers.write(area.itemCount),
      ])
    guard let level = area.level else { return (labels["card_no_level"], points, "") }
    let name = labels.text("card_level", ["level": self.level(level)])
    return (name, points, certainty(of: level, area.levelProbabilities))
  }

  /// How sure a level is, in words that need no statistics.
  private func certainty(of level: Int, _ probabilities: [Double]?) -> String {
    guard let probabilities else { return labels["card_certainty_unknown"] }
    let own = probabilities[level - 1]
    if own >= Self.sureProbability { return labels.text("card_sure", ["share": probability(own)]) }
    if own >= Self.likelyProbability { return labels.text("card_likely", ["share": probability(own)]) }
    let levels = zip(["I", "II", "III"], probabilities).filter { $0.1 >= Self.namedProbability }
    return labels.text(
      "card_unclear", ["levels": levels.map { "\($0.0) – \(probability($0.1))" }.joined(separator: ", ")])
  }

  /// A probability in whole per cents; what is close to certainty is not rounded to it.
  private func probability(_ value: Double) -> String {
    value > 0.99 ? ">\u{A0}" + numbers.write(0.99, .share(0)) : numbers.write(value, .share(0))
  }

  /// Items to be named, each list with what it is; lists without an item are left out.
  func itemLines(_ area: ChildAreaFinding) -> [(name: String, codes: String)] {
    [
      ("card_formed", area.formed), ("card_risen", area.risen), ("card_fallen", area.fallen),
      ("card_not_formed", area.notFormed),
    ].filter { !$0.1.isEmpty }.map { (labels[$0.0], ItemCodeList.text($0.1)) }
  }

  /// What the certainty of a level means.
  var cardNote: String {
    labels.text(
      "card_note",
      [
        "sure": numbers.write(Self.sureProbability, .share(0)),
        "likely": numbers.write(Self.likelyProbability, .share(0)),
      ])
  }

  /// Name of the official age group; `nil` for an age band that has none.
  func ageGroup(_ band: Int) -> String? {
    let keys = ["early_age_group", "junior_group", "middle_group", "senior_group", "preschool_group"]
    return keys.indices.contains(band - 1) ? labels[keys[band - 1]] : nil
  }

  /// A school year such as `2025-26` with both years in full.
  func fullYears(_ schoolYear: String) -> String {
    guard let start = Int(schoolYear.prefix(4)) else { return schoolYear }
    return "\(start)–\(start + 1)"
  }

  /// A day such as `2026-01-30` as the language writes it.
  func writtenDate(_ date: String) -> String {
    let parts = date.split(separator: "-")
    return language == .en || parts.count != 3 ? date : parts.reversed().joined(separator: ".")
  }
}
