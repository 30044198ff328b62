extension PilotRecords {
  /// Every record that breaks a rule, in the order of the files and of the records in them.
  ///
  /// The rules: references lead somewhere; keys are unique; a child is in one group at a time, and in one on every day
  /// it was observed; sheets follow the form of the group's age band and of the wave; waves of a school year follow
  /// each other; scores lie in their range; consent that was granted has a date.
  ///
  /// - Complexity: O(*r* log *r*) for *r* records.
  public func violations() -> [RecordViolation] {
    var rules = RecordRules(records: self)
    rules.checkPlaces()
    rules.checkPeople()
    rules.checkAssessments()
    rules.checkScores()
    rules.checkImplementation()
    return rules.violations.sorted { ($0.file, $0.index) < ($1.file, $1.index) }
  }
}

/// The rules of the records, and what they found so far.
struct RecordRules {
  let records: PilotRecords
  let preschools: Set<String>
  let groups: Set<String>
  /// Position of each child in the list.
  let children: [String: Int]
  let enrolments: EnrolmentIndex
  private(set) var violations: [RecordViolation] = []

  init(records: PilotRecords) {
    self.records = records
    preschools = Set(records.preschools.map(\.code))
    groups = Set(records.groups.map(\.code))
    children = Dictionary(
      zip(records.children.map(\.pseudonym), 0...), uniquingKeysWith: { first, _ in first })
    enrolments = EnrolmentIndex(enrolments: records.enrolments, groups: records.groups)
  }

  mutating func report(_ file: RecordFile, _ index: Int, _ column: String, _ reason: RecordViolation.Reason) {
    violations.append(RecordViolation(file: file, index: index, column: column, reason: reason))
  }

  /// Reports each record whose key an earlier record has.
  mutating func checkDuplicates<Element, Key: Hashable>(
    _ file: RecordFile, _ column: String, _ elements: [Element], key: (Element) -> Key
  ) {
    var firstIndices: [Key: Int] = [:]
    firstIndices.reserveCapacity(elements.count)
    for (index, element) in elements.enumerated() {
      let first = firstIndices[key(element), default: index]
      if first != index {
        report(file, index, column, .duplicate(firstIndex: first))
      } else {
        firstIndices[key(element)] = index
      }
    }
  }

  mutating func checkPlaces() {
    let regions = Set(records.regions.map(\.code))
    checkDuplicates(.regions, "region", records.regions, key: \.code)
    checkDuplicates(.preschools, "preschool", records.preschools, key: \.code)
    for (index, preschool) in records.preschools.enumerated() where !regions.contains(preschool.region) {
      report(.preschools, index, "region", .unknown(.region, code: preschool.region))
    }
    checkDuplicates(.groups, "group", records.groups) { GroupKey(code: $0.code, schoolYear: $0.schoolYear) }
    checkGroups()
  }

  /// A group lies in one known preschool in all its school years.
  private mutating func checkGroups() {
    var firstIndices: [String: Int] = [:]
    for (index, group) in records.groups.enumerated() {
      if !preschools.contains(group.preschool) {
        report(.groups, index, "preschool", .unknown(.preschool, code: group.preschool))
      }
      let first = firstIndices[group.code, default: index]
      firstIndices[group.code] = first
      if records.groups[first].preschool != group.preschool {
        report(.groups, index, "preschool", .differentPreschool(otherIndex: first))
      }
    }
  }

  mutating func checkPeople() {
    checkDuplicates(.children, "child", records.children, key: \.pseudonym)
    for (index, child) in records.children.enumerated() where child.consent == .granted && child.consentDate == nil {
      report(.children, index, "consent_date", .consentWithoutDate)
    }
    for (index, enrolment) in records.enrolments.enumerated() {
      checkChild(.enrolments, index, enrolment.child)
      checkGroup(.enrolments, index, enrolment.group)
      if let left = enrolment.left, left < enrolment.entered {
        report(.enrolments, index, "left", .leftBeforeEntered)
      }
    }
    checkOverlaps()
  }

  /// A child leaves one group before it enters the next.
  private mutating func checkOverlaps() {
    let list = records.enrolments
    for indices in Dictionary(grouping: list.indices, by: { list[$0].child }).values where indices.count > 1 {
      let ordered = indices.sorted { (list[$0].entered, $0) < (list[$1].entered, $1) }
      for (earlier, later) in zip(ordered, ordered.dropFirst()) where list[earlier].covers(list[later].entered) {
        report(.enrolments, later, "entered", .overlappingEnrolment(otherIndex: earlier))
      }
    }
  }

  mutating func checkChild(_ file: RecordFile, _ index: Int, _ code: String) {
    if children[code] == nil { report(file, index, "child", .unknown(.child, code: code)) }
  }

  mutating func checkGroup(_ file: RecordFile, _ index: Int, _ code: String) {
    if !groups.contains(code) { report(file, index, "group", .unknown(.group, code: code)) }
  }
}

private struct GroupKey: Hashable {
  let code: String
  let schoolYear: SchoolYear
}
