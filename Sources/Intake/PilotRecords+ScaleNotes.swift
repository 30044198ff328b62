public import Records

extension PilotRecords {
  /// Groups, or all groups together, whose marks fall in every development area from sheet to sheet.
  ///
  /// Where all fall together, the groups are not listed.
  public var scaleNotes: [IntakeNote] {
    fallingMarks().flatMap { year, wave, marks -> [IntakeNote] in
      if marks.all.fallsEverywhere {
        return [.fallingMarks(group: nil, schoolYear: year, wave: wave, childCount: marks.all.childCount)]
      }
      return marks.fallingGroups.map { group in
        .fallingMarks(
          group: group, schoolYear: year, wave: wave, childCount: marks.groups[group]?.childCount ?? 0)
      }
    }
  }
}
