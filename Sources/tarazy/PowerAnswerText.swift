import Evaluation
import Foundation

/// What a planned trial can find, as a person reads it in the terminal.
struct PowerAnswerText {
  private let answer: PowerAnswer

  init(_ answer: PowerAnswer) { self.answer = answer }

  var text: String {
    let design = answer.levels.map { "\(significant($0.unitCount)) \($0.name)" }.joined(separator: " in ")
    var lines = ["Design: \(design); assigned: \(answer.assignedLevel)"]
    if answer.isUnitCountFound, let effect = answer.effect,
      let found = answer.levels.first(where: { $0.name == answer.assignedLevel })
    {
      let isTop = answer.levels.last?.name == answer.assignedLevel
      lines.append(
        "Needed for an effect of \(significant(effect)): \(significant(found.unitCount)) \(found.name)"
          + (isTop ? "" : " in each block"))
    }
    lines.append(
      "Minimum detectable effect at power \(significant(answer.wantedPower)): "
        + "\(decimals(answer.minimumDetectableEffect)) standard deviations")
    if let effect = answer.effect, let power = answer.power {
      lines.append("Power for an effect of \(significant(effect)): \(decimals(power))")
    }
    lines.append(
      "Standard error \(decimals(answer.standardError)), \(significant(answer.degreesOfFreedom)) degrees of freedom, "
        + "two-sided test at \(significant(answer.significanceLevel))")
    if let simulation = answer.simulation {
      lines.append(
        "\(simulation.replications) simulated trials with an effect of \(decimals(simulation.effect)) "
          + "(seed \(simulation.seed)):\n  power \(decimals(simulation.power)), by the formula "
          + "\(decimals(simulation.expectedPower)); Monte-Carlo error \(decimals(simulation.monteCarloError))")
    }
    return lines.joined(separator: "\n")
  }

  private func decimals(_ value: Double) -> String { String(format: "%.4f", value) }
}
