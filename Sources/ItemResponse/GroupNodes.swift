import Foundation

/// The items and the distribution of one group at the nodes of its own grid.
struct GroupNodes: Sendable {
  let nodeCount: Int
  let nodes: [Double]
  /// Logarithm of density times step.
  let logWeights: [Double]
  /// θ − μ in units of σ.
  let standardized: [Double]
  let deviation: Double
  /// Probability of each coordinate's category: coordinates × nodes.
  let probabilities: [Double]
  /// Logarithm of each item's denominator Σ exp(k θ + c): items × nodes.
  let logDenominators: [Double]
  /// Sum of the logarithms over all items.
  let logDenominatorSum: [Double]

  init(_ data: CalibrationData, _ point: CalibrationPoint, group: Int, refinement: Double = 1) {
    let items = (0..<data.itemCount).map { data.parameters(ofItem: $0, intercepts: point.intercepts) }
    let (mean, deviation) = (point.means[group], exp(point.logDeviations[group]))
    let distribution = AbilityDistribution(group: "", mean: mean, variance: deviation * deviation)
    let reach = AbilityReach(items: items, model: .partialCredit, distribution: distribution)
    let grid = EvenGrid(covering: reach.interval, step: reach.step / refinement)
    let nodes = grid.nodes
    self.deviation = deviation
    self.nodes = nodes
    nodeCount = nodes.count
    standardized = nodes.map { ($0 - mean) / deviation }
    let logScale = log(grid.step / (deviation * (2 * .pi).squareRoot()))
    logWeights = standardized.map { logScale - 0.5 * $0 * $0 }
    (probabilities, logDenominators) = Self.tables(data, point.intercepts, nodes)
    var sum = [Double](repeating: 0, count: nodes.count)
    for item in 0..<data.itemCount {
      for node in nodes.indices { sum[node] += logDenominators[item * nodes.count + node] }
    }
    logDenominatorSum = sum
  }

  /// Probabilities and denominators, each category's term taken relative to the largest.
  private static func tables(
    _ data: CalibrationData, _ intercepts: [Double], _ nodes: [Double]
  ) -> (probabilities: [Double], logDenominators: [Double]) {
    let count = nodes.count
    var probabilities = [Double](repeating: 0, count: data.interceptCount * count)
    var logDenominators = [Double](repeating: 0, count: data.itemCount * count)
    probabilities.withUnsafeMutableBufferPointer { p in
      logDenominators.withUnsafeMutableBufferPointer { logs in
        for item in 0..<data.itemCount {
          let (start, end) = (data.starts[item], data.starts[item + 1])
          let scores = data.categories[item].map { Double($0) }
          for node in 0..<count {
            let theta = nodes[node]
            var largest = scores[0] * theta
            for k in start..<end {
              p[k * count + node] = scores[k - start + 1] * theta + intercepts[k]
              largest = max(largest, p[k * count + node])
            }
            var sum = exp(scores[0] * theta - largest)
            for k in start..<end {
              p[k * count + node] = exp(p[k * count + node] - largest)
              sum += p[k * count + node]
            }
            for k in start..<end { p[k * count + node] /= sum }
            logs[item * count + node] = largest + log(sum)
          }
        }
      }
    }
    return (probabilities, logDenominators)
  }
}

extension CalibrationData {
  /// The parameters of an item with given intercepts: δ_k = (c_{k−1} − c_k) / w.
  func parameters(ofItem item: Int, intercepts: [Double]) -> ItemParameters {
    var previous = 0.0
    let locations = (starts[item]..<starts[item + 1]).map { k in
      let step = k - starts[item]
      let location = (previous - intercepts[k]) / Double(categories[item][step + 1] - categories[item][step])
      previous = intercepts[k]
      return location
    }
    return ItemParameters(item: "", locations: locations, categories: categories[item])
  }
}
