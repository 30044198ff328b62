import EffectSizes
import Testing

/// Requests that have no answer say why.
struct EffectSizeErrorTests {
  private func comparison(
    value: Double = 1, standardError: Double? = 0.5, count: Int = 20, standardDeviation: Double = 2
  ) -> ArmComparison {
    let arm = ArmComparison.Arm(observationCount: count, standardDeviation: standardDeviation)
    return ArmComparison(
      difference: .init(value: value, standardError: standardError), control: arm, experimental: arm)
  }

  @Test func aConstantOutcomeHasNoStandardisedEffect() {
    #expect(throws: EffectSizeError.noVariation) { try HedgesG().fit(comparison(standardDeviation: 0)) }
    #expect(comparison(standardDeviation: 0).glassDelta == nil)
  }

  @Test func anArmOfOneChildIsRefused() {
    #expect(throws: EffectSizeError.tooFewObservations(control: 1, experimental: 1)) {
      try HedgesG().fit(comparison(count: 1))
    }
  }

  @Test func numbersThatAreNotFiniteAreNamed() {
    #expect(throws: EffectSizeError.notANumber(quantity: "difference", value: .infinity)) {
      try HedgesG().fit(comparison(value: .infinity))
    }
    #expect(throws: EffectSizeError.notANumber(quantity: "standard_error", value: -1)) {
      try HedgesG().fit(comparison(standardError: -1))
    }
    #expect(throws: EffectSizeError.self) { try HedgesG().fit(comparison(standardDeviation: .nan)) }
    var withoutFreedom = comparison()
    withoutFreedom.difference.degreesOfFreedom = 0
    #expect(throws: EffectSizeError.notANumber(quantity: "degrees_of_freedom", value: 0)) {
      try HedgesG().fit(withoutFreedom)
    }
  }

  @Test func oneClusterIsRefused() {
    #expect(throws: EffectSizeError.tooFewClusters(found: 1, required: 2)) {
      try HedgesG().fit(comparison(), clustering: Clustering(clusterCount: 1, intraclassCorrelation: 0.1))
    }
  }

  @Test func twoClustersOfIdenticalChildrenLeaveNoDegreesOfFreedom() {
    let clustering = Clustering(clusterCount: 2, intraclassCorrelation: 1)
    #expect(throws: EffectSizeError.noDegreesOfFreedom(clusterCount: 2, intraclassCorrelation: 1)) {
      try HedgesG().fit(comparison(), clustering: clustering)
    }
    #expect(throws: EffectSizeError.self) {
      try ClusterCorrectedT(correcting: 2, observationCount: 40, clustering: clustering)
    }
  }

  @Test func aCorrelationOutsideItsRangeIsRefused() {
    #expect(throws: EffectSizeError.correlationOutOfRange(-0.1)) {
      try HedgesG().fit(comparison(), clustering: Clustering(clusterCount: 10, intraclassCorrelation: -0.1))
    }
  }
}
