public import Findings
internal import LinearAlgebra
internal import Probability

/// Plausible values: draws of abilities from what marks, design and population say of them together.
///
/// Use them, not ability scores, as outcomes of an effect analysis: scores under one prior for all pull the arms together
/// by about the reliability. Analyse each set as if it were observed and pool by Rubin's rules.
///
/// *θ = xᵀβ + Σ u + e* with independent normal intercepts *u* of each factor's units and *e* of each row. A Gibbs sampler
/// draws abilities with the exact likelihood of the marks, and everything else given the abilities: flat prior on *β*,
/// uniform priors on standard deviations. Rows without an answer are drawn from the population. Item parameters are taken
/// as known: their uncertainty is not in the values.
///
/// **Source.** Mislevy (1991), doi:10.1007/BF02294457; multilevel sampler: Fox & Glas (2001), doi:10.1007/BF02294839.
public struct PlausibleValues: Sendable, Equatable, Codable {
  /// Number of sets, at least 1; 2 for pooling.
  public var count: Int
  /// Sweeps before the first set is on its way, at least 1.
  public var burnIn: Int
  /// Sweeps per set, at least 1.
  public var thinning: Int
  public var seed: UInt64

  /// Creates a specification.
  public init(count: Int = 10, burnIn: Int = 100, thinning: Int = 10, seed: UInt64) {
    self.count = count
    self.burnIn = burnIn
    self.thinning = thinning
    self.seed = seed
  }

  /// Draws the values of one scale.
  ///
  /// The stream of random numbers belongs to seed and scale: scales may run in any order on any threads.
  ///
  /// - Parameters:
  ///   - likelihood: Of the cells or patterns of answers, under the known item parameters.
  ///   - cellOfRow: Which of them each row of the population gave; `nil` for a row without an answer.
  ///   - population: What the abilities are predicted by.
  ///   - scale: Name of the scale, different for each.
  /// - Returns: The values, with warnings about columns and factors left out and about a chain that has not mixed.
  /// - Throws: `EstimationError.tooFewObservations` when the answered rows cannot bear the columns, `.noEstimableTerm`,
  ///   `.constantResponse` when all answers are the lowest or all the highest, `.singularSystem`.
  /// - Complexity: O(rows · (columns + factors)) per sweep, `burnIn + count * thinning` sweeps.
  public func fit(
    _ likelihood: ResponseLikelihood, cellOfRow: [Int32?], population: PopulationDesign, scale: String
  ) throws(EstimationError) -> PlausibleValuesFit {
    try fit(LikelihoodTable(likelihood), cellOfRow: cellOfRow, population: population, scale: scale)
  }

  /// Draws the values from any likelihood, measurements with normal errors for example.
  package func fit(
    _ table: LikelihoodTable, cellOfRow: [Int32?], population: PopulationDesign, scale: String
  ) throws(EstimationError) -> PlausibleValuesFit {
    precondition(count >= 1 && burnIn >= 1 && thinning >= 1, "\(count) sets, \(burnIn) + \(thinning) sweeps")
    precondition(cellOfRow.count == population.rowCount, "\(cellOfRow.count) cells of \(population.rowCount) rows")
    let layout = try PopulationLayout(population, isAnswered: cellOfRow.map { $0 != nil })
    let cells = cellOfRow.map { $0 ?? -1 }
    let cellCounts = try checkedCounts(table, cells, columnCount: layout.kept.count)
    let start = StartingAbilities(table, cellCounts: cellCounts)
    let rows = AbilityRows(
      cells: cells, interpolant: LikelihoodInterpolant(table),
      abilities: cells.map { $0 < 0 ? start.mean : start.ofCells[Int($0)] })
    let chain = AbilityChain(
      layout, rows: rows, variance: start.variance, stream: RandomStream(seed: seed, named: "plausible values|\(scale)")
    )
    settle(chain)
    return PlausibleValuesFit(
      run(chain), layout: layout, population: population, scale: scale, answeredRowCount: cellCounts.reduce(0, +))
  }

  /// Runs the burn-in; proposals are fitted anew to where each ability has been, at half time and at the end.
  private func settle(_ chain: AbilityChain) {
    for sweep in 1...burnIn {
      chain.sweep()
      if 4 * sweep >= burnIn { chain.rows.accumulate() }
      if sweep == burnIn / 2 || sweep == burnIn { chain.rows.adapt() }
    }
    chain.resetAcceptance()
  }

  private func run(_ chain: AbilityChain) -> ChainRecord {
    var record = ChainRecord(chain)
    for _ in 0..<count {
      for _ in 0..<thinning {
        chain.sweep()
        record.add(chain)
      }
      record.keep(chain)
    }
    return record
  }

  /// Rows of each cell; throws where the answers cannot place a population.
  private func checkedCounts(
    _ table: LikelihoodTable, _ cells: [Int32], columnCount: Int
  ) throws(EstimationError) -> [Int] {
    var counts = [Int](repeating: 0, count: table.cellCount)
    for cell in cells where cell >= 0 { counts[Int(cell)] += 1 }
    let answeredCount = counts.reduce(0, +)
    guard answeredCount >= columnCount + 2 else {
      throw .tooFewObservations(found: answeredCount, required: columnCount + 2)
    }
    let used = counts.indices.filter { counts[$0] > 0 }.map(table.values)
    guard used.contains(where: { $0.last != $0.max() }), used.contains(where: { $0.first != $0.max() }) else {
      throw .constantResponse
    }
    return counts
  }
}
