public import Findings

extension DisclosureRules {
  /// Keeps the sheets of one preschool's children, for that preschool.
  ///
  /// Inside the preschool no cell is hidden: its educators made the marks. Warnings are about the scales, and so about
  /// children of all preschools: small numbers in their facts are withheld as in a release.
  ///
  /// - Parameters:
  ///   - findings: Sheets as estimation made them.
  ///   - preschool: Code of the preschool that is to have them.
  /// - Returns: The sheets of that preschool alone; `nil` when there is none.
  public static func preschoolScope(
    _ findings: ChildFindings, preschool: String
  ) -> PreschoolScope<ChildFindings>? {
    var own = findings
    own.sheets = findings.sheets.filter { $0.preschool == preschool }
    own.warnings = DisclosureRules(findings.pilot).released(findings.warnings)
    return own.sheets.isEmpty ? nil : PreschoolScope(own, preschool: preschool)
  }
}
