import Glibc
import Probability
import Testing

/// Tails where the library underneath loses digits; the values were computed with mpmath 1.4.1 (120 digits for the
/// noncentral t by the series in `Tests/Fixtures/distributions/table.py`, 40 for t quantiles).
@Suite struct FarTailTests {
  static let relativeTolerance = 1e-10

  @Test(
    arguments: [
      (-5, 0.3, 2, 7.64131319589482782e-3), (-1e-3, 2.5, 0.5, 3.08218331719874731e-1),
      (-50, 1.5, 1, 1.87641555741874144e-4), (-2, 30, 0.01, 2.67078795367445749e-2),
      (-3, 3, 20, 1.02887805707654158e-93), (-0.5, 4000, 3, 2.32704077905954775e-4),
      (-1, 0.01, 5, 2.73777536813275641e-7),
    ] as [(Double, Double, Double, Double)])
  func noncentralTOnTheFarSide(x: Double, degreesOfFreedom: Double, noncentrality: Double, expected: Double) {
    let distribution = NoncentralT(degreesOfFreedom: degreesOfFreedom, noncentrality: noncentrality)
    let mirrored = NoncentralT(degreesOfFreedom: degreesOfFreedom, noncentrality: -noncentrality)
    #expect(abs(distribution.cumulative(x) / expected - 1) < Self.relativeTolerance)
    #expect(mirrored.upperTail(-x) == distribution.cumulative(x))
    #expect(abs(distribution.quantile(expected) / x - 1) < 1e-7)
  }

  @Test(arguments: [0.5, 3, 12, 300]) func noncentralTIsContinuousWhereTheMethodChanges(noncentrality: Double) {
    for degreesOfFreedom in [0.7, 4, 90, 20_000] {
      let distribution = NoncentralT(degreesOfFreedom: degreesOfFreedom, noncentrality: noncentrality)
      let (below, at) = (distribution.cumulative(-1e-15), distribution.cumulative(0))
      #expect(abs(below - at) <= 1e-10 * at)
    }
  }

  @Test func noncentralTTendsToTheNormal() {
    // The difference is of order 1/ν.
    let distribution = NoncentralT(degreesOfFreedom: 1e12, noncentrality: 3)
    #expect(abs(distribution.cumulative(-1) / Normal().cumulative(-4) - 1) < 1e-8)
  }

  @Test(
    arguments: [
      (1e-300, 15, 3.3247148107838228e20), (1e-300, 20, 3.96062231399823436e15),
      (1e-300, 25, 4.51724800997834581e12), (1e-300, 37.5, 5.6925775180413636e8), (1e-17, 1.2, 5.90135934019063565e13),
      (1e-17, 0.5, 1.02849115631633986e33), (1e-17, 2.2, 4.1444564425822655e7), (1e-200, 12, 1.34054313203963682e17),
      (1e-60, 3, 1.03311083604465292e20),
    ] as [(Double, Double, Double)])
  func studentTQuantiles(probability: Double, degreesOfFreedom: Double, expected: Double) {
    let distribution = StudentT(degreesOfFreedom: degreesOfFreedom)
    #expect(abs(distribution.upperQuantile(probability) / expected - 1) < Self.relativeTolerance)
    #expect(distribution.quantile(probability) == -distribution.upperQuantile(probability))
  }

  @Test func oneDegreeOfFreedomIsTheCauchyDistribution() {
    let distribution = StudentT(degreesOfFreedom: 1)
    for x in [-1e9, -3, -1e-9, 0, 1e-9, 1, 40] {
      #expect(abs(distribution.cumulative(x) - (0.5 + atan(x) / .pi)) <= .ulpOfOne)
    }
    #expect(distribution.upperTail(1e20) == 1e-20 / .pi)
  }

  @Test func twoSidedPValues() {
    #expect(abs(StudentT(degreesOfFreedom: 7.3).twoSidedPValue(-2.1) - 0.0722) < 0.0005)
    #expect(StudentT(degreesOfFreedom: 7.3).twoSidedPValue(0) == 1)
    #expect(StudentT(degreesOfFreedom: 7.3).twoSidedPValue(.nan).isNaN)
    #expect(StudentT(degreesOfFreedom: .infinity).twoSidedPValue(1.959963984540054) - 0.05 < 1e-15)
  }
}
