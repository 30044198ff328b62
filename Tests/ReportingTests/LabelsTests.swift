import Findings
import Testing

import Reporting

@Suite struct LabelsTests {
  @Test(arguments: Language.allCases) func everyKeyHasAWordingInEveryLanguage(language: Language) {
    let labels = Labels(language)
    #expect(Labels.keys.count > 300)
    for key in Labels.keys { #expect(labels.optional(key) != nil, "no label for \(key)") }
  }

  @Test(arguments: Language.allCases) func everyWarningAndCheckIsWorded(language: Language) {
    let labels = Labels(language)
    for code in FindingWarning.Code.allCases { #expect(labels.optional("warning_\(code.rawValue)") != nil) }
    for check in QualityFinding.Check.allCases { #expect(labels.optional("check_\(check.rawValue)") != nil) }
  }

  @Test func placesAreTheSameInAllLanguages() {
    let places = /\{[a-z_]+\}/
    for key in Labels.keys {
      let found = Language.allCases.map { language in
        Set(Labels(language)[key].matches(of: places).map { String($0.output) })
      }
      #expect(found[0] == found[1] && found[1] == found[2], "places of \(key) differ")
    }
  }

  /// «бақылау» alone may mean control or observation: it must be followed by the noun that says which.
  @Test func theAmbiguousKazakhWordNeverStandsAlone() {
    let labels = Labels(.kk)
    for key in Labels.keys {
      for word in labels[key].lowercased().split(separator: "бақылау", omittingEmptySubsequences: false).dropFirst() {
        let isNamed = [" топ", " тобы", " пара", " бірл", " нәтиже"].contains { word.hasPrefix($0) }
        #expect(isNamed, "\(key): \(labels[key])")
      }
    }
  }

  @Test(arguments: [(1, "1 ребенок"), (2, "2 ребенка"), (5, "5 детей"), (11, "11 детей"), (21, "21 ребенок")])
  func russianHasThreePluralForms(count: Int, expected: String) {
    #expect(Labels(.ru).counted("count_children", count, written: String(count)) == expected)
  }

  @Test func kazakhHasNoPluralAfterANumeral() {
    #expect(Labels(.kk).counted("count_children", 5, written: "5") == "5 бала")
  }

  @Test func aMissingKeyIsSeen() { #expect(Labels(.en)["no_such_key"] == "⟦no_such_key⟧") }
}
