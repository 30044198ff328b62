import Records

/// How often the items of a child's sheets carry no mark.
struct MarkingRates {
  let notApplicable: Double
  /// Among the items that apply.
  let missing: Double

  /// Rates of a kind of children, with the share of marks left empty where they live.
  init(_ participation: PilotTruth.ParticipationTruth, missing: Double, hasSpecialNeeds: Bool) {
    notApplicable = hasSpecialNeeds ? participation.specialNeedsNotApplicableRate : participation.notApplicableRate
    self.missing = missing
  }

  /// Probability that an item carries no points.
  var unmarked: Double { notApplicable + (1 - notApplicable) * missing }

  /// Probability that a sheet with so many unmarked of its items is scored: enough of those that apply are marked.
  func isScored(unmarkedCount: Int, itemCount: Int, minimumItemShare: Double) -> Double {
    let markedCount = itemCount - unmarkedCount
    guard markedCount > 0 else { return 0 }
    guard unmarked > 0 else { return 1 }
    let missingShare = (1 - notApplicable) * missing / unmarked
    return (0...unmarkedCount).reduce(0) { sum, missingCount in
      // As the scorer does: 0.55 of 20 items is a little above 11 in binary; 11 marked items are enough.
      let required = minimumItemShare * Double(markedCount + missingCount) - 1e-9
      let isEnough = Double(markedCount) >= required
      return sum + (isEnough ? binomial(missingCount, of: unmarkedCount, missingShare) : 0)
    }
  }

  private func binomial(_ successes: Int, of trials: Int, _ probability: Double) -> Double {
    (0..<successes).reduce(power(1 - probability, trials - successes)) { product, index in
      product * probability * Double(trials - index) / Double(index + 1)
    }
  }

  private func power(_ base: Double, _ exponent: Int) -> Double {
    (0..<exponent).reduce(1) { product, _ in product * base }
  }
}
