import Records
import Testing

@Test(arguments: ["2024-02-29", "2026-12-31", "0001-01-01"]) func datesAreRead(text: String) {
  #expect(CalendarDate(text)?.description == text)
}

@Test(arguments: ["2025-02-29", "2026-13-01", "2026-1-01", "26-01-01", "2026-01-01 ", "2026/01/01", "", "+026-01-01"])
func otherTextIsNoDate(text: String) {
  #expect(CalendarDate(text) == nil)
}

@Test(arguments: [("1970-01-01", 0), ("2000-03-01", 11_017), ("1969-12-31", -1)])
func daysAreCountedFromTheEpoch(text: String, days: Int) {
  #expect(CalendarDate(text)?.daysSinceEpoch == days)
}

@Test func schoolYearsRunFromSeptemberToAugust() throws {
  let year = try #require(SchoolYear("2025-26"))
  #expect(year.description == "2025-26")
  #expect(year.contains(try #require(CalendarDate("2025-09-01"))))
  #expect(year.contains(try #require(CalendarDate("2026-08-31"))))
  #expect(!year.contains(try #require(CalendarDate("2026-09-01"))))
  #expect(SchoolYear("2025-27") == nil)
  #expect(SchoolYear("1999-00")?.startYear == 1999)
}

@Test(arguments: [("2026Q1", true), ("2026Q5", false), ("2026Q", false), ("+202Q1", false), ("2026Q12", false)])
func quartersAreRead(text: String, isQuarter: Bool) {
  #expect((Quarter(text)?.description == text) == isQuarter)
}
