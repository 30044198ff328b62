import Findings

extension Wording {
  /// Name of a quarter such as `2026Q1`; of the whole time for `nil`.
  func quarter(_ key: String?) -> String {
    guard let key else { return labels["quarter_all"] }
    let parts = key.split(separator: "Q")
    guard parts.count == 2 else { return key }
    return labels.text("quarter_name", ["year": String(parts[0]), "number": String(parts[1])])
  }

  /// Heading of a column that names places of a level; regions and the country share one.
  func placeTitle(_ level: RiskFinding.Level?) -> String {
    switch level {
    case .district, .preschool, .group: unit(level?.rawValue ?? "")
    case .country, .region, nil: labels["region"]
    }
  }

  /// A value in its indicator's unit: shares as per cent.
  func value(_ value: Double, unit: String?, _ decimals: Int) -> String {
    numbers.write(value, unit == "share" ? .share(max(0, decimals - 2)) : .decimal(decimals))
  }

  /// A value as a cell in its indicator's unit.
  func cell(_ value: Disclosable<Double>, unit: String?, _ decimals: Int = 3) -> Cell {
    cell(value, unit == "share" ? .share(max(0, decimals - 2)) : .decimal(decimals))
  }

  /// What support a place or a value asks for.
  func cell(_ rating: Disclosable<RiskFinding.Rating>) -> Cell {
    cell(rating) { Cell(labels["rating_\($0.rawValue)"], .text($0.rawValue)) }
  }

  /// The safety flags of a place: raised ones as an alert, else those that nothing was reported about.
  func flags(_ place: RiskFinding) -> Cell {
    let raised = place.flags.filter { $0.isRaised == .shown(true) }
    guard raised.isEmpty else {
      let names = raised.map { $0.name[language] }.joined(separator: "; ")
      return Cell("⚑\u{A0}" + names, .text(raised.map(\.key).joined(separator: ";")), isAlert: true)
    }
    if place.flags.contains(where: \.isRaised.isSuppressed) { return Cell(suppressedMark, .suppressed) }
    let unknown = place.flags.contains { $0.isRaised == .noData }
    return unknown ? Cell(labels["flag_unknown"], .text("not_reported")) : Cell("–", .text(""))
  }

  /// Children and preschools behind a place in one cell, for pages.
  func counts(_ place: RiskFinding) -> Cell {
    cell(place.counts) { counts in
      let text = numbers.write(counts.children)
      return Cell(place.level.holdsPreschools ? text + " / " + numbers.write(counts.preschools) : text)
    }
  }

  /// Expected rank with its interval, for pages.
  func rank(_ place: RiskFinding) -> Cell {
    cell(place.rank) { rank in
      Cell("\(numbers.write(rank.expected, .decimal(1))) (\(rank.lower)\u{A0}…\u{A0}\(rank.upper))")
    }
  }

  /// A score with its interval, or the mark that stands in its place.
  func interval(of score: Disclosable<RiskFinding.Score>) -> Cell {
    cell(score) { cell($0.value, $0.interval, .decimal(0)) }
  }

  /// An index with its interval, and in brackets what missing values could have made of it.
  func score(_ index: Disclosable<RiskFinding.Score>) -> Cell {
    cell(index) { score in
      let text = cell(score.value, score.interval, .decimal(0)).text
      guard score.range != nil else { return Cell(text) }
      return Cell(text + " [" + range(index).text + "]")
    }
  }

  /// What missing values could have made of an index; a dash where none is missing.
  func range(_ index: Disclosable<RiskFinding.Score>) -> Cell {
    cell(index) { score in
      guard let range = score.range else { return inapplicable }
      let bounds = [range.lower, range.upper].map { numbers.write($0, .decimal(0)) }
      return Cell(bounds.joined(separator: "\u{A0}…\u{A0}"))
    }
  }
}

extension RiskFinding.Level {
  /// Whether a place of the level holds several preschools.
  var holdsPreschools: Bool { [.country, .region, .district].contains(self) }
}

extension RiskFinding {
  var hasRaisedFlag: Bool { flags.contains { $0.isRaised == .shown(true) } }

  /// The components that add most to the index, worded; empty when the place is hidden.
  func mainReasons(_ words: Wording, count: Int = 2) -> String {
    guard index.value != nil else { return "" }
    let contributing = mainContributions
    guard contributing.isEmpty else {
      return contributing.filter { $0.points >= 0.05 }.prefix(count).map { reason in
        let points = words.numbers.write(reason.points, .decimal(1))
        return reason.component.name[words.language] + " (" + words.labels.text("risk_points", ["value": points]) + ")"
      }.joined(separator: "; ")
    }
    let scored = blocks.flatMap(\.components).compactMap { component in
      component.risk.value.map { (component: component, push: $0 * component.weight) }
    }
    return scored.filter { $0.push > 0 }.sorted { $0.push > $1.push }.prefix(count).map { reason in
      reason.component.name[words.language] + " (" + words.written(reason.component.risk, .decimal(0)) + ")"
    }.joined(separator: "; ")
  }
}

extension [RiskFinding] {
  /// Highest index first; hidden places and places without data last, by code.
  var sortedForReading: [RiskFinding] {
    sorted { first, second in
      let (a, b) = (first.index.value?.value ?? -1, second.index.value?.value ?? -1)
      return a == b ? first.place < second.place : a > b
    }
  }

  /// Places with a raised flag first, then by probability of the highest fifth, then by index.
  var sortedByPriority: [RiskFinding] {
    sortedForReading.enumerated().sorted { first, second in
      let (a, b) = (first.element.priority, second.element.priority)
      return a == b ? first.offset < second.offset : a.lexicographicallyPrecedes(b)
    }.map(\.element)
  }

  /// Sub-indices of the places, in the order of the framework.
  var blockNames: [(key: String, name: LocalizedText)] {
    self.max { $0.blocks.count < $1.blocks.count }?.blocks.map { ($0.key, $0.name) } ?? []
  }
}

extension Disclosable {
  /// The mark alone, for a part that a finding does not have.
  var withoutValue: Self { isSuppressed ? .suppressed : .noData }
}
