internal import Moments
internal import Probability

/// A calibration of two sides in which items can have steps of their own on the focal side.
struct SplitItems {
  let model: PartialCreditModel
  /// Of the groups that take part.
  let moments: ItemMoments
  private let focalGroups: [Int]
  private let referenceGroups: [Int]

  init(model: PartialCreditModel, moments: ItemMoments, comparison: GroupComparison) {
    self.model = model
    self.moments = moments
    let sides = moments.groups.map { comparison.members[$0]?.side }
    focalGroups = sides.indices.filter { sides[$0] == .focal }
    referenceGroups = sides.indices.filter { sides[$0] == .reference }
  }

  /// Positions of items that are not held and of which both sides used two categories.
  var testableItems: [Int] {
    let totals = moments.groups.indices.map { moments.categoryTotals(group: $0) }
    return moments.items.indices.filter { item in
      guard !model.anchors.contains(where: { $0.item == moments.items[item] }) else { return false }
      return [focalGroups, referenceGroups].allSatisfy { side in
        let used = totals[0][item].indices.filter { category in side.contains { totals[$0][item][category] > 0 } }
        return used.count > 1
      }
    }
  }

  /// Fits the model with the steps of some items free on the focal side.
  func fit(free items: [Int]) throws(ItemResponseError) -> ItemResponseFit {
    var split = moments
    for item in items { split = split.splitting(item, in: Set(focalGroups), named: focalName(item)) }
    return try model.fit(split)
  }

  /// The likelihood ratio test of one item; `nil` when the larger model has no parameters of its own for both sides.
  func test(
    _ item: Int, _ smaller: ItemResponseFit, _ larger: ItemResponseFit
  ) -> LikelihoodRatioDifferenceFit.Item? {
    let name = moments.items[item]
    let degrees = larger.parameters.count - smaller.parameters.count
    guard degrees > 0, let reference = larger.items.first(where: { $0.item == name }),
      var focal = larger.items.first(where: { $0.item == focalName(item) })
    else { return nil }
    focal.item = name
    let statistic = max(0, 2 * (larger.logLikelihood - smaller.logLikelihood))
    return LikelihoodRatioDifferenceFit.Item(
      item: name, statistic: statistic, degreesOfFreedom: degrees,
      pValue: ChiSquared(degreesOfFreedom: Double(degrees)).upperTail(statistic), logLikelihood: larger.logLikelihood,
      reference: reference, focal: focal,
      expectedDifference: difference(larger, [reference], [focal])?.signed ?? 0)
  }

  /// The difference of expected sum scores over the items that are free; `nil` when none is.
  func scoreDifference(_ fit: ItemResponseFit, free items: [Int]) -> ScoreDifference? {
    guard !items.isEmpty else { return nil }
    let reference = fit.items.filter { moments.items.contains($0.item) }
    let focal = reference.map { item in
      guard let place = items.first(where: { moments.items[$0] == item.item }),
        var own = fit.items.first(where: { $0.item == focalName(place) })
      else { return item }
      own.item = item.item
      return own
    }
    return difference(fit, reference, focal)
  }

  /// Over the mixture's first two moments when the focal side is several groups.
  private func difference(
    _ fit: ItemResponseFit, _ reference: [ItemParameters], _ focal: [ItemParameters]
  ) -> ScoreDifference? {
    let names = Set(focalGroups.map { moments.groups[$0] })
    let groups = fit.groups.filter { names.contains($0.group) }
    let weights = groups.map { group in
      moments.cells.reduce(0.0) { $0 + (moments.groups[$1.group] == group.group ? Double($1.personCount) : 0) }
    }
    let total = weights.reduce(0, +)
    guard total > 0 else { return nil }
    let mean = zip(weights, groups).reduce(0) { $0 + $1.0 * $1.1.mean } / total
    let variance = zip(weights, groups).reduce(0) { sum, entry in
      sum + entry.0 * (entry.1.variance + (entry.1.mean - mean) * (entry.1.mean - mean))
    }
    return ScoreDifference(
      reference: reference, focal: focal, model: fit.model,
      ability: AbilityDistribution(group: "focal", mean: mean, variance: variance / total))
  }

  private func focalName(_ item: Int) -> String { moments.items[item] + "|focal" }
}
