internal import Findings

extension FindingWarning {
  /// A caveat for an effect whose model could not be laid out or estimated.
  static func notEstimable(_ error: any Error) -> FindingWarning {
    notEstimable(FitError(file: "the records", formula: "of the effect", cause: error).text ?? "\(error)")
  }

  /// A caveat for an effect that has no estimate.
  static func notEstimable(_ reason: String) -> FindingWarning {
    FindingWarning(.notEstimable, "not estimated: \(reason)", facts: ["reason": reason])
  }
}
