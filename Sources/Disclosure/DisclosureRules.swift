public import Findings

/// When a number may leave: the minima that the plan sets.
public struct DisclosureRules: Sendable, Equatable {
  /// Fewest children of a released cell.
  public let minimumCell: Int
  /// Fewest preschools of a released cell.
  public let minimumPreschools: Int
  /// Fewest children of a cell inside an authority's own scope.
  public let ownScopeMinimum: Int

  /// Creates rules from the three minima.
  public init(minimumCell: Int, minimumPreschools: Int, ownScopeMinimum: Int) {
    self.minimumCell = minimumCell
    self.minimumPreschools = minimumPreschools
    self.ownScopeMinimum = ownScopeMinimum
  }

  /// The rules that a pilot's plan sets.
  public init(_ pilot: PilotFacts) {
    self.init(
      minimumCell: pilot.minimumCell, minimumPreschools: pilot.minimumPreschools,
      ownScopeMinimum: pilot.ownScopeMinimum)
  }

  /// Rows with fewer children than this may not show an empty or a full cell.
  ///
  /// An empty or a full cell says something about every child of the row (group disclosure); in a row of five times
  /// the minimum it no longer singles anybody out.
  var smallRowLimit: Int { 5 * minimumCell }

  /// Whether a number of children is too small to be shown; zero is not.
  func isSmall(_ children: Int) -> Bool { children > 0 && children < minimumCell }

  /// Whether too few children or preschools stand behind a cell; an empty cell is not unsafe.
  func isUnsafe(_ counts: Counts) -> Bool {
    isSmall(counts.children) || (counts.preschools > 0 && counts.preschools < minimumPreschools)
  }

  /// Whether a cell of a row is unsafe: small, or empty or full in a small row.
  func isUnsafe(cell: Int, inRowOf total: Int) -> Bool {
    isSmall(cell) || (total > 0 && total < smallRowLimit && (cell == 0 || cell == total))
  }

  /// Positions of the unsafe parts of a whole, and of the next smallest ones until two are hidden that reach the minima
  /// together; `nil` for a part without counts.
  ///
  /// Parts that overlap may be the same children twice: one of those hidden then reaches the minima by itself.
  func hiddenParts(_ parts: [Counts?], overlap: Bool = false) -> Set<Int> {
    let children = parts.map { $0?.children ?? 0 }
    var hidden = Set(parts.indices.filter { parts[$0].map(isUnsafe) ?? false })
    guard !hidden.isEmpty else { return [] }
    let bySize = parts.indices.filter { children[$0] > 0 && !hidden.contains($0) }
      .sorted { (children[$0], $0) < (children[$1], $1) }
    for next in bySize {
      let together = hidden.compactMap { parts[$0] }
      if hidden.count >= 2, overlap ? !together.allSatisfy(isUnsafe) : reachMinima(together) { break }
      hidden.insert(next)
    }
    return hidden
  }

  private func reachMinima(_ parts: [Counts]) -> Bool {
    parts.reduce(0) { $0 + $1.children } >= minimumCell
      && parts.reduce(0) { $0 + $1.preschools } >= minimumPreschools
  }
}
