internal import Findings
internal import LinearAlgebra

extension NormalEquations {
  /// Reported terms that could not be estimated if one cluster were left out.
  ///
  /// The residuals of such a cluster say nothing about the term, as those of the only treated cluster say nothing about
  /// the treatment: no sum over clusters of squared scores measures its error. A cluster determines a direction alone
  /// when its block of the hat matrix has an eigenvalue 1, so that only clusters with a trace of at least 1 are looked at.
  ///
  /// - Complexity: O(*G p²*), and O(*p³*) for at most *p* clusters.
  func termsOfOneCluster() throws(EstimationError) -> [String] {
    let (inverseFactor, contrasts) = (inverseFactor, contrasts)
    let bread = inverseFactor.multipliedByTranspose(of: inverseFactor).elements
    var found = [Bool](repeating: false, count: contrasts.columnCount)
    for cluster in clusters {
      let trace = zip(cluster.gram.elements, bread).reduce(0) { $0 + $1.0 * $1.1 }
      guard trace > 1 - AdjustedCluster.zeroTolerance else { continue }
      let adjusted = try AdjustedCluster(gram: cluster.gram, score: cluster.moment, inverseFactor: inverseFactor)
      for index in found.indices where !adjusted.canBeSpared(by: contrasts.column(index)) { found[index] = true }
    }
    return zip(reportedTerms, found).filter(\.1).map(\.0)
  }
}

extension AdjustedCluster {
  /// Whether the other clusters determine a contrast.
  func canBeSpared(by contrast: [Double]) -> Bool {
    let limit = Self.zeroTolerance.squareRoot() * contrast.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return zip(leverages, vectors.transposeMultiplied(by: contrast))
      .allSatisfy { 1 - $0.0 > Self.zeroTolerance || abs($0.1) <= limit }
  }
}
