import Evaluation
import Findings
import Foundation

extension DesignText {
  /// The baseline table with the verdict of each line.
  var balance: String {
    guard !design.balance.isEmpty else { return "The plan has no wave before the treatment and no covariates." }
    var table = TextTable(
      ["variable", ">control", ">experim.", ">g", ">low", ">high", ">var ratio", "verdict"], isTight: true)
    for row in design.balance {
      let interval = row.difference.value?.interval
      table.add([
        [row.variable, row.level].compactMap { $0 }.joined(separator: "="), number(row.controlMean.value, row),
        number(row.experimentalMean.value, row), row.difference.value.map { String(format: "%+.3f", $0.value) } ?? "",
        signed(interval?.lower),
        signed(interval?.upper), row.varianceRatio.value.map { String(format: "%.2f", $0) } ?? "",
        row.verdict.value?.word ?? "–",
      ])
    }
    let verdicts = Set(design.balance.compactMap(\.verdict.value))
    var readings = BalanceFinding.Verdict.allCases.filter(verdicts.contains).map(\.reading)
    if !design.balance.contains(where: \.isOutcome) {
      readings.insert("No wave lies before the treatment: covariates only, at each child's first observation.", at: 0)
    }
    if design.balance.contains(where: { $0.level != nil }) {
      readings.insert("name=value is the share of children with that value; its g is the Cox index.", at: 0)
    }
    return ([table.text] + readings.map { lines($0) }).joined(separator: "\n")
  }

  private func number(_ value: Double?, _ row: BalanceFinding) -> String {
    value.map { row.level == nil ? String(format: "%.3f", $0) : "\(percent($0))%" } ?? "no data"
  }

  /// Intraclass correlations, one line per outcome and wave.
  var clustering: String {
    var table = TextTable(
      ["outcome", "wave", ">presch.", ">share", "interval", ">groups", ">share", "interval"],
      isTight: true)
    let pairs = Dictionary(grouping: design.clustering) { "\($0.outcome).\($0.wave)" }
    for preschool in design.clustering where preschool.level == "preschool" {
      let group = pairs["\(preschool.outcome).\(preschool.wave)"]?.first { $0.level == "group" }
      table.add(
        [preschool.outcome, preschool.wave] + cells(preschool) + (group.map(cells) ?? ["", "", ""]))
    }
    return table.text + "\n"
      + lines(
        "Share of the variance within arms and sheets that lies between preschools, and between groups of all "
          + "preschools; the interval is of the profile likelihood.")
  }

  private func cells(_ row: ClusteringFinding) -> [String] {
    let interval = row.interval.value.map { "\(percent($0.lower))–\(percent($0.upper))" }
    return [
      String(row.unitCount), row.intraclassCorrelation.value.map { percent($0) + "%" } ?? "no data", interval ?? "",
    ]
  }
}

extension BalanceFinding.Verdict {
  fileprivate var word: String {
    switch self {
    case .equivalent: "equivalent"
    case .mustAdjust: "must adjust"
    case .notEquivalent: "not equivalent"
    }
  }

  fileprivate var reading: String {
    switch self {
    case .equivalent: "equivalent: |g| of at most 0.05; the arms can be compared as they are."
    case .mustAdjust:
      "must adjust: |g| above 0.05 and up to 0.25; it belongs in the model, as in the effects of this plan."
    case .notEquivalent: "not equivalent: |g| above 0.25; adjusting cannot make the arms comparable."
    }
  }
}
