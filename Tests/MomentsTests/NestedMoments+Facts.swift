import LinearAlgebra
import Moments

extension NestedMoments {
  /// Names of the columns of *W*.
  var payloadNames: [String] { columns.terms.map(\.name) + columns.responses }

  /// The names of a parent and of all above it.
  func path(ofParent parent: Int) -> String {
    var names: [String] = []
    var unit = parent
    for level in units.reversed() {
      names.append(level[unit].name)
      unit = level[unit].parent
    }
    return names.joined(separator: " < ")
  }

  /// Every number, named by units, patterns and columns, with *W* about zero wherever the centre is.
  var facts: [String: Double] {
    var facts = total.facts(payloadNames, prefix: "total")
    for (index, pattern) in patterns.enumerated() { facts.merge(patternFacts(pattern, index)) { $1 } }
    for cell in cells {
      let prefix = "\(path(ofParent: cell.parent)) \(patterns[cell.pattern].gram)"
      facts["\(prefix) units"] = Double(cell.unitCount)
      for (name, value) in zip(productNames, uncentredMean(cell)) { facts["\(prefix) \(name)"] = value }
    }
    return facts
  }

  private var productNames: [String] { randomColumns.flatMap { random in payloadNames.map { "\(random)×\($0)" } } }

  private func patternFacts(_ pattern: Pattern, _ index: Int) -> [String: Double] {
    let count = productNames.count
    let state = CrossProduct(
      columnCount: count, count: pattern.unitCount, weight: Double(pattern.unitCount),
      mean: [Double](repeating: 0, count: count),
      scatter: pattern.scatter.isEmpty ? [Double](repeating: 0, count: packedCount(count)) : pattern.scatter)
    return state.facts(productNames, prefix: "\(pattern.gram)")
  }

  /// The mean of *UᵀW* with *W* as it stands in the rows: *Uᵀ1* times the centre is added back.
  private func uncentredMean(_ cell: Cell) -> [Double] {
    let gram = patterns[cell.pattern].gram
    return cell.mean.indices.map { position in
      let (random, column) = position.quotientAndRemainder(dividingBy: payloadNames.count)
      return cell.mean[position] + gram[packedPosition(random, 0, order: randomColumns.count)] * centre[column]
    }
  }
}
