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

  /// Where an item lies on two forms.
  private struct Place: Sendable {
    let first: Int
    let second: Int
    let area: Int
  }

  private struct FormPair: Hashable {
    let first: String
    let second: String
  }

  private let places: [FormPair: [Place]]
  private let areaCount: Int

  /// The comparison by the forms of an instrument.
  package init(_ instrument: Instrument) {
    let areas = Dictionary(instrument.developmentAreas.enumerated().map { ($1.key, $0) }) { first, _ in first }
    let areaOfItem = Dictionary(instrument.items.compactMap { item in areas[item.area].map { (item.code, $0) } }) {
      first, _ in first
    }
    var places: [FormPair: [Place]] = [:]
    for second in instrument.forms {
      let positions = Dictionary(second.items.enumerated().map { ($1, $0) }) { first, _ in first }
      for first in instrument.forms {
        places[FormPair(first: first.key, second: second.key)] = first.items.enumerated().compactMap { position, item in
          guard let area = areaOfItem[item], let later = positions[item] else { return nil }
          return Place(first: position, second: later, area: area)
        }
      }
    }
    self.places = places
    areaCount = instrument.developmentAreas.count
  }

  /// The change of every development area in which at least one item is marked on both sheets.
  package func changes(from first: Assessment, to second: Assessment) -> [Change] {
    guard let shared = places[FormPair(first: first.form, second: second.form)] else { return [] }
    var changes = (0..<areaCount).map { Change(area: $0) }
    var counts = [Int](repeating: 0, count: areaCount)
    for place in shared {
      guard let before = first.marks[place.first].points, let after = second.marks[place.second].points
      else { continue }
      counts[place.area] += 1
      changes[place.area].pointChange += after - before
      changes[place.area].startedAtTop = changes[place.area].startedAtTop && before == 3
    }
    return changes.filter { counts[$0.area] > 0 }
  }
}
