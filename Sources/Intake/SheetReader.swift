import Records
import Tabular

/// Reads observation sheets: the cells of the item columns become packed marks in the order of the sheet's form.
struct SheetReader {
  /// An item column of the file.
  private struct ItemColumn {
    let position: Int
    let code: String
  }

  private let columns: [ItemColumn]
  /// By form, for each of `columns` the position of its item on the form; `nil` when it is not on it.
  private let slots: [String: (length: Int, slots: [Int?])]
  /// Whether the file marks the best with 1: its 1 and 3 change places.
  private let turnsMarks: Bool

  init(table: FolderTable, instrument: Instrument, direction: ScaleDirection) {
    turnsMarks = direction == .bestIsOne
    let columns = instrument.items
      .compactMap { item in table.positions[item.code].map { ItemColumn(position: $0, code: item.code) } }
      .sorted { $0.position < $1.position }
    let slots = instrument.forms.map { form in
      let slotOfItem = Dictionary(zip(form.items, 0...), uniquingKeysWith: { first, _ in first })
      return (form.key, (length: form.items.count, slots: columns.map { slotOfItem[$0.code] }))
    }
    self.columns = columns
    self.slots = Dictionary(slots, uniquingKeysWith: { first, _ in first })
  }

  func read(_ row: FolderRow) -> Assessment? {
    let (child, form) = (row.text("child"), row.text("form"))
    let (schoolYear, observedOn) = (row.schoolYear("school_year"), row.date("observed_on"))
    let wave = row.choice("official_wave", OfficialWave.self)
    let assessor = row.optionalText("assessor") ?? ""
    let marks = form.flatMap { self.marks(row, form: $0) }
    guard let child, let form, let schoolYear, let observedOn, let wave, let marks else { return nil }
    return Assessment(
      child: child, schoolYear: schoolYear, officialWave: wave, observedOn: observedOn, assessor: assessor,
      form: form, marks: marks)
  }

  private func marks(_ row: FolderRow, form: String) -> [Mark]? {
    guard let (length, slots) = slots[form] else {
      row.report("form", .record(.unknown(.form, code: form), otherLine: nil))
      return nil
    }
    var marks = [Mark](repeating: .missing, count: length)
    for (column, slot) in zip(columns, slots) {
      let cell = row.table.text[row.index, column.position]
      if cell.isEmpty { continue }
      let mark = Self.mark(cell.bytes) ?? Self.mark(cell.trimmed.bytes)
      switch (mark, slot) {
      case (let mark?, let slot?): marks[slot] = turnsMarks ? mark.turned : mark
      case (nil, _): row.report(column.code, .notAMark(found: cell.text))
      case (_, nil): row.report(column.code, .itemNotOnForm(form: form))
      }
    }
    return marks
  }

  /// 1, 2, 3, `na`, or nothing.
  private static func mark(_ bytes: ArraySlice<UInt8>) -> Mark? {
    switch bytes.count {
    case 0: .missing
    case 1:
      switch bytes[bytes.startIndex] {
      case UInt8(ascii: "1"): .low
      case UInt8(ascii: "2"): .medium
      case UInt8(ascii: "3"): .high
      default: nil
      }
    default: bytes.elementsEqual("na".utf8) ? .notApplicable : nil
    }
  }
}
