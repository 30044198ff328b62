import Disclosure
import Findings
import Foundation
import TestSupport
import Testing

/// What a reader who does sums with everything that was released must not find out.
@Suite struct RiskAttackTests {
  private func findings(_ change: (inout RiskFindings) -> Void) -> RunFindings {
    var findings = SampleRun.findings()
    change(&findings.risk)
    return findings
  }

  private func released(_ findings: RunFindings) -> RiskFindings { DisclosureRules.release(findings).value.risk }

  /// A region of seven children, hidden with a second one.
  private var small: RunFindings {
    findings { $0.change("KZ-19") { $0.counts = .shown(Counts(children: 7, groups: 1, preschools: 5)) } }
  }

  private func hidden(_ chapter: RiskFindings) -> Set<String> {
    Set(chapter.regions.filter(\.index.isSuppressed).map(\.place))
  }

  /// Every rank is somebody's: what the shown regions leave of it belongs to the hidden ones.
  private func ranksLeft(_ chapter: RiskFindings, besides hidden: Set<String>) -> [Double]? {
    let shown = chapter.regions.filter { !hidden.contains($0.place) && $0.index != .noData }.map(\.rank.value)
    guard shown.allSatisfy({ $0 != nil }) else { return nil }
    let count = shown.first??.probabilities.count ?? 0
    return (0..<count).map { rank in 1 - shown.reduce(0) { $0 + ($1?.probabilities[rank] ?? 0) } }
  }

  @Test func ranksOfOthersDoNotTellThoseOfHiddenRegions() throws {
    let chapter = released(small)
    let hidden = hidden(chapter)
    #expect(hidden.count == 2)
    // Where ranks stay, the attack finds the ranks of the two.
    let truth = small.risk.regions.filter { hidden.contains($0.place) }.compactMap(\.rank.value?.probabilities)
    let found = try #require(ranksLeft(small.risk, besides: hidden))
    expectClose(found, zip(truth[0], truth[1]).map(+), relative: 1e-9, scale: 1)
    #expect(ranksLeft(chapter, besides: hidden) == nil)
    #expect(chapter.regions.allSatisfy { $0.rank.value == nil && $0.probabilityInHighestFifth.value == nil })
  }

  @Test func aMissingPairOfNeighboursDoesNotPlaceAHiddenRegion() {
    let chapter = released(small)
    for ranking in chapter.rankings {
      #expect(ranking.resolutions.isEmpty && ranking.groups.isEmpty)
      #expect(ranking.variance.allSatisfy { $0.rank == nil && !hidden(chapter).contains($0.place) })
    }
    #expect(chapter.rankings.contains { !$0.variance.isEmpty })
  }

  /// Every number that is said of a place.
  private func numbers(_ chapter: RiskFindings, about code: String) -> [Double] {
    var numbers: [Double?] = []
    for place in chapter.places where place.place == code {
      numbers += [place.index.value?.value, place.index.value?.interval.lower]
      for component in place.blocks.flatMap(\.components) {
        numbers += [component.value.value, component.direct.value, component.contribution.value]
      }
    }
    numbers += chapter.changes.filter { $0.place == code }.map(\.change.value?.value)
    for point in chapter.funnels.flatMap(\.points) where point.place == code {
      numbers += [point.value.value, point.size.value, point.inner.upper]
    }
    return numbers.compactMap(\.self)
  }

  @Test func noDigitOfAHiddenRegionIsInTheRelease() throws {
    let text = String(decoding: try JSONEncoder().encode(DisclosureRules.release(small).value), as: UTF8.self)
    for code in hidden(released(small)) {
      // Short numbers are bounds of the scale, which others have too.
      let written = Set(numbers(small.risk, about: code).map { "\($0)" }.filter { $0.count > 8 })
      #expect(written.count > 40)
      #expect(written.allSatisfy { !text.contains($0) }, "\(code)")
    }
  }

  @Test func pointsOfTheIndexAreWholeBesideAHiddenIndicator() {
    let run = findings { $0.change("KZ-27") { $0.blocks[0].components[0].observationCount = .shown(6) } }
    for region in released(run).regions where region.place == "KZ-27" {
      let components = region.blocks.flatMap(\.components)
      #expect(components.count(where: \.risk.isSuppressed) == 2 && region.index.value != nil)
      let points = components.filter { $0.risk.value != nil }.compactMap(\.contribution.value)
      #expect(points.count == 4 && points.allSatisfy { $0 == $0.rounded() })
      #expect(components.allSatisfy { ($0.risk.value == nil) == ($0.contribution.value == nil) })
    }
  }

  /// Gives the regions shares of an indicator, as numbers of 300 children each, and the country their sum.
  private func shares(_ cells: [String: Int], others: Int) -> RunFindings {
    findings { chapter in
      var total = 0
      let codes = chapter.regions.filter { $0.index != .noData }.map(\.place)
      for code in codes {
        total += cells[code] ?? others
        chapter.change(code) { $0.share(cells[code] ?? others, of: 300) }
      }
      chapter.change("KZ") { $0.share(total, of: 300 * codes.count) }
    }
  }

  private func hiddenCells(_ run: RunFindings) -> Int {
    zip(run.risk.regions, released(run).regions).reduce(0) { sum, pair in
      let (first, last) = (pair.0.blocks.first?.components[0], pair.1.blocks.first?.components[0])
      guard let first, last?.direct.isSuppressed == true else { return sum }
      return sum + Int(((first.direct.value ?? 0) * 300).rounded())
    }
  }

  @Test func theCountryLessTheRegionsIsNoSmallNumber() {
    var run = shares(["KZ-27": 2, "KZ-31": 3], others: 60)
    #expect(hiddenCells(run) >= 10, "2 + 3 children would follow")
    // Also where the first region has no data.
    run.risk.change("KZ-10") { ($0.blocks, $0.index, $0.counts) = ([], .noData, .noData) }
    #expect(hiddenCells(run) >= 10)
  }

  @Test func targetAndSpreadOfAFunnelDoNotTellTwoHiddenPoints() {
    let run = shares(["KZ-27": 2, "KZ-31": 3], others: 60)
    func points(_ chapter: RiskFindings) -> Int {
      chapter.funnels.filter { $0.level == .region && $0.indicator == "level_one_share" }.reduce(0) {
        $0 + $1.points.count
      }
    }
    #expect(points(run.risk) - points(released(run)) >= 3)
    let left = Set(released(run).funnels.first { $0.indicator == "level_one_share" }?.points.map(\.place) ?? [])
    for region in released(run).regions where region.blocks.first?.components[0].direct.value == nil {
      #expect(!left.contains(region.place))
    }
  }

  @Test func aQuarterLessTheWholeIsNoSmallNumber() {
    let run = findings { chapter in
      chapter.change("KZ") { $0.share(900, of: 6_300, isShrunken: false) }
      var earlier = chapter.places(.country)[0]
      earlier.quarter = "2026Q1"
      earlier.address += ".2026Q1"
      earlier.share(898, of: 6_297, isShrunken: false)
      chapter.places.append(earlier)
    }
    let country = released(run).places(.country, quarter: "2026Q1").first?.blocks[0].components[0]
    #expect(country?.value.isSuppressed == true && country?.direct.isSuppressed == true)
    #expect(released(run).places(.country).first?.blocks[0].components[0].value.value != nil)
  }

  @Test func aSmallPreschoolIsNotTheRestOfItsRegion() throws {
    let run = findings { chapter in
      chapter.change("P-272") { $0.counts = .shown(Counts(children: 4, groups: 1, preschools: 1)) }
    }
    let own = try #require(DisclosureRules.ownScope(run, region: "KZ-27")).value.risk
    #expect(own.places(.preschool).count(where: \.index.isSuppressed) == 2)
    #expect(own.places(.group).allSatisfy { $0.index.isSuppressed }, "two groups add up to a preschool")
    #expect(own.places(.preschool).allSatisfy { $0.rank.value == nil })
    let whole = try #require(DisclosureRules.ownScope(SampleRun.findings(), region: "KZ-27")).value.risk
    #expect(whole.places(.preschool).allSatisfy { $0.rank.value != nil && $0.index.value != nil })
    #expect(whole.places(.group).allSatisfy { $0.index.value != nil })
  }

  @Test func anAuthorityIsNotToldItsRankAmongHiddenRegions() throws {
    let own = try #require(DisclosureRules.ownScope(small, region: "KZ-27")).value.risk
    #expect(own.regions[0].index.value != nil && own.regions[0].rank.isSuppressed)
    let open = try #require(DisclosureRules.ownScope(SampleRun.findings(), region: "KZ-27")).value.risk
    #expect(open.regions[0].rank.value != nil)
  }
}

extension RiskFindings {
  /// Changes a place over the whole time.
  fileprivate mutating func change(_ code: String, _ change: (inout RiskFinding) -> Void) {
    for place in places.indices where places[place].place == code && places[place].quarter == nil {
      change(&places[place])
    }
  }
}

extension RiskFinding {
  /// Makes the first indicator the share of some children.
  fileprivate mutating func share(_ cell: Int, of children: Int, isShrunken: Bool = true) {
    let share = Double(cell) / Double(children)
    blocks[0].components[0].direct = .shown(share)
    blocks[0].components[0].observationCount = .shown(children)
    blocks[0].components[0].value = .shown(isShrunken ? 0.9 * share + 0.02 : share)
    blocks[0].components[0].shrinkage = isShrunken ? .shown(0.9) : .noData
  }
}
