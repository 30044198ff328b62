import Probability

/// What effects of which a unit has several could be, as a posterior distribution: the directions of practice that a
/// group follows, two or three of seven.
///
/// The value of a unit *u* in cluster *c* is
///
///     y = μ + Σ w δ + ζ + ε,   δ ~ N(0, A),   ζ ~ N(0, σ²) by cluster,   ε ~ N(0, D) with D known,
///
/// where the memberships *w* of a unit add up to 1: a unit is as good as its memberships are on average. The variance *A*
/// between effects is not taken as known: its prior is Jeffreys', √Σ(λ / (1 + *A λ*))², its posterior density is prior ×
/// restricted likelihood, integrated by `VarianceQuadrature`. λ are the eigenvalues of the information about δ that is left
/// when μ is flat and unknown, in whose basis the effects are independent.
///
/// Effects are told against their own mean, because the units' mean takes up what they have in common.
///
/// **Source.** Browne, Goldstein & Rasbash (2001), doi:10.1177/1471082X0100100202, for the model. Verified to 1e-8 against
/// adaptive quadrature over dense matrices in 25 digits.
public struct MultipleMembershipPosterior: Sendable {
  /// A unit that has several effects.
  public struct Unit: Sendable {
    /// Units of one cluster have something in common besides their effects.
    public var cluster: String
    /// One per effect, adding up to 1.
    public var memberships: [Double]
    public var value: Double
    /// Sampling variance of the value, positive.
    public var variance: Double

    /// Creates a unit.
    public init(cluster: String, memberships: [Double], value: Double, variance: Double) {
      self.cluster = cluster
      self.memberships = memberships
      self.value = value
      self.variance = variance
    }
  }

  /// An effect less the mean of all effects, in units of the values.
  public struct Effect: Sendable, Equatable {
    public let name: String
    /// Posterior mean and standard deviation.
    public let estimate: Double
    public let standardError: Double
  }

  /// In the order of the names.
  public let effects: [Effect]
  private let information: MembershipInformation
  /// Effects are few, so that what the variance between them could be spreads far.
  private static let cellCount = 256
  private let variances: [Double]
  /// Sums of the probabilities of the variances.
  private let cumulative: [Double]

  /// Integrates the posterior of the effects.
  ///
  /// - Parameters:
  ///   - names: At least two effects, in the order of the memberships.
  ///   - units: Units with their values.
  ///   - clusterVariance: σ², not negative, taken as known.
  /// - Throws: `SmallAreaError` for fewer than two effects, a variance that is not positive, numbers that are not finite,
  ///   and `.noVariation` when all units have the same memberships.
  /// - Complexity: O(units · effects²) and O(effects³).
  public init(_ names: [String], units: [Unit], clusterVariance: Double) throws(SmallAreaError) {
    guard names.count > 1 else { throw .tooFewAreas(found: names.count, required: 2) }
    let information = try MembershipInformation(units, effectCount: names.count, clusterVariance: clusterVariance)
    guard let width = information.width else { throw .noVariation(areaCount: names.count) }
    let points = VarianceQuadrature.points(width: width, cellCount: Self.cellCount)
    guard
      let probabilities = VarianceQuadrature.probabilities(
        points.map { $0.logWeight + information.logDensity(variance: $0.variance) })
    else { throw .extremeValues }
    let moments = information.centredMoments(Array(zip(points.map(\.variance), probabilities)))
    effects = names.indices.map { position in
      Effect(name: names[position], estimate: moments[position].mean, standardError: moments[position].deviation)
    }
    self.information = information
    variances = points.map(\.variance)
    cumulative = probabilities.reduce(into: []) { $0.append(($0.last ?? 0) + $1) }
  }

  /// Draws from the joint distribution of the effects, each less the mean of its draw.
  ///
  /// - Returns: Effects × draws, in the order of the names.
  package func draws(count: Int, seed: UInt64) -> [[Double]] {
    var stream = RandomStream(seed: seed, named: "memberships")
    var result = [[Double]](repeating: [], count: effects.count)
    for _ in 0..<count {
      let variance = variances[VarianceQuadrature.position(quantile: stream.nextUniform(), cumulative: cumulative)]
      let draw = information.draw(variance: variance, deviates: stream.nextNormals(count: effects.count))
      let mean = draw.reduce(0, +) / Double(draw.count)
      for position in draw.indices { result[position].append(draw[position] - mean) }
    }
    return result
  }
}
