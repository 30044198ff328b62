public import Findings
public import Moments

/// Shares of moves between levels from one wave to another, among children observed at both.
///
/// A child rises, stays or falls; those who could not rise because they began at the highest level count as staying.
/// Compare arms by the rows, which hold the starting level fixed.
public struct TransitionShares: Sendable, Codable, Equatable {
  /// Level of the intervals, in (0, 1).
  public var confidenceLevel: Double

  /// Creates a specification.
  public init(confidenceLevel: Double = 0.95) {
    precondition(confidenceLevel > 0 && confidenceLevel < 1, "confidence level \(confidenceLevel)")
    self.confidenceLevel = confidenceLevel
  }

  /// Describes one stratum.
  ///
  /// - Parameters:
  ///   - counts: Moves per stratum and cluster.
  ///   - stratum: The stratum to describe, named as when it was counted.
  /// - Returns: The table, its row shares, and the shares that rose, stayed and fell.
  /// - Throws: `MovementError.noObservations` when the stratum holds no child.
  public func fit(_ counts: TransitionCounts, stratum: String) throws(MovementError) -> TransitionSharesFit {
    let clusters = counts.clusters(of: stratum)
    guard let rose = share(of: clusters, where: { $0 < $1 }), let stayed = share(of: clusters, where: { $0 == $1 }),
      let fell = share(of: clusters, where: { $0 > $1 })
    else { throw .noObservations(stratum: stratum) }
    let levels = 1...counts.levelCount
    let rows = levels.map { from in levels.map { to in rowShare(of: clusters, from: from, to: to) } }
    return TransitionSharesFit(
      table: counts.table(of: stratum), rows: rows, rose: rose, stayed: stayed, fell: fell,
      warnings: fewClusterWarnings(clusterCount: rose.clusterCount))
  }

  private func rowShare(of clusters: [TransitionTable], from: Int, to: Int) -> ClusteredShare? {
    ClusteredShare(
      clusters.map { ($0[from, to], $0.rowTotals[from - 1]) }, confidenceLevel: confidenceLevel)
  }

  private func share(of clusters: [TransitionTable], where isCounted: (Int, Int) -> Bool) -> ClusteredShare? {
    ClusteredShare(
      clusters.map { ($0.count(where: isCounted), $0.total) }, confidenceLevel: confidenceLevel)
  }
}

extension TransitionTable {
  /// Children whose move from one level to another is wanted.
  fileprivate func count(where isCounted: (Int, Int) -> Bool) -> Int {
    var count = 0
    for from in 1...levelCount {
      for to in 1...levelCount where isCounted(from, to) { count += self[from, to] }
    }
    return count
  }
}

/// Moves between levels in one stratum.
public struct TransitionSharesFit: Sendable, Codable, Equatable {
  /// Counts: rows are the level at the first wave, columns at the second.
  public let table: TransitionTable
  /// Of the children who began at the row's level, the share that ended at the column's; `nil` in a row without children.
  public let rows: [[ClusteredShare?]]
  /// Children who ended at a higher level than they began at.
  public let rose: ClusteredShare
  /// Children who ended at the level they began at.
  public let stayed: ClusteredShare
  /// Children who ended at a lower level than they began at.
  public let fell: ClusteredShare
  public let warnings: [FindingWarning]

  /// Children observed at both waves.
  public var observationCount: Int { table.total }

  /// Clusters that hold an observed child.
  public var clusterCount: Int { rose.clusterCount }

  /// Shares of children at each level at the first wave, lowest first.
  public var startShares: [Double] { table.rowTotals.map { Double($0) / Double(table.total) } }

  /// Shares of the same children at each level at the second wave, lowest first.
  public var endShares: [Double] { table.columnTotals.map { Double($0) / Double(table.total) } }
}
