/// The observation sheets of single children: for the preschool that filled them in, never part of a run.
public struct ChildFindings: Sendable, Codable, Equatable {
  public var pilot: PilotFacts
  /// How abilities were estimated: `eap`, `wle` or `ml`.
  public var method: String
  /// By group, child and wave; never by score.
  public var sheets: [ChildSheetFinding]
  public var warnings: [FindingWarning]

  /// Creates the findings.
  public init(pilot: PilotFacts, method: String, sheets: [ChildSheetFinding], warnings: [FindingWarning]) {
    self.pilot = pilot
    self.method = method
    self.sheets = sheets
    self.warnings = warnings
  }
}

/// What one observation sheet says about one child, area by area.
public struct ChildSheetFinding: Sendable, Codable, Equatable {
  /// Pseudonym.
  public var child: String
  /// Code of the preschool whose group the child was in on the day of observation.
  public var preschool: String
  public var preschoolName: String
  /// Code of that group.
  public var group: String
  public var ageBand: Int
  /// Name of a wave of the plan.
  public var wave: String
  /// Day such as `2026-01-30`.
  public var observedOn: String
  public var form: String
  /// In the order of the pilot's outcomes; areas without an item on the form are not there.
  public var areas: [ChildAreaFinding]

  /// Creates a sheet.
  public init(
    child: String, preschool: String, preschoolName: String, group: String, ageBand: Int, wave: String,
    observedOn: String, form: String, areas: [ChildAreaFinding]
  ) {
    self.child = child
    self.preschool = preschool
    self.preschoolName = preschoolName
    self.group = group
    self.ageBand = ageBand
    self.wave = wave
    self.observedOn = observedOn
    self.form = form
    self.areas = areas
  }
}

/// One development area on one sheet of one child.
public struct ChildAreaFinding: Sendable, Codable, Equatable {
  /// An ability on a scale, in its unit, or why there is none.
  public enum Score: Sendable, Codable, Equatable {
    case estimate(value: Double, standardError: Double)
    /// Every mark is the lowest: the maximum likelihood estimate is minus infinity.
    case belowAll
    /// Every mark is the highest: the maximum likelihood estimate is infinite.
    case aboveAll
    /// No mark on an item that tells abilities apart.
    case noMarks
    /// The items could not be put on a scale.
    case notEstimated
  }

  public var outcome: String
  /// Age bands of the items of the scale.
  public var scale: String
  /// Items of the area that are on the form and apply to the child.
  public var itemCount: Int
  public var markedCount: Int
  /// Mean points of the marked items, 1 to 3; `nil` where too few are marked.
  public var meanPoints: Double?
  /// Level 1, 2 or 3 by the rule of the instrument; `nil` where too few items are marked.
  public var level: Int?
  public var score: Score
  /// Probabilities of levels 1, 2 and 3 as the child's ability gives them on these items; `nil` without a scale or mark.
  public var levelProbabilities: [Double]?
  /// Codes of the items with 3 points.
  public var formed: [String]
  /// Codes of the items with 1 point.
  public var notFormed: [String]
  /// Codes of the items with more points than on the child's sheet before.
  public var risen: [String]
  /// Codes of the items with fewer points than on the child's sheet before.
  public var fallen: [String]

  /// Creates an area.
  public init(
    outcome: String, scale: String, itemCount: Int, markedCount: Int, meanPoints: Double?, level: Int?, score: Score,
    levelProbabilities: [Double]?, formed: [String], notFormed: [String], risen: [String], fallen: [String]
  ) {
    self.outcome = outcome
    self.scale = scale
    self.itemCount = itemCount
    self.markedCount = markedCount
    self.meanPoints = meanPoints
    self.level = level
    self.score = score
    self.levelProbabilities = levelProbabilities
    self.formed = formed
    self.notFormed = notFormed
    self.risen = risen
    self.fallen = fallen
  }
}
