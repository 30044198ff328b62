import Disclosure
import Findings
import TestSupport
import Testing

@Suite struct PreschoolScopeTests {
  @Test func aPreschoolGetsItsOwnChildrenAndNoOthers() throws {
    let all = SampleChildren.findings()
    for preschool in ["P-1", "P-2"] {
      let own = try #require(DisclosureRules.preschoolScope(all, preschool: preschool))
      #expect(own.preschool == preschool)
      #expect(own.value.sheets == all.sheets.filter { $0.preschool == preschool })
      #expect(!own.value.sheets.isEmpty)
    }
  }

  @Test func withoutASheetThereIsNothingToHand() {
    #expect(DisclosureRules.preschoolScope(SampleChildren.findings(), preschool: "P-3") == nil)
  }

  @Test func warningsOfTheScalesTellNothingOfAFewChildrenElsewhere() throws {
    var all = SampleChildren.findings()
    all.warnings = [
      FindingWarning(.missingRows, "3 children of P-2 have no marks", facts: ["rows": "3"]),
      FindingWarning(.missingRows, "3000 children have no marks", facts: ["rows": "3000"]),
    ]
    let own = try #require(DisclosureRules.preschoolScope(all, preschool: "P-1"))
    #expect(own.value.warnings[0].facts.isEmpty && !own.value.warnings[0].message.contains("3"))
    #expect(own.value.warnings[1] == all.warnings[1])
  }
}
