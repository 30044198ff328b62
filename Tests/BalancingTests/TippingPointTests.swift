import Balancing
import Design
import LinearAlgebra
import Moments
import Probability
import Regression
import Tabular
import TestSupport
import Testing

/// The tipping point against shifted data, and where there is none.
@Suite struct TippingPointTests {
  /// Regressions of three completed data sets of a trial in 24 clusters.
  struct Trial {
    let arm: [Double]
    let clusters: [String]
    let isImputed: [Bool]
    let outcomes: [[Double]]

    init(seed: UInt64, effect: Double) {
      var draws = RandomStream(seed: seed, named: "trial")
      let rows = 0..<240
      arm = rows.map { Double($0 / 10 % 2) }
      clusters = rows.map { "c\($0 / 10)" }
      isImputed = rows.map { $0 % 5 == 0 }
      let levels = (0..<24).map { _ in 0.2 * draws.nextNormal() }
      let base = rows.map { levels[$0 / 10] + draws.nextNormal() + effect * Double($0 / 10 % 2) }
      outcomes = (0..<3).map { _ in rows.map { $0 % 5 == 0 ? base[$0] + 0.3 * draws.nextNormal() : base[$0] } }
    }

    func fit(_ outcome: [Double]) throws -> LinearRegressionFit {
      let frame = try Frame(columns: [
        Column(name: "y", numbers: outcome), Column(name: "arm", numbers: arm),
        Column(name: "cluster", texts: clusters),
      ])
      let model = try ModelFrame.build(Formula("y ~ arm"), frame: frame, clusters: "cluster")
      return try LinearRegression(covariance: .clusterRobust(.cr2)).fit(.collect(model))
    }

    func indicator(_ shift: ImputedValueShift) -> [Double] {
      shift.indicator(isImputed: isImputed, isTreated: arm.map { $0 == 1 })
    }

    func effects(_ shift: ImputedValueShift) throws -> [ShiftedEffect] {
      let indicator = indicator(shift)
      return try outcomes.map { outcome in
        try #require(
          ShiftedEffect(
            outcome: fit(outcome), indicator: fit(indicator), sum: fit(zip(outcome, indicator).map { $0 + $1 }),
            term: "arm"))
      }
    }
  }

  /// The data are shifted by what was found: fits of the shifted rows must have an interval that ends at zero.
  @Test(arguments: ImputedValueShift.allCases)
  func theShiftedDataTip(shift: ImputedValueShift) throws {
    let trial = Trial(seed: 3, effect: 0.8)
    let effects = try trial.effects(shift)
    let tipping = try TippingPoint(effects, standardDeviation: 2)
    guard case .tips(let amount) = tipping.verdict else {
      Issue.record("\(tipping.verdict)")
      return
    }
    expectClose(try #require(tipping.shiftInDeviations), amount / 2, relative: Tolerance.closedForm)
    #expect((amount < 0) == (shift != .control))
    let indicator = trial.indicator(shift)
    let answers = try trial.outcomes.map { outcome in
      let fit = try trial.fit(zip(outcome, indicator).map { $0 + amount * $1 })
      return CompletedEstimate(
        estimates: [fit.coefficients[1]], covariance: SymmetricMatrix(diagonal: [fit.covariance[1, 1]]),
        degreesOfFreedom: [fit.degreesOfFreedom[1]])
    }
    let direct = try RubinPooling.pool(answers)
    let pooled = try TippingPoint.pooled(effects, shift: amount)
    expectClose(pooled.estimates, direct.estimates, relative: Tolerance.matrixRoot)
    expectClose(pooled.standardErrors, direct.standardErrors, relative: Tolerance.matrixRoot)
    let quantile = StudentT(degreesOfFreedom: direct.degreesOfFreedom[0]).upperQuantile(0.025)
    expectClose(direct.estimates[0], quantile * direct.standardErrors[0], relative: Tolerance.polishedOptimum)
  }

  @Test func anEffectThatIsNotThereHasNothingToLose() throws {
    let effects = try Trial(seed: 4, effect: 0).effects(.opposite)
    #expect(try TippingPoint(effects, standardDeviation: 1).verdict == .alreadyInconclusive)
    #expect(try TippingPoint(effects, standardDeviation: 1).shiftInDeviations == nil)
  }

  @Test func withoutImputedRowsNothingTips() throws {
    let effect = ShiftedEffect(
      estimate: 2, slope: 0, variance: 0.01, slopeCovariance: 0, slopeVariance: 0, degreesOfFreedom: 20)
    #expect(try TippingPoint([effect, effect], standardDeviation: 1).verdict == .cannotTip)
    #expect(throws: BalancingError.optionOutOfRange(name: "standardDeviation", value: 0)) {
      try TippingPoint([effect, effect], standardDeviation: 0)
    }
  }
}
