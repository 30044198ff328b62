/// Number of connected parts of two factors, their levels joined wherever they share a row, and one level of the
/// second factor from each part.
///
/// The indicators of two factors have as many dependencies as connected parts.
///
/// - Complexity: O(rows) but for a factor that grows slower than any logarithm.
///
/// **Source.** Abowd, Creecy & Kramarz (2002), Census Bureau TP-2002-06.
struct ConnectedParts {
  let count: Int
  /// One occurring level of the second factor per part.
  let representatives: [Int]

  /// Finds the parts; levels without a row belong to none.
  init(_ first: FactorCodes, _ second: FactorCodes) {
    var parents = Array(0..<Int32(first.levelCount + second.levelCount))
    var occurs = [Bool](repeating: false, count: second.levelCount)
    let offset = Int32(first.levelCount)
    for (one, other) in zip(first.codes, second.codes) {
      occurs[Int(other)] = true
      let (a, b) = (Self.root(of: one, &parents), Self.root(of: other + offset, &parents))
      if a != b { parents[Int(max(a, b))] = min(a, b) }
    }
    var seen: Set<Int32> = []
    representatives = (0..<second.levelCount).filter {
      occurs[$0] && seen.insert(Self.root(of: Int32($0) + offset, &parents)).inserted
    }
    count = representatives.count
  }

  /// The smallest level of the part, with the path to it halved.
  private static func root(of level: Int32, _ parents: inout [Int32]) -> Int32 {
    var level = level
    while parents[Int(level)] != level {
      parents[Int(level)] = parents[Int(parents[Int(level)])]
      level = parents[Int(level)]
    }
    return level
  }
}
