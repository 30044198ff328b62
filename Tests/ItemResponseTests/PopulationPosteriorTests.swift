import Design
import Findings
import Foundation
import ItemResponse
import LinearAlgebra
import MixedModels
import Moments
import Probability
import Tabular
import TestSupport
import Testing

/// The sampled population against posteriors and estimates that are computed without sampling.
@Suite struct PopulationPosteriorTests {
  /// A cell per row: the ability was measured with a normal error of this deviation.
  private func table(_ measurements: [Double], deviation: Double) -> LikelihoodTable {
    let grid = EvenGrid(covering: -5...5, step: 0.2)
    return LikelihoodTable(
      grid: grid,
      logLikelihoods: measurements.flatMap { measurement in
        grid.nodes.map { -($0 - measurement) * ($0 - measurement) / (2 * deviation * deviation) }
      })
  }

  private func factor(_ name: String, _ codes: [Int], count: Int) -> GroupingFactor {
    GroupingFactor(name: name, codes: codes.map { Int32($0) }, levels: (0..<count).map(String.init))
  }

  /// Twelve units of four parts of three rows, measured with an error as large as the spread within parts.
  ///
  /// The restricted likelihood of a balanced nested layout has a closed form; with priors uniform in the deviations it is
  /// summed over a grid.
  @Test func nestedPosteriorIsTheExactOne() throws {
    let (unitCount, partCount, size, deviation) = (12, 4, 3, 0.5)
    var stream = RandomStream(seed: 4, stream: 1)
    let parts = (0..<unitCount * partCount * size).map { $0 / size }
    let units = parts.map { $0 / partCount }
    let ofUnits = (0..<unitCount).map { _ in 0.6 * stream.nextNormal() }
    let ofParts = (0..<unitCount * partCount).map { _ in 0.5 * stream.nextNormal() }
    let measurements = parts.indices.map { row in
      0.4 + ofUnits[units[row]] + ofParts[parts[row]] + 0.5 * stream.nextNormal() + deviation * stream.nextNormal()
    }

    func means(_ values: [Double], _ size: Int) -> [Double] {
      (0..<values.count / size).map { values[$0 * size..<($0 + 1) * size].reduce(0, +) / Double(size) }
    }
    func squares(_ values: [Double], _ means: [Double]) -> Double {
      let size = values.count / means.count
      return values.enumerated().reduce(0) { $0 + pow($1.element - means[$1.offset / size], 2) }
    }
    let partMeans = means(measurements, size)
    let unitMeans = means(partMeans, partCount)
    let grandMean = unitMeans.reduce(0, +) / Double(unitCount)
    // Sums of squares and degrees of freedom of rows, parts and units, in units of the rows.
    let strata = [
      (squares(measurements, partMeans), Double(unitCount * partCount * (size - 1))),
      (Double(size) * squares(partMeans, unitMeans), Double(unitCount * (partCount - 1))),
      (Double(size * partCount) * squares(unitMeans, [grandMean]), Double(unitCount - 1)),
    ]
    var sums = [0.0, 0, 0, 0, 0]
    let grid = stride(from: 0.03, to: 2.4, by: 0.06).map { $0 }
    for sigma in grid {
      let row = sigma * sigma + deviation * deviation
      for ofPart in grid {
        let part = row + Double(size) * ofPart * ofPart
        for ofUnit in grid {
          let unit = part + Double(size * partCount) * ofUnit * ofUnit
          let log = zip(strata, [row, part, unit]).reduce(30.0) { sum, stratum in
            sum - 0.5 * (stratum.0.1 * Foundation.log(stratum.1) + stratum.0.0 / stratum.1)
          }
          let weight = exp(log)
          let numbers = [1, ofUnit * ofUnit, ofPart * ofPart, sigma * sigma, unit / Double(parts.count)]
          for (index, number) in numbers.enumerated() { sums[index] += weight * number }
        }
      }
    }

    let fit = try PlausibleValues(count: 10, burnIn: 100, thinning: 700, seed: 2).fit(
      table(measurements, deviation: deviation), cellOfRow: units.indices.map { Int32($0) },
      population: PopulationDesign(
        matrix: Matrix(column: units.map { _ in 1 }), termNames: ["(Intercept)"],
        factors: [
          factor("part", parts, count: unitCount * partCount), factor("unit", units, count: unitCount),
        ]), scale: "nested")
    #expect(fit.warnings.isEmpty)
    let expected = sums.map { $0 / sums[0] }
    expectMean(fit.coefficients[0], grandMean)
    expectMean(fit.factorVariances[0], expected[1])
    expectMean(fit.factorVariances[1], expected[2])
    expectMean(fit.residualVariance, expected[3])
    let error = 4 / (2 * fit.coefficients[0].effectiveSampleSize).squareRoot()
    expectClose(fit.coefficients[0].standardDeviation, expected[4].squareRoot(), relative: error)
  }

  /// Counts with mean exp θ, mostly 0 or 1: likelihoods far from normal, which the acceptance step has to make up for.
  @Test func skewedLikelihoodsAreExact() throws {
    var stream = RandomStream(seed: 6, stream: 1)
    let counts = (0..<60).map { _ in
      let mean = exp(-0.5 + 1.2 * stream.nextNormal())
      return (1...12).filter { _ in stream.nextUniform() < mean / 12 }.count
    }
    let grid = EvenGrid(covering: -12...6, step: 0.15)
    let logs = (0...12).map { count in grid.nodes.map { Double(count) * $0 - exp($0) } }
    let occurrences = (0...12).map { count in Double(counts.count { $0 == count }) }
    var sums = [0.0, 0, 0]
    for mean in stride(from: -2.5, to: 1, by: 0.125) {
      for sigma in stride(from: 0.1, to: 3.2, by: 0.125) {
        let density = grid.nodes.map { exp(-0.5 * pow(($0 - mean) / sigma, 2)) }
        let norm = sigma * (2 * Double.pi).squareRoot() / grid.step
        var log = 40.0
        for (count, times) in occurrences.enumerated() where times > 0 {
          let mass = zip(density, logs[count]).reduce(0) { $0 + $1.0 * exp($1.1) }
          log += times * Foundation.log(mass / norm)
        }
        let weight = exp(log)
        for (index, number) in [1, mean, sigma * sigma].enumerated() { sums[index] += weight * number }
      }
    }
    let fit = try PlausibleValues(count: 10, burnIn: 200, thinning: 1_200, seed: 5).fit(
      LikelihoodTable(grid: grid, logLikelihoods: logs.flatMap { $0 }), cellOfRow: counts.map { Int32($0) },
      population: PopulationDesign(
        matrix: Matrix(column: counts.map { _ in 1 }), termNames: ["(Intercept)"], factors: []), scale: "counts")
    #expect(fit.acceptanceRate < 0.95)
    expectMean(fit.coefficients[0], sums[1] / sums[0])
    expectMean(fit.residualVariance, sums[2] / sums[0])
  }

  /// Within four Monte Carlo standard errors.
  private func expectMean(_ parameter: PlausibleValuesFit.Parameter, _ expected: Double) {
    let error = parameter.standardDeviation / parameter.effectiveSampleSize.squareRoot()
    #expect(
      abs(parameter.mean - expected) < 4 * error,
      "\(parameter.name): \(parameter.mean), expected \(expected), error \(error)")
    // Decisive: an error of a quarter of the posterior's spread would be noticed.
    #expect(4 * error < 0.25 * parameter.standardDeviation, "\(parameter.name): \(parameter.effectiveSampleSize)")
  }

  /// Abilities that are known but for 0.02: what is left is a linear mixed model, which REML estimates.
  ///
  /// Posterior means of variances lie above REML by about 2 / units of their size, well inside half of their spread.
  @Test func preciseMarksGiveTheMixedModel() throws {
    let (preschoolCount, childCount) = (40, 160)
    var stream = RandomStream(seed: 9, stream: 2)
    let children = (0..<childCount * 3).map { $0 / 3 }
    let preschools = children.map { $0 * preschoolCount / childCount }
    let arm = preschools.map { Double($0 % 2) }
    let wave = children.indices.map { Double($0 % 3) }
    let ofPreschool = (0..<preschoolCount).map { _ in 0.5 * stream.nextNormal() }
    let ofChild = (0..<childCount).map { _ in 0.7 * stream.nextNormal() }
    let values = children.indices.map { row in
      0.3 * arm[row] + 0.2 * wave[row] + ofPreschool[preschools[row]] + ofChild[children[row]]
        + 0.4 * stream.nextNormal()
    }
    let frame = try Frame(columns: [
      Column(name: "value", numbers: values), Column(name: "arm", numbers: arm), Column(name: "wave", numbers: wave),
      Column(name: "preschool", texts: preschools.map(String.init)),
      Column(name: "child", texts: children.map(String.init)),
    ])
    let model = try ModelFrame.build(
      Formula("value ~ arm + wave + (1 | preschool) + (1 | child)"), frame: frame)
    let mixed = try LinearMixedModel().fit(NestedMoments.collect(model))

    let fit = try PlausibleValues(count: 10, burnIn: 50, thinning: 100, seed: 3).fit(
      table(values, deviation: 0.02), cellOfRow: values.indices.map { Int32($0) },
      population: PopulationDesign(
        matrix: model.fixed.matrix, termNames: model.fixed.termNames, factors: model.grouping), scale: "precise")
    for (parameter, expected) in zip(fit.coefficients, mixed.coefficients) { expectMean(parameter, expected) }
    let sampled = fit.factorVariances + [fit.residualVariance]
    for (group, parameter) in zip(["preschool", "child", "Residual"], sampled) {
      let estimate = try #require(mixed.varianceComponents.first { $0.group.hasPrefix(group) })
      #expect(abs(parameter.mean - estimate.value) < 0.5 * parameter.standardDeviation, "\(parameter.name)")
    }
    for (parameter, error) in zip(fit.coefficients, mixed.standardErrors) {
      expectClose(parameter.standardDeviation, error, relative: 0.15)
    }
  }
}
