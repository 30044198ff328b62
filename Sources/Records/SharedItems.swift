/// Compares two sheets on the items that both hold, so that a harder form does not look like a step back.
package struct SharedItems: Sendable {
  /// The change of one development area.
  package struct Change: Sendable {
    /// Position of the area in the instrument.
    package let area: Int
    /// Sum of points on the shared items that are marked on both sheets, second less first.
    package fileprivate(set) var pointChange = 0
    /// Whether every shared item had full points on the first sheet.
    package fileprivate(set) var startedAtTop = true
  }

  private let forms: [String: [String]]
  private let areaOfItem: [String: Int]
  private let areaCount: Int

  /// The comparison by the forms of an instrument.
  package init(_ instrument: Instrument) {
    forms = Dictionary(instrument.forms.map { ($0.key, $0.items) }) { first, _ in first }
    let areas = Dictionary(instrument.developmentAreas.enumerated().map { ($1.key, $0) }) { first, _ in first }
    areaOfItem = Dictionary(instrument.items.compactMap { item in areas[item.area].map { (item.code, $0) } }) {
      first, _ in first
    }
    areaCount = instrument.developmentAreas.count
  }

  /// The change of every development area in which at least one item is marked on both sheets.
  package func changes(from first: Assessment, to second: Assessment) -> [Change] {
    guard let items = forms[first.form], let laterItems = forms[second.form] else { return [] }
    let laterPositions =
      first.form == second.form ? nil : Dictionary(laterItems.enumerated().map { ($1, $0) }) { first, _ in first }
    var changes = (0..<areaCount).map { Change(area: $0) }
    var shared = [Int](repeating: 0, count: areaCount)
    for (position, item) in items.enumerated() {
      guard let area = areaOfItem[item], let later = laterPositions.map({ $0[item] }) ?? position,
        let before = first.marks[position].points, let after = second.marks[later].points
      else { continue }
      shared[area] += 1
      changes[area].pointChange += after - before
      changes[area].startedAtTop = changes[area].startedAtTop && before == 3
    }
    return changes.indices.filter { shared[$0] > 0 }.map { changes[$0] }
  }
}
