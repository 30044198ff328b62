import Findings

/// What is known of one place, in sentences: flags first, then the index, the support it asks for, and its place.
struct RiskPlaceReading {
  private let place: RiskFinding
  private let words: Wording

  /// Readings of a place.
  init(_ place: RiskFinding, _ words: Wording) {
    self.place = place
    self.words = words
  }

  /// All sentences that the place's numbers allow.
  var sentences: [String] { [flags, counts, index, missing, rating, reasons, rank].compactMap(\.self) }

  private var flags: String? {
    guard place.hasRaisedFlag else {
      let unknown = place.flags.filter { $0.isRaised == .noData }.map { $0.name[words.language] }
      return unknown.isEmpty
        ? nil : words.labels.text("place_flags_unknown", ["flags": unknown.joined(separator: "; ")])
    }
    return words.labels.text("place_flags", ["flags": words.flags(place).text])
  }

  private var counts: String? {
    place.counts.value.map { counts in
      func counted(_ key: String, _ count: Int) -> String {
        words.labels.counted(key, count, written: words.numbers.write(count))
      }
      return words.labels.text(
        "place_counts",
        [
          "children": counted("count_children", counts.children),
          "preschools": counted("count_preschools", counts.preschools),
        ])
    }
  }

  private var index: String? {
    guard let score = place.index.value else {
      let mark = words.interval(of: place.index).text
      return words.labels.text("place_no_index", ["mark": mark])
    }
    return words.labels.text(
      "place_index",
      [
        "index": words.numbers.write(score.value, .decimal(0)), "level": words.confidence,
        "bounds": words.interval(score.interval, .decimal(0)),
      ])
  }

  private var missing: String? {
    place.index.value?.range.map { range in
      words.labels.text(
        "place_missing",
        [
          "lower": words.numbers.write(range.lower, .decimal(0)),
          "upper": words.numbers.write(range.upper, .decimal(0)),
        ])
    }
  }

  private var rating: String? {
    place.rating.value.map { rating in
      words.labels.text("place_rating", ["rating": words.labels["rating_\(rating.rawValue)"]])
    }
  }

  private var reasons: String? {
    let reasons = place.mainReasons(words, count: 3)
    return reasons.isEmpty ? nil : words.labels.text("place_reasons", ["reasons": reasons])
  }

  private var rank: String? {
    place.rank.value.map { rank in
      words.labels.text(
        "place_rank",
        [
          "expected": words.numbers.write(rank.expected, .decimal(1)),
          "count": words.numbers.write(rank.probabilities.count),
          "lower": words.numbers.write(rank.lower), "upper": words.numbers.write(rank.upper),
          "level": words.numbers.write(rank.level, .share(0)),
          "probability": words.written(place.probabilityInHighestFifth, .share(0)),
        ])
    }
  }
}
