import Foundation
import Moments
import TestSupport

/// The verbal aggression data of lme4: 316 persons, 24 items of three categories.
struct VerbalAggression {
  let responses: ItemResponses

  /// Reads the fixture, all persons in one group or women (F) and men (M) apart.
  init(byGender: Bool = false) throws {
    let lines = try Fixture.text("irt_verbagg", "data.csv").split(whereSeparator: \.isNewline)
      .map { $0.split(separator: ",").map(String.init) }
    let rows = lines.dropFirst()
    let items = Array(lines[0].dropFirst(3))
    responses = ItemResponses(
      items: items, categoryCounts: items.map { _ in 3 }, groups: byGender ? ["F", "M"] : ["all"],
      groupOfPerson: rows.map { byGender && $0[1] == "M" ? 1 : 0 },
      categories: rows.flatMap { $0.dropFirst(3).compactMap { UInt8($0) } })
  }
}
