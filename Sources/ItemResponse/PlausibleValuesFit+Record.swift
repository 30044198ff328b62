internal import Design
internal import Findings

extension PlausibleValuesFit {
  /// Reads a chain.
  init(
    _ record: ChainRecord, layout: PopulationLayout, population: PopulationDesign, scale: String, answeredRowCount: Int
  ) {
    let termNames = layout.kept.map { population.termNames[$0] }
    let factorNames = layout.factors.map(\.factor.name)
    let parameters = (termNames + factorNames + ["residual"]).enumerated().map { record.parameter($0, name: $1) }
    let coefficients = Array(parameters.prefix(termNames.count))
    let variances = Array(parameters.suffix(factorNames.count + 1))
    self.init(
      scale: scale, values: record.values, coefficients: coefficients, factorVariances: variances.dropLast(),
      residualVariance: variances[factorNames.count],
      acceptanceRate: Double(record.acceptedCount) / Double(answeredRowCount * record.sweepCount),
      answeredRowCount: answeredRowCount,
      warnings: Self.warnings(layout, population)
        + [Self.mixingWarning(coefficients, variances, count: record.values.count)].compactMap { $0 })
  }

  private static func warnings(_ layout: PopulationLayout, _ population: PopulationDesign) -> [FindingWarning] {
    var warnings: [FindingWarning] = []
    let dropped = population.termNames.indices.filter { !layout.kept.contains($0) }.map { population.termNames[$0] }
    if !dropped.isEmpty {
      let names = dropped.joined(separator: ", ")
      warnings.append(
        FindingWarning(
          .droppedColumns, "dropped, because they follow from other columns: \(names)", facts: ["columns": names]))
    }
    if !layout.coincidingFactors.isEmpty {
      let names = layout.coincidingFactors.joined(separator: ", ")
      warnings.append(
        FindingWarning(
          .coincidingGroups, "left out, because their units are those of another factor or single rows: \(names)",
          facts: ["groups": names]))
    }
    if !layout.unlearnableFactors.isEmpty {
      let names = layout.unlearnableFactors.joined(separator: ", ")
      warnings.append(
        FindingWarning(
          .notEstimable, "too few units for a variance, taken as 0: \(names)", facts: ["terms": names]))
    }
    return warnings
  }

  /// Draws that hang together make the sets too alike and errors too small; of variances less is asked, because they
  /// only say how far units are shrunk.
  private static func mixingWarning(
    _ coefficients: [Parameter], _ variances: [Parameter], count: Int
  ) -> FindingWarning? {
    let slow =
      coefficients.filter { $0.effectiveSampleSize < Double(count) }
      + variances.filter { $0.effectiveSampleSize < 0.5 * Double(count) }
    guard let worst = slow.min(by: { $0.effectiveSampleSize < $1.effectiveSampleSize }) else { return nil }
    let size = Int(worst.effectiveSampleSize)
    return FindingWarning(
      .notConverged,
      "the chain is worth \(size) independent draws of \(worst.name) for \(count) sets of plausible values",
      facts: ["term": worst.name, "draws": String(size), "sets": String(count)])
  }
}
