/// Everything a pilot folder holds, as records in memory.
public struct PilotRecords: Sendable, Equatable {
  public var regions: [Region]
  public var preschools: [Preschool]
  public var groups: [Group]
  public var children: [Child]
  public var enrolments: [Enrolment]
  public var assessments: [Assessment]
  public var scores: [Score]
  public var indicators: [IndicatorValue]
  public var sessions: [SessionCount]
  public var feedback: [Feedback]
  public var instrument: Instrument

  /// Creates records; every list may be empty.
  public init(
    regions: [Region] = [], preschools: [Preschool] = [], groups: [Group] = [], children: [Child] = [],
    enrolments: [Enrolment] = [], assessments: [Assessment] = [], scores: [Score] = [],
    indicators: [IndicatorValue] = [], sessions: [SessionCount] = [], feedback: [Feedback] = [],
    instrument: Instrument
  ) {
    self.regions = regions
    self.preschools = preschools
    self.groups = groups
    self.children = children
    self.enrolments = enrolments
    self.assessments = assessments
    self.scores = scores
    self.indicators = indicators
    self.sessions = sessions
    self.feedback = feedback
    self.instrument = instrument
  }
}
