import Findings

extension DisclosureRules {
  /// Warnings whose facts hold no small number of children.
  func released(_ warnings: [FindingWarning]) -> [FindingWarning] {
    warnings.map { warning in
      let isAboutChildren = Self.codesAboutChildren.contains(warning.code)
      guard isAboutChildren, warning.facts.values.contains(where: isSmallNumber) else { return warning }
      return withoutFacts(warning)
    }
  }

  /// A warning reduced to its code: its sentence repeats the facts and goes with them.
  func withoutFacts(_ warning: FindingWarning) -> FindingWarning {
    FindingWarning(warning.code, warning.code.rawValue.split(separator: "_").joined(separator: " "))
  }

  private func isSmallNumber(_ fact: String) -> Bool {
    Int(fact).map(isSmall) ?? false
  }

  /// Warnings whose numbers count children or their records; the numbers of the others count clusters or columns.
  private static let codesAboutChildren: Set<FindingWarning.Code> = [
    .missingRows, .insufficientData, .contamination, .differentialAttrition, .ceiling, .constantOutcome, .noBaseline,
  ]
}
