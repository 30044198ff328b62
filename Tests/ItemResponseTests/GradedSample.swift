import Foundation
import Moments
import TestSupport

/// Answers of a graded response model with given slopes and thresholds.
///
/// Persons are dealt to the groups in turn; each group is half a deviation above the one before.
func graded(
  seed: UInt64, personCount: Int, groups: [String] = ["all"], slopes: [Double] = [1, 1.5, 0.8, 2],
  thresholds: [[Double]] = [[-1, 0.5], [-0.3, 0.8], [0, 1.2], [-0.8, 0.2]], missingShare: Double = 0
) -> ItemResponses {
  var random = RepeatableRandom(seed: seed)
  let categories = (0..<personCount).flatMap { person in
    let ability = random.normal() + 0.5 * Double(person % groups.count)
    return zip(slopes, thresholds).map { slope, thresholds in
      let draw = random.uniform()
      let isMissing = random.uniform() < missingShare
      return isMissing
        ? ItemResponses.missing : UInt8(thresholds.count { draw < 1 / (1 + exp(-slope * (ability - $0))) })
    }
  }
  return ItemResponses(
    items: thresholds.indices.map { "i\($0)" }, categoryCounts: thresholds.map { $0.count + 1 }, groups: groups,
    groupOfPerson: (0..<personCount).map { $0 % groups.count }, categories: categories)
}
