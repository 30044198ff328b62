internal import Findings
internal import LinearAlgebra

/// Cluster-robust (sandwich) covariance of the coefficients of a linear model, from cross-products alone.
///
/// Use it when rows within a cluster may be correlated in any way and clusters are independent. With fewer than about 40
/// clusters prefer `.cr2` with Satterthwaite degrees of freedom.
///
/// **Source.** Bell & McCaffrey (2002), Survey Methodology 28(2); Pustejovsky & Tipton (2018),
/// doi:10.1080/07350015.2016.1247004.
public enum ClusterRobustCovariance {
  /// Small-sample corrections, named as in clubSandwich.
  public enum Correction: String, Sendable, Codable, CaseIterable {
    /// No correction.
    case cr0
    /// Times *G / (G − 1)*.
    case cr1
    /// Times *G (n − 1) / ((G − 1)(n − p))*, as Stata does.
    case cr1Stata = "cr1s"
    /// Residuals times *(I − H)^−½*: unbiased when the errors are independent with equal variance.
    case cr2
    /// Residuals times *(I − H)⁻¹*: close to the jackknife over clusters.
    case cr3
  }
}

/// One cluster seen through the factor *L* of *M = (XᵀX)⁻¹ = L Lᵀ*.
///
/// With *B = X_g L*, the hat matrix of the cluster is *H = B Bᵀ* and *Z = BᵀB = Lᵀ S_g L* has the same positive
/// eigenvalues. Hence *Lᵀ X_gᵀ f(I − H) e = f(I − Z) Lᵀ u_g* with the score *u_g = X_gᵀ e*: the adjustment never needs
/// the rows, only the *p × p* matrix *Z*. An eigenvalue of *I − Z* at zero (a cluster that alone determines a
/// coefficient) is left out, which is the Moore–Penrose inverse that clubSandwich takes.
struct AdjustedCluster {
  let leverages: [Double]
  let vectors: Matrix
  /// *Lᵀ u_g*.
  let score: [Double]

  /// Eigenvalues of *I − Z* below this are zero.
  static let zeroTolerance = 1e-10

  init(gram: SymmetricMatrix, score: [Double], inverseFactor: Matrix) throws(EstimationError) {
    do {
      let eigen = try SymmetricEigen(gram.congruence(inverseFactor))
      leverages = eigen.values.map { min(max($0, 0), 1) }
      vectors = eigen.vectors
    } catch {
      throw .singularSystem(step: "cluster leverage")
    }
    self.score = inverseFactor.transposeMultiplied(by: score)
  }

  /// *(1 − λ)^−power*, and 0 where *1 − λ* is zero.
  func adjustment(_ correction: ClusterRobustCovariance.Correction) -> [Double] {
    leverages.map { leverage in
      let remainder = 1 - leverage
      return switch correction {
      case .cr0, .cr1, .cr1Stata: 1
      case .cr2: remainder > Self.zeroTolerance ? 1 / remainder.squareRoot() : 0
      case .cr3: remainder > Self.zeroTolerance ? 1 / remainder : 0
      }
    }
  }

  /// *f(I − Z) Lᵀ u_g*.
  func adjustedScore(_ correction: ClusterRobustCovariance.Correction) -> [Double] {
    let rotated = vectors.transposeMultiplied(by: score)
    return vectors.multiplied(by: zip(rotated, adjustment(correction)).map { $0 * $1 })
  }
}

extension ClusterRobustCovariance.Correction {
  /// Whether the residuals of a cluster are multiplied by a power of *I − H*.
  var adjustsResiduals: Bool { self == .cr2 || self == .cr3 }

  /// The scalar that multiplies the sum of squared scores.
  func factor(clusterCount: Int, observationCount: Int, termCount: Int) -> Double {
    let clusters = Double(clusterCount)
    let observations = Double(observationCount)
    return switch self {
    case .cr0, .cr2, .cr3: 1
    case .cr1: clusters / (clusters - 1)
    case .cr1Stata: clusters * (observations - 1) / ((clusters - 1) * (observations - Double(termCount)))
    }
  }
}
