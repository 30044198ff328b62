import Foundation
import TestSupport
import Testing

import ItemResponse

@Suite struct CategoryProbabilityTests {
  private let item = ItemParameters(item: "a", slope: 1.3, locations: [-0.4, 0.9])

  @Test(arguments: [ItemModel.gradedResponse, .generalizedPartialCredit])
  func probabilitiesAddToOne(_ model: ItemModel) {
    for theta in [-40, -2, 0, 0.7, 3, 40.0] {
      expectClose(item.logProbabilities(at: theta, model: model).reduce(0) { $0 + exp($1) }, 1, relative: 1e-14)
    }
  }

  @Test func stepOddsAreThoseOfTheModel() {
    let logs = item.logProbabilities(at: 0.3, model: .generalizedPartialCredit)
    expectClose(logs[1] - logs[0], 1.3 * (0.3 + 0.4), relative: 1e-14)
    expectClose(logs[2] - logs[1], 1.3 * (0.3 - 0.9), relative: 1e-14)
  }

  @Test func cumulativeOddsAreThoseOfTheModel() {
    let p = item.logProbabilities(at: 0.3, model: .gradedResponse).map { exp($0) }
    expectClose(log((p[1] + p[2]) / p[0]), 1.3 * (0.3 + 0.4), relative: 1e-13)
    expectClose(log(p[2] / (p[0] + p[1])), 1.3 * (0.3 - 0.9), relative: 1e-13)
  }
}
