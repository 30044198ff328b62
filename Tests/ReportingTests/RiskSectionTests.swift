import Disclosure
import Findings
import Foundation
import Reporting
import TestSupport
import Testing

@Suite struct RiskSectionTests {
  private func html(_ language: Language = .en, _ change: (inout RunFindings) -> Void = { _ in }) throws -> String {
    var findings = SampleRun.findings()
    change(&findings)
    return try OverviewPage(DisclosureRules.release(findings), language: language).rendered()
  }

  @Test(arguments: Language.allCases) func theChapterHasEveryPartAndLabel(language: Language) throws {
    let page = try html(language)
    let labels = Labels(language)
    #expect(!page.contains("⟦") && !page.contains("{value}"))
    for key in ["risk_order_title", "figure_ranks", "risk_descriptive", "risk_proposals", "risk_waves_note"] {
      #expect(page.contains(labels[key]), "\(key) is not said")
    }
  }

  /// Four thresholds of two zones; hidden regions are not counted.
  @Test func alarmsAreCountedAmongShownRegions() throws {
    let text = SampleReport.markdown { findings in
      for place in findings.risk.places.indices {
        findings.risk.places[place].zones = .shown(.init(amberOrRed: 0.6, red: nil))
      }
      findings.risk.places[0].zones = .suppressed
    }
    #expect(text.contains(Labels(.en)["risk_alarms_intro"]))
    let rows = text.split(separator: "\n").filter { $0.hasPrefix("| support needed (or needed first) |") }
    // Nineteen of twenty regions: 19 × 0.4 false alarms at 50 %, 19 × 0.6 misses at 80 %.
    let cells = rows.map { $0.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) } }
    #expect(
      cells.map { Array($0[3...]) }.prefix(3) == [["19", "7.6", "0.0"], ["19", "7.6", "0.0"], ["0", "0.0", "11.4"]])
    #expect(!text.contains("| support needed first | 20%"))
  }

  @Test func aRaisedFlagIsTheFirstThingOfItsRow() throws {
    let page = try html()
    #expect(page.contains(/<tr><td class="alert">⚑\u{A0}Injury of a child<\/td><td>[^<]*<a href="\/regions\/KZ-35/))
    #expect(page.contains(/<tr><td>not reported<\/td><td><a href="\/regions\/KZ-47/))
  }

  @Test func thresholdsThatWereAgreedAreNotCalledProposals() throws {
    let page = try html { $0.risk.method?.thresholdsAreAgreed = true }
    #expect(page.contains(Labels(.en)["risk_agreed"]) && !page.contains(Labels(.en)["risk_proposals"]))
  }

  @Test func aSubIndexWithoutEnoughWeightIsSaidToBeInsufficient() throws {
    let text = SampleReport.markdown { $0.risk.places[0].blocks[1].score = .noData }
    let row = text.split(separator: "\n").first { $0.contains("Abai Region") && $0.contains("insufficient data") }
    #expect(row != nil)
  }

  @Test func theRangeOfMissingValuesStandsBesideTheInterval() {
    let text = SampleReport.markdown {
      $0.risk.places[0].index = .shown(
        .init(value: 50, interval: Interval(lower: 40, upper: 61, level: 0.95), range: .init(lower: 33, upper: 72)))
    }
    #expect(text.contains("50 (40 … 61) [33 … 72]"))
  }

  @Test func aChangeIsHeldAgainstTheCriticalDifference() {
    let text = SampleReport.markdown {
      for position in $0.risk.changes.indices {
        $0.risk.changes[position].change = .shown(
          .init(value: 1, interval: Interval(lower: -2, upper: 4, level: 0.95)))
      }
    }
    #expect(text.contains("A change of less than 3.0 points is within chance"))
    let hidden = SampleReport.markdown {
      for position in $0.risk.changes.indices { $0.risk.changes[position].change = .noData }
    }
    #expect(!hidden.contains("is within chance (critical difference"))
  }

  @Test func reasonsFallBackToWeightedRiskWithoutContributions() {
    let text = SampleReport.markdown {
      for block in $0.risk.places[0].blocks.indices {
        for position in $0.risk.places[0].blocks[block].components.indices {
          $0.risk.places[0].blocks[block].components[position].contribution = .noData
          $0.risk.places[0].blocks[block].components[position].risk = .shown(block == 1 && position == 0 ? 97 : 11)
        }
      }
    }
    #expect(text.contains("Staff turnover (97)"))
    #expect(!text.contains("Staff turnover (97 points)"))
  }

  @Test func regionsThatAreAllAlikeAreSaidToBe() throws {
    let codes = SampleRegions.all.map(\.code)
    let alike = Labels(.en)["risk_groups_all"]
    #expect(try html { $0.risk.rankings[0].groups = [codes] }.contains(alike))
    #expect(try !html().contains(alike))
  }

  @Test func theOrderOfPriorityIsFlagThenProbabilityThenIndex() throws {
    var findings = SampleRun.findings()
    for (code, probability) in [("P-271", 0.5), ("P-272", 0.9), ("P-273", 0.1), ("P-274", 0.5), ("P-275", 0.2)] {
      for position in findings.risk.places.indices where findings.risk.places[position].place == code {
        findings.risk.places[position].probabilityInHighestFifth = .shown(probability)
      }
    }
    let own = try #require(DisclosureRules.ownScope(findings, region: "KZ-27"))
    let report = try #require(RegionReport(own, language: .en)).markdown()
    let table = report.split(separator: "\n").filter { $0.hasPrefix("| ") && $0.contains("| P-27") }
    let order = table.prefix(5).compactMap {
      $0.split(separator: "|").dropFirst().first.map { $0.trimmingPrefix(" ").dropLast() }
    }
    #expect(order.map(String.init) == ["P-273", "P-272", "P-274", "P-271", "P-275"])
  }
}
