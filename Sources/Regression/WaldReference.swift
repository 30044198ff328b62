/// The distribution that a joint test of several coefficients is held against.
public enum WaldReference: String, Sendable, Codable, CaseIterable {
  /// *Q* over the number of terms, against χ²: for very many clusters only.
  case chiSquared = "chi_squared"
  /// *F* with as many denominator degrees of freedom as a single coefficient has without CR2: clusters − 1, or *n − p*.
  case naiveF = "naive_F"
  /// The approximate Hotelling T² test with Zhang's degrees of freedom; needs the clusters.
  case hotelling = "HTZ"
}
