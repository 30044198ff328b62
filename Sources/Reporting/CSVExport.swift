public import Disclosure
public import Findings

/// The tables of a run that may be exported.
public enum ExportTable: String, Sendable, CaseIterable {
  case effects, levels, transitions, risk, components, flow, quality
}

/// Tables of a run as CSV files for other programs: keys instead of names, full precision, marks spelled out.
public struct CSVExport: Sendable {
  private let run: RunFindings
  private let words: Wording

  /// An export of a released run.
  public init(_ run: Released<RunFindings>) {
    self.run = run.value
    words = Wording(run.value.pilot, language: .en)
  }

  /// An export for the own use of one region's authority.
  public init(_ run: OwnScope<RunFindings>) {
    self.run = run.value
    words = Wording(run, language: .en)
  }

  /// One table as CSV.
  public func rendered(_ table: ExportTable) -> String {
    switch table {
    case .effects: TableLayout.effects(run.effects, words).csv()
    case .levels: TableLayout.levels(run.levels, words).csv()
    case .transitions: TableLayout.transitions(run.transitions, words).csv()
    case .risk: TableLayout.risk(run.risk, words).csv()
    case .components: TableLayout.components(run.risk, words).csv()
    case .flow: TableLayout.flow(run.flow, words).csv()
    case .quality: TableLayout.quality(run.quality, words).csv()
    }
  }
}
