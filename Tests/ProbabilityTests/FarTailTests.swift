import Glibc
import Probability
import Testing

/// Tails where the library underneath loses digits; the values were computed with mpmath 1.4.1 (120 digits for the
/// noncentral t below 0 by the series in `Tests/Fixtures/distributions/table.py`, 40 above 0 by the trapezoidal rule;
/// 40 for t quantiles).
@Suite struct FarTailTests {
  static let relativeTolerance = 1e-10

  @Test(
    arguments: [
      (-5, 0.3, 2, 7.64131319589482782e-3), (-1e-3, 2.5, 0.5, 3.08218331719874731e-1),
      (-50, 1.5, 1, 1.87641555741874144e-4), (-2, 30, 0.01, 2.67078795367445749e-2),
      (-3, 3, 20, 1.02887805707654158e-93), (-0.5, 4000, 3, 2.32704077905954775e-4),
      (-1, 0.01, 5, 2.73777536813275641e-7), (-1, 1e-6, 1, 1.58653969919169588e-1),
    ] as [(Double, Double, Double, Double)])
  func noncentralTOnTheFarSide(x: Double, degreesOfFreedom: Double, noncentrality: Double, expected: Double) {
    let distribution = NoncentralT(degreesOfFreedom: degreesOfFreedom, noncentrality: noncentrality)
    let mirrored = NoncentralT(degreesOfFreedom: degreesOfFreedom, noncentrality: -noncentrality)
    #expect(abs(distribution.cumulative(x) / expected - 1) < Self.relativeTolerance)
    #expect(mirrored.upperTail(-x) == distribution.cumulative(x))
  }

  @Test(
    arguments: [
      (1.2, 40, 9, 5.13024759285992155e-15), (3e-4, 1.5, 7, 1.2821560024131369e-12),
      (0.01, 12, 30, 6.59655247637501471e-198), (25, 1, 2, 9.36017158860692361e-1),
      (300, 3, 250, 5.55292459758602712e-1),
    ] as [(Double, Double, Double, Double)])
  func noncentralTBelow(x: Double, degreesOfFreedom: Double, noncentrality: Double, expected: Double) {
    let distribution = NoncentralT(degreesOfFreedom: degreesOfFreedom, noncentrality: noncentrality)
    #expect(abs(distribution.cumulative(x) / expected - 1) < Self.relativeTolerance)
    #expect(abs(distribution.cumulative(distribution.quantile(expected)) / expected - 1) < Self.relativeTolerance)
  }

  @Test(
    arguments: [(12, 8, 3, 7.24163736686007187e-4), (40, 60, 5, 3.18905574475234761e-31)]
      as [(Double, Double, Double, Double)])
  func noncentralTAbove(x: Double, degreesOfFreedom: Double, noncentrality: Double, expected: Double) {
    let distribution = NoncentralT(degreesOfFreedom: degreesOfFreedom, noncentrality: noncentrality)
    #expect(abs(distribution.upperTail(x) / expected - 1) < Self.relativeTolerance)
    #expect(abs(distribution.upperQuantile(expected) / x - 1) < Self.relativeTolerance)
  }

  /// The library's quantile ends the process by an assertion, gives NaN or a wrong number here.
  @Test func quantilesThatTheLibraryMisses() {
    let beta = Beta(alpha: 12.042690710404493, beta: 0.8167076058392336)
    #expect(abs(beta.cumulative(beta.quantile(5.542774857972915e-177)) / 5.542774857972915e-177 - 1) < 1e-10)
    let ratio = FisherF(numeratorDegreesOfFreedom: 374.5107549162741, denominatorDegreesOfFreedom: 8.888586247480504)
    #expect(abs(ratio.upperTail(ratio.upperQuantile(4.652e-188)) / 4.652e-188 - 1) < 1e-10)
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

  @Test func bothShapesOneHalf() {
    // All three come down to the arcsine law.
    let x = 3e-15
    #expect(abs(Beta(alpha: 0.5, beta: 0.5).cumulative(x) / (2 / .pi * asin(x.squareRoot())) - 1) < 1e-14)
    let ratio = FisherF(numeratorDegreesOfFreedom: 1, denominatorDegreesOfFreedom: 1)
    #expect(abs(ratio.upperTail(x) - (1 - 2 / .pi * atan(x.squareRoot()))) <= .ulpOfOne)
  }

  @Test func oneDegreeOfFreedomIsTheCauchyDistribution() {
    let distribution = StudentT(degreesOfFreedom: 1)
    for x in [-1e9, -3, -1e-9, 0, 1e-9, 1, 40] {
      #expect(abs(distribution.cumulative(x) - (0.5 + atan(x) / .pi)) <= .ulpOfOne)
    }
    #expect(abs(distribution.upperTail(1e20) / (1e-20 / .pi) - 1) < 1e-14)
  }

  @Test func twoSidedPValues() {
    #expect(abs(StudentT(degreesOfFreedom: 7.3).twoSidedPValue(-2.1) - 0.0722) < 0.0005)
    #expect(StudentT(degreesOfFreedom: 7.3).twoSidedPValue(0) == 1)
    #expect(StudentT(degreesOfFreedom: 7.3).twoSidedPValue(.nan).isNaN)
    #expect(StudentT(degreesOfFreedom: .infinity).twoSidedPValue(1.959963984540054) - 0.05 < 1e-15)
  }
}
