import Disclosure
import Findings
import Foundation
import Reporting
import TestSupport
import Testing

@Suite struct DevelopmentCardTests {
  private func own(_ change: (inout ChildFindings) -> Void = { _ in }) throws -> PreschoolScope<ChildFindings> {
    var findings = SampleChildren.findings()
    change(&findings)
    return try #require(DisclosureRules.preschoolScope(findings, preschool: "P-1"))
  }

  private func pageCount(_ html: String) -> Int { html.components(separatedBy: "<section class=\"card\">").count - 1 }

  @Test(arguments: [
    (
      Language.kk, "2025–2026 оқу жылына арналған баланың жеке даму картасы",
      "Бастапқы бақылау нәтижелері бойынша дамыту, түзету іс-шаралары (қазан-желтоқсан)", "Құзыреттіліктер"
    ),
    (
      .ru, "Индивидуальная карта развития ребенка на 2025–2026 учебный год",
      "Развивающие, корректирующие мероприятия по результатам стартового наблюдения", "Компетенции"
    ),
    (.en, "Individual development card for the school year 2025–2026", "after the baseline observation", "Competences"),
  ])
  func theFormIsTheOfficialOne(language: Language, title: String, column: String, first: String) throws {
    let html = try DevelopmentCards(own(), language: language).rendered()
    for part in [title, column, first, "<html lang=\"\(language.rawValue)\"", "A4 landscape"] {
      #expect(html.contains(part), "\(part)")
    }
    #expect(html.contains(Labels(language).text("card_scope", ["preschool": "P-1"])))
    #expect(!html.contains("⟦"))
    // Five columns and five rows on every page.
    #expect(html.components(separatedBy: "scope=\"col\"").count - 1 == 5 * pageCount(html))
    #expect(html.components(separatedBy: "scope=\"row\"").count - 1 == 5 * pageCount(html))
  }

  @Test func thereIsAPagePerChildAndSchoolYearAndNoneOfAnotherPreschool() throws {
    let cards = try DevelopmentCards(own(), language: .en)
    let html = try cards.rendered()
    #expect(cards.children == ["aa01", "aa02"])
    #expect(pageCount(html) == 3 && !html.contains("bb01"))
    #expect(pageCount(try cards.rendered(child: "aa02")) == 1)
    #expect(!(try cards.rendered(child: "aa02").contains("aa01")))
    #expect(pageCount(try cards.rendered(child: "bb01")) == 0)
  }

  @Test func certaintyIsInWordsAndNeverRoundedToCertainty() throws {
    let html = try DevelopmentCards(own(), language: .en).rendered()
    #expect(html.contains("Unclear: I – 55%, II – 44%."))
    #expect(html.contains("Likely (80%)."))
    let body = html.components(separatedBy: "</style>").last ?? ""
    #expect(html.contains("Sure (&gt;\u{A0}99%).") && !body.contains("100%"))
  }

  @Test func itemsAreNamedByTheirCodes() throws {
    let html = try DevelopmentCards(own(), language: .en).rendered(child: "aa02")
    #expect(html.contains("<b>4\u{2011}Ф.3–5; 4\u{2011}Ш.1</b>"))
    #expect(!html.contains(Labels(.en)["card_risen"]))
  }

  @Test func markupInNamesIsEscaped() throws {
    let html = try DevelopmentCards(
      own { findings in
        for sheet in findings.sheets.indices {
          findings.sheets[sheet].child = "<script>"
          findings.sheets[sheet].group = "<b>"
          findings.sheets[sheet].areas[0].notFormed = ["<i>.1"]
        }
      }, language: .ru
    ).rendered()
    #expect(html.contains("&lt;Balapan&gt; &amp; Co") && html.contains("&lt;script&gt;"))
    #expect(html.contains("&lt;i&gt;.1"))
    for tag in ["<Balapan", "<script", "<i>"] { #expect(!html.contains(tag)) }
  }

  @Test(arguments: Language.allCases) func whatIsNotKnownIsSaid(language: Language) throws {
    let labels = Labels(language)
    let cards = try DevelopmentCards(
      own { findings in
        findings.sheets[0].areas[0].levelProbabilities = nil
        findings.sheets[0].areas[1].level = nil
        findings.sheets[0].areas[2].markedCount = 0
      }, language: language)
    let html = try cards.rendered(child: "aa01")
    for key in ["card_certainty_unknown", "card_no_level", "card_no_marks"] { #expect(html.contains(labels[key])) }
  }

  @Test func scoresAreInTheOrderOfGroupChildAndWave() throws {
    let lines = try ChildScoreExport(own()).rendered().split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    #expect(lines[0].prefix(3) == ["child", "group", "wave"] && lines[0].last == "mark")
    #expect(lines.count == 1 + 4 * 5 && lines.dropFirst().allSatisfy { $0.count == lines[0].count })
    #expect(
      lines.dropFirst().map { $0[0] + $0[2] }
        == ["aa01baseline", "aa01interim", "aa01final", "aa02baseline"].flatMap { Array(repeating: $0, count: 5) })
    // An infinite estimate is an empty cell with the reason beside it.
    #expect(lines[1].suffix(3) == ["0.25", "0.5", ""])
    #expect(lines[11].suffix(3) == ["", "", "plus_infinity"])
  }
}
