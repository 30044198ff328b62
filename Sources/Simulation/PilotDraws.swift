import Probability
import Records

/// The random streams of a pilot: one for each thing that is drawn, found by its name.
///
/// A thing's draws depend on the seed and on its own name only, so another preschool, another rate or another order of
/// work changes nothing but what it is about.
struct PilotDraws: Sendable {
  let seed: UInt64

  /// What is drawn.
  enum Purpose: String {
    case arm, preschool, group, educator, child, pseudonym, sheet, item
    case regionTrait, regionRate, preschoolTrait, groupTrait, childTrait, occasionTrait, preschoolGain
    case indicator, sessions, feedback
  }

  /// The stream of one thing, such as `(.sheet, "P-001-A/07/interim")`.
  func stream(_ purpose: Purpose, _ name: String) -> RandomStream {
    RandomStream(seed: seed, named: "\(purpose.rawValue)/\(name)")
  }
}

extension RandomStream {
  /// A whole number of `range`, uniformly.
  mutating func nextInteger(in range: ClosedRange<Int>) -> Int {
    range.lowerBound + nextIndex(below: range.count)
  }

  /// Successes among `trials`; 0 when there is no trial.
  mutating func nextBinomial(_ trials: Int, _ probability: Double) -> Int {
    (0..<max(0, trials)).reduce(0) { sum, _ in sum + (nextUniform() < probability ? 1 : 0) }
  }

  /// A day of the months of `year`, uniformly by month and then among its first 28 days.
  mutating func nextDay(of year: Int, months: ClosedRange<Int>) -> CalendarDate {
    let month = nextInteger(in: months)
    return PilotCalendar.date(year, month, nextInteger(in: 1...28))
  }
}
