extension RecordRules {
  mutating func checkImplementation() {
    checkIndicators()
    checkSessions()
    checkDuplicates(.feedback, "educator", records.feedback) { [$0.educator, $0.quarter.description, $0.question] }
  }

  private mutating func checkIndicators() {
    checkDuplicates(.indicators, "preschool", records.indicators) {
      [$0.preschool, $0.quarter.description, $0.indicator]
    }
    for (index, indicator) in records.indicators.enumerated() {
      if !preschools.contains(indicator.preschool) {
        report(.indicators, index, "preschool", .unknown(.preschool, code: indicator.preschool))
      }
      if let denominator = indicator.denominator, denominator < 0 {
        report(.indicators, index, "denominator", .negative(value: denominator))
      }
      if indicator.denominator != nil, indicator.value < 0 {
        report(.indicators, index, "value", .negative(value: indicator.value))
      }
    }
  }

  private mutating func checkSessions() {
    checkDuplicates(.sessions, "group", records.sessions) { [$0.group, $0.direction, $0.month.description] }
    for (index, session) in records.sessions.enumerated() {
      checkGroup(.sessions, index, session.group)
      let counts = [("planned", session.planned), ("held", session.held), ("attended", session.attended)]
      for (column, count) in counts where count < 0 {
        report(.sessions, index, column, .negative(value: Double(count)))
      }
    }
  }
}
