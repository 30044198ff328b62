import Evaluation
import Findings
import Foundation

/// A composite index as a person reads it in the terminal, the highest first.
struct IndexAnswerText {
  private let answer: IndexAnswer
  private let ordered: [IndexAnswer.Area]

  init(_ answer: IndexAnswer) {
    self.answer = answer
    ordered = answer.areas.enumerated().sorted { first, second in
      let ranks = (first.element.expectedRank ?? .infinity, second.element.expectedRank ?? .infinity)
      return ranks.0 == ranks.1 ? first.offset < second.offset : ranks.0 < ranks.1
    }.map(\.element)
  }

  var text: String {
    var parts = [heading, areas, contributions]
    if !answer.sensitivity.isEmpty { parts.append(sensitivity) }
    if let probability = answer.resolutionProbability { parts.append(resolution(probability)) }
    parts += answer.warnings.map { "Warning (\($0.code.rawValue)): \($0.message)" }
    return parts.joined(separator: "\n\n")
  }

  private var heading: String {
    let name = answer.name ?? "Composite index"
    let thresholds = answer.thresholdsAreAgreed ? "" : "; ratings by thresholds that are proposals, not agreed"
    return "\(name), 0 … 100, 100 = most support needed\n"
      + "normalisation \(answer.normalisation), weights \(answer.weighting), between blocks \(answer.betweenBlocks)\n"
      + "\(answer.areas.count) areas, \(answer.draws) draws, seed \(answer.provenance.seed)\(thresholds)"
  }

  private var areas: String {
    let percent = "\(significant(100 * answer.confidence))%"
    let blocks = answer.areas.first?.blocks.map(\.block) ?? []
    var table = TextTable(
      [
        "area", ">index", ">\(percent) interval", "rating", ">rank", ">\(percent) ranks",
        ">among \(answer.highestCount)", "alike",
      ]
        + blocks.map { ">\($0)" })
    for area in ordered {
      table.add(
        [
          area.area, score(area.index, area.range), range(area.interval), rating(area),
          area.expectedRank.map(tenths) ?? "–", ranks(area.rankInterval),
          area.probabilityAmongHighest.map { String(format: "%.2f", $0) } ?? "–", letters(area.area),
        ] + area.blocks.map { score($0.score, $0.range) })
    }
    return table.text
  }

  private func score(_ value: Double?, _ span: IndexAnswer.Range?) -> String {
    value.map(tenths) ?? (span == nil ? "insufficient data" : "\(range(span)) (missing)")
  }

  private func rating(_ area: IndexAnswer.Area) -> String {
    let flags = area.raisedFlags.isEmpty ? "" : " (\(area.raisedFlags.joined(separator: ", ")))"
    return (area.rating?.rawValue ?? "–") + flags
  }

  private func range(_ range: IndexAnswer.Range?) -> String {
    range.map { "\(tenths($0.lower))–\(tenths($0.upper))" } ?? "–"
  }

  private func ranks(_ range: IndexAnswer.Range?) -> String {
    range.map { "\(Int($0.lower))–\(Int($0.upper))" } ?? "–"
  }

  /// The letters of the groups an area belongs to: areas that share a letter cannot be told apart.
  private func letters(_ area: String) -> String {
    let groups = answer.groups.indices.filter { answer.groups[$0].contains(area) }
    guard let first = groups.first, let last = groups.last else { return "–" }
    return first == last ? letter(first) : "\(letter(first))…\(letter(last))"
  }

  private func letter(_ group: Int) -> String {
    let letters = Array("abcdefghijklmnopqrstuvwxyz")
    return group < letters.count
      ? String(letters[group]) : letter(group / letters.count - 1) + letter(group % letters.count)
  }

  private var contributions: String {
    let lines = ordered.map { area -> String in
      let parts = area.indicators.filter { $0.contribution != nil }
        .sorted { abs($0.contribution ?? 0) > abs($1.contribution ?? 0) }.prefix(4)
      let words = parts.map { part in
        let colour = part.rating.map { $0 == .green ? "" : ", \($0.rawValue)" } ?? ""
        return "\(part.indicator) \(tenths(part.contribution ?? 0)) (\(significant(part.value ?? .nan))\(colour))"
      }
      return "  \(area.area): \(words.isEmpty ? "not scored" : words.joined(separator: "; "))"
    }
    return "Largest contributions in points (value):\n" + lines.joined(separator: "\n")
  }

  private var sensitivity: String {
    let sources = answer.sensitivity.lazy.map(\.index).first { !$0.isEmpty }?.map(\.source) ?? []
    var table = TextTable(["area"] + sources.map { ">index: \($0)" } + sources.map { ">rank: \($0)" })
    for area in ordered {
      guard let shares = answer.sensitivity.first(where: { $0.area == area.area }) else { continue }
      func cells(_ shares: [IndexAnswer.Sensitivity.Share]) -> [String] {
        sources.indices.map { $0 < shares.count ? String(format: "%.2f", shares[$0].total) : "–" }
      }
      table.add([area.area] + cells(shares.index) + cells(shares.rank))
    }
    return "Share of variance by source (total Sobol indices):\n" + table.text
  }

  private func resolution(_ probability: Double) -> String {
    func times(_ value: Double?) -> String { value.map { String(format: "× %.2f", $0) } ?? "no number" }
    var table = TextTable(["higher", "lower", ">probability", ">of higher", ">of lower", ">of both"])
    for pair in answer.resolution {
      table.add([
        pair.higher, pair.lower, String(format: "%.2f", pair.probability), times(pair.multiplierOfHigher),
        times(pair.multiplierOfLower), times(pair.multiplierOfBoth),
      ])
    }
    return "Observations that make the order \(significant(probability)) probable:\n" + table.text
  }

  private func tenths(_ value: Double) -> String { String(format: "%.1f", value) }
}
