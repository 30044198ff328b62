/// Why responses cannot be calibrated or scored; worded once per surface.
public enum ItemResponseError: Error, Sendable, Equatable {
  /// Fewer persons with an answer than a calibration needs.
  case tooFewPersons(found: Int, required: Int)
  /// No item has answers in two categories.
  case noItemVaries
  /// No person answered items of two of these sets, and no group holds persons of two: their scales cannot be linked.
  case disconnected(itemSets: [[String]])
  /// No group of this name is in the moments.
  case groupUnknown(String)
  /// An item whose parameters are to be held is not in the moments or is named twice, or nobody answered any that is held.
  case anchorUnknown(item: String)
  /// An item whose parameters are to be held has a slope other than 1.
  case anchorHasSlope(item: String)
  /// Items of the Rasch model have two categories.
  case notDichotomous(item: String)
  /// Persons answered an item, in more categories than one, that has no parameters.
  case itemNotCalibrated(item: String)
  /// Persons gave a category that the parameters of its item do not know.
  case categoryNotCalibrated(item: String, category: Int)
  /// The fitted model weighs items by slopes, so that cells of one score have no likelihood of their own.
  case scoreNotSufficient
  /// No maximum of the likelihood was reached.
  case notConverged(iterationCount: Int)
}
