import Findings

extension TableLayout {
  /// Probability of each rank, one row per place and rank, for data files.
  static func riskRanks(_ places: [RiskFinding], _ words: Wording) -> TableLayout {
    let columns = placeColumns + [Column("rank", "", audience: .data), Column("probability", "", audience: .data)]
    let rows = places.flatMap { place -> [[Cell]] in
      let own = placeCells(place, words)
      guard let rank = place.rank.value else {
        return [own + [words.cell(place.rank) { _ in words.absent }, words.cell(place.rank) { _ in words.absent }]]
      }
      return rank.probabilities.enumerated().map { position, probability in
        own + [
          Cell(String(position + 1), .number(Double(position + 1))),
          Cell(words.numbers.write(probability, .share(0)), .number(probability)),
        ]
      }
    }
    return TableLayout(columns: columns, rows: rows)
  }

  /// Neighbours in the order, and what would tell them apart.
  static func riskPairs(
    _ rankings: [RiskRankingFinding], names: [String: String], _ words: Wording
  ) -> TableLayout {
    let labels = words.labels
    let columns = [
      Column("level", "", isNumeric: false, audience: .data), Column("quarter", "", isNumeric: false, audience: .data),
      Column("higher", labels["pair_higher"], isNumeric: false),
      Column("lower", labels["pair_lower"], isNumeric: false),
      Column("probability", labels["pair_probability"]),
      Column("multiplier_of_both", labels["pair_multiplier"], isNumeric: false),
    ]
    let rows = rankings.flatMap { ranking in
      ranking.resolutions.map { pair in
        [
          Cell(ranking.level.rawValue), ranking.quarter.map { Cell($0) } ?? Cell("", .empty),
          Cell(names[pair.higher] ?? pair.higher, .text(pair.higher)),
          Cell(names[pair.lower] ?? pair.lower, .text(pair.lower)),
          Cell(words.numbers.write(pair.probability, .share(0)), .number(pair.probability)),
          words.multiplier(pair.multiplierOfBoth),
        ]
      }
    }
    return TableLayout(columns: columns, rows: rows)
  }

  /// Where the variance of the places' indices and ranks comes from.
  static func riskVariance(
    _ rankings: [RiskRankingFinding], names: [String: String], _ words: Wording
  ) -> TableLayout {
    let labels = words.labels
    let columns = [
      Column("level", "", isNumeric: false, audience: .data), Column("quarter", "", isNumeric: false, audience: .data),
      Column("place", labels["region"], isNumeric: false),
      Column("source", labels["variance_source"], isNumeric: false),
      Column("index_first_order", labels["variance_index_first"]),
      Column("index_total", labels["variance_index_total"]),
      Column("rank_first_order", labels["variance_rank_first"]), Column("rank_total", labels["variance_rank_total"]),
    ]
    let rows = rankings.flatMap { ranking in
      ranking.variance.map { share in
        [
          Cell(ranking.level.rawValue), ranking.quarter.map { Cell($0) } ?? Cell("", .empty),
          Cell(names[share.place] ?? share.place, .text(share.place)),
          Cell(words.varianceSource(share.source), .text(share.source)),
        ] + varianceCells(share.index, share.rank, words)
      }
    }
    return TableLayout(columns: columns, rows: rows)
  }

  /// Mean shares over the places of a ranking, one row per source.
  static func meanVariance(_ ranking: RiskRankingFinding, _ words: Wording) -> TableLayout {
    let labels = words.labels
    let columns = [
      Column("source", labels["variance_source"], isNumeric: false),
      Column("index_first_order", labels["variance_index_first"]),
      Column("index_total", labels["variance_index_total"]),
      Column("rank_first_order", labels["variance_rank_first"]), Column("rank_total", labels["variance_rank_total"]),
    ]
    let rows = ranking.variance.map(\.source).withoutRepetition.map { source in
      let own = ranking.variance.filter { $0.source == source }
      return [Cell(words.varianceSource(source), .text(source))]
        + varianceCells(mean(own.compactMap(\.index)), mean(own.compactMap(\.rank)), words)
    }
    return TableLayout(columns: columns, rows: rows)
  }

  private static func mean(_ shares: [RiskRankingFinding.Share]) -> RiskRankingFinding.Share? {
    guard !shares.isEmpty else { return nil }
    let count = Double(shares.count)
    return .init(
      firstOrder: shares.reduce(0) { $0 + $1.firstOrder } / count, total: shares.reduce(0) { $0 + $1.total } / count)
  }

  private static func varianceCells(
    _ index: RiskRankingFinding.Share?, _ rank: RiskRankingFinding.Share?, _ words: Wording
  ) -> [Cell] {
    [index?.firstOrder, index?.total, rank?.firstOrder, rank?.total].map { share in
      // Estimates of shares may stray beyond 0 and 1 by their own error; pages show the share itself.
      share.map { Cell(words.numbers.write(min(1, max(0, $0)), .share(0)), .number($0)) } ?? words.absent
    }
  }
}

extension Wording {
  /// A source of variance by name.
  func varianceSource(_ key: String) -> String { labels.optional("variance_\(key)") ?? readable(key) }

  /// How many times the observations are needed, in words.
  fileprivate func multiplier(_ factor: Double?) -> Cell {
    guard let factor else { return Cell(labels["pair_never"], .empty) }
    guard factor > 1 else { return Cell(labels["pair_known"], .number(1)) }
    return Cell(
      labels.text("pair_times", ["times": numbers.write(factor, .decimal(factor < 10 ? 1 : 0))]), .number(factor))
  }
}
