/// How many participants of an arm were assigned and how many of them have the outcome.
public struct ArmRetention: Sendable, Equatable, Codable {
  public var assignedCount: Int
  public var observedCount: Int

  /// Creates the counts of an arm.
  public init(assignedCount: Int, observedCount: Int) {
    self.assignedCount = assignedCount
    self.observedCount = observedCount
  }

  /// Share of the assigned without an outcome.
  public var attrition: Double { 1 - Double(observedCount) / Double(assignedCount) }
}

/// Attrition of a comparison, held against the boundary of a model.
public struct AttritionAssessment: Sendable, Equatable, Codable {
  /// What the attrition says about the comparison.
  public enum Verdict: String, Sendable, Codable, CaseIterable {
    /// The tolerated bias is not reached.
    case low
    /// Within 0.3 percentage points of the boundary, which is known no better.
    case nearBoundary = "near_boundary"
    /// The bias can exceed what is tolerated: show that the remaining groups are alike at baseline.
    case high
  }

  public let model: AttritionModel
  /// Share of both arms together without an outcome.
  public let overallAttrition: Double
  /// Difference of the arms' attrition rates, experimental less control.
  public let differentialAttrition: Double
  public let boundary: AttritionBoundary
  public let verdict: Verdict
  /// Bias that the model gives for the two arms as they are, in standard deviations of the outcome.
  public let modelBias: Double

  /// Distance from the boundary within which the verdict is left open, a share.
  public static let boundaryMargin = 0.003

  /// Assesses the attrition of two arms.
  ///
  /// Count the units that were assigned: for preschools assigned as wholes assess the preschools, and then the children
  /// of the preschools that stayed.
  ///
  /// - Throws: `BalancingError.tooFewInArm` when an arm has nobody assigned or nobody observed,
  ///   `.optionOutOfRange` when more are observed than assigned.
  public init(
    experimental: ArmRetention, control: ArmRetention, model: AttritionModel = .cautious
  ) throws(BalancingError) {
    for (arm, isTreated) in [(experimental, true), (control, false)] {
      guard arm.assignedCount >= 1, arm.observedCount >= 1 else {
        throw .tooFewInArm(isTreated: isTreated, found: min(arm.assignedCount, arm.observedCount), required: 1)
      }
      guard arm.observedCount <= arm.assignedCount else {
        throw .optionOutOfRange(name: "observedCount", value: Double(arm.observedCount))
      }
    }
    let both = ArmRetention(
      assignedCount: experimental.assignedCount + control.assignedCount,
      observedCount: experimental.observedCount + control.observedCount)
    self.model = model
    overallAttrition = both.attrition
    differentialAttrition = experimental.attrition - control.attrition
    boundary = model.boundary(overallAttrition: both.attrition)
    verdict = Self.verdict(differential: abs(differentialAttrition), boundary: boundary)
    modelBias = model.bias(experimentalAttrition: experimental.attrition, controlAttrition: control.attrition)
  }

  private static func verdict(differential: Double, boundary: AttritionBoundary) -> Verdict {
    switch boundary {
    case .exceeded: .high
    case .differential(let largest):
      if abs(differential - largest) <= boundaryMargin { .nearBoundary } else { differential < largest ? .low : .high }
    }
  }
}
