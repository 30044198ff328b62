import Findings

extension ReportSections {
  /// What thresholds of an alarm would bring among the regions, or among the preschools of an own scope.
  var riskAlarms: [ReportSection.Block] {
    let places = run.risk.places(words.ownRegion == nil ? .region : .preschool)
    let table = TableLayout.alarms(places.compactMap(\.zones.value), words)
    guard !table.rows.isEmpty else { return [] }
    return [
      .heading(words.labels["risk_alarms_title"]), .paragraph(words.labels["risk_alarms_intro"]), .table(table),
    ]
  }
}

extension TableLayout {
  /// One row per zone and threshold; places whose index is hidden or not scored are not among them.
  static func alarms(_ zones: [RiskFinding.ZoneProbabilities], _ words: Wording) -> TableLayout {
    let labels = words.labels
    let columns = [
      Column("zone", labels["alarm_zone"], isNumeric: false), Column("threshold", labels["alarm_threshold"]),
      Column("cost_of_miss", labels["alarm_cost"]), Column("alarms", labels["alarm_count"]),
      Column("false_alarms", labels["alarm_false"]), Column("misses", labels["alarm_missed"]),
    ]
    let amber = alarmRows("amber", zones.map(\.amberOrRed), words)
    return TableLayout(columns: columns, rows: amber + alarmRows("red", zones.compactMap(\.red), words))
  }

  private static func alarmRows(_ zone: String, _ probabilities: [Double], _ words: Wording) -> [[Cell]] {
    guard !probabilities.isEmpty else { return [] }
    func number(_ value: Double, _ style: NumberStyle) -> Cell {
      Cell(words.numbers.write(value, style), .number(value))
    }
    return AlarmPolicy.thresholds.map { threshold in
      let policy = AlarmPolicy(threshold: threshold, probabilities: probabilities)
      return [
        Cell(words.labels["alarm_\(zone)"], .text(zone)), number(threshold, .share(0)),
        number(policy.costOfMiss, .decimalUpTo(2)), number(Double(policy.alarms), .count),
        number(policy.expectedFalseAlarms, .decimal(1)), number(policy.expectedMisses, .decimal(1)),
      ]
    }
  }
}
