/// How p-values are adjusted when a family of hypotheses is tested together.
///
/// Holm, Hochberg, Hommel and Bonferroni bound the chance of any false rejection; Benjamini–Hochberg and
/// Benjamini–Yekutieli bound the expected share of false ones among the rejections. Holm needs no assumption and is
/// never less powerful than Bonferroni. An adjusted value is compared with the level itself.
///
/// **Source.** Holm (1979); Hochberg (1988); Hommel (1988); Benjamini & Hochberg (1995); Benjamini & Yekutieli (2001).
/// Verified to 1e-10 relative against R's `p.adjust`.
public enum Multiplicity: String, Sendable, Codable, CaseIterable {
  case none
  case bonferroni
  case holm
  case hochberg
  case hommel
  case benjaminiHochberg = "benjamini_hochberg"
  case benjaminiYekutieli = "benjamini_yekutieli"

  /// Adjusts a family of p-values.
  ///
  /// - Parameter pValues: In [0, 1], any order; `nil` or NaN is absent and does not count towards the family.
  /// - Returns: Adjusted values in [0, 1] at the same positions, `nil` where the p-value was absent.
  /// - Complexity: O(*m* log *m*) for *m* p-values; O(*m*²) for Hommel.
  public func adjusted(_ pValues: [Double?]) -> [Double?] {
    let present = pValues.indices.filter { pValues[$0].map { !$0.isNaN } ?? false }
    let ascending = present.sorted { (pValues[$0] ?? 0, $0) < (pValues[$1] ?? 0, $1) }
    let adjusted = adjusted(ascending: ascending.compactMap { pValues[$0] })
    var result = [Double?](repeating: nil, count: pValues.count)
    for (index, value) in zip(ascending, adjusted) { result[index] = value }
    return result
  }

  private func adjusted(ascending p: [Double]) -> [Double] {
    let m = Double(p.count)
    let ranks = p.indices.map { Double($0 + 1) }
    switch self {
    case .none: return p
    case .bonferroni: return p.map { min(1, m * $0) }
    case .holm: return runningMaximum(zip(p, ranks).map { (m - $1 + 1) * $0 })
    case .hochberg: return minimumFromTheEnd(zip(p, ranks).map { (m - $1 + 1) * $0 })
    case .hommel: return hommel(ascending: p)
    case .benjaminiHochberg: return minimumFromTheEnd(zip(p, ranks).map { m / $1 * $0 })
    case .benjaminiYekutieli:
      let harmonic = ranks.reduce(0) { $0 + 1 / $1 }
      return minimumFromTheEnd(zip(p, ranks).map { harmonic * m / $1 * $0 })
    }
  }

  private func runningMaximum(_ values: [Double]) -> [Double] {
    var largest = 0.0
    return values.map { value in
      largest = max(largest, value)
      return min(1, largest)
    }
  }

  private func minimumFromTheEnd(_ values: [Double]) -> [Double] {
    var smallest = 1.0
    let reversed = values.reversed().map { value in
      smallest = min(smallest, value)
      return smallest
    }
    return reversed.reversed()
  }

  /// Hommel's adjusted values by Wright's (1992) algorithm: the largest Simes bound over the subfamilies.
  private func hommel(ascending p: [Double]) -> [Double] {
    let m = p.count
    var adjusted = p
    for size in stride(from: m, to: 1, by: -1) {
      // Of `size` hypotheses the `size − 1` largest p-values are certain to belong to the family.
      let tail = p[(m - size + 1)...]
      let bound = zip(tail, 2...size).map { Double(size) * $0 / Double($1) }.min() ?? 1
      for index in p.indices {
        adjusted[index] = max(adjusted[index], min(bound, Double(size) * p[min(index, m - size)]))
      }
    }
    return adjusted.map { min(1, $0) }
  }
}
