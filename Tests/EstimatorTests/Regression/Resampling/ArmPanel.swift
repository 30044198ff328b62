import Design
import LinearAlgebra
import Regression
import TestSupport

/// The sample panel with arms given to preschools, two strata of them, and columns that vary between them only.
struct ArmPanel {
  var panel: SamplePanel
  let names: [String]
  let isExperimental: [String: Bool]
  /// The first half of the preschools and the second.
  let strata: [String: String]

  /// Every second preschool is experimental; a response with an effect of 0.8 beside the panel's own.
  init(seed: UInt64, preschoolCount: Int, childCount: Int = 4) {
    panel = SamplePanel(seed: seed, preschoolCount: preschoolCount, childCount: childCount)
    names = (0..<preschoolCount).map { "p\($0)" }
    isExperimental = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0 % 2 == 1) })
    strata = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, 2 * $0 < preschoolCount ? "a" : "b") })
    set(isExperimental)
    let arm = panel.numbers["arm", default: []]
    panel.numbers["y"] = zip(panel.numbers["y", default: []], arm).map { $0 + 0.8 * $1 }
    panel.numbers["late"] = panel.numbers["time", default: []].map { $0 > 0 ? 1 : 0 }
  }

  var assignment: ArmAssignment { ArmAssignment(isExperimental: isExperimental) }
  var stratified: ArmAssignment { ArmAssignment(isExperimental: isExperimental, strata: strata) }

  /// Gives the columns `arm` (0 or 1) and `armlate` the values of an assignment.
  mutating func set(_ arms: [String: Bool]) {
    let values = panel.texts["preschool", default: []].map { arms[$0] == true ? 1.0 : 0 }
    panel.numbers["arm"] = values
    panel.numbers["armlate"] = zip(values, panel.numbers["time", default: []]).map { $0 * ($1 > 0 ? 1 : 0) }
  }

  /// Every assignment with as many experimental preschools as there are, in every stratum.
  func assignments(strata: [String: String]) -> [[String: Bool]] {
    func counts(_ arms: [String: Bool]) -> [String: Int] {
      Dictionary(grouping: arms.filter(\.value).keys) { strata[$0] ?? "" }.mapValues(\.count)
    }
    let target = counts(isExperimental)
    return (0..<(1 << names.count)).lazy
      .map { bits in Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, bits >> $0 & 1 == 1) }) }
      .filter { counts($0) == target }
  }

  /// The tested coefficient, or its *t* with CR1's meat, refitted from the rows of one assignment; the response is less
  /// `effect` times the given column of the tested term.
  func refit(
    _ arms: [String: Bool], formula: String, term: String, effect: Double, studentized: Bool
  ) throws -> Double {
    var other = self
    let given = panel.numbers[term, default: []]
    other.panel.numbers["y"] = zip(panel.numbers["y", default: []], given).map { $0 - effect * $1 }
    other.set(arms)
    let frame = try other.panel.modelFrame(formula, clusters: "preschool")
    let rows = try RowRegression(frame)
    let position = frame.fixed.termNames.firstIndex(of: term) ?? 0
    let estimate = rows.coefficients[position]
    guard studentized else { return estimate }
    return try estimate / rows.covariance(power: 0)[position * (rows.design.columnCount + 1)].squareRoot()
  }
}
