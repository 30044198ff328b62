internal import Findings
internal import Regression

/// A test of one term by resampling, as a finding is made of it.
protocol ResampledFit {
  var modelName: String { get }
  var methodName: String { get }
  var row: Coefficient { get }
  var resampling: Resampling { get }
  var observationCount: Int { get }
  var clusterCount: Int { get }
  var warnings: [FindingWarning] { get }
}

extension ResampledFit {
  /// The fit as every surface shows it.
  func finding(formula: String, droppedCount: Int, cluster: String, provenance: Provenance) -> ModelFinding {
    ModelFinding(
      model: modelName, method: methodName, formula: formula, observationCount: observationCount,
      droppedCount: droppedCount, groups: [ModelFinding.GroupCount(group: cluster, count: clusterCount)],
      coefficients: [row], varianceComponents: [], fit: [], resampling: resampling, warnings: warnings,
      provenance: provenance)
  }
}

extension WildClusterBootstrapFit: ResampledFit {
  var modelName: String { "wild_cluster_bootstrap" }
  var methodName: String { "\(kind.rawValue)_\(weights.rawValue)" }

  /// The p-value and the interval are the bootstrap's; the error is the one in its statistic.
  var row: Coefficient {
    Coefficient(
      term: term, estimate: estimate, standardError: standardError, degreesOfFreedom: nil, statistic: statistic,
      pValue: pValue, interval: interval)
  }

  var resampling: Resampling {
    Resampling(
      term: term, statistic: statistic, pValue: pValue, replications: replications, isEnumerated: isEnumerated,
      pValueError: pValueError, smallestPValue: smallestPValue, interval: interval)
  }
}

extension RandomizationTestFit: ResampledFit {
  var modelName: String { "randomization_test" }
  var methodName: String { statisticKind.rawValue }

  /// The test has no standard error.
  var row: Coefficient {
    Coefficient(
      term: term, estimate: estimate, standardError: nil, degreesOfFreedom: nil, statistic: nil, pValue: pValue,
      interval: interval)
  }

  var resampling: Resampling {
    Resampling(
      term: term, statistic: statistic, pValue: pValue, replications: replications, isEnumerated: isEnumerated,
      pValueError: pValueError, smallestPValue: isEnumerated ? smallestPValue : nil, interval: interval)
  }
}
