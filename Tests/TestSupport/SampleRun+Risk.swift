import Findings

extension SampleRun {
  static let risk = RiskFindings(
    method: RiskMethod(
      name: LocalizedText(
        kk: "Қолдау қажеттілігінің индексі", ru: "Индекс потребности в поддержке", en: "Index of support needed"),
      normalisation: "goalposts", weighting: "given", betweenBlocks: "geometric", minimumWeightShare: 0.7, amber: 30,
      red: 60, thresholdsAreAgreed: false, drawCount: 2_000, rise: 5),
    places: ranked(regionPlaces) + [country] + quarters.flatMap { ranked(regionPlaces, in: $0) }
      + ranked(preschools) + quarters.flatMap { ranked(preschools, in: $0) } + ranked(groups),
    rankings: [ranking(regionPlaces), ranking(regionPlaces, in: "2026Q3"), ranking(preschools)], funnels: funnels,
    changes: changes(regionPlaces) + changes(preschools))

  static let quarters = ["2026Q1", "2026Q2", "2026Q3"]

  /// A place of the sample before it is compared with others.
  struct RiskPlace {
    let level: RiskFinding.Level
    let code: String
    let region: String
    let name: LocalizedText
    let counts: Counts
    /// `nil` for a place without data.
    let index: Double?
    /// Key of the place's invented numbers.
    let key: Int

    /// The index of a quarter, which moves by a few points.
    func index(in quarter: String?) -> Double? {
      guard let quarter, let position = quarters.firstIndex(of: quarter) else { return index }
      return index.map { max(2, $0 + Double(2 - position) * (8 * invented(key, 30) - 4)) }
    }

    /// Standard error of the index, larger for a place with few children.
    var standardError: Double { level == .region ? 4.3 : 3 + 30 / Double(counts.children) }
  }

  static let regionPlaces: [RiskPlace] = SampleRegions.all.enumerated().map { position, region in
    RiskPlace(
      level: .region, code: region.code, region: region.code, name: region.name,
      counts: Counts(children: 290 + Int(90 * invented(position, 2)), groups: 15, preschools: 5),
      index: position == 15 ? nil : 12 + 62 * invented(position, 1), key: position)
  }

  /// Five preschools of West Kazakhstan and three of Abai Region.
  static let preschools: [RiskPlace] = [("KZ-27", 5, 100), ("KZ-10", 3, 200)].flatMap { region, count, key in
    (1...count).map { number in
      let code = "P-\(region.suffix(2))\(number)"
      return RiskPlace(
        level: .preschool, code: code, region: region, name: LocalizedText(kk: code, ru: code, en: code),
        counts: Counts(children: 52 + Int(24 * invented(key, number, 1)), groups: 2, preschools: 1),
        index: 10 + 64 * invented(key, number, 2), key: key + number)
    }
  }

  static let groups: [RiskPlace] = preschools.flatMap { preschool in
    ["A", "B"].enumerated().map { position, letter in
      let code = "G-\(preschool.code.dropFirst(2))-\(letter)"
      return RiskPlace(
        level: .group, code: code, region: preschool.region, name: LocalizedText(kk: code, ru: code, en: code),
        counts: Counts(children: preschool.counts.children / 2, groups: 1, preschools: 1),
        index: preschool.index.map { $0 + (position == 0 ? 4 : -4) }, key: 10 * preschool.key + position)
    }
  }

  private static let country = finding(
    RiskPlace(
      level: .country, code: "KZ", region: "KZ",
      name: LocalizedText(kk: "Қазақстан", ru: "Казахстан", en: "Kazakhstan"),
      counts: Counts(children: 6_300, groups: 285, preschools: 95), index: 39, key: 99), in: nil, rank: .noData)

  /// The places with their ranks among each other.
  private static func ranked(_ places: [RiskPlace], in quarter: String? = nil) -> [RiskFinding] {
    zip(places, ranks(places, in: quarter)).map { finding($0, in: quarter, rank: $1) }
  }

  private static func finding(
    _ place: RiskPlace, in quarter: String?, rank: Disclosable<RiskFinding.Rank>
  ) -> RiskFinding {
    guard let index = place.index(in: quarter) else {
      return RiskFinding(
        level: place.level, place: place.code, region: place.region, name: place.name, quarter: quarter,
        counts: .noData, index: .noData, blocks: [], probabilityInHighestFifth: .noData,
        warnings: [FindingWarning(.insufficientData, "No observation sheets.")])
    }
    let flags = flags(place)
    return RiskFinding(
      level: place.level, place: place.code, region: place.level == .country ? nil : place.region, name: place.name,
      quarter: quarter, counts: .shown(place.counts), index: .shown(score(index, place)),
      blocks: blocks(place, index: index), flags: flags, rating: rating(index, flags), rank: rank,
      probabilityInHighestFifth: highestFifth(rank),
      zones: .shown(.init(amberOrRed: min(1, index / 80), red: max(0, index / 80 - 0.4))),
      warnings: flags.contains { $0.isRaised == .shown(true) }
        ? [FindingWarning(.safetyFlag, "A safety flag is raised.")] : [])
  }

  static func score(_ value: Double, _ place: RiskPlace) -> RiskFinding.Score {
    let half = 1.96 * place.standardError
    return .init(
      value: value, interval: Interval(lower: max(0, value - half), upper: min(100, value + half), level: 0.95),
      range: place.key % 4 == 1 ? .init(lower: value - 3, upper: min(100, value + 11)) : nil)
  }
}
