/// Looks for sheets whose scale may be reversed: marks that fall in every development area.
///
/// A child's sheet is compared with its sheet before on the items that both hold. Skills are rarely lost, least of all in
/// every area at once: where the points of a group fall in every area, its file was probably marked with 1 as the best. It
/// may also have been marked by another standard, so that nothing is turned because of this check. A file that turns a
/// scale whose middle is frequent need not fall, and is not found.
package struct FallingMarks: Sendable {
  /// Two sheets that follow each other, and where.
  package struct Step: Sendable {
    package let group: String
    package let earlier: Assessment
    package let later: Assessment

    /// Two sheets of one child; the group is that of the later one.
    package init(group: String, earlier: Assessment, later: Assessment) {
      self.group = group
      self.earlier = earlier
      self.later = later
    }
  }

  /// Points gained or lost per development area over the children of a group, or over all.
  package struct Change: Sendable, Equatable {
    /// Children with a shared item.
    package private(set) var childCount = 0
    private var points: [Int: Int] = [:]
    private var fallen: [Int: Int] = [:]

    fileprivate mutating func add(_ changes: [SharedItems.Change]) {
      guard !changes.isEmpty else { return }
      childCount += 1
      for change in changes {
        points[change.area, default: 0] += change.pointChange
        fallen[change.area, default: 0] += change.pointChange.signum()
      }
    }

    /// Whether enough children were compared, and in every one of two or more areas the points fell, for most of the
    /// children whose points changed.
    package var fallsEverywhere: Bool {
      childCount >= FallingMarks.minimumChildCount && points.count >= 2 && points.values.allSatisfy { $0 < 0 }
        && fallen.values.allSatisfy { $0 < 0 }
    }
  }

  /// Fewer children than this say nothing about their group.
  package static let minimumChildCount = 5

  /// The change over all children.
  package private(set) var all = Change()
  /// The change of each group.
  package private(set) var groups: [String: Change] = [:]

  /// Compares steps of children.
  package init(_ steps: some Sequence<Step>, instrument: Instrument) {
    let comparison = SharedItems(instrument)
    for step in steps {
      let changes = comparison.changes(from: step.earlier, to: step.later)
      all.add(changes)
      groups[step.group, default: Change()].add(changes)
    }
  }

  /// Groups with as many compared children as the check needs.
  package var comparedGroupCount: Int { groups.values.count { $0.childCount >= Self.minimumChildCount } }

  /// Codes of the groups whose marks fall in every development area, sorted.
  package var fallingGroups: [String] { groups.filter { $0.value.fallsEverywhere }.keys.sorted() }
}

extension PilotRecords {
  /// Marks that fall in every development area, by the wave of the later sheet, in the order of time.
  package func fallingMarks() -> [(schoolYear: SchoolYear, wave: OfficialWave, marks: FallingMarks)] {
    struct Occasion: Hashable {
      let year: SchoolYear
      let wave: OfficialWave
    }
    let index = EnrolmentIndex(enrolments: enrolments, groups: groups)
    var steps: [Occasion: [FallingMarks.Step]] = [:]
    for sheets in Dictionary(grouping: assessments, by: \.child).values {
      let ordered = sheets.sorted { $0.observedOn < $1.observedOn }
      for (earlier, later) in zip(ordered, ordered.dropFirst()) {
        guard let group = index.group(of: later.child, on: later.observedOn) else { continue }
        steps[Occasion(year: later.schoolYear, wave: later.officialWave), default: []].append(
          .init(group: group.code, earlier: earlier, later: later))
      }
    }
    return steps.keys.sorted { ($0.year.startYear, $0.wave) < ($1.year.startYear, $1.wave) }.map { occasion in
      (occasion.year, occasion.wave, FallingMarks(steps[occasion] ?? [], instrument: instrument))
    }
  }
}
