import Findings

extension TableLayout {
  /// The index of each place quarter by quarter, one column per quarter, for pages.
  static func quarters(_ places: [RiskFinding], _ words: Wording) -> TableLayout {
    let quarters = Set(places.compactMap(\.quarter)).sorted()
    let columns =
      [Column("name", words.labels["region"], isNumeric: false)] + quarters.map { Column($0, words.quarter($0)) }
    let rows = places.map(\.place).withoutRepetition.map { code in
      let own = places.filter { $0.place == code }
      return [Cell(own[0].name[words.language], .text(code))]
        + quarters.map { quarter in
          guard let place = own.first(where: { $0.quarter == quarter }) else { return words.absent }
          return words.interval(of: place.index)
        }
    }
    return TableLayout(columns: columns, rows: rows)
  }

  /// Changes of the index from quarter to quarter.
  static func riskChanges(_ changes: [RiskChangeFinding], rise: Double, _ words: Wording) -> TableLayout {
    let labels = words.labels
    let points = words.numbers.write(rise, .decimalUpTo(1))
    let columns =
      placeColumns.filter { $0.key != "quarter" } + [
        Column("name", words.placeTitle(changes.first?.level), isNumeric: false, audience: .page),
        Column("from", labels["change_from"], isNumeric: false), Column("to", labels["change_to"], isNumeric: false),
        Column("change", "", audience: .data), Column("conf_low", "", audience: .data),
        Column("conf_high", "", audience: .data),
        Column("change_interval", labels.text("change_with_interval", ["level": words.confidence]), audience: .page),
        Column("probability_of_rise", labels.text("change_probability", ["rise": points])),
      ]
    return TableLayout(columns: columns, rows: changes.map { changeRow($0, words) })
  }

  private static func changeRow(_ change: RiskChangeFinding, _ words: Wording) -> [Cell] {
    placeCells(change.level, region: change.region, change.place).dropLast() + [
      Cell(change.name[words.language], .text(change.place)), Cell(words.quarter(change.from), .text(change.from)),
      Cell(words.quarter(change.to), .text(change.to)), words.cell(change.change, \.value, .signed(1)),
      words.cell(change.change, \.interval.lower, .signed(1)), words.cell(change.change, \.interval.upper, .signed(1)),
      words.cell(change.change) { words.cell($0.value, $0.interval, .signed(1)) },
      words.cell(change.probabilityOfRise, .share(0)),
    ]
  }

  /// Points of funnel plots with their limits.
  static func riskFunnels(_ funnels: [FunnelFinding], _ words: Wording) -> TableLayout {
    let labels = words.labels
    let columns =
      placeColumns.filter { $0.key != "quarter" } + [
        Column("indicator", labels["indicator"], isNumeric: false, audience: .data),
        Column("name", words.placeTitle(funnels.first?.level), isNumeric: false, audience: .page),
        Column("size", labels["funnel_size"]),
        Column("value", labels["risk_value"]), Column("target", "", audience: .data),
        Column("inner_low", "", audience: .data), Column("inner_high", "", audience: .data),
        Column("outer_low", "", audience: .data), Column("outer_high", "", audience: .data),
        Column("inner", labels["funnel_inner"], audience: .page),
        Column("outer", labels["funnel_outer"], audience: .page), Column("overdispersion", "", audience: .data),
        Column("outside_inner", labels["funnel_outside_inner"], isNumeric: false),
        Column("outside_outer", labels["funnel_outside_outer"], isNumeric: false),
      ]
    return TableLayout(
      columns: columns, rows: funnels.flatMap { funnel in funnel.points.map { funnelRow($0, of: funnel, words) } })
  }

  private static func funnelRow(_ point: FunnelFinding.Point, of funnel: FunnelFinding, _ words: Wording) -> [Cell] {
    func limits(_ range: RiskFinding.Range) -> Cell {
      let bounds = [range.lower, range.upper].map { words.value($0, unit: funnel.unit, 3) }
      return Cell(bounds.joined(separator: "\u{A0}…\u{A0}"))
    }
    func number(_ value: Double) -> Cell { Cell(words.numbers.write(value, .decimal(3)), .number(value)) }
    return placeCells(funnel.level, region: point.region, point.place).dropLast() + [
      Cell(funnel.indicator), Cell(point.name[words.language], .text(point.place)),
      words.cell(point.size, .decimal(0)), words.cell(point.value, unit: funnel.unit), number(funnel.target),
      number(point.inner.lower), number(point.inner.upper), number(point.outer.lower), number(point.outer.upper),
      limits(point.inner), limits(point.outer), number(funnel.overdispersion),
      words.cell(point.isOutsideInner) { words.yes($0) }, words.cell(point.isOutsideOuter) { words.yes($0) },
    ]
  }
}
