internal import Findings
internal import LinearAlgebra

/// The hypothesis that the contrast *ρ* is τ.
struct Restriction {
  /// *ρ*.
  let direction: [Double]
  /// *β̂*.
  let estimate: Double

  var squaredLength: Double { dot(direction, direction) }

  /// *(I − ρρᵀ/ρᵀρ) x*: what the restricted regression can still fit.
  func projected(_ x: [Double]) -> [Double] {
    let share = dot(direction, x) / squaredLength
    return zip(x, direction).map { $0 - share * $1 }
  }
}

/// The scores of one cluster in the notation of `BootstrapColumns`.
struct ClusterScores {
  /// *K_g φ_g*.
  let loading: [Double]
  /// *φ_g*.
  let statisticDirection: [Double]
  /// *φ_gᵀ z_g* of the unrestricted residuals.
  let dataScore: Double
  /// *z_g* of the bootstrap's errors: at τ = 0, then the slope in τ when the null is imposed.
  let scores: [[Double]]

  init(
    _ cluster: NormalEquations.Cluster, coefficients: [Double], inverseFactor: Matrix, direction: [Double],
    restriction: Restriction?, type: WildClusterBootstrap.Kind
  ) throws(EstimationError) {
    let gram = cluster.gram.congruence(inverseFactor)
    let residualMoment = zip(cluster.moment, cluster.gram.multiplied(by: coefficients)).map { $0 - $1 }
    let score = inverseFactor.transposeMultiplied(by: residualMoment)
    let needsLeverage = type.statisticIsJackknife || (type.errorsAreJackknife && restriction == nil)
    let leverage = needsLeverage ? try Leverage(gram) : nil
    statisticDirection = type.statisticIsJackknife ? leverage?.removed(from: direction) ?? direction : direction
    loading = gram.multiplied(by: statisticDirection)
    dataScore = dot(statisticDirection, score)
    guard let restriction else {
      scores = [type.errorsAreJackknife ? leverage?.removed(from: score) ?? score : score]
      return
    }
    let slope = gram.multiplied(by: direction).map { -$0 / restriction.squaredLength }
    let null = zip(score, slope).map { $0 - restriction.estimate * $1 }
    guard type.errorsAreJackknife else {
      scores = [null, slope]
      return
    }
    let jackknife = try RestrictedLeverage(gram, restriction)
    scores = [jackknife.removed(from: null), jackknife.removed(from: slope)]
  }
}

/// *(I − K)⁻¹*, zero in directions that a cluster alone determines (the Moore–Penrose inverse).
private struct Leverage {
  private let inverse: SymmetricMatrix

  init(_ gram: SymmetricMatrix) throws(EstimationError) {
    do {
      inverse = try SymmetricEigen(gram).applying { 1 - $0 > AdjustedCluster.zeroTolerance ? 1 / (1 - $0) : 0 }
    } catch {
      throw .singularSystem(step: "cluster leverage")
    }
  }

  func removed(from vector: [Double]) -> [Double] { inverse.multiplied(by: vector) }
}

/// *X_gᵀ (I − H̃_g)⁻¹ e* from *X_gᵀ e*, with the hat matrix *H̃* of the restricted regression, in turned coordinates:
/// *z + K P (I − P K P)⁻¹ P z* with the projection *P* of the restriction.
private struct RestrictedLeverage {
  private let gram: SymmetricMatrix
  private let restriction: Restriction
  private let leverage: Leverage

  init(_ gram: SymmetricMatrix, _ restriction: Restriction) throws(EstimationError) {
    self.gram = gram
    self.restriction = restriction
    var projection = Matrix.identity(gram.order)
    for column in 0..<gram.order {
      for row in 0..<gram.order {
        projection[row, column] -=
          restriction.direction[row] * restriction.direction[column] / restriction.squaredLength
      }
    }
    leverage = try Leverage(gram.congruence(projection))
  }

  func removed(from score: [Double]) -> [Double] {
    let fitted = restriction.projected(leverage.removed(from: restriction.projected(score)))
    return zip(score, gram.multiplied(by: fitted)).map { $0 + $1 }
  }
}
