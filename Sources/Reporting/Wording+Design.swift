import Findings

extension Wording {
  /// Name of a level of grouping such as preschool.
  func unit(_ key: String) -> String { labels.optional("unit_\(key)") ?? readable(key) }

  /// Name of a covariate, or of an outcome that is one.
  func covariate(_ key: String) -> String { labels.optional("covariate_\(key)") ?? outcome(key) }

  /// Name of a subgroup key of the plan.
  func key(_ key: String) -> String { labels.optional("key_\(key)") ?? covariate(key) }

  /// Name of a value of a subgroup key or of a categorical covariate.
  func value(_ value: String, of key: String) -> String { labels.optional("value_\(key)_\(value)") ?? readable(value) }

  /// Name of a line of the baseline table.
  func variable(_ finding: BalanceFinding) -> String {
    let name = finding.isOutcome ? outcome(finding.variable) : covariate(finding.variable)
    return finding.level.map { name + ": " + value($0, of: finding.variable) } ?? name
  }

  func yes(_ isTrue: Bool) -> Cell {
    Cell(isTrue ? labels["answer_yes"] : "–", .text(isTrue ? "true" : "false"))
  }

  /// A verdict on attrition with the boundary it was held against.
  func cell(_ verdict: Disclosable<AttritionFinding.Verdict>, _ boundary: Double?) -> Cell {
    cell(verdict) { verdict in
      let limit = boundary.map { " (" + numbers.write($0, .share(1)) + ")" } ?? ""
      return Cell(labels["attrition_\(verdict.rawValue)"] + limit, .text(verdict.rawValue))
    }
  }

  func boundary(_ value: Double?) -> Cell { cell(value.map { .shown($0) } ?? .noData, .share(1)) }
}
