public import Moments

/// The graded response and the generalised partial credit model.
///
/// Use them where items differ in how sharply they tell abilities apart: every item has a slope of its own. With two
/// categories both are the two-parameter logistic model. Estimation is by marginal maximum likelihood: abilities are
/// standard normal in the reference group and normal with a mean and variance of their own in every other group, which
/// the common items link. With anchors their items' parameters are held and every group's mean and variance is free.
///
/// **Source.** Samejima (1969), Psychometrika Monograph 17; Muraki (1992), doi:10.1177/014662169201600206; Bock & Aitkin
/// (1981), doi:10.1007/BF02293801.
public struct SlopeModel: Sendable, Equatable {
  /// How the categories of an item follow from slope and locations.
  public enum Family: Sendable, Codable, CaseIterable {
    /// Logits of reaching a category or a higher one.
    case gradedResponse
    /// Logits of a category against the one below.
    case generalizedPartialCredit
  }

  public var family: Family
  /// Items whose parameters are held; those of them that are not in the patterns are an error.
  public var anchors: [ItemParameters]
  /// The group whose abilities are standard normal, without anchors; `nil` means the first that has persons.
  public var referenceGroup: String?

  /// Creates a specification.
  public init(_ family: Family, anchors: [ItemParameters] = [], referenceGroup: String? = nil) {
    self.family = family
    self.anchors = anchors
    self.referenceGroup = referenceGroup
  }

  /// Fits the model to answer patterns.
  ///
  /// **Data that leave something open.** An item to which all answers are the same is left out. A category that nobody
  /// used has no threshold; in the partial credit model the step over it is worth two points. A slope that runs to
  /// infinity is held at 20 and counts as not estimated; a negative one is named. A group in which all persons have the
  /// lowest, or all the highest answers has no mean and is left out; one whose persons all answered alike keeps the
  /// variance 1; a variance below 0.01 is held there. Warnings name each of these.
  ///
  /// - Returns: Slopes and locations with errors from the observed information (Louis 1982), in the order of the items.
  /// - Throws: `ItemResponseError` when the patterns hold too little, do not link the items, or do not fit the anchors.
  /// - Complexity: O(patterns × nodes × categories) per iteration and O(patterns × parameters²) for the errors.
  ///
  /// **Numerical notes.** The integral over abilities is a sum over even nodes whose spacing follows the sharpest
  /// posterior; its error is below 1e-8 in the log-likelihood (shown by halving the spacing). The maximum is found by
  /// Newton's method with the observed information.
  public func fit(_ patterns: ResponsePatterns) throws(ItemResponseError) -> ItemResponseFit {
    let problem = try SlopeProblem(self, patterns)
    var search = MarginalMaximization(problem)
    return ItemResponseFit(problem, try search.run())
  }
}

extension SlopeModel.Family {
  /// The model as fits name it.
  public var model: ItemModel { self == .gradedResponse ? .gradedResponse : .generalizedPartialCredit }
}
