import Disclosure
import Findings

/// The sections of a report, in reading order.
struct ReportSections: Sendable {
  let run: RunFindings
  var words: Wording
  /// Address of a region's page, for pages of the service.
  let regionLink: (@Sendable (String) -> String)?

  /// The sections of a released run.
  init(_ run: Released<RunFindings>, _ words: Wording, regionLink: (@Sendable (String) -> String)? = nil) {
    self.run = run.value
    self.words = words
    self.regionLink = regionLink
  }

  /// The sections for the authority of one region.
  init(_ run: OwnScope<RunFindings>, _ words: Wording) {
    self.run = run.value
    self.words = words
    regionLink = nil
  }

  /// All sections.
  var all: [ReportSection] {
    [
      summary, flow, design, effects, alternatives, tipping, heterogeneity, dose, raters, levels, transitions,
      progression,
      risk, valueAdded,
      quality, methods, limitations, reproducibility,
    ]
  }

  private var summary: ReportSection {
    let reading = EffectReading(words)
    var blocks: [ReportSection.Block] = []
    let readings = latestVerdicts.map(reading.sentences)
    if !readings.isEmpty { blocks.append(.list(readings)) }
    if let sentence = raisedFlags { blocks.append(.paragraph(sentence)) }
    if let sentence = highestRisk { blocks.append(.paragraph(sentence)) }
    let caveats = run.warnings.map(WarningReading(words, indicatorNames: indicatorNames).sentence)
    if !caveats.isEmpty { blocks.append(.list(caveats.withoutRepetition)) }
    return ReportSection("summary", words, blocks: blocks + [.paragraph(words.markNote)])
  }

  private var flow: ReportSection {
    guard !run.flow.isEmpty else { return ReportSection("flow", words, blocks: []) }
    let unit = words.labels["unit_\(run.pilot.assignmentUnit)"]
    let readings = run.flow.compactMap(flowReading)
    return ReportSection(
      "flow", words,
      blocks: [
        .paragraph(words.labels.text("flow_intro", ["unit": unit])), .list(readings),
        .table(.flow(run.flow, words)),
        .figure(svg: FlowChart(run.flow, words).rendered(), caption: words.labels["figure_flow"]),
      ])
  }

  private func flowReading(_ flow: FlowFinding) -> String? {
    guard let observed = flow.observed.value else { return nil }
    func counted(_ key: String, _ count: Int) -> String {
      words.labels.counted(key, count, written: words.numbers.write(count))
    }
    return words.labels.text(
      "flow_reading",
      [
        "wave": words.capitalized(words.wave(flow.wave)), "arm": words.arm(flow.arm),
        "children": counted("count_children", observed.children),
        "preschools": counted("count_preschools", observed.preschools),
      ])
  }

  private var quality: ReportSection {
    guard !run.quality.isEmpty else { return ReportSection("quality", words, blocks: []) }
    return ReportSection(
      "quality", words,
      blocks: [.paragraph(words.labels["quality_intro"]), .table(.quality(run.quality, words))])
  }

  private var methods: ReportSection {
    ReportSection("methods", words, blocks: [.list(MethodsText(run, words).methods)])
  }

  private var limitations: ReportSection {
    ReportSection("limitations", words, blocks: [.list(MethodsText(run, words).limitations)])
  }

  var reproducibility: ReportSection {
    ReportSection(
      "reproducibility", words,
      blocks: [.paragraph(words.labels["repro_intro"]), .table(.reproducibility(run, words))])
  }
}
