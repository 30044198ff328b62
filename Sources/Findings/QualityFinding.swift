/// One line of the data-quality page.
public struct QualityFinding: Sendable, Codable, Equatable {
  /// What is counted; Reporting words each in kk, ru and en.
  public enum Check: String, Sendable, Codable, CaseIterable {
    /// Expected observation sheets (enrolled children) that are missing at a wave.
    case missingSheets = "missing_sheets"
    /// Item marks left empty among those the forms ask for.
    case missingMarks = "missing_marks"
    /// Item marks "not applicable".
    case notApplicableMarks = "not_applicable_marks"
    /// Area scores not formed because too few items were marked.
    case unscoredAreas = "unscored_areas"
    /// Sheets whose marks are all identical.
    case straightLined = "straight_lined"
    /// Area scores at the maximum of the scale.
    case ceiling = "ceiling"
    /// Children whose consent keeps them out of every cohort.
    case withoutConsent = "without_consent"
    /// Sheets of a wave filled by another assessor than the child's sheet before, among all sheets of the wave.
    case changedAssessor = "changed_assessor"
    /// Groups whose marks fell in every development area since the sheet before, among groups with two sheets of a
    /// child: their scale may be reversed.
    case fallingMarks = "falling_marks"
  }

  public var address: String
  public var check: Check
  /// Pilot wave, or `nil` when the check is not about a wave.
  public var wave: String?
  public var arm: String?
  public var count: Disclosable<Int>
  public var total: Disclosable<Int>
  /// `count / total`, in [0, 1].
  public var share: Disclosable<Double>

  /// Creates a line.
  public init(
    address: String, check: Check, wave: String?, arm: String?, count: Disclosable<Int>, total: Disclosable<Int>,
    share: Disclosable<Double>
  ) {
    self.address = address
    self.check = check
    self.wave = wave
    self.arm = arm
    self.count = count
    self.total = total
    self.share = share
  }
}
