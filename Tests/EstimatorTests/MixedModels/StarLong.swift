import Design
import Tabular
import TestSupport

/// Project STAR's grades as the oracle uses them: classes with an aide left out, indicators coded, complete cases.
enum StarLong {
  static func model(_ formula: String, grade: String, outcome: String) throws -> ModelFrame {
    let frame = try CSVReader().read(path: Fixture.path("pilot_star", "star_long.csv"))
    let rows = (0..<frame.rowCount).filter { row in
      text(frame, "grade", row) == grade && text(frame, "class_type", row) != "aide"
        && ["gender", "lunch", "school"].allSatisfy { text(frame, $0, row) != nil }
    }
    return try ModelFrame.build(
      Formula(formula),
      frame: Frame(columns: [
        Column(name: outcome, numbers: rows.map { number(frame, outcome, $0) }),
        indicator("small", frame, "class_type", "small", rows), indicator("female", frame, "gender", "female", rows),
        indicator("free", frame, "lunch", "free", rows),
        Column(name: "school", numbers: rows.map { number(frame, "school", $0) }),
      ]))
  }

  private static func indicator(
    _ name: String, _ frame: Frame, _ column: String, _ level: String, _ rows: [Int]
  ) -> Column {
    Column(name: name, numbers: rows.map { text(frame, column, $0) == level ? 1 : 0 })
  }

  private static func text(_ frame: Frame, _ column: String, _ row: Int) -> String? {
    switch frame[column]?.values {
    case .categorical(let values): values[row]
    case .numeric(let values): values[row].isNaN ? nil : String(Int(values[row]))
    case nil: nil
    }
  }

  private static func number(_ frame: Frame, _ column: String, _ row: Int) -> Double {
    if case .numeric(let values)? = frame[column]?.values { values[row] } else { .nan }
  }
}
