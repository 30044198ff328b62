public import Findings
public import Moments
internal import Probability

/// The unweighted comparison of cluster summaries within each class of clusters, with one error for all classes.
///
/// With a handful of clusters in a class its own spread says little; the spread within the cells of class and arm is
/// pooled over all of them. Columns that are constant in every cluster are not adjusted for.
public struct ClusterLevelClasses: Sendable, Codable, Equatable {
  /// The difference of one class.
  public struct Difference: Sendable, Codable, Equatable {
    public let name: String
    /// Experimental less control, in units of the response.
    public let estimate: Double
    public let standardError: Double
    public let controlClusterCount: Int
    public let experimentalClusterCount: Int
  }

  /// Classes that have clusters of both arms, in order of names.
  public let differences: [Difference]
  /// Clusters less cells of class and arm.
  public let degreesOfFreedom: Double
  /// *F* of the hypothesis that all differences are the same; `nil` with fewer than two classes.
  public let statistic: Double?

  /// p-value of that hypothesis.
  public var pValue: Double? {
    statistic.map {
      FisherF(numeratorDegreesOfFreedom: Double(differences.count - 1), denominatorDegreesOfFreedom: degreesOfFreedom)
        .upperTail($0)
    }
  }
}

extension ClusterLevelComparison {
  /// Compares the arms within each class of clusters.
  ///
  /// - Parameters:
  ///   - moments: Cross-products per cluster over columns that do not depend on the arm, the exposures among them.
  ///   - response: Position among `moments.columns.responses`.
  ///   - assignment: Arm of every cluster by name; its strata are not used.
  ///   - exposures: Names of terms; `(Intercept)` stands for the constant.
  ///   - tested: The exposure whose coefficient is every cluster's summary.
  ///   - classes: Class of each cluster by name; clusters without one are left out.
  /// - Returns: The difference of every class that has clusters of both arms.
  /// - Throws: As `fit`; `.tooFewClusters` when no class has both arms or no degree of freedom is left.
  public func classes(
    _ moments: ClusterMoments, response: Int = 0, assignment: ArmAssignment, exposures: [String], tested: String,
    classes: [String: String]
  ) throws(EstimationError) -> ClusterLevelClasses {
    let question = try ArmQuestion(moments, assignment, exposures: exposures, tested: tested)
    let summaries = try ClusterSummaries(moments, response: response, question)
    let arms = try question.arms(summaries.names)
    var cells: [String: [Bool: [Double]]] = [:]
    for (index, name) in summaries.names.enumerated() {
      guard let own = classes[name] else { continue }
      cells[own, default: [:]][arms[index], default: []].append(summaries.values[index])
    }
    // In a fixed order, so that sums have the same digits each time.
    let groups = cells.keys.sorted().flatMap { name in [false, true].compactMap { cells[name]?[$0] } }
    let degrees = groups.reduce(0) { $0 + $1.count - 1 }
    let both = cells.filter { $0.value.count == 2 }
    guard degrees > 0, !both.isEmpty else {
      throw .tooFewClusters(found: summaries.names.count, required: summaries.names.count + 1)
    }
    let variance = groups.reduce(0) { $0 + squares($1) } / Double(degrees)
    guard variance > 0 else { throw .noErrorVariation(term: question.term) }
    let differences = both.keys.sorted().map { name in
      difference(name, control: both[name]?[false] ?? [], experimental: both[name]?[true] ?? [], variance: variance)
    }
    return ClusterLevelClasses(
      differences: differences, degreesOfFreedom: Double(degrees), statistic: equality(differences))
  }

  private func difference(
    _ name: String, control: [Double], experimental: [Double], variance: Double
  ) -> ClusterLevelClasses.Difference {
    let inverseCounts = 1 / Double(control.count) + 1 / Double(experimental.count)
    return ClusterLevelClasses.Difference(
      name: name, estimate: mean(experimental) - mean(control),
      standardError: (variance * inverseCounts).squareRoot(), controlClusterCount: control.count,
      experimentalClusterCount: experimental.count)
  }

  private func equality(_ differences: [ClusterLevelClasses.Difference]) -> Double? {
    guard differences.count > 1 else { return nil }
    let weights = differences.map { 1 / ($0.standardError * $0.standardError) }
    let mean = zip(weights, differences).reduce(0) { $0 + $1.0 * $1.1.estimate } / weights.reduce(0, +)
    let spread = zip(weights, differences).reduce(0) {
      $0 + $1.0 * ($1.1.estimate - mean) * ($1.1.estimate - mean)
    }
    return spread / Double(differences.count - 1)
  }
}

private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

/// Sum of squares about the mean.
private func squares(_ values: [Double]) -> Double {
  let centre = mean(values)
  return values.reduce(0) { $0 + ($1 - centre) * ($1 - centre) }
}
