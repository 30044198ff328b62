internal import ItemResponse

extension ItemResponseError {
  /// What happened and what to do, in English.
  var text: String {
    switch self {
    case .tooFewPersons(let found, let required):
      "\(found) rows with marks, and the model needs at least \(required)"
    case .noItemVaries: "no item has marks in two categories"
    case .disconnected(let sets):
      "nothing links the scales of these items: "
        + sets.map { $0.joined(separator: ", ") }.joined(separator: " | ")
        + "; fit them by themselves, or keep anchors in each"
    case .groupUnknown(let group): "there is no group \(group) that can be fitted"
    case .anchorUnknown(let item): "the anchor \(item) is not among the items, or stands twice"
    case .anchorHasSlope(let item): "the anchor \(item) has a slope; in the Rasch family it is 1"
    case .notDichotomous(let item):
      "\(item) has more than the two lowest categories, which the Rasch model is for; use --model pcm"
    case .itemNotCalibrated(let item): "\(item) has marks and no parameters"
    case .categoryNotCalibrated(let item, let category):
      "\(item) has marks \(category) above the lowest, which its parameters do not know"
    case .scoreNotSufficient: "the model weighs items by slopes and needs patterns of marks"
    case .notConverged(let iterations):
      "the likelihood had no maximum after \(iterations) iterations; are there items that nearly nobody varies on?"
    }
  }
}
