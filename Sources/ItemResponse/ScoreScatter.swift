internal import LinearAlgebra
internal import Moments

/// Derivatives of the joint density of answers and ability at the nodes, one per parameter.
struct ScoreTables: Sendable {
  private struct Score {
    /// The item whose answers it depends on, or the group whose persons.
    let source: Int
    let isOfItem: Bool
    let start: Int
  }

  let nodeCount: Int
  /// Posterior weights below this share of the largest are left out of covariances.
  let negligibleShare: Double
  private var scores: [Score] = []
  private var values: [Double] = []

  init(nodeCount: Int, negligibleShare: Double) {
    self.nodeCount = nodeCount
    self.negligibleShare = negligibleShare
  }

  var count: Int { scores.count }

  /// Appends the derivative of a parameter of an item: nodes × its categories.
  mutating func append(item: Int, _ derivative: [Double]) {
    scores.append(Score(source: item, isOfItem: true, start: values.count))
    values += derivative
  }

  /// Appends the derivative of a parameter of a group: one value per node.
  mutating func append(group: Int, _ derivative: [Double]) {
    scores.append(Score(source: group, isOfItem: false, start: values.count))
    values += derivative
  }

  /// Calls the body with each parameter's values for one pattern; `nil` where the pattern does not depend on it.
  fileprivate func forEach(
    _ codes: ArraySlice<UInt8>, group: Int, _ body: (Int, UnsafePointer<Double>?) -> Void
  ) {
    values.withUnsafeBufferPointer { values in
      scores.withUnsafeBufferPointer { scores in
        codes.withUnsafeBufferPointer { codes in
          for index in scores.indices {
            let score = scores[index]
            let code = score.isOfItem ? codes[score.source] : (score.source == group ? 0 : ItemResponses.missing)
            body(
              index,
              code == ItemResponses.missing ? nil : values.baseAddress! + score.start + Int(code) * nodeCount)
          }
        }
      }
    }
  }
}

/// Deviations of the derivatives from their posterior means, weighted: their cross-product is the sum of covariances.
struct ScoreScatter {
  private let capacity: Int
  private let nodeCount: Int
  private var rowCount = 0
  /// Rows (pattern × node) × parameters, each column with room for `capacity` rows.
  private var rows: [Double]

  init(_ tables: ScoreTables) {
    nodeCount = tables.nodeCount
    capacity = max(768, tables.nodeCount)
    rows = [Double](repeating: 0, count: tables.count * capacity)
  }

  var isFull: Bool { rowCount + nodeCount > capacity }

  /// Adds the rows of one pattern.
  ///
  /// - Parameters:
  ///   - posterior: Posterior weights of the nodes, times persons.
  ///   - range: Nodes whose weights are not 0.
  ///   - codes: The pattern's categories.
  ///   - group: The pattern's group.
  ///   - tables: Derivatives at the nodes.
  mutating func add(
    _ posterior: [Double], _ range: Range<Int>, _ codes: ArraySlice<UInt8>, group: Int, _ tables: ScoreTables
  ) {
    let least = (posterior[range].max() ?? 0) * tables.negligibleShare
    guard let first = range.first(where: { posterior[$0] > least }),
      let last = range.last(where: { posterior[$0] > least })
    else { return }
    let count = last - first + 1
    let total = posterior[first...last].reduce(0, +)
    let roots = posterior[first...last].map { $0.squareRoot() }
    rows.withUnsafeMutableBufferPointer { rows in
      posterior.withUnsafeBufferPointer { posterior in
        roots.withUnsafeBufferPointer { roots in
          let weights = posterior.baseAddress! + first
          let start = rows.baseAddress! + rowCount
          tables.forEach(codes, group: group) { index, values in
            let target = start + index * capacity
            guard let source = values.map({ $0 + first }) else {
              return target.update(repeating: 0, count: count)
            }
            let mean = product(weights, source, count) / total
            for q in 0..<count { target[q] = roots[q] * (source[q] - mean) }
          }
        }
      }
    }
    rowCount += count
  }

  fileprivate mutating func addProduct(to matrix: inout SymmetricMatrix) {
    rows.withUnsafeBufferPointer { matrix.addGram(columns: $0, rowCount: rowCount, stride: capacity) }
    rowCount = 0
  }
}

/// The inner product, in four sums that a processor can work on at once.
@inline(__always)
private func product(_ first: UnsafePointer<Double>, _ second: UnsafePointer<Double>, _ count: Int) -> Double {
  var sums = SIMD4<Double>.zero
  var index = 0
  while index &+ 4 <= count {
    sums +=
      SIMD4(first[index], first[index &+ 1], first[index &+ 2], first[index &+ 3])
      * SIMD4(second[index], second[index &+ 1], second[index &+ 2], second[index &+ 3])
    index &+= 4
  }
  var sum = (sums[0] + sums[1]) + (sums[2] + sums[3])
  while index < count {
    sum += first[index] * second[index]
    index &+= 1
  }
  return sum
}

extension SymmetricMatrix {
  /// Adds the cross-product of the rows, which are then forgotten.
  mutating func addRows(of scatter: inout ScoreScatter) { scatter.addProduct(to: &self) }
}
