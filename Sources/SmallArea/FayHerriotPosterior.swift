import Foundation

/// The Fay–Herriot model without covariates as a posterior distribution: what areas, their mean and the variance between
/// them could be, given their direct estimates.
///
/// A fitted model takes its estimate of the variance *A* between areas for the truth. With twenty areas it is not: where
/// a fit finds 0, areas may differ as much as their errors, and where it finds much, by half of that. Whoever draws areas
/// to rank them needs draws that share this doubt: in a draw with a small *A* all areas lie close together, and their
/// order is open.
///
/// The prior is Jeffreys': flat in the mean, and √Σ(*A* + *D*)⁻² in *A*. It does not depend on the scale on which a
/// variance is thought of, and makes neither large nor small differences likely. (A prior flat in *A* gives intervals
/// that are on the safe side, one flat in the shrinkage such that are not.) The posterior density of *A* is prior ×
/// restricted likelihood, integrated by `VarianceQuadrature`.
///
/// **Source.** Morris (1983), doi:10.1080/01621459.1983.10477920; Datta, Rao & Smith (2005), doi:10.1093/biomet/92.1.183;
/// Rao & Molina (2015), ch. 10. Verified to 1e-8 against adaptive quadrature in 25 digits.
public struct FayHerriotPosterior: Sendable {
  /// One area, in units of the direct estimates.
  public struct AreaEstimate: Sendable, Equatable {
    public let area: String
    /// Posterior mean.
    public let estimate: Double
    /// Posterior standard deviation.
    public let standardError: Double
    /// Mean weight of the direct estimate, in [0, 1].
    public let shrinkage: Double
    /// The direct estimate and its sampling variance on the scale of the model.
    fileprivate let direct: Double
    fileprivate let variance: Double
  }

  /// The variance between areas and their mean in one draw, on the scale of the model.
  package struct Draw: Sendable {
    fileprivate var modelVariance: Double
    fileprivate var mean: Double
    fileprivate var scale: Scale

    /// An area in this draw, for a standard normal deviate of its own.
    package func value(of area: AreaEstimate, deviate: Double) -> Double {
      let shrinkage = modelVariance / (modelVariance + area.variance)
      let point = shrinkage * area.direct + (1 - shrinkage) * mean
      return scale.value(at: point + (shrinkage * area.variance).squareRoot() * deviate)
    }
  }

  /// A value of *A* with its posterior probability, and the mean given it.
  private struct Node {
    var modelVariance: Double
    var mean: Double
    var meanVariance: Double
    var logDensity: Double
    var probability = 0.0
  }

  private let scale: Scale
  private let nodes: [Node]
  /// Sums of the nodes' probabilities.
  private let cumulative: [Double]
  /// One per observation, in the order given.
  public let areaEstimates: [AreaEstimate]

  /// Fewest areas for which there is a posterior: its density falls as *A* to the power −(*m* + 1) / 2.
  public static let fewestAreas = 2
  private static let cellCount = 128

  /// Integrates the posterior of areas that have any values.
  ///
  /// - Parameter areas: At least two areas with a direct estimate and a positive variance; covariates are not used.
  /// - Throws: `SmallAreaError` for too few areas, a repeated area, a variance that is not positive or a number that is
  ///   not finite.
  /// - Complexity: O(*m*) for each of 256 values of *A*.
  public init(_ areas: [AreaObservation]) throws(SmallAreaError) {
    try self.init(areas, .identity)
  }

  /// Integrates the posterior of shares, on the scale arcsin √p, on which the variance of an area does not depend on what
  /// its share is: a region seen with many children at level I by chance is seen with a large error.
  ///
  /// - Parameter shares: At least two.
  /// - Throws: `SmallAreaError` for too few areas, a repeated area or a value that is no share.
  public init(shares: [EffectiveShare]) throws(SmallAreaError) {
    try shares.check(required: Self.fewestAreas)
    try self.init(shares.map(Self.observation), .arcsine)
  }

  private init(_ areas: [AreaObservation], _ scale: Scale) throws(SmallAreaError) {
    guard areas.count >= Self.fewestAreas else {
      throw .tooFewAreas(found: areas.count, required: Self.fewestAreas)
    }
    try areas.check(coefficientCount: 1)
    let nodes = try Self.nodes(areas)
    self.scale = scale
    self.nodes = nodes
    cumulative = nodes.reduce(into: []) { $0.append(($0.last ?? 0) + $1.probability) }
    areaEstimates = areas.map { Self.estimate($0, nodes, scale) }
  }

  /// The variance and mean of one draw.
  ///
  /// - Parameters:
  ///   - quantile: Where in the posterior distribution of the variance the draw lies, in [0, 1).
  ///   - deviate: Standard normal deviate of the mean.
  /// - Returns: What all areas of the draw share.
  package func draw(quantile: Double, deviate: Double) -> Draw {
    let node = nodes[VarianceQuadrature.position(quantile: quantile, cumulative: cumulative)]
    return Draw(
      modelVariance: node.modelVariance, mean: node.mean + node.meanVariance.squareRoot() * deviate, scale: scale)
  }

  /// Anscombe's form, whose variance is nearly constant also where only a few are expected.
  private static func observation(_ share: EffectiveShare) -> AreaObservation {
    let ratio = (share.successes + 3 / 8) / (share.effectiveSize + 3 / 4)
    return AreaObservation(
      area: share.area, direct: asin(ratio.squareRoot()), variance: 1 / (4 * share.effectiveSize + 2))
  }

  private static func nodes(_ areas: [AreaObservation]) throws(SmallAreaError) -> [Node] {
    let width = width(areas)
    guard width.isFinite else { throw .extremeValues }
    var nodes = VarianceQuadrature.points(width: width, cellCount: Self.cellCount).map { node(areas, at: $0) }
    guard let probabilities = VarianceQuadrature.probabilities(nodes.map(\.logDensity)) else { throw .extremeValues }
    for index in nodes.indices { nodes[index].probability = probabilities[index] }
    return nodes
  }

  /// *c*: sampling variance plus the spread of direct estimates, so that the bulk of the posterior lies inside (0, 1).
  private static func width(_ areas: [AreaObservation]) -> Double {
    let count = Double(areas.count)
    let mean = areas.reduce(0) { $0 + $1.direct } / count
    return areas.reduce(0) { $0 + $1.variance + ($1.direct - mean) * ($1.direct - mean) } / count
  }

  /// log of prior × restricted likelihood × weight at one value of *A*.
  private static func node(_ areas: [AreaObservation], at point: VarianceQuadrature.Point) -> Node {
    let A = point.variance
    var (weight, squaredWeight, weighted, logs) = (0.0, 0.0, 0.0, 0.0)
    for area in areas {
      let w = 1 / (A + area.variance)
      weight += w
      squaredWeight += w * w
      weighted += w * area.direct
      logs += log(w)
    }
    let mean = weighted / weight
    let squares = areas.reduce(0) { $0 + ($1.direct - mean) * ($1.direct - mean) / (A + $1.variance) }
    return Node(
      modelVariance: A, mean: mean, meanVariance: 1 / weight,
      logDensity: point.logWeight + 0.5 * (log(squaredWeight) + logs - log(weight) - squares))
  }

  /// Mean and variance of a mixture, one part per value of *A*.
  private static func estimate(_ area: AreaObservation, _ nodes: [Node], _ scale: Scale) -> AreaEstimate {
    var (mean, square, weight) = (0.0, 0.0, 0.0)
    for node in nodes {
      let shrinkage = node.modelVariance / (node.modelVariance + area.variance)
      let moments = scale.moments(
        mean: shrinkage * area.direct + (1 - shrinkage) * node.mean,
        variance: shrinkage * area.variance + (1 - shrinkage) * (1 - shrinkage) * node.meanVariance)
      mean += node.probability * moments.mean
      square += node.probability * moments.square
      weight += node.probability * shrinkage
    }
    return AreaEstimate(
      area: area.area, estimate: mean, standardError: max(0, square - mean * mean).squareRoot(), shrinkage: weight,
      direct: area.direct, variance: area.variance)
  }
}

/// The scale of the model, and the way back from it.
private enum Scale {
  case identity
  /// arcsin √p. The way back is sin², also beyond the ends of the scale, where it turns back into [0, 1].
  case arcsine

  func value(at point: Double) -> Double {
    switch self {
    case .identity: point
    case .arcsine: (1 - cos(2 * point)) / 2
    }
  }

  /// Mean, and mean square, of the value at a normal point.
  func moments(mean: Double, variance: Double) -> (mean: Double, square: Double) {
    switch self {
    case .identity: return (mean, variance + mean * mean)
    case .arcsine:
      let cosine = exp(-2 * variance) * cos(2 * mean)
      let squaredCosine = (1 + exp(-8 * variance) * cos(4 * mean)) / 2
      return ((1 - cosine) / 2, (1 - 2 * cosine + squaredCosine) / 4)
    }
  }
}
