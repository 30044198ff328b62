import Findings
import Foundation

/// A fitted model as a person reads it in the terminal.
struct ModelFindingText {
  private let finding: ModelFinding

  init(_ finding: ModelFinding) { self.finding = finding }

  var text: String {
    var parts = [heading]
    if !finding.coefficients.isEmpty { parts.append(coefficients) }
    if let calibration = finding.calibration { parts.append(text(of: calibration)) }
    if !finding.varianceComponents.isEmpty { parts.append(randomEffects) }
    let statistics = finding.fit.compactMap { statistic in
      statistic.value.map { "\(statistic.name) \(significant($0))" }
    }
    if !statistics.isEmpty { parts.append(wrapped(statistics)) }
    if !finding.waldTests.isEmpty { parts.append(waldTests) }
    if let resampling = finding.resampling { parts.append(text(of: resampling)) }
    if let heterogeneity = finding.heterogeneity { parts.append(text(of: heterogeneity)) }
    if let areas = finding.areas { parts.append(text(of: areas)) }
    parts += finding.warnings.map { "Warning (\($0.code.rawValue)): \($0.message)" }
    return parts.joined(separator: "\n\n")
  }

  private var heading: String {
    let groups = finding.groups.map { "\($0.count) \($0.group)" }.joined(separator: ", ")
    let reason = finding.calibration == nil ? "value missing or weight 0" : "no marks, or no group that is fitted"
    let dropped = finding.droppedCount > 0 ? ", \(finding.droppedCount) left out (\(reason))" : ""
    let about = finding.calibration.map { "\($0.items.count) items" } ?? finding.formula
    return "\(finding.model.replacing("_", with: " ")), \(finding.method): \(about)\n"
      + "\(finding.observationCount) rows\(dropped)\(groups.isEmpty ? "" : "; \(groups)")"
  }

  private var coefficients: String {
    let level = finding.coefficients.lazy.compactMap(\.interval?.level).first ?? 0.95
    let percent = "\(significant(100 * level))%"
    var table = TextTable(["term", ">estimate", ">std.error", ">df", ">t", ">p", ">\(percent) low", ">high"])
    for row in finding.coefficients {
      table.add([
        row.term, row.estimate.map(significant) ?? "not estimated",
        row.standardError.map { String(format: "%.4g", $0) } ?? "",
        row.degreesOfFreedom.map { String(format: $0 < 1000 ? "%.1f" : "%.0f", $0) } ?? "",
        row.statistic.map { String(format: "%.2f", $0) } ?? "", row.pValue.map(pValue) ?? "",
        row.interval.map { significant($0.lower) } ?? "", row.interval.map { significant($0.upper) } ?? "",
      ])
    }
    return table.text
  }

  private var randomEffects: String {
    let level = finding.varianceComponents.lazy.compactMap(\.interval?.level).first
    let bounds = level.map { [">\(significant(100 * $0))% low", ">high"] } ?? []
    var table = TextTable(["group", "term", ">variance", ">std.dev", ">corr"] + bounds)
    for component in finding.varianceComponents {
      let terms = [component.term, component.secondTerm].compactMap { $0 }.joined(separator: ", ")
      let interval = [component.interval?.lower, component.interval?.upper].map { $0.map(significant) ?? "" }
      table.add(
        [
          component.group, terms, significant(component.value),
          component.secondTerm == nil ? significant(component.value.squareRoot()) : "",
          component.correlation.map { String(format: "%.2f", $0) } ?? "",
        ] + (level == nil ? [] : interval))
    }
    return table.text + (level == nil ? "" : "\nIntervals are of the standard deviation, or of the correlation.")
  }

  private var waldTests: String {
    var table = TextTable(["terms", "test", ">F", ">df1", ">df2", ">p"])
    for test in finding.waldTests {
      table.add([
        test.terms.joined(separator: ", "), test.test.replacing("_", with: " "),
        test.statistic.map { String(format: "%.3f", $0) } ?? "",
        test.numeratorDegreesOfFreedom.map { String(format: "%.0f", $0) } ?? "",
        test.denominatorDegreesOfFreedom.map { String(format: "%.1f", $0) } ?? "", test.pValue.map(pValue) ?? "",
      ])
    }
    return table.text
  }

  private func text(of resampling: Resampling) -> String {
    wrapped(
      [
        resampling.isEnumerated ? "all \(resampling.replications) enumerated" : "\(resampling.replications) draws",
        resampling.pValue.map { "p \(significant($0))" },
        resampling.pValueError.map { "Monte-Carlo error of p \(significant($0))" },
        resampling.smallestPValue.map { "smallest p this design can give \(significant($0))" },
      ].compactMap { $0 })
  }

  private func text(of areas: AreaTable) -> String {
    var table = TextTable(["area", ">direct", ">estimate", ">mse", ">shrinkage"])
    for row in areas.rows {
      table.add([
        row.area, row.direct.map(significant) ?? "no sample", significant(row.estimate),
        row.meanSquaredError.map(significant) ?? "not estimated", String(format: "%.3f", row.shrinkage),
      ])
    }
    return table.text + "\nmodel variance \(significant(areas.modelVariance))"
  }

  private func text(of heterogeneity: Heterogeneity) -> String {
    func range(_ name: String, _ interval: Interval?) -> String? {
      interval.map { "\(name) \(significant($0.lower)) to \(significant($0.upper))" }
    }
    return wrapped(
      [
        heterogeneity.tau2.map { "tau2 \(significant($0))" }, range("its interval", heterogeneity.tau2Interval),
        heterogeneity.i2.map { "I2 \(significant(100 * $0))%" }, heterogeneity.h2.map { "H2 \(significant($0))" },
        heterogeneity.q.map { "Q \(significant($0)) on \(heterogeneity.qDegreesOfFreedom) df" },
        heterogeneity.qPValue.map { "its p \(pValue($0))" },
        range("prediction interval", heterogeneity.prediction),
      ].compactMap { $0 })
  }
}

/// Five significant digits.
func significant(_ value: Double) -> String { String(format: "%.5g", value) }

/// A p-value to three decimals, or "<0.001".
func pValue(_ value: Double) -> String { value < 0.001 ? "<0.001" : String(format: "%.3f", value) }

/// Items joined by commas, in lines of at most 80 characters.
func wrapped(_ items: [String]) -> String {
  var lines: [String] = []
  for item in items {
    if let last = lines.last, last.count + item.count + 3 <= 80 {
      lines[lines.count - 1] = "\(last), \(item)"
    } else {
      lines.append(item)
    }
  }
  return lines.joined(separator: ",\n")
}
