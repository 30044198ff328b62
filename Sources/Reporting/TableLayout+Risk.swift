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
    let level = places.first?.level ?? .region
    return placeColumns + [
      Column("flags", labels["safety_flags"], isNumeric: false),
      Column(
        "name", labels[level.holdsPreschools ? "region" : "unit_\(level.rawValue)"], isNumeric: false, audience: .page),
      Column("children", "", audience: .data), Column("preschools", "", audience: .data),
      Column("counts", labels[level.holdsPreschools ? "children_and_preschools" : "children_behind"], audience: .page),
      Column("index", "", audience: .data), Column("conf_low", "", audience: .data),
      Column("conf_high", "", audience: .data), Column("range_low", "", audience: .data),
      Column("range_high", "", audience: .data),
      Column("index_interval", labels.text("risk_with_interval", ["level": words.confidence]), audience: .page),
      Column("range", labels["missing_range"], audience: .page),
    ]
  }

  private static func leadingCells(
    _ place: RiskFinding, _ words: Wording, _ link: ((String) -> String)?
  ) -> [Cell] {
    placeCells(place, words) + [
      words.flags(place),
      Cell(place.name[words.language], .text(place.place), link: place.level == .region ? link?(place.place) : nil),
      words.cell(place.counts, { Double($0.children) }, .count),
      words.cell(place.counts, { Double($0.preschools) }, .count), words.counts(place),
    ] + scoreCells(place.index, words) + [
      words.cell(place.index) { words.cell($0.value, $0.interval, .decimal(0)) }, words.range(place.index),
    ]
  }

  private static func trailingColumns(_ words: Wording) -> [Column] {
    let labels = words.labels
    return [
      Column("rating", labels["risk_rating"], isNumeric: false), Column("rank_expected", "", audience: .data),
      Column("rank_low", "", audience: .data), Column("rank_high", "", audience: .data),
      Column("rank", labels["rank_with_interval"], audience: .page),
      Column("probability_in_highest_fifth", labels["highest_fifth_probability"]),
      Column("main_reasons", labels["main_reasons"], isNumeric: false, audience: .page),
      Column("warnings", "", isNumeric: false, audience: .data),
    ]
  }

  private static func trailingCells(_ place: RiskFinding, _ words: Wording, reasons: Int) -> [Cell] {
    [
      words.cell(place.rating), words.cell(place.rank, \.expected, .decimal(1)),
      words.cell(place.rank, { Double($0.lower) }, .count), words.cell(place.rank, { Double($0.upper) }, .count),
      words.rank(place), words.cell(place.probabilityInHighestFifth, .share(0)),
      Cell(place.mainReasons(words, count: reasons)), Cell(place.warnings.map(\.code.rawValue).joined(separator: ";")),
    ]
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
