import Findings

extension Wording {
  /// Two bounds as a sentence holds them, or that there are none.
  func bounds(_ bounds: [Double], _ style: NumberStyle) -> String {
    guard bounds.count == 2 else { return labels["bounds_none"] }
    return labels.text(
      "bounds_from_to", ["lower": numbers.write(bounds[0], style), "upper": numbers.write(bounds[1], style)])
  }

  /// The level that p-values are held against such as `0.05`.
  var significanceLevel: String {
    numbers.write(((1 - pilot.confidenceLevel) * 1e6).rounded() / 1e6, .decimalUpTo(3))
  }

  /// A p-value as a sentence holds it such as `p = 0.006` or `p < 0.001`; on its own side of the level in writing too.
  func pValue(_ value: Double) -> String {
    let isAtLevel = abs(value - (1 - pilot.confidenceLevel)) < 0.000_5
    let text = numbers.write(value, isAtLevel ? .decimal(5) : .pValue)
    return text.hasPrefix("<") ? "p\u{A0}" + text : "p\u{A0}=\u{A0}" + text
  }

  /// Two p-values, smallest first, such as `p from 0.002 to 0.011`.
  func range(_ smallest: Double, _ largest: Double) -> String {
    let bounds = [smallest, largest].map { numbers.write($0, .pValue) }
    guard bounds[0] != bounds[1] else { return pValue(largest) }
    return labels.text("p_range", ["smallest": bounds[0], "largest": bounds[1]])
  }

  /// Names in a row, the last one after an "and".
  func listed(_ names: [String]) -> String {
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return labels.text("list_and", ["first": names.dropLast().joined(separator: ", "), "last": last])
  }

  /// Name of an estimator as a sentence of the referee holds it.
  func estimatorInSentence(_ key: String) -> String {
    labels.optional("referee_name_\(key)_\(pilot.degreesOfFreedom)") ?? labels.optional("referee_name_\(key)")
      ?? estimator(key)
  }
}
