import Reporting
import Testing

@Suite struct NumberWriterTests {
  private static let narrow = "\u{202F}"

  @Test func decimalMarkAndThousandsFollowTheLanguage() {
    #expect(NumberWriter(.ru).write(12_345.678, .decimal(1)) == "12\(Self.narrow)345,7")
    #expect(NumberWriter(.kk).write(0.5, .decimal(2)) == "0,50")
    #expect(NumberWriter(.en).write(0.5, .decimal(2)) == "0.50")
    #expect(NumberWriter(.ru).write(1_234) == "1234")
    #expect(NumberWriter(.ru).write(-1_234_567) == "−1\(Self.narrow)234\(Self.narrow)567")
  }

  @Test func signsAreWrittenAndZeroHasNone() {
    let writer = NumberWriter(.en)
    #expect(writer.write(0.12, .signed(2)) == "+0.12")
    #expect(writer.write(-0.12, .signed(2)) == "−0.12")
    #expect(writer.write(-0.001, .signed(2)) == "0.00")
    #expect(writer.write(0.001, .signed(2)) == "0.00")
  }

  @Test(arguments: [(0.0, "0"), (0.5, "0.5"), (0.25, "0.25"), (0.125, "0.125"), (2.0 / 3, "0.667"), (800.0, "800")])
  func decimalsAreWrittenAsFarAsTheyAreNeeded(number: Double, expected: String) {
    #expect(NumberWriter(.en).write(number, .decimalUpTo(3)) == expected)
  }

  @Test func smallPValuesAreBounded() {
    #expect(NumberWriter(.ru).write(0.000_2, .pValue) == "<\u{A0}0,001")
    #expect(NumberWriter(.en).write(0.041_6, .pValue) == "0.042")
  }

  @Test func sharesBecomePerCents() {
    #expect(NumberWriter(.ru).write(0.125, .share(1)) == "12,5\(Self.narrow)%")
    #expect(NumberWriter(.en).write(0.95, .share(0)) == "95%")
  }
}
