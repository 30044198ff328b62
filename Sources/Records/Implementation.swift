/// One implementation indicator of one preschool in one quarter.
public struct IndicatorValue: Sendable, Hashable, Codable {
  public var preschool: String
  public var quarter: Quarter
  /// Key of the indicator such as `staff_turnover`.
  public var indicator: String
  /// Numerator when `denominator` is given, else the measure itself.
  public var value: Double
  public var denominator: Double?

  /// Creates an indicator value.
  public init(preschool: String, quarter: Quarter, indicator: String, value: Double, denominator: Double?) {
    self.preschool = preschool
    self.quarter = quarter
    self.indicator = indicator
    self.value = value
    self.denominator = denominator
  }
}

/// Sessions of one direction in one group in one month.
public struct SessionCount: Sendable, Hashable, Codable {
  public var group: String
  public var direction: String
  public var month: CalendarMonth
  public var planned: Int
  public var held: Int
  /// Sum over the sessions held of the children present.
  public var attended: Int

  /// Creates a count.
  public init(group: String, direction: String, month: CalendarMonth, planned: Int, held: Int, attended: Int) {
    self.group = group
    self.direction = direction
    self.month = month
    self.planned = planned
    self.held = held
    self.attended = attended
  }
}

/// One educator's answer to one question in one quarter.
public struct Feedback: Sendable, Hashable, Codable {
  public var educator: String
  public var quarter: Quarter
  public var question: String
  public var score: Double

  /// Creates an answer.
  public init(educator: String, quarter: Quarter, question: String, score: Double) {
    self.educator = educator
    self.quarter = quarter
    self.question = question
    self.score = score
  }
}
