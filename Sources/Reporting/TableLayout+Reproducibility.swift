import Findings

extension TableLayout {
  /// What a run was made from.
  static func reproducibility(_ run: RunFindings, _ words: Wording) -> TableLayout {
    let labels = words.labels
    let facts = [
      ("run", run.run), ("time", run.createdAt), ("engine", run.provenance.engine),
      ("plan", run.provenance.planSHA256 ?? labels["no_data"]), ("data", run.provenance.dataSHA256),
      ("seed", String(run.provenance.seed)),
    ]
    return TableLayout(
      columns: [
        Column("item", labels["property"], isNumeric: false), Column("value", labels["content"], isNumeric: false),
      ],
      rows: facts.map { [Cell(labels["repro_\($0.0)"], .text($0.0)), Cell($0.1)] })
  }
}
