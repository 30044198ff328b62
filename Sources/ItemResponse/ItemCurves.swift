internal import Foundation
internal import LinearAlgebra

/// Slope and intercepts of one item: what the likelihood is concave in.
///
/// Graded response: the logit of reaching category *k* is aθ + d_k, with *d* falling. Generalised partial credit: the
/// logarithm of the odds of category *k* against the lowest is s_k aθ + d_k, with s_k the score points between them.
struct SlopeIntercepts: Sendable, Equatable {
  var slope: Double
  var intercepts: [Double]
  /// Score points above the lowest category, 0 first.
  let points: [Double]

  var parameterCount: Int { intercepts.count + 1 }
  var categoryCount: Int { intercepts.count + 1 }

  /// Mean and variance of the score points under probabilities of the categories.
  func scoreMoments(_ p: [Double]) -> (mean: Double, variance: Double) {
    let mean = zip(p, points).reduce(0) { $0 + $1.0 * $1.1 }
    return (mean, zip(p, points).reduce(0) { $0 + $1.0 * ($1.1 - mean) * ($1.1 - mean) })
  }

  /// Slope, then intercepts.
  subscript(index: Int) -> Double {
    get { index == 0 ? slope : intercepts[index - 1] }
    set {
      if index == 0 { slope = newValue } else { intercepts[index - 1] = newValue }
    }
  }
}

/// Logarithms of the category probabilities of one item at nodes, with their derivatives.
struct ItemCurves: Sendable {
  let parameters: SlopeIntercepts
  /// Nodes × categories.
  private(set) var logProbabilities: Matrix
  /// Per parameter (slope, intercepts): nodes × categories.
  private(set) var scores: [Matrix]

  init(_ parameters: SlopeIntercepts, family: SlopeModel.Family, nodes: [Double]) {
    self.parameters = parameters
    let zeros = Matrix(rowCount: nodes.count, columnCount: parameters.categoryCount)
    logProbabilities = zeros
    scores = [Matrix](repeating: zeros, count: parameters.parameterCount)
    switch family {
    case .gradedResponse: fillGraded(nodes)
    case .generalizedPartialCredit: fillPartialCredit(nodes)
    }
  }

  /// With x_k = aθ + d_k, P_c = σ(x_c) σ(−x_{c+1}) (1 − exp(x_{c+1} − x_c)): no difference of numbers near 1.
  private mutating func fillGraded(_ nodes: [Double]) {
    let thresholdCount = parameters.intercepts.count
    for (k, intercept) in parameters.intercepts.enumerated() {
      // Threshold k lies between the categories k and k + 1.
      let gap = k + 1 < thresholdCount ? intercept - parameters.intercepts[k + 1] : .infinity
      let (between, pull) = (log(-expm1(-gap)), 1 / expm1(gap))
      let pullBelow = k > 0 ? 1 / expm1(parameters.intercepts[k - 1] - intercept) : 0
      for (q, theta) in nodes.enumerated() {
        let logit = parameters.slope * theta + intercept
        let small = exp(-abs(logit))
        let (reached, missed) =
          logit > 0 ? (1 / (1 + small), small / (1 + small)) : (small / (1 + small), 1 / (1 + small))
        let tail = log1p(small)
        logProbabilities[q, k] += -max(logit, 0) - tail
        logProbabilities[q, k + 1] += min(logit, 0) - tail + between
        scores[0][q, k] -= theta * reached
        scores[0][q, k + 1] += theta * missed
        scores[k + 1][q, k] = -reached - pullBelow
        scores[k + 1][q, k + 1] = missed + pull
      }
    }
  }

  private mutating func fillPartialCredit(_ nodes: [Double]) {
    let (z, points) = ([0.0] + parameters.intercepts, parameters.points)
    var logits = z
    for (q, theta) in nodes.enumerated() {
      for c in z.indices { logits[c] = points[c] * parameters.slope * theta + z[c] }
      let largest = logits.max() ?? 0
      let logSum = largest + log(logits.reduce(0) { $0 + exp($1 - largest) })
      var mean = 0.0
      for c in z.indices {
        logProbabilities[q, c] = logits[c] - logSum
        mean += points[c] * exp(logits[c] - logSum)
      }
      for c in z.indices {
        scores[0][q, c] = theta * (points[c] - mean)
        for k in 1..<z.count { scores[k][q, c] = (c == k ? 1 : 0) - exp(logits[k] - logSum) }
      }
    }
  }
}

extension ItemCurves {
  /// The first derivatives of the expected log-likelihood of the item's answers.
  ///
  /// - Parameter counts: Nodes × categories: expected persons.
  /// - Returns: One per parameter.
  func gradient(_ counts: Matrix) -> [Double] {
    scores.map { score in zip(score.elements, counts.elements).reduce(0) { $0 + $1.0 * $1.1 } }
  }

  /// The negative second derivatives of the expected log-likelihood of the item's answers.
  func information(_ counts: Matrix, family: SlopeModel.Family, nodes: [Double]) -> SymmetricMatrix {
    switch family {
    case .gradedResponse: gradedInformation(counts, nodes)
    case .generalizedPartialCredit: partialCreditInformation(counts, nodes)
    }
  }

  /// −∂² log P_c / ∂x² is σ(x)σ(−x) for both its thresholds, and the gap between them adds exp(g)/(exp(g) − 1)².
  private func gradedInformation(_ counts: Matrix, _ nodes: [Double]) -> SymmetricMatrix {
    var information = SymmetricMatrix(order: parameters.parameterCount)
    for (k, intercept) in parameters.intercepts.enumerated() {
      var (plain, once, twice) = (0.0, 0.0, 0.0)
      for (q, theta) in nodes.enumerated() {
        let small = exp(-abs(parameters.slope * theta + intercept))
        let weight = (counts[q, k] + counts[q, k + 1]) * small / ((1 + small) * (1 + small))
        plain += weight
        once += weight * theta
        twice += weight * theta * theta
      }
      information[0, 0] += twice
      information[k + 1, 0] = once
      information[k + 1, k + 1] += plain
      guard k + 1 < parameters.intercepts.count else { continue }
      let pull = 1 / expm1(intercept - parameters.intercepts[k + 1])
      let stiffness = pull * (1 + pull) * counts.column(k + 1).reduce(0, +)
      information[k + 1, k + 1] += stiffness
      information[k + 2, k + 2] += stiffness
      information[k + 2, k + 1] = -stiffness
    }
    return information
  }

  /// The covariance of the score and of the indicators of the categories, for all persons at a node.
  private func partialCreditInformation(_ counts: Matrix, _ nodes: [Double]) -> SymmetricMatrix {
    let (categoryCount, points) = (parameters.categoryCount, parameters.points)
    var information = SymmetricMatrix(order: parameters.parameterCount)
    for (q, theta) in nodes.enumerated() {
      let p = (0..<categoryCount).map { exp(logProbabilities[q, $0]) }
      let persons = (0..<categoryCount).reduce(0) { $0 + counts[q, $1] }
      let (mean, variance) = parameters.scoreMoments(p)
      information[0, 0] += persons * theta * theta * variance
      for k in 1..<categoryCount {
        information[k, 0] += persons * theta * p[k] * (points[k] - mean)
        for l in 1...k { information[k, l] += persons * p[k] * ((k == l ? 1 : 0) - p[l]) }
      }
    }
    return information
  }
}
