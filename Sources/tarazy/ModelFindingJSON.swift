import Findings
import Foundation

/// A fitted model as one JSON object, in the words of R's broom, in snake case, at full precision.
struct ModelFindingJSON: Encodable {
  private let finding: ModelFinding

  init(_ finding: ModelFinding) { self.finding = finding }

  var text: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
  }

  func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: Key.self)
    try object.encode(finding.model, forKey: "model")
    try object.encode(finding.method, forKey: "method")
    try object.encode(finding.formula, forKey: "formula")
    try object.encode(finding.observationCount, forKey: "n_obs")
    try object.encode(finding.droppedCount, forKey: "n_dropped")
    try object.encode(
      Dictionary(finding.groups.map { ($0.group, $0.count) }) { first, _ in first }, forKey: "groups")
    try object.encode(finding.coefficients.map(CoefficientRow.init), forKey: "coefficients")
    if !finding.varianceComponents.isEmpty {
      let hasIntervals = finding.varianceComponents.contains { $0.interval != nil }
      try object.encode(
        finding.varianceComponents.map { RandomEffectRow(component: $0, hasIntervals: hasIntervals) },
        forKey: "random_effects")
    }
    var fit = object.nestedContainer(keyedBy: Key.self, forKey: "fit")
    for statistic in finding.fit { try fit.encode(statistic.value, forKey: Key(statistic.name)) }
    if !finding.waldTests.isEmpty { try object.encode(finding.waldTests.map(WaldRow.init), forKey: "wald") }
    if let resampling = finding.resampling { try encode(resampling, in: &object) }
    if let heterogeneity = finding.heterogeneity { try encode(heterogeneity, in: &object) }
    if let calibration = finding.calibration { try encode(calibration, in: &object) }
    if let areas = finding.areas {
      try object.encode(areas.modelVariance, forKey: "model_variance")
      try object.encode(areas.rows.map(AreaRow.init), forKey: "areas")
    }
    try object.encode(finding.warnings.map { ["code": $0.code.rawValue, "message": $0.message] }, forKey: "warnings")
    var provenance = object.nestedContainer(keyedBy: Key.self, forKey: "provenance")
    try provenance.encode(finding.provenance.engine, forKey: "engine")
    try provenance.encode(finding.provenance.dataSHA256, forKey: "data_sha256")
    try provenance.encode(finding.provenance.seed, forKey: "seed")
  }

  private func encode(_ resampling: Resampling, in object: inout KeyedEncodingContainer<Key>) throws {
    try object.encode(resampling.term, forKey: "term")
    try object.encode(resampling.replications, forKey: "replications")
    try object.encode(resampling.isEnumerated, forKey: "enumerated")
    try object.encode(
      [
        ("statistic", resampling.statistic), ("p_value", resampling.pValue),
        ("p_value_mc_error", resampling.pValueError), ("p_value_smallest", resampling.smallestPValue),
        ("conf_low", resampling.interval?.lower), ("conf_high", resampling.interval?.upper),
      ])
  }

  private func encode(_ heterogeneity: Heterogeneity, in object: inout KeyedEncodingContainer<Key>) throws {
    try object.encode(heterogeneity.qDegreesOfFreedom, forKey: "q_df")
    try object.encode(
      [
        ("tau2", heterogeneity.tau2), ("tau2_low", heterogeneity.tau2Interval?.lower),
        ("tau2_high", heterogeneity.tau2Interval?.upper), ("i2", heterogeneity.i2), ("h2", heterogeneity.h2),
        ("q", heterogeneity.q), ("q_p_value", heterogeneity.qPValue),
        ("prediction_low", heterogeneity.prediction?.lower), ("prediction_high", heterogeneity.prediction?.upper),
      ])
  }

  /// Any text as a key.
  struct Key: CodingKey, ExpressibleByStringLiteral {
    let stringValue: String
    var intValue: Int? { nil }
    init(_ text: String) { stringValue = text }
    init(stringLiteral text: String) { stringValue = text }
    init?(stringValue: String) { self.init(stringValue) }
    init?(intValue: Int) { nil }
  }

  private struct CoefficientRow: Encodable {
    let row: Coefficient

    func encode(to encoder: any Encoder) throws {
      var object = encoder.container(keyedBy: Key.self)
      try object.encode(row.term, forKey: "term")
      try object.encode(
        [
          ("estimate", row.estimate), ("std_error", row.standardError), ("df", row.degreesOfFreedom),
          ("statistic", row.statistic), ("p_value", row.pValue), ("conf_low", row.interval?.lower),
          ("conf_high", row.interval?.upper),
        ])
    }
  }

  private struct AreaRow: Encodable {
    let row: AreaTable.Row

    func encode(to encoder: any Encoder) throws {
      var object = encoder.container(keyedBy: Key.self)
      try object.encode(row.area, forKey: "area")
      try object.encode(
        [
          ("direct", row.direct), ("estimate", row.estimate), ("mse", row.meanSquaredError),
          ("shrinkage", row.shrinkage),
        ])
    }
  }

  private struct WaldRow: Encodable {
    let row: WaldTest

    func encode(to encoder: any Encoder) throws {
      var object = encoder.container(keyedBy: Key.self)
      try object.encode(row.terms, forKey: "terms")
      try object.encode(row.test, forKey: "test")
      try object.encode(
        [
          ("statistic", row.statistic), ("df1", row.numeratorDegreesOfFreedom),
          ("df2", row.denominatorDegreesOfFreedom), ("p_value", row.pValue),
        ])
    }
  }

  private struct RandomEffectRow: Encodable {
    let component: VarianceComponent
    /// Whether intervals were asked for.
    let hasIntervals: Bool

    func encode(to encoder: any Encoder) throws {
      var object = encoder.container(keyedBy: Key.self)
      try object.encode(component.group, forKey: "group")
      if let term = component.term { try object.encode(term, forKey: "term") }
      if let second = component.secondTerm {
        try object.encode(second, forKey: "term2")
        try object.encode(component.value, forKey: "covariance")
        try object.encode(component.correlation, forKey: "correlation")
      } else {
        try object.encode(component.value, forKey: "variance")
        try object.encode(component.value.squareRoot(), forKey: "std_dev")
      }
      guard hasIntervals else { return }
      try object.encode([("conf_low", component.interval?.lower), ("conf_high", component.interval?.upper)])
    }
  }
}

extension KeyedEncodingContainer<ModelFindingJSON.Key> {
  /// Writes every number, so that what cannot be estimated is null and not absent.
  mutating func encode(_ numbers: [(ModelFindingJSON.Key, Double?)]) throws {
    for (key, value) in numbers { try encode(value, forKey: key) }
  }
}
