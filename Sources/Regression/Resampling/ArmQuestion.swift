internal import Findings
internal import Moments

/// A question about a treatment that was given to whole clusters: where its parts stand in the moments.
struct ArmQuestion {
  /// Positions among the terms of the columns that do not depend on the arm.
  let base: [Int]
  /// Positions among the terms of the exposures; `nil` stands for the constant 1.
  let exposures: [Int?]
  /// Which exposure's treated column is tested.
  let tested: Int
  /// Values of the arm's column in the control and the experimental arm.
  let levels: (control: Double, experimental: Double)
  let assignment: ArmAssignment
  /// What the tested coefficient is called.
  let term: String

  /// The name that stands for the constant 1 among exposures.
  static let constant = "(Intercept)"

  /// Takes the question as it is asked of moments that do not hold treated columns.
  init(
    _ moments: ClusterMoments, _ assignment: ArmAssignment, exposures: [String], tested: String
  ) throws(EstimationError) {
    let terms = moments.columns.terms.map(\.name)
    var positions: [Int?] = []
    for exposure in exposures {
      let position = terms.firstIndex(of: exposure)
      guard exposure == Self.constant || position != nil else { throw .termNotEstimated(term: exposure) }
      positions.append(exposure == Self.constant ? nil : position)
    }
    guard let tested = exposures.firstIndex(of: tested) else { throw .termNotEstimated(term: tested) }
    base = Array(terms.indices)
    self.exposures = positions
    self.tested = tested
    levels = (0, 1)
    self.assignment = assignment
    term = exposures[tested] == Self.constant ? "arm" : "arm:\(exposures[tested])"
  }

  /// Takes a term of the moments that is constant in every cluster as the arm.
  init(
    _ moments: ClusterMoments, response: Int, term: String, strata: [String: String]
  ) throws(EstimationError) {
    let terms = moments.columns.terms.map(\.name)
    guard let column = terms.firstIndex(of: term) else { throw .termNotEstimated(term: term) }
    if let other = terms.first(where: { $0 != term && $0.split(separator: ":").contains(Substring(term)) }) {
      throw .termInInteraction(term: term, interaction: other)
    }
    let products = moments.products(response: response)
    guard products.count >= 2 else { throw .tooFewClusters(found: products.count, required: 2) }
    var values: [String: Double] = [:]
    for (name, product) in zip(moments.clusterNames(response: response), products) {
      guard !product.varies(column) else { throw .termVariesWithinCluster(term: term, cluster: name) }
      values[name] = product.mean[column]
    }
    let distinct = Self.distinct(Array(values.values))
    guard distinct.count == 2 else { throw .notTwoArms(term: term, valueCount: distinct.count) }
    base = terms.indices.filter { $0 != column }
    exposures = [nil]
    tested = 0
    levels = (distinct[0], distinct[1])
    let border = 0.5 * (distinct[0] + distinct[1])
    assignment = ArmAssignment(isExperimental: values.mapValues { $0 > border }, strata: strata)
    self.term = term
  }

  /// The different values, ascending; means of a constant differ by rounding.
  private static func distinct(_ values: [Double]) -> [Double] {
    let largest = values.reduce(0) { max($0, abs($1)) }
    var result: [Double] = []
    for value in values.sorted() {
      if let last = result.last, value - last <= 1e-12 * largest { continue }
      result.append(value)
    }
    return result
  }

  /// The arms of clusters, in their order.
  func arms(_ clusters: [String]) throws(EstimationError) -> [Bool] {
    var arms: [Bool] = []
    for name in clusters {
      guard let arm = assignment.isExperimental[name] else { throw .armUnknown(cluster: name) }
      arms.append(arm)
    }
    let experimentalCount = arms.count { $0 }
    guard experimentalCount > 0 else { throw .tooFewClustersInArm(isExperimental: true, found: 0, required: 1) }
    guard experimentalCount < arms.count else {
      throw .tooFewClustersInArm(isExperimental: false, found: 0, required: 1)
    }
    return arms
  }
}
