import Findings
import Foundation
import SimulatedStudy

/// How many places are named, and what is true of them; one line per level.
struct CandidateTable {
  let answers: [StudyAnswer]
  let pilots: Int

  var text: String {
    markdown(
      heading: [
        "level", "compared per pilot", "named per pilot", "pilots with any named", "named in the highest fifth",
        "named with a gain above the mean",
      ], ValueAddedFinding.Level.allCases.map(line))
  }

  private func line(_ level: ValueAddedFinding.Level) -> [String] {
    let own = answers.filter { $0.level == level }
    let named = own.filter(\.isCandidate)
    let count = Double(max(1, pilots))
    return [
      level.rawValue, String(format: "%.1f", Double(own.count) / count),
      String(format: "%.3f", Double(named.count) / count),
      String(format: "%.1f %%", 100 * Double(Set(named.map(\.pilot)).count) / count),
      share(named.compactMap { answer in answer.rank.map { (answer.pilot, $0.isHighest ? 1 : 0) } }),
      share(named.compactMap { answer in answer.trueGain.map { (answer.pilot, $0 > 0 ? 1 : 0) } }),
    ]
  }

  private func share(_ values: [(pilot: UInt64, value: Double)]) -> String {
    values.isEmpty ? "" : MonteCarloMean(values).text("%.1f", scale: 100) + " %"
  }
}
