import Probability
import Testing

/// The four questions that every distribution answers.
protocol AnsweringDistribution: Sendable {
  func cumulative(_ x: Double) -> Double
  func upperTail(_ x: Double) -> Double
  func quantile(_ probability: Double) -> Double
  func upperQuantile(_ probability: Double) -> Double
}

extension Normal: AnsweringDistribution {}
extension StudentT: AnsweringDistribution {}
extension FisherF: AnsweringDistribution {}
extension ChiSquared: AnsweringDistribution {}
extension Beta: AnsweringDistribution {}
extension Gamma: AnsweringDistribution {}
extension NoncentralT: AnsweringDistribution {}

/// What must hold of every distribution whatever its numbers.
@Suite struct DistributionLawTests {
  struct Case: Sendable {
    let distribution: any AnsweringDistribution
    let support: ClosedRange<Double>
  }

  static let realLine = -Double.infinity...Double.infinity
  static let positive = 0...Double.infinity

  static let all: [Case] = [
    Case(distribution: Normal(), support: realLine),
    Case(distribution: StudentT(degreesOfFreedom: 1), support: realLine),
    Case(distribution: StudentT(degreesOfFreedom: 2.5), support: realLine),
    Case(distribution: StudentT(degreesOfFreedom: .infinity), support: realLine),
    Case(distribution: FisherF(numeratorDegreesOfFreedom: 3, denominatorDegreesOfFreedom: 7.5), support: positive),
    Case(
      distribution: FisherF(numeratorDegreesOfFreedom: 3, denominatorDegreesOfFreedom: .infinity), support: positive),
    Case(distribution: ChiSquared(degreesOfFreedom: 4.5), support: positive),
    Case(distribution: Beta(alpha: 2, beta: 3), support: 0...1),
    Case(distribution: Gamma(shape: 1.7, scale: 3), support: positive),
    Case(distribution: NoncentralT(degreesOfFreedom: 12, noncentrality: 2.8), support: realLine),
    Case(distribution: NoncentralT(degreesOfFreedom: 0.8, noncentrality: 1), support: realLine),
    Case(distribution: NoncentralT(degreesOfFreedom: 50, noncentrality: -4), support: realLine),
    Case(distribution: NoncentralT(degreesOfFreedom: .infinity, noncentrality: 2), support: realLine),
    Case(distribution: NoncentralT(degreesOfFreedom: 9, noncentrality: 0), support: realLine),
  ]

  @Test(arguments: all) func quantilesInvertProbabilities(_ tested: Case) {
    for probability in [1e-12, 1e-4, 0.025, 0.3, 0.5, 0.8, 0.975] {
      let lower = tested.distribution.cumulative(tested.distribution.quantile(probability))
      let upper = tested.distribution.upperTail(tested.distribution.upperQuantile(probability))
      #expect(abs(lower / probability - 1) < 1e-10, "\(probability)")
      #expect(abs(upper / probability - 1) < 1e-10, "\(probability)")
    }
  }

  @Test(arguments: all) func theTwoTailsMakeOne(_ tested: Case) {
    for probability in [0.01, 0.3, 0.7, 0.99] {
      let x = tested.distribution.quantile(probability)
      #expect(abs(tested.distribution.cumulative(x) + tested.distribution.upperTail(x) - 1) < 1e-14)
    }
  }

  @Test(arguments: all) func theEndsAreExact(_ tested: Case) {
    let (bottom, top) = (tested.support.lowerBound, tested.support.upperBound)
    #expect(tested.distribution.cumulative(-.infinity) == 0 && tested.distribution.upperTail(-.infinity) == 1)
    #expect(tested.distribution.cumulative(.infinity) == 1 && tested.distribution.upperTail(.infinity) == 0)
    #expect(tested.distribution.quantile(0) == bottom && tested.distribution.quantile(1) == top)
    #expect(tested.distribution.upperQuantile(0) == top && tested.distribution.upperQuantile(1) == bottom)
  }

  @Test(arguments: all) func whatIsNoProbabilityGivesNaN(_ tested: Case) {
    for invalid in [-0.1, 1.1, Double.nan, .infinity] {
      #expect(tested.distribution.quantile(invalid).isNaN && tested.distribution.upperQuantile(invalid).isNaN)
    }
    #expect(tested.distribution.cumulative(.nan).isNaN && tested.distribution.upperTail(.nan).isNaN)
  }

  @Test(arguments: [0, -1, Double.nan]) func invalidParametersGiveNaN(_ parameter: Double) {
    #expect(StudentT(degreesOfFreedom: parameter).cumulative(0.3).isNaN)
    #expect(StudentT(degreesOfFreedom: parameter).twoSidedPValue(0.3).isNaN)
    #expect(ChiSquared(degreesOfFreedom: parameter).upperTail(0.3).isNaN)
    #expect(FisherF(numeratorDegreesOfFreedom: 2, denominatorDegreesOfFreedom: parameter).quantile(0.3).isNaN)
    #expect(Beta(alpha: 1, beta: parameter).cumulative(0.3).isNaN)
    #expect(Gamma(shape: 1, scale: parameter).quantile(0.3).isNaN)
    #expect(NoncentralT(degreesOfFreedom: parameter, noncentrality: 1).cumulative(0.3).isNaN)
    #expect(NoncentralT(degreesOfFreedom: 3, noncentrality: .infinity).quantile(0.3).isNaN)
  }

  /// Whatever the arguments, an answer comes, and it is a probability or NaN.
  @Test(arguments: [1e-300, 1e-3, 0.5, 40, 1e8, 1e12, 1e13, 1e308]) func extremeParametersAreAnswered(
    _ parameter: Double
  ) {
    let distributions: [any AnsweringDistribution] = [
      StudentT(degreesOfFreedom: parameter), ChiSquared(degreesOfFreedom: parameter),
      FisherF(numeratorDegreesOfFreedom: 2, denominatorDegreesOfFreedom: parameter),
      FisherF(numeratorDegreesOfFreedom: parameter, denominatorDegreesOfFreedom: 1e308),
      Beta(alpha: parameter, beta: 0.3), Beta(alpha: 700, beta: parameter), Gamma(shape: parameter, scale: 1e-200),
      NoncentralT(degreesOfFreedom: parameter, noncentrality: -parameter),
    ]
    for distribution in distributions {
      for x in [-1e308, -3, .leastNonzeroMagnitude, 1e-9, 0.999, 1e9, 1e308] {
        let sum = distribution.cumulative(x) + distribution.upperTail(x)
        #expect(sum.isNaN || abs(sum - 1) < 1e-10, "\(distribution) at \(x)")
      }
      let quantiles = [1e-300, 0.3].map { distribution.quantile($0) }
      #expect(quantiles.contains(where: \.isNaN) || quantiles[0] <= quantiles[1], "\(distribution)")
    }
  }
}
