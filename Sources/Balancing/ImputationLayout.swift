/// What all completed data sets share: the rows by cluster, scales, and where values are missing.
///
/// Rows are put in the order of their clusters, values are standardised by the observed mean and deviation.
struct ImputationLayout: Sendable {
  /// One variable.
  struct Variable: Sendable {
    let kind: IncompleteVariable.Kind
    let mean: Double
    let deviation: Double
    /// Rows by cluster, standardised; 0 where missing.
    let values: [Double]
    /// Codes by row for a latent variable, 0 where missing; empty for a continuous one.
    let codes: [UInt8]
    /// Rows without a value, ascending.
    let missing: [Int]
    /// `missingStarts[g] ..< missingStarts[g + 1]` are the positions among `missing` of cluster *g*.
    let missingStarts: [Int]
    /// Positions among `missing`, in order of the given rows.
    let missingAsGiven: [Int]
    /// Rows with a value, ascending.
    let observed: [Int]
    /// Observed rows of each cluster.
    let observedCounts: [Int]
    /// The distinct positive numbers of observed rows, ascending.
    let sizes: [Int]
    /// Position of each cluster's number among `sizes`; −1 without observed rows.
    let sizeClasses: [Int]

    var observedCount: Int { observed.count }
    var isLatent: Bool { kind != .continuous }
  }

  let rowCount: Int
  let byCluster: RowsByCluster
  let variables: [Variable]

  init(_ given: [IncompleteVariable], clusters: [Int]) throws(BalancingError) {
    let byCluster = RowsByCluster(clusters)
    rowCount = clusters.count
    self.byCluster = byCluster
    var variables: [Variable] = []
    for variable in given {
      try checkLength(variable.values.count, of: variable.name, clusters.count)
      try variable.check()
      variables.append(Variable(variable, byCluster))
    }
    self.variables = variables
    for (variable, laidOut) in zip(given, variables) where !laidOut.missing.isEmpty {
      let required = 2 * given.count + 2
      guard laidOut.observedCount >= required else {
        throw .tooFewObserved(variable: variable.name, found: laidOut.observedCount, required: required)
      }
    }
  }
}

extension ImputationLayout.Variable {
  fileprivate init(_ variable: IncompleteVariable, _ rows: RowsByCluster) {
    let sorted = rows.order.map { variable.values[$0] }
    let observed = sorted.indices.filter { !sorted[$0].isNaN }
    let mean = observed.reduce(0) { $0 + sorted[$1] } / Double(observed.count)
    let squares = observed.reduce(0) { $0 + (sorted[$1] - mean) * (sorted[$1] - mean) }
    let deviation = squares > 0 ? (squares / Double(observed.count)).squareRoot() : 1
    kind = variable.kind
    self.mean = mean
    self.deviation = deviation
    values = sorted.map { $0.isNaN ? 0 : ($0 - mean) / deviation }
    codes = variable.kind == .continuous ? [] : sorted.map { $0.isNaN ? 0 : UInt8($0) }
    self.observed = observed
    let missing = sorted.indices.filter { sorted[$0].isNaN }
    self.missing = missing
    missingAsGiven = missing.indices.sorted { rows.order[missing[$0]] < rows.order[missing[$1]] }
    var counts = [Int](repeating: 0, count: rows.clusterCount)
    for row in observed { counts[rows.clusterOfRow[row]] += 1 }
    missingStarts = counts.indices.reduce(into: [0]) { starts, cluster in
      starts.append(starts[cluster] + Int(rows.sizes[cluster]) - counts[cluster])
    }
    let sizes = Set(counts).subtracting([0]).sorted()
    observedCounts = counts
    self.sizes = sizes
    sizeClasses = counts.map { sizes.firstIndex(of: $0) ?? -1 }
  }
}
