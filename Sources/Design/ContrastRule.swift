/// How a factor enters a term.
enum FactorUse: Sendable, Equatable {
  /// Treatment contrasts: an indicator per level but the first.
  case contrasts
  /// An indicator per level.
  case indicators
}

/// Which factors of which terms get contrasts, by R's marginality rule.
///
/// A factor is coded by contrasts when the term without it is empty or contained in an earlier term; otherwise by
/// indicators. Without an intercept the first factor of the first term that has one is coded by indicators.
///
/// **Source.** Chambers & Hastie (1992), Statistical Models in S, section 2.4.1, in the reading of R's `model.matrix`.
///
/// - Parameters:
///   - terms: Variable indices, ascending.
///   - isFactor: One entry per variable.
///   - hasIntercept: Whether the model has one.
/// - Returns: For each term one entry per variable; those of numeric variables mean nothing.
func factorUses(terms: [[Int]], isFactor: [Bool], hasIntercept: Bool) -> [[FactorUse]] {
  var uses = terms.indices.map { index in
    terms[index].map { variable -> FactorUse in
      let margin = terms[index].filter { $0 != variable }
      let isCovered = margin.isEmpty || terms[..<index].contains { term in margin.allSatisfy(term.contains) }
      return isCovered ? .contrasts : .indicators
    }
  }
  guard !hasIntercept, let term = terms.firstIndex(where: { $0.contains { isFactor[$0] } }),
    let place = terms[term].firstIndex(where: { isFactor[$0] })
  else { return uses }
  uses[term][place] = .indicators
  return uses
}
