import Findings
import Foundation

extension ModelFindingText {
  /// Items with their parameters, abilities of groups, and scores when they were asked for.
  func text(of calibration: ItemCalibration) -> String {
    var parts = [items(calibration.items), abilities(calibration.abilities)]
    if let reliability = calibration.reliability {
      parts.append("reliability of abilities \(significant(reliability))")
    }
    if let scores = calibration.scores { parts.append(text(of: scores)) }
    return parts.joined(separator: "\n\n")
  }

  /// One row per parameter: items differ in their number.
  private func items(_ items: [ItemCalibration.Item]) -> String {
    var table = TextTable(["item", "parameter", ">estimate", ">std.error", ">infit", ">outfit"])
    for item in items {
      if item.parameters.isEmpty { table.add([item.item, "left out", "", "", "", ""]) }
      for (place, parameter) in item.parameters.enumerated() {
        let isFirst = place == 0
        table.add([
          isFirst ? item.item : "", parameter.name, parameter.estimate.map(significant) ?? "not estimated",
          parameter.standardError.map { String(format: "%.4g", $0) } ?? "",
          isFirst ? item.infit.map(significant) ?? "" : "", isFirst ? item.outfit.map(significant) ?? "" : "",
        ])
      }
    }
    return table.text
  }

  private func abilities(_ abilities: [ItemCalibration.Ability]) -> String {
    var table = TextTable(["abilities of", ">mean", ">variance"])
    for ability in abilities { table.add([ability.group, significant(ability.mean), significant(ability.variance)]) }
    return table.text
  }

  private func text(of scores: [ItemCalibration.Score]) -> String {
    var table = TextTable([">row", ">ability", ">std.error"])
    for (row, score) in scores.enumerated() {
      table.add([
        String(row + 1), score.estimate.map(significant) ?? "none",
        score.standardError.map { String(format: "%.4g", $0) } ?? "",
      ])
    }
    return table.text
  }
}
