/// The assignments that could have come out: in every stratum as many experimental clusters as there are.
struct StratifiedArms: Sendable {
  /// One stratum that holds both arms; its clusters have places next to each other.
  struct Stratum: Sendable {
    let places: Range<Int>
    let experimentalCount: Int

    /// Clusters of the smaller arm: what an assignment picks.
    var pickedCount: Int { min(experimentalCount, places.count - experimentalCount) }
    var picksExperimental: Bool { experimentalCount <= places.count - experimentalCount }
    /// Number of assignments in this stratum, or `nil` above 2⁶².
    var assignmentCount: Int? { binomial(places.count, pickedCount) }
  }

  let strata: [Stratum]
  /// Where each cluster stands among the places.
  let placeOfCluster: [Int]
  /// The arms given, by place.
  let given: [Bool]
  /// Strata with one arm: their clusters keep it.
  let oneArmStrata: [String]

  /// Sorts clusters into strata, each cluster's arm and stratum given in order of the clusters.
  init(arms: [Bool], strata names: [String]) {
    let order = names.indices.sorted { (names[$0], $0) < (names[$1], $1) }
    var places = [Int](repeating: 0, count: order.count)
    for (place, cluster) in order.enumerated() { places[cluster] = place }
    placeOfCluster = places
    given = order.map { arms[$0] }
    var strata: [Stratum] = []
    var oneArm: [String] = []
    var start = 0
    while start < order.count {
      let name = names[order[start]]
      let end = order[start...].firstIndex { names[$0] != name } ?? order.count
      let experimentalCount = given[start..<end].count { $0 }
      if experimentalCount > 0, experimentalCount < end - start {
        strata.append(Stratum(places: start..<end, experimentalCount: experimentalCount))
      } else {
        oneArm.append(name)
      }
      start = end
    }
    self.strata = strata
    oneArmStrata = oneArm
  }

  /// The number of assignments, or `nil` above `limit`.
  func assignmentCount(limit: Int) -> Int? {
    var product = 1
    for stratum in strata {
      guard let count = stratum.assignmentCount else { return nil }
      let (next, overflow) = product.multipliedReportingOverflow(by: count)
      guard !overflow, next <= limit else { return nil }
      product = next
    }
    return product
  }

  /// Whether exchanging the arms gives another possible assignment.
  var isSymmetric: Bool { strata.allSatisfy { 2 * $0.experimentalCount == $0.places.count } }
}

/// *n* over *k*, or `nil` above 2⁶².
func binomial(_ count: Int, _ chosen: Int) -> Int? {
  guard chosen <= count else { return 0 }
  var result = 1
  for step in 0..<min(chosen, count - chosen) {
    let (product, overflow) = result.multipliedReportingOverflow(by: count - step)
    guard !overflow, product < 1 << 62 else { return nil }
    result = product / (step + 1)
  }
  return result
}
