import Findings

extension DisclosureRules {
  /// Warnings whose facts hold no small number of children.
  func released(_ warnings: [FindingWarning]) -> [FindingWarning] {
    warnings.map { warning in
      let mayBeChildren = warning.facts.filter { !Self.factsAboutOthers.contains($0.key) }
      return mayBeChildren.values.contains(where: isSmallNumber) ? withoutFacts(warning) : warning
    }
  }

  /// A warning reduced to its code: its sentence repeats the facts and goes with them.
  func withoutFacts(_ warning: FindingWarning) -> FindingWarning {
    FindingWarning(warning.code, warning.code.rawValue.split(separator: "_").joined(separator: " "))
  }

  private func isSmallNumber(_ fact: String) -> Bool {
    Int(fact).map(isSmall) ?? false
  }

  /// Facts that count clusters, columns or steps, or state limits; every other number may count children.
  private static let factsAboutOthers: Set<String> = [
    "areas", "clusters", "columns", "evaluations", "groups", "limit", "preschools", "required", "strata", "threshold",
  ]
}
