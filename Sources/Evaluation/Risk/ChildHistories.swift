internal import Records

/// The rows of each child that are known at a time, in the order of waves.
struct ChildHistories: Sendable {
  let panel: Panel
  let time: RiskTime
  /// Rows of the panel, one list per child with at least one.
  let rows: [[Int]]

  init(_ panel: Panel, at time: RiskTime) {
    self.panel = panel
    self.time = time
    var histories: [[Int]] = []
    var child: Int?
    for row in panel.rows.indices where time.knows(panel.rows[row].observedOn) {
      if panel.rows[row].child == child {
        histories[histories.count - 1].append(row)
      } else {
        histories.append([row])
        child = panel.rows[row].child
      }
    }
    rows = histories
  }

  /// Rows that follow each other in a child's history.
  var steps: [(before: Int, now: Int)] { rows.flatMap { zip($0, $0.dropFirst()).map { ($0, $1) } } }

  /// What a child adds at a row.
  func record(_ row: Int, numerator: Int, denominator: Int) -> IndicatorRecord {
    let place = panel.rows[row].place
    return IndicatorRecord(
      preschool: place.preschool, group: place.group, child: panel.rows[row].child, arm: place.arm,
      numerator: Double(numerator), denominator: Double(denominator))
  }

  /// What a group adds of which a fact is known.
  func record(ofGroup group: Int, isTrue: Bool) -> IndicatorRecord? {
    panel.preschool(ofGroup: group).map {
      IndicatorRecord(
        preschool: $0, group: group, child: nil, arm: panel.groups[group].arm, numerator: isTrue ? 1 : 0,
        denominator: 1)
    }
  }

  func sheet(_ row: Int) -> Assessment? { panel.rows[row].assessment.map { panel.records.assessments[$0] } }

  /// Areas with a level at a row, and those at level I among them.
  func levels(_ row: Int) -> (known: Int, low: Int) {
    panel.levelledOutcomes.reduce(into: (0, 0)) { counts, outcome in
      let level = panel.levels[outcome][row]
      if level > 0 { counts.0 += 1 }
      if level == 1 { counts.1 += 1 }
    }
  }
}
