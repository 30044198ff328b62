internal import ItemResponse
internal import Movement
internal import Records

/// The chance that a child who did not change seems to have improved or declined, as a function of its ability.
struct ChanceOfChange {
  private let measured: MeasuredScale
  private let change: ReliableChange
  private let forms: [String: Instrument.Form]
  /// By the items of the two forms: chances at every point of the grid.
  private var tables: [[[String]]: [ReliableChangeFit.ChanceShares]] = [:]
  private let lowest: Double
  private let highest: Double

  private static let step = 0.1

  init(_ measured: MeasuredScale, change: ReliableChange) {
    self.measured = measured
    self.change = change
    forms = Dictionary(measured.scale.forms.map { ($0.key, $0) }) { first, _ in first }
    let values = measured.abilities.flatMap(\.self)
    lowest = values.min() ?? 0
    highest = values.max() ?? 0
  }

  /// The chances of one person, averaged over its plausible abilities.
  mutating func shares(
    of person: Int, sheets: (first: String, second: String)
  ) -> ReliableChangeFit.ChanceShares {
    let table = table(sheets)
    guard !table.isEmpty else { return .init(improved: 0, declined: 0) }
    var sum = ReliableChangeFit.ChanceShares(improved: 0, declined: 0)
    for draw in measured.abilities {
      let place = ((draw[person] - lowest) / Self.step).rounded()
      let chance = table[min(max(0, Int(place)), table.count - 1)]
      sum.improved += chance.improved
      sum.declined += chance.declined
    }
    let count = Double(measured.abilities.count)
    return .init(improved: sum.improved / count, declined: sum.declined / count)
  }

  private mutating func table(_ sheets: (first: String, second: String)) -> [ReliableChangeFit.ChanceShares] {
    let key = [sheets.first, sheets.second].map { forms[$0]?.items ?? [] }
    if let table = tables[key] { return table }
    let made = makeTable(sheets)
    tables[key] = made
    return made
  }

  /// Chances from the distributions of the two sums of points at one ability.
  private func makeTable(_ sheets: (first: String, second: String)) -> [ReliableChangeFit.ChanceShares] {
    guard let first = forms[sheets.first].flatMap(measured.form),
      let second = forms[sheets.second].flatMap(measured.form),
      let prior = measured.fit.groups.first
    else { return [] }
    let measurements = [first, second].map { form in
      ScoreTable(form, prior: prior).rows.map { row in
        row.weightedLikelihood.map { ReliableChange.Measurement(score: $0.value, standardError: $0.standardError) }
      }
    }
    let verdicts = measurements[0].map { before in
      measurements[1].map { after in before.flatMap { b in after.flatMap { change.verdict(from: b, to: $0) } } }
    }
    let count = max(1, Int(((highest - lowest) / Self.step).rounded(.up)) + 1)
    return (0..<count).map { position in
      let ability = measured.unit.toLogits(lowest + Double(position) * Self.step)
      return chances(first.scoreProbabilities(at: ability), second.scoreProbabilities(at: ability), verdicts)
    }
  }

  private func chances(
    _ first: [Double], _ second: [Double], _ verdicts: [[ReliableChange.Verdict?]]
  ) -> ReliableChangeFit.ChanceShares {
    var result = ReliableChangeFit.ChanceShares(improved: 0, declined: 0)
    for (before, row) in zip(first, verdicts) {
      for (after, verdict) in zip(second, row) {
        switch verdict {
        case .improved: result.improved += before * after
        case .declined: result.declined += before * after
        default: break
        }
      }
    }
    return result
  }
}
