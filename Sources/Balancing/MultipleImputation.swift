internal import Tabular

/// Multiple imputation by chained equations that respects the clusters.
///
/// Each incomplete variable in turn is regressed on all others, on the cluster means of all others, and on a random
/// intercept of the cluster; its missing values are drawn anew from the predictive distribution. The variance ratio,
/// the residual variance, the coefficients and the intercepts are drawn exactly from their joint posterior given the
/// other variables (flat on coefficients and log *σ*, uniform on the intraclass correlation), so that a chain has no
/// parameters to carry along. Binary and three-level variables are thresholded latent normal variables, whose values
/// are drawn as well; as predictors they enter by their codes.
///
/// Impute the arms apart, by one call each, when effects are to differ between children.
///
/// **Source.** Chained equations: van Buuren (2018), Flexible Imputation of Missing Data, ch. 4 and 7; cluster means:
/// Lüdtke, Robitzsch & Grund (2017), doi:10.1037/met0000096; draws on a grid: Ritter & Tanner (1992),
/// doi:10.1080/01621459.1992.10475289; latent values: Albert & Chib (1993), doi:10.1080/01621459.1993.10476321.
public struct MultipleImputation: Sendable, Equatable, Codable {
  /// Number of completed data sets, at least 1.
  public var imputationCount: Int
  /// Rounds over the variables before a data set is taken, at least 1.
  public var iterationCount: Int
  public var seed: UInt64

  /// Creates a specification.
  public init(imputationCount: Int = 20, iterationCount: Int = 10, seed: UInt64) {
    self.imputationCount = imputationCount
    self.iterationCount = iterationCount
    self.seed = seed
  }

  /// Imputes the missing values.
  ///
  /// Every draw belongs to a stream of its data set, variable and round: the digits are the same on any number of
  /// threads.
  ///
  /// - Parameters:
  ///   - variables: At least one; complete ones (such as the arm) are predictors only.
  ///   - clusters: Any code per row, equal within a cluster.
  ///   - threadCount: Threads to use; `nil` for one per processor.
  /// - Returns: The completed data sets.
  /// - Throws: `BalancingError.optionOutOfRange`, `.lengthMismatch`, `.nothingObserved`, `.invalidCode`,
  ///   `.levelNotObserved`, `.tooFewObserved` when a variable has too few values for its regression.
  /// - Complexity: O(*n v*) per variable and round for *n* rows and *v* variables, and O(*G v²*) for *G* clusters.
  public func impute(
    _ variables: [IncompleteVariable], clusters: [Int], threadCount: Int? = nil
  ) throws(BalancingError) -> ImputedData {
    guard imputationCount >= 1 else {
      throw .optionOutOfRange(name: "imputationCount", value: Double(imputationCount))
    }
    guard iterationCount >= 1 else { throw .optionOutOfRange(name: "iterationCount", value: Double(iterationCount)) }
    let layout = try ImputationLayout(variables, clusters: clusters)
    let imputed = concurrentMap(imputationCount, threadCount: threadCount ?? processorCount()) { imputation in
      var chain = ImputationChain(layout, streams: ImputationStreams(seed: seed, imputation: imputation))
      for round in 1...iterationCount { chain.advance(round: round) }
      return chain.imputedValues
    }
    return ImputedData(variables: variables, imputed: imputed)
  }
}
