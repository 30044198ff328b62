import Glibc

extension RandomStream {
  /// A number from the gamma distribution with scale 1, by rejection; shape above 0.
  ///
  /// **Source.** Marsaglia & Tsang (2000), doi:10.1145/358407.358414; below shape 1 by their power of a uniform.
  public mutating func nextGamma(shape: Double) -> Double {
    precondition(shape > 0 && shape.isFinite, "shape \(shape)")
    guard shape >= 1 else {
      let uniform = nextUniform()
      return nextGamma(shape: shape + 1) * pow(uniform, 1 / shape)
    }
    let d = shape - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    while true {
      let x = nextNormal()
      let root = 1 + c * x
      guard root > 0 else { continue }
      let v = root * root * root
      if log(nextUniform()) < 0.5 * x * x + d * (1 - v + log(v)) { return d * v }
    }
  }

  /// A number from a beta distribution, whose parameters are above 0.
  public mutating func nextBeta(alpha: Double, beta: Double) -> Double {
    let first = nextGamma(shape: alpha)
    let sum = first + nextGamma(shape: beta)
    // Both underflow only for tiny parameters, where the distribution sits at 0 and 1.
    return sum > 0 ? first / sum : nextBernoulli(alpha / (alpha + beta)) ? 1 : 0
  }
}
