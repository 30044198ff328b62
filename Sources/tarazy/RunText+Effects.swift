import Findings
import Foundation

// Effects: the recommended answer of each, then what every method says.
extension RunText {
  /// Estimators by the words that fit a column.
  private static let shortNames = [
    "mixed_model": "mixed", "cluster_robust": "CR2", "wild_bootstrap": "wild", "randomization": "random",
    "cluster_level": "means",
  ]

  private func short(_ estimator: String) -> String { Self.shortNames[estimator] ?? estimator }

  /// The recommended effects, one line each.
  var verdicts: String {
    var table = TextTable(
      ["outcome", "wave", "by", ">effect", ">low", ">high", ">df", ">p", ">p adj", ">g"], isTight: true)
    for verdict in run.verdicts {
      let estimate = verdict.estimate.value
      table.add([
        verdict.outcome, verdict.wave, verdict.recommended.map(short) ?? "none",
        estimate == nil ? "–" : signed(estimate?.value), signed(estimate?.interval?.lower),
        signed(estimate?.interval?.upper), estimate?.degreesOfFreedom.map { String(format: "%.0f", $0) } ?? "",
        estimate.map { pValue($0.pValue) + mark(verdict, verdict.recommended) } ?? "",
        verdict.adjustedPValue.value.map(pValue) ?? "",
        verdict.standardized.value.map { String(format: "%+.2f", $0.hedgesG) } ?? "",
      ])
    }
    return "Recommended effects, points\n\n" + table.text
  }

  /// The p-values of every method, with the mark of its validity.
  var methods: String {
    let estimators = run.verdicts.first?.judgements.map(\.estimator) ?? []
    var table = TextTable(["outcome", "wave"] + estimators.map { ">" + short($0) })
    for verdict in run.verdicts {
      let effects = run.effects.filter { $0.outcome == verdict.outcome && $0.wave == verdict.wave }
      table.add(
        [verdict.outcome, verdict.wave]
          + estimators.map { estimator in
            let estimate = effects.first { $0.estimator == estimator }?.estimate.value
            return estimate.map { pValue($0.pValue) + mark(verdict, estimator) } ?? "–"
          })
    }
    return "p by every method (c conservative, x not valid here)\n\n" + table.text
      + "\n\nWhy: tarazy explain \(run.verdicts.first?.address ?? "")"
  }

  /// The caveats of verdicts and effects, each once.
  var notes: String {
    let warnings = run.verdicts.flatMap(\.warnings) + run.effects.flatMap(\.warnings)
    return Set(warnings.map { "Note (\($0.code.rawValue)): \($0.message)" }).sorted().joined(separator: "\n")
  }

  private func mark(_ verdict: VerdictFinding, _ estimator: String?) -> String {
    switch verdict.judgements.first(where: { $0.estimator == estimator })?.validity {
    case .conservative: "c"
    case .notValid: "x"
    default: ""
    }
  }

  private func signed(_ value: Double?) -> String { value.map { String(format: "%+.3f", $0) } ?? "" }
}
