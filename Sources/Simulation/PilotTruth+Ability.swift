extension PilotTruth {
  /// Standard deviation, among control children of one age band before the treatment, of the trait that the sheets show.
  ///
  /// Marks follow from the trait and the leniency of the educator alike, so that a scale made from marks has this
  /// standard deviation: an effect of 0.20 on the trait is 0.20 divided by it in the unit of the scale.
  public var shownTraitStandardDeviation: Double {
    (variances.total + raters.leniencyStandardDeviation * raters.leniencyStandardDeviation + children.shiftVariance)
      .squareRoot()
  }
}

extension PilotTruth.ChildTruth {
  /// Variance of what goes with age within the band (twelve months of birth, equally likely), sex and special needs.
  fileprivate var shiftVariance: Double {
    let monthVariance = 143.0 / 12
    return ageSlopePerYear * ageSlopePerYear * monthVariance / 144 + girlShare * (1 - girlShare) * girls * girls
      + specialNeedsShare * (1 - specialNeedsShare) * specialNeeds * specialNeeds
  }
}
