import Evaluation
import Findings

extension DesignText {
  /// Units of each level by arm, and what they say of the assignment.
  var units: String {
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

  /// Losses of units and children by arm, against both boundaries.
  var attrition: String {
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
