internal import LinearAlgebra
public import Moments

/// Calibration of items by the Rasch family: marginal maximum likelihood with normal abilities in each group.
///
/// Use it to put items and groups on one scale: arms at waves as groups with common items, or forms that share items.
/// Without anchors the mean of the reference group is 0 and its variance free; with anchors all means are free. Marks that
/// are missing are taken as missing at random. The fit sees cells of scores, so that its cost does not grow with persons.
///
/// **Data that leave something open.** An item to which all answers are the same is left out. A category that nobody used
/// has no step: the steps on its two sides are one step of two points, and the lowest or highest one used ends the item.
/// A group in which all persons have the lowest, or all the highest score has no mean and is left out. A group whose
/// persons all have one score, or that holds one person, takes the variance of the largest group. A variance that falls
/// below 1e-4 or grows beyond 400 is held there: answers vary less than by chance, or too few persons answered two items.
/// Warnings name each of these.
///
/// **Source.** Masters (1982), Psychometrika 47; Andrich (1978), Psychometrika 43; Louis (1982), JRSS B 44 for the
/// observed information.
public struct PartialCreditModel: Sendable, Equatable {
  /// Which members of the family.
  public enum Family: String, Sendable, Codable, CaseIterable {
    /// Items of two categories.
    case rasch
    /// Items with the same number of categories share the steps about their difficulty, which sum to zero.
    case ratingScale = "rsm"
    /// Each item has its own steps.
    case partialCredit = "pcm"
  }

  /// Whether each group has its own mean or variance.
  public enum GroupParameters: String, Sendable, Codable, CaseIterable {
    case own
    case shared
  }

  public var family: Family
  /// Items whose parameters are held; those of them that are not in the moments are an error.
  public var anchors: [ItemParameters]
  /// The group whose mean is 0 without anchors; `nil` means the first by name.
  public var referenceGroup: String?
  /// Whether means differ between groups; shared means are 0 without anchors.
  public var means: GroupParameters
  public var variances: GroupParameters
  /// Largest component of the gradient, per person, at which the search ends; one more step is then taken.
  public var gradientTolerance: Double
  public var maximumIterationCount: Int

  /// Creates a specification.
  public init(
    family: Family = .partialCredit, anchors: [ItemParameters] = [], referenceGroup: String? = nil,
    means: GroupParameters = .own, variances: GroupParameters = .own, gradientTolerance: Double = 1e-10,
    maximumIterationCount: Int = 200
  ) {
    self.family = family
    self.anchors = anchors
    self.referenceGroup = referenceGroup
    self.means = means
    self.variances = variances
    self.gradientTolerance = gradientTolerance
    self.maximumIterationCount = maximumIterationCount
  }

  /// Fits the model.
  ///
  /// - Parameter moments: Items, groups and cells.
  /// - Returns: Items with steps, groups with distributions, and their covariance by the observed information.
  /// - Throws: `ItemResponseError` when the moments hold too little, do not link the items, or do not fit the anchors.
  /// - Complexity: O(*c q*) exponentials and O(*c q k*) multiplications per step for *c* cells, *q* nodes (20 to 40 per
  ///   standard deviation of the sharpest posterior) and *k* steps of items; about eight steps.
  public func fit(_ moments: ItemMoments) throws(ItemResponseError) -> ItemResponseFit {
    let plan = try CalibrationPlan(self, moments)
    let layout = CalibrationLayout(plan, family: family)
    guard plan.data.personCount > Double(layout.parameterCount) else {
      throw .tooFewPersons(found: Int(plan.data.personCount), required: layout.parameterCount + 1)
    }
    let likelihood = MarginalLikelihood(data: plan.data)
    let ascent = NewtonAscent(
      tolerance: gradientTolerance * plan.data.personCount, maximumIterationCount: maximumIterationCount)
    let maximum = try ascent.run(from: layout.start(plan.data), bounds: layout.bounds) {
      place, withInformation in
      layout.pulledBack(likelihood.value(at: layout.point(place), needsInformation: withInformation))
    }
    return layout.fit(plan, maximum)
  }
}

extension PartialCreditModel.Family {
  /// The name of the model in fits.
  var model: ItemModel {
    switch self {
    case .rasch: .rasch
    case .ratingScale: .ratingScale
    case .partialCredit: .partialCredit
    }
  }
}
