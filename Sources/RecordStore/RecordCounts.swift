public import Records

/// Numbers of records of each kind.
public struct RecordCounts: Sendable, Equatable, Codable {
  public let regions: Int
  public let preschools: Int
  /// Groups, each counted once however many school years it has.
  public let groups: Int
  public let children: Int
  /// Children whose consent allows processing.
  public let consentedChildren: Int
  public let enrolments: Int
  public let assessments: Int
  public let scores: Int
  public let indicators: Int
  public let sessions: Int
  public let feedback: Int
}

extension RecordCounts {
  /// Counts records in memory.
  public init(of records: PilotRecords) {
    self.init(
      regions: records.regions.count, preschools: records.preschools.count,
      groups: Set(records.groups.map(\.code)).count, children: records.children.count,
      consentedChildren: records.children.count { $0.consent.allowsProcessing },
      enrolments: records.enrolments.count, assessments: records.assessments.count, scores: records.scores.count,
      indicators: records.indicators.count, sessions: records.sessions.count, feedback: records.feedback.count)
  }
}
