import Evaluation
import Findings
import Records
import Reporting

/// Targets, or their attainment, as a person reads them in the terminal.
struct TargetsText {
  private let answer: TargetAnswer
  private let regionNames: [String: LocalizedText]
  private let labels: Labels
  private let numbers: NumberWriter
  /// Characters of the first column.
  private static let nameWidth = 36
  private static let placeWidth = 22

  init(_ answer: TargetAnswer, regions: [Region], language: Language) {
    self.answer = answer
    regionNames = Dictionary(
      uniqueKeysWithValues: regions.map {
        ($0.code, LocalizedText(kk: $0.names.kk, ru: $0.names.ru, en: $0.names.en))
      })
    labels = Labels(language)
    numbers = NumberWriter(language)
  }

  var text: String {
    let source = broken(capitalized("\(labels["source"]): \(answer.source[labels.language])."))
    let parts =
      answer.provenance == nil
      ? [labels["targets_title"], targets, labels["targets_key_note"]]
      : [labels["targets_attainment"], attainment, notReported, broken(note)] + warnings
    return (parts.compactMap { $0 } + [source]).joined(separator: "\n\n")
  }

  private var targets: String {
    let years = answer.indicators.first?.targets.map { ">\($0.year)" } ?? []
    var table = TextTable([labels["indicator"]] + years)
    for indicator in answer.indicators {
      let values = indicator.targets.map { numbers.write($0.percent, .decimalUpTo(2)) }
      let names = TextLines.broken(name(of: indicator), width: Self.nameWidth) + [indicator.key]
      add(names + [""], beside: values, to: &table)
    }
    return table.lines.dropLast().joined(separator: "\n")
  }

  /// One table whose rows stand under the name of their indicator.
  private var attainment: String {
    var table = TextTable(
      [labels["region"]] + ["year", "target", "actual", "gap"].map { ">" + labels["targets_\($0)"] }
        + [labels["targets_result"], ">" + labels["targets_way"]])
    var counts: [String: Int] = [:]
    for row in answer.attainment {
      let places = TextLines.broken(place(row.region), width: Self.placeWidth)
      add(places, beside: cells(row), to: &table)
      counts[row.indicator, default: 0] += places.count
    }
    var lines = table.lines[...]
    var parts = [String(lines.removeFirst())]
    for indicator in answer.indicators {
      guard let count = counts[indicator.key] else { continue }
      parts.append(([broken(name(of: indicator))] + lines.prefix(count)).joined(separator: "\n"))
      lines = lines.dropFirst(count)
    }
    return parts.joined(separator: "\n\n")
  }

  /// Lines of the first column, the first with the cells of the others.
  private func add(_ lines: [String], beside cells: [String], to table: inout TextTable) {
    for (position, line) in lines.enumerated() { table.add([line] + (position == 0 ? cells : cells.map { _ in "" })) }
  }

  private func cells(_ row: TargetAnswer.Attainment) -> [String] {
    [
      String(row.year), numbers.write(row.targetPercent, .decimalUpTo(2)),
      numbers.write(row.actualPercent, .decimalUpTo(4)), gap(row),
      labels[row.isMet ? "targets_met" : "targets_not_met"], way(row),
    ]
  }

  /// Signed, and never a zero that is none.
  private func gap(_ row: TargetAnswer.Attainment) -> String {
    guard abs(row.gapPoints) < 0.005, row.gapPoints != 0 else { return numbers.write(row.gapPoints, .signed(2)) }
    return row.isMet ? "< " + numbers.write(0.01, .signed(2)) : "> " + numbers.write(-0.01, .signed(2))
  }

  /// Whole per cent, of which 100 is never said of a target that is not met.
  private func way(_ row: TargetAnswer.Attainment) -> String {
    guard let share = row.shareOfWay else { return "–" }
    if share < 0 { return "< " + numbers.write(0, .share(0)) }
    return row.isMet || share < 0.995 ? numbers.write(share, .share(0)) : "< " + numbers.write(1, .share(0))
  }

  private var notReported: String? {
    guard !answer.notReported.isEmpty else { return nil }
    return broken(labels.text("targets_not_reported", ["indicators": answer.notReported.joined(separator: ", ")]))
  }

  private var note: String {
    labels.text("targets_note", ["year": answer.attainment.first.map { String($0.baseYear) } ?? ""])
  }

  private var warnings: [String] { answer.warnings.map { broken(labels["warning_\($0.code.rawValue)"]) } }

  private func name(of indicator: TargetAnswer.Indicator) -> String {
    let number = indicator.number.map { labels.text("targets_number", ["number": String($0)]) + ". " } ?? ""
    return number + indicator.name[labels.language]
  }

  private func place(_ region: String?) -> String {
    guard let region else { return capitalized(labels["country_total"]) }
    guard let names = regionNames[region] else { return region }
    return "\(region) " + names[labels.language]
  }

  private func broken(_ text: String) -> String { TextLines.broken(text, width: 80).joined(separator: "\n") }

  private func capitalized(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
}
