import Findings

extension TableLayout {
  /// Risk index of places with interval, sub-indices, flags, rating, rank, and the components that weigh most.
  ///
  /// `link` gives the address of a region's page, for pages of the service.
  static func risk(
    _ places: [RiskFinding], _ words: Wording, reasons: Int = 2, link: ((String) -> String)? = nil
  ) -> TableLayout {
    let blocks = places.blockNames
    let columns =
      leadingColumns(places, words) + blocks.map { Column("block_\($0.key)", $0.name[words.language]) }
      + trailingColumns(words)
    let rows = places.map { place in
      leadingCells(place, words, link) + blocks.map { words.subIndex($0.key, of: place) }
        + trailingCells(place, words, reasons: reasons)
    }
    return TableLayout(columns: columns, rows: rows)
  }

  private static func leadingColumns(_ places: [RiskFinding], _ words: Wording) -> [Column] {
    let labels = words.labels
    return placeColumns + [
      Column("flags", labels["safety_flags"], isNumeric: false),
      Column("name", words.placeTitle(places.first?.level), isNumeric: false, audience: .page),
      Column("children", "", audience: .data), Column("preschools", "", audience: .data),
      Column("index", "", audience: .data), Column("conf_low", "", audience: .data),
      Column("conf_high", "", audience: .data), Column("range_low", "", audience: .data),
      Column("range_high", "", audience: .data),
      Column("index_interval", labels.text("risk_with_range", ["level": words.confidence]), audience: .page),
    ]
  }

  private static func leadingCells(
    _ place: RiskFinding, _ words: Wording, _ link: ((String) -> String)?
  ) -> [Cell] {
    placeCells(place, words) + [
      words.flags(place),
      Cell(place.name[words.language], .text(place.place), link: place.level == .region ? link?(place.place) : nil),
      words.cell(place.counts, { Double($0.children) }, .count),
      words.cell(place.counts, { Double($0.preschools) }, .count),
    ] + scoreCells(place.index, words) + [words.score(place.index)]
  }

  private static func trailingColumns(_ words: Wording) -> [Column] {
    let labels = words.labels
    return [
      Column("rating", labels["risk_rating"], isNumeric: false), Column("rank_expected", "", audience: .data),
      Column("rank_low", "", audience: .data), Column("rank_high", "", audience: .data),
      Column("probability_in_highest_fifth", "", audience: .data),
      Column("probability_amber_or_red", "", audience: .data), Column("probability_red", "", audience: .data),
      Column("main_reasons", labels["main_reasons"], isNumeric: false, audience: .page),
      Column("warnings", "", isNumeric: false, audience: .data),
    ]
  }

  private static func trailingCells(_ place: RiskFinding, _ words: Wording, reasons: Int) -> [Cell] {
    [
      words.cell(place.rating), words.cell(place.rank, \.expected, .decimal(1)),
      words.cell(place.rank, { Double($0.lower) }, .count), words.cell(place.rank, { Double($0.upper) }, .count),
      words.cell(place.probabilityInHighestFifth, .share(0)), words.cell(place.zones, \.amberOrRed, .share(0)),
      words.cell(place.zones, \.red, .share(0)),
      Cell(place.mainReasons(words, count: reasons)), Cell(place.warnings.map(\.code.rawValue).joined(separator: ";")),
    ]
  }

  /// What is known of the order of regions, with the children and preschools behind them, for pages.
  static func riskOrder(_ regions: [RiskFinding], _ words: Wording) -> TableLayout {
    let labels = words.labels
    let columns = [
      Column("name", labels["region"], isNumeric: false), Column("counts", labels["children_and_preschools"]),
      Column("index_interval", labels.text("risk_with_interval", ["level": words.confidence])),
      Column("rank", labels["rank_with_interval"]),
      Column("probability_in_highest_fifth", labels["highest_fifth_probability"]),
    ]
    let rows = regions.map { region in
      [
        Cell(region.name[words.language], .text(region.place)), words.counts(region),
        words.interval(of: region.index), words.rank(region),
        words.cell(region.probabilityInHighestFifth, .share(0)),
      ]
    }
    return TableLayout(columns: columns, rows: rows)
  }

  /// Index and sub-indices of one place, and how much of their weight is known, for pages.
  static func riskParts(_ place: RiskFinding, _ words: Wording) -> TableLayout {
    let labels = words.labels
    let columns = [
      Column("name", labels["index_part"], isNumeric: false),
      Column("score", labels.text("score_with_interval", ["level": words.confidence])),
      Column("range", labels["missing_range"]), Column("present_weight", labels["present_weight"]),
    ]
    func row(_ name: String, _ score: Disclosable<RiskFinding.Score>, _ known: Cell) -> [Cell] {
      [Cell(name), words.interval(of: score), words.range(score), known]
    }
    let parts = place.blocks.map { block in
      row(
        block.name[words.language], block.score,
        Cell(words.numbers.write(block.presentWeight, .share(0)), .number(block.presentWeight)))
    }
    return TableLayout(
      columns: columns, rows: [row(labels["risk_index_whole"], place.index, words.inapplicable)] + parts)
  }

  /// Columns that say in data files which place a row is about.
  static let placeColumns = ["level", "region", "place", "quarter"].map {
    Column($0, "", isNumeric: false, audience: .data)
  }

  /// Cells of ``placeColumns``.
  static func placeCells(_ place: RiskFinding, _ words: Wording) -> [Cell] {
    placeCells(place.level, region: place.region, place.place, quarter: place.quarter)
  }

  /// Cells of ``placeColumns``, part by part.
  static func placeCells(
    _ level: RiskFinding.Level, region: String?, _ place: String, quarter: String? = nil
  ) -> [Cell] {
    [
      Cell(level.rawValue), region.map { Cell($0) } ?? Cell("", .empty), Cell(place),
      quarter.map { Cell($0) } ?? Cell("", .empty),
    ]
  }

  /// Value, bounds of the interval and of the range of a score, for data files.
  static func scoreCells(_ score: Disclosable<RiskFinding.Score>, _ words: Wording) -> [Cell] {
    [
      words.cell(score, \.value, .decimal(0)), words.cell(score, \.interval.lower, .decimal(0)),
      words.cell(score, \.interval.upper, .decimal(0)), words.cell(score, \.range?.lower, .decimal(0)),
      words.cell(score, \.range?.upper, .decimal(0)),
    ]
  }
}

extension Wording {
  /// The score of one sub-index of a place.
  func subIndex(_ key: String, of place: RiskFinding) -> TableLayout.Cell {
    guard let block = place.blocks.first(where: { $0.key == key }) else {
      return cell(place.index.withoutValue, \.value, .decimal(0))
    }
    guard block.score == .noData else { return cell(block.score, \.value, .decimal(0)) }
    return Cell(labels["insufficient_data"], .empty)
  }
}
