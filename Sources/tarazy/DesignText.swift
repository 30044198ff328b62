import Evaluation
import Findings
import Foundation

/// What the data show about a design as a methodist reads it in the terminal, at most 80 columns wide.
struct DesignText {
  private let statement: DesignStatement
  private var design: DesignFindings { statement.design }

  init(_ statement: DesignStatement) { self.statement = statement }

  var text: String {
    let parts = [
      heading, part("Who was observed", flow), part("What was assigned", units), part("Who was lost", attrition),
      part("How alike the arms were before the treatment", balance),
      part("How alike children of one unit are (intraclass correlation)", clustering),
      part("What the effects rest on", weights), part("What could be detected", detectable), warnings,
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  private var heading: String {
    let (pilot, provenance) = (statement.pilot, statement.provenance)
    return lines("\(pilot.name)\(pilot.isSynthetic ? " (SYNTHETIC DATA)" : "")") + "\n"
      + lines(
        "design by plan \(provenance.planSHA256?.prefix(8) ?? "–"), data \(provenance.dataSHA256.prefix(8)), "
          + provenance.engine)
  }

  private func part(_ title: String, _ text: String) -> String { text.isEmpty ? "" : "\(title)\n\n\(text)" }

  private var flow: String {
    var table = TextTable(["wave", "arm", ">enrolled", ">observed", ">groups", ">preschools"])
    for row in statement.flow {
      let counts = row.observed.value
      table.add([
        row.wave, row.arm, row.enrolled.value.map(String.init) ?? "no data",
        counts.map { String($0.children) } ?? "", counts.map { String($0.groups) } ?? "",
        counts.map { String($0.preschools) } ?? "",
      ])
    }
    return table.text
  }

  private var warnings: String {
    statement.warnings.map { lines("Warning (\($0.code.rawValue)): \($0.message)") }.joined(separator: "\n")
  }
}

// Units and losses.
extension DesignText {
  private var units: String {
    var table = TextTable(["level", ">control only", ">experimental only", ">both arms", "assigned"])
    for unit in design.units {
      let roles = [unit.isPlanned ? "by the plan" : nil, unit.isFound ? "as found" : nil].compactMap { $0 }
      table.add([
        unit.level, String(unit.controlOnly), String(unit.experimentalOnly), String(unit.bothArms),
        roles.joined(separator: ", "),
      ])
    }
    return ([table.text] + unitReadings).joined(separator: "\n")
  }

  private var unitReadings: [String] {
    var readings: [String] = []
    let (planned, found) = (design.units.first(where: \.isPlanned), design.units.first(where: \.isFound))
    switch (planned, found) {
    case (let planned?, let found?) where planned.level == found.level:
      readings.append("The data show the unit of assignment that the plan names: each \(found.level) has one arm.")
    case (let planned?, let found?):
      readings.append("The plan says that each \(planned.level) was assigned; the data show each \(found.level) was.")
    default: readings.append("No unit of assignment can be seen: one arm only was observed.")
    }
    if let mixed = design.units.first(where: { $0.level == "preschool" })?.bothArms, mixed > 0 {
      readings.append(
        "\(mixed) preschools hold both arms: there the effect is a comparison inside the preschool, which preschools' "
          + "own differences do not disturb; but what control groups pick up from their neighbours (contamination) makes "
          + "the effect look smaller than it is.")
    }
    return readings.map { lines($0) }
  }

  private var attrition: String {
    guard !design.attrition.isEmpty else { return "One wave only: nobody could be lost." }
    var table = TextTable(
      [
        "until", "level", ">first", ">lost%", ">control", ">exper.", ">cautious", "", ">optimistic", "",
      ], isTight: true)
    for row in design.attrition {
      table.add([
        row.wave, row.level, row.atFirstWave.value.map(String.init) ?? "–", percent(row.overall.value),
        percent(row.control.value), percent(row.experimental.value), percent(row.cautiousBoundary),
        row.cautious.value?.word ?? "", percent(row.optimisticBoundary), row.optimistic.value?.word ?? "",
      ])
    }
    let verdicts = Set(design.attrition.flatMap { [$0.cautious.value, $0.optimistic.value].compactMap { $0 } })
    let readings =
      [
        "In percent of those observed at the first wave; children are those of units that stayed. A cohort that nobody "
          + "is observed of any more left by design. The boundary is the largest distance between the arms that keeps "
          + "the bias under 0.05 standard deviations: cautious when losses may have to do with the programme, "
          + "optimistic when they hardly do."
      ] + AttritionFinding.Verdict.allCases.filter(verdicts.contains).map(\.reading)
    return ([table.text] + readings.map { lines($0) }).joined(separator: "\n")
  }
}

// Balance and clusters.
extension DesignText {
  private var balance: String {
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

  private var clustering: String {
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

  private var weights: String {
    guard !statement.weights.isEmpty else { return "" }
    var table = TextTable(
      ["outcome", "wave", ">preschools", ">rows", ">cv", ">worth", ">if shared", ">largest %"], isTight: true)
    for row in statement.weights {
      table.add([
        row.outcome, row.wave, String(row.preschoolCount), "\(row.smallestSize)–\(row.largestSize)",
        share(row.sizeVariation) ?? "", String(format: "%.1f", row.effectiveCount),
        row.effectiveCountOfCommonShock.map { String(format: "%.1f", $0) } ?? "–", percent(row.largestPartialLeverage),
      ])
    }
    return table.text + "\n"
      + lines(
        "worth: how many preschools of equal weight the effect rests on (G*), when children are independent and when "
          + "a preschool's children share one shock (– : such a shock does not reach the effect). largest: share of "
          + "the effect that rests on one preschool (partial leverage).")
  }

  private var detectable: String {
    guard !design.detectable.isEmpty else { return "" }
    var table = TextTable(["outcome", "wave", ">points", ">standard deviations"])
    for row in design.detectable {
      table.add([
        row.outcome, row.wave, share(row.points.value) ?? "no data", share(row.deviations.value) ?? "",
      ])
    }
    let power = Int((100 * (design.detectable[0].power)).rounded())
    return table.text + "\n"
      + lines(
        "The true effect that a pilot of this precision finds in \(power) of 100 cases. From the standard error and "
          + "degrees of freedom of the fitted primary estimator (\(statement.pilot.primaryEstimator)); all else above "
          + "was said without looking at an effect.")
  }
}

extension DesignText {
  /// A text in lines of at most 80 characters.
  private func lines(_ text: String) -> String {
    text.split(separator: " ").reduce(into: [String]()) { lines, word in
      if let last = lines.last, last.count + word.count < 80 {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(String(word))
      }
    }.joined(separator: "\n")
  }

  private func percent(_ share: Double?) -> String { share.map { String(format: "%.1f", 100 * $0) } ?? "–" }
  private func signed(_ value: Double?) -> String { value.map { String(format: "%+.2f", $0) } ?? "" }
  private func share(_ value: Double?) -> String? { value.map { String(format: "%.3f", $0) } }
}

extension AttritionFinding.Verdict {
  fileprivate var word: String {
    switch self {
    case .low: "low"
    case .nearBoundary: "near"
    case .high: "high"
    }
  }

  fileprivate var reading: String {
    switch self {
    case .low: "low: the loss alone cannot bias the comparison by more than is tolerated."
    case .nearBoundary: "near: within 0.3 points of the boundary, which is known no better; read it as undecided."
    case .high: "high: the loss can bias the comparison; those who stayed must be shown alike at the baseline."
    }
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
    case .mustAdjust: "must adjust: |g| above 0.05 and up to 0.25; compare with it in the model, as here."
    case .notEquivalent: "not equivalent: |g| above 0.25; adjusting cannot make the arms comparable."
    }
  }
}
