import Evaluation
import Findings
import Foundation

extension DesignText {
  /// How many preschools the effects rest on.
  var weights: String {
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

  /// Effects that the pilot's precision could find.
  var detectable: String {
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
