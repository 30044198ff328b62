public import Findings
internal import LinearAlgebra
public import Moments
internal import Probability

/// Compares the steps of items between sides with abilities of their own, by likelihood ratio.
///
/// An item gets steps of its own on the focal side while the others stay common. First each item is tested against all
/// others; items with p below the level over the number of items (Bonferroni) are then left free, and every item is tested
/// again against that model, at most `purificationLimit` times or until nothing changes. What the free items do to the sum
/// score is reported with the last model. Persons are taken as independent, which a warning says.
///
/// **Source.** Thissen, Steinberg & Wainer (1993), in Holland & Wainer (eds), Differential Item Functioning. Verified to 1e-7
/// (`irt_verbagg`).
public struct LikelihoodRatioDifference: Sendable, Equatable {
  public var model: PartialCreditModel
  /// Names of the items to test; `nil` means all.
  public var items: [String]?
  /// Level for all items together, in (0, 1).
  public var significanceLevel: Double
  public var purificationLimit: Int

  /// Creates a specification; anchors of the model are held on both sides and not tested.
  public init(
    model: PartialCreditModel = PartialCreditModel(), items: [String]? = nil, significanceLevel: Double = 0.05,
    purificationLimit: Int = 2
  ) {
    precondition(significanceLevel > 0 && significanceLevel < 1, "level \(significanceLevel)")
    precondition(purificationLimit >= 0, "\(purificationLimit) rounds")
    self.model = model
    self.items = items
    self.significanceLevel = significanceLevel
    self.purificationLimit = purificationLimit
  }

  /// Tests the items that persons of both sides answered in two categories.
  ///
  /// - Parameters:
  ///   - moments: Groups of the comparison take part; clusters in it are not used, so collect by side, not by preschool.
  ///   - comparison: Which group is on which side.
  /// - Returns: Tests per item, the items left free, and what they do to the sum score.
  /// - Throws: What `PartialCreditModel.fit` throws for the common model.
  /// - Complexity: One fit per item and round.
  public func fit(
    _ moments: ItemMoments, _ comparison: GroupComparison
  ) throws(ItemResponseError) -> LikelihoodRatioDifferenceFit {
    let members = moments.groups.indices.filter { comparison.members[moments.groups[$0]] != nil }
    let problem = SplitItems(model: model, moments: moments.selecting(groups: members), comparison: comparison)
    let wanted = moments.items.indices.filter { items?.contains(moments.items[$0]) ?? true }
    let testable = problem.testableItems.filter(wanted.contains)
    var free: [Int] = []
    var tests = try self.tests(problem, testable, free)
    for _ in 0..<purificationLimit {
      let found = tests.filter { $0.value.pValue * Double(testable.count) < significanceLevel }.keys.sorted()
      guard found != free, found.count < testable.count else { break }
      free = found
      tests = try self.tests(problem, testable, free)
    }
    let last = try problem.fit(free: free)
    let names = moments.items
    let untested = wanted.filter { tests[$0] == nil }.map { names[$0] }
    return LikelihoodRatioDifferenceFit(
      reference: comparison.reference, focal: comparison.focal,
      items: testable.compactMap { tests[$0] }, freeItems: free.map { names[$0] },
      score: problem.scoreDifference(last, free: free),
      warnings: [.independenceAssumed]
        + [FindingWarning.untestedItems(untested, .noCalibration)].compactMap(\.self))
  }

  /// Each item against the model with the others of `free` free; items whose model has no maximum are left out.
  private func tests(
    _ problem: SplitItems, _ items: [Int], _ free: [Int]
  ) throws(ItemResponseError) -> [Int: LikelihoodRatioDifferenceFit.Item] {
    let base = try problem.fit(free: free)
    var tests: [Int: LikelihoodRatioDifferenceFit.Item] = [:]
    for item in items {
      let others = free.filter { $0 != item }
      guard let smaller = others == free ? base : try? problem.fit(free: others),
        let larger = others == free ? try? problem.fit(free: free + [item]) : base
      else { continue }
      tests[item] = problem.test(item, smaller, larger)
    }
    return tests
  }
}

/// Tests of items by likelihood ratio.
public struct LikelihoodRatioDifferenceFit: Sendable, Codable, Equatable {
  /// One item.
  public struct Item: Sendable, Codable, Equatable {
    public let item: String
    public let statistic: Double
    public let degreesOfFreedom: Int
    public let pValue: Double
    /// Log-likelihood with the item's steps free on the focal side.
    public let logLikelihood: Double
    /// The item as each side answers it.
    public let reference: ItemParameters
    public let focal: ItemParameters
    /// Points that the focal side is ahead on this item at equal ability, over the focal side's abilities.
    public let expectedDifference: Double
  }

  /// Names of the two sides.
  public let reference: String
  public let focal: String
  public let items: [Item]
  /// Items with steps of their own on the focal side in the last model.
  public let freeItems: [String]
  /// What the free items do to the expected sum score; `nil` when no item is free.
  public let score: ScoreDifference?
  public let warnings: [FindingWarning]
}
