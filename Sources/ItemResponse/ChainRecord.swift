internal import Findings

/// What a chain went through after burn-in.
struct ChainRecord {
  private(set) var values: [[Double]] = []
  /// One array per coefficient, factor and the residual: a number per sweep.
  private(set) var traces: [[Double]]
  /// The sweeps at which values were kept.
  private(set) var keptSweeps: [Int] = []
  private(set) var acceptedCount = 0

  init(_ chain: AbilityChain) { traces = Self.numbers(chain).map { _ in [] } }

  /// Number of sweeps.
  var sweepCount: Int { traces.first?.count ?? 0 }

  mutating func add(_ chain: AbilityChain) {
    for (index, number) in Self.numbers(chain).enumerated() { traces[index].append(number) }
  }

  mutating func keep(_ chain: AbilityChain) {
    values.append(chain.rows.abilities)
    keptSweeps.append(sweepCount - 1)
    acceptedCount = chain.acceptedCount
  }

  func parameter(_ index: Int, name: String) -> PlausibleValuesFit.Parameter {
    let trace = traces[index]
    let (mean, variance) = ChainDiagnostics.moments(trace[...])
    return PlausibleValuesFit.Parameter(
      name: name, mean: mean, standardDeviation: variance.squareRoot(),
      effectiveSampleSize: ChainDiagnostics.effectiveSampleSize(trace),
      scaleReduction: ChainDiagnostics.splitScaleReduction(trace), draws: keptSweeps.map { trace[$0] })
  }

  private static func numbers(_ chain: AbilityChain) -> [Double] {
    chain.coefficients + chain.factors.map(\.variance) + [chain.residualVariance]
  }
}
