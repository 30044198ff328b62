import Findings
import Records
import Testing

/// The chain from sheets to latent effects: what is known beforehand of mirrored arms comes back on the scale.
@Suite struct ProgressionAnalysisTests {
  private func chapter(_ added: [Int]) throws -> ProgressionFindings {
    let pilot = try TrialPilot { $0.points + ($0.isExperimental ? added[$0.wave] : 0) }
    return try evaluate(pilot.records, trialPlan(outcomes: ["physical"])).progression
  }

  @Test func formsThatShareItemsAreOneScaleWithTheControlChildrenAsUnit() throws {
    let scales = try chapter([0, 0, 0]).scales
    let scale = try #require(scales.first)
    #expect(scales.count == 1 && scale.forms == ["4-interim", "4-final"] && scale.itemCount <= TrialPilot.itemCount)
    let first = try #require(scale.abilities.first { $0.arm == "control" && $0.wave == "baseline" })
    #expect(abs(first.mean.value ?? 9) < 1e-9 && abs((first.standardDeviation.value ?? 9) - 1) < 1e-9)
    let ascending = ["baseline", "interim", "final"].compactMap { wave in
      scale.abilities.first { $0.arm == "control" && $0.wave == wave }?.mean.value
    }
    #expect(ascending.count == 3 && ascending == ascending.sorted(), "everybody grows: \(ascending)")
  }

  @Test func anAddedEffectIsFoundOnTheScaleAndNoneWhereThereIsNone() throws {
    let none = try #require(try chapter([0, 0, 0]).effects.last)
    let added = try #require(try chapter([0, 0, 6]).effects.last)
    let (zero, gain) = (try #require(none.estimate.value), try #require(added.estimate.value))
    #expect(abs(zero.value) < 3 * (zero.standardError ?? 0), "\(zero)")
    // Six points are more than a standard deviation of these children, and more than any difference of probabilities.
    #expect(gain.value > 1 && gain.value > 3 * (gain.standardError ?? .infinity), "\(gain)")
    #expect(abs(added.levelThree.value?.value ?? 9) <= 1)
    #expect((added.levelThree.value?.value ?? 0) > (none.levelThree.value?.value ?? 0))
  }

  /// Two responses per set of plausible values are more than one set of moments takes from 32 on.
  @Test func fortySetsOfPlausibleValuesSayWhatTenDo() throws {
    let pilot = try TrialPilot { $0.points + ($0.isExperimental && $0.wave == 2 ? 6 : 0) }
    let estimates = try [10, 40].map { count in
      var plan = try trialPlan(outcomes: ["physical"])
      plan.progression.plausibleValues = count
      return try #require(try evaluate(pilot.records, plan).progression.effects.last)
    }
    let (ten, forty) = (try #require(estimates[0].estimate.value), try #require(estimates[1].estimate.value))
    #expect(abs(forty.value - ten.value) < (ten.standardError ?? 0))
    #expect(estimates.allSatisfy { $0.levelThree.value != nil })
  }

  @Test func tablesFollowTheRuleAndSharesAddUp() throws {
    let found = try chapter([0, 0, 0])
    for table in found.scoreTables {
      #expect(table.rows.map(\.score) == table.rows.map(\.score).sorted())
      #expect(table.rows.map(\.level) == table.rows.map(\.level).sorted())
    }
    for use in found.items.flatMap(\.uses) {
      #expect(abs(use.shares.compactMap(\.value).reduce(0, +) - 1) < 1e-12 || use.counts.value == nil)
    }
    for change in found.changes {
      #expect(change.children.compactMap(\.value).reduce(0, +) == change.counts.value?.children)
      #expect(abs(change.expectedByChance.compactMap(\.value).reduce(0, +) - 1) < 1e-12)
    }
    #expect(!found.changes.isEmpty && !found.items.isEmpty)
  }
}
