internal import Foundation
internal import LinearAlgebra
internal import Moments
internal import Tabular

/// Sums over persons of what their answers say about abilities: the expectation step.
///
/// Notation: *w* is the posterior probability of a node given a pattern, *S* the derivative of the logarithm of the
/// joint density of answers and ability. Derivatives of the marginal likelihood are sums of E[S]; its second derivatives
/// add Cov[S] to those of the joint density (Louis 1982).
struct PatternPosteriors: Sendable {
  /// Marginal log-likelihood.
  private(set) var value = 0.0
  /// Nodes × combinations of answers: expected persons.
  private(set) var counts: [Double]
  /// Nodes × groups: expected persons.
  private(set) var persons: [Double]
  /// Sum over persons of the posterior covariance of S; `nil` when it was not asked for.
  private(set) var scoreCovariance: SymmetricMatrix?
  /// Per pattern: the nodes whose weights are not 0.
  private(set) var supports: [Range<Int>] = []

  /// Sums that are asked for at a point.
  struct Tables: Sendable {
    let nodeCount: Int
    /// Nodes × combinations of answers: logarithms of probabilities.
    let logProbabilities: [Double]
    /// Nodes × groups: logarithms of densities times the spacing.
    let logWeights: [Double]
    let groupCount: Int
    /// Derivatives of the joint density, one per parameter; empty when no covariance is asked for.
    let scores: ScoreTables
    /// Nodes where each pattern's weights are expected to matter, which is checked; empty when nothing is known.
    let supports: [Range<Int>]
  }

  /// Posterior weights below this share of the largest are left out.
  private static let negligibleLogWeight = -37.0
  private static let patternsPerTask = 1024

  init(_ problem: SlopeProblem, _ tables: Tables) {
    let taskCount = (problem.patternCount + Self.patternsPerTask - 1) / Self.patternsPerTask
    let parts = concurrentMap(taskCount) { task in
      let start = task * Self.patternsPerTask
      return PatternPosteriors(problem, tables, start..<min(start + Self.patternsPerTask, problem.patternCount))
    }
    self.init(empty: tables)
    for part in parts { add(part) }
  }

  private init(empty tables: Tables) {
    counts = [Double](repeating: 0, count: tables.logProbabilities.count)
    persons = [Double](repeating: 0, count: tables.nodeCount * tables.groupCount)
    scoreCovariance = tables.scores.count == 0 ? nil : SymmetricMatrix(order: tables.scores.count)
  }

  private mutating func add(_ part: PatternPosteriors) {
    value += part.value
    for index in counts.indices { counts[index] += part.counts[index] }
    for index in persons.indices { persons[index] += part.persons[index] }
    if let other = part.scoreCovariance { scoreCovariance? += other }
    supports += part.supports
  }

  private init(_ problem: SlopeProblem, _ tables: Tables, _ patterns: Range<Int>) {
    self.init(empty: tables)
    var scatter = ScoreScatter(tables.scores)
    var posterior = [Double](repeating: 0, count: tables.nodeCount)
    for pattern in patterns {
      let columns = problem.bundles.columns[pattern * problem.bundles.count..<(pattern + 1) * problem.bundles.count]
      let group = problem.patterns.groupOfPattern[pattern]
      let persons = problem.patterns.personCounts[pattern]
      let expected = tables.supports.isEmpty ? 0..<tables.nodeCount : tables.supports[pattern]
      let support =
        weigh(columns, group, persons, tables, within: expected, &posterior)
        ?? weigh(columns, group, persons, tables, within: 0..<tables.nodeCount, &posterior) ?? expected
      supports.append(support)
      guard scoreCovariance != nil else { continue }
      if scatter.isFull { scoreCovariance?.addRows(of: &scatter) }
      scatter.add(posterior, support, problem.patterns.codes(ofPattern: pattern), group: group, tables.scores)
    }
    scoreCovariance?.addRows(of: &scatter)
  }

  /// Computes a pattern's posterior weights times persons, and counts them.
  ///
  /// The logarithm of a posterior is concave in both models: where it is negligible at the ends of a range it is so
  /// beyond.
  ///
  /// - Returns: The nodes whose weights are not negligible; `nil`, with nothing counted, when there are some outside the
  ///   range.
  private mutating func weigh(
    _ columns: ArraySlice<Int32>, _ group: Int, _ persons: Double, _ tables: Tables, within range: Range<Int>,
    _ posterior: inout [Double]
  ) -> Range<Int>? {
    posterior.withUnsafeMutableBufferPointer { weights in
      let w = weights.baseAddress!
      fill(w, columns, group, tables, range)
      var largest = -Double.infinity
      for q in range { largest = max(largest, w[q]) }
      let least = largest + Self.negligibleLogWeight
      var (first, last) = (range.lowerBound, range.upperBound - 1)
      if first > 0, w[first] > least { return nil }
      if last < tables.nodeCount - 1, w[last] > least { return nil }
      while w[first] <= least { first += 1 }
      while w[last] <= least { last -= 1 }
      var sum = 0.0
      for q in first...last {
        w[q] = exp(w[q] - largest)
        sum += w[q]
      }
      value += persons * (largest + log(sum))
      let scale = persons / sum
      for q in first...last { w[q] *= scale }
      count(w, columns, group, tables, first..<last + 1)
      return first..<last + 1
    }
  }

  /// Sums logarithms of density and probabilities.
  private func fill(
    _ w: UnsafeMutablePointer<Double>, _ columns: ArraySlice<Int32>, _ group: Int, _ tables: Tables, _ range: Range<Int>
  ) {
    tables.logWeights.withUnsafeBufferPointer { logs in
      let source = logs.baseAddress! + group * tables.nodeCount + range.lowerBound
      (w + range.lowerBound).update(from: source, count: range.count)
    }
    tables.logProbabilities.withUnsafeBufferPointer { logs in
      for column in columns {
        let source = logs.baseAddress! + Int(column) * tables.nodeCount + range.lowerBound
        addUp(source, to: w + range.lowerBound, count: range.count)
      }
    }
  }

  /// Adds weights to the expected persons of the group and of the pattern's categories.
  private mutating func count(
    _ w: UnsafePointer<Double>, _ columns: ArraySlice<Int32>, _ group: Int, _ tables: Tables, _ range: Range<Int>
  ) {
    persons.withUnsafeMutableBufferPointer { persons in
      let target = persons.baseAddress! + group * tables.nodeCount + range.lowerBound
      addUp(w + range.lowerBound, to: target, count: range.count)
    }
    counts.withUnsafeMutableBufferPointer { counts in
      for column in columns {
        let target = counts.baseAddress! + Int(column) * tables.nodeCount + range.lowerBound
        addUp(w + range.lowerBound, to: target, count: range.count)
      }
    }
  }
}

@inline(__always)
private func addUp(_ source: UnsafePointer<Double>, to sum: UnsafeMutablePointer<Double>, count: Int) {
  for index in 0..<count { sum[index] += source[index] }
}
