internal import Findings
internal import Records

extension Panel {
  /// How many children, groups and preschools stand behind some rows.
  func counts(rows selected: [Int]) -> Counts {
    Counts(
      children: Set(selected.map { rows[$0].child }).count, groups: Set(selected.map { rows[$0].place.group }).count,
      preschools: Set(selected.map { rows[$0].place.preschool }).count)
  }

  /// Age band of the group that a row's child counts for, in the first school year the group is known.
  func ageBand(of row: Int) -> Int { groups[rows[row].place.group].ageBand }

  /// The year in which the children of a row's group were of age band 0; it stays the same from year to year.
  func birthCohort(of row: Int) -> Int {
    let group = groups[rows[row].place.group]
    return group.schoolYear.startYear - group.ageBand
  }

  /// Position of a group's preschool among those of the records.
  func preschool(ofGroup group: Int) -> Int? {
    records.preschools.firstIndex { $0.code == groups[group].preschool }
  }

  /// The scale of an outcome: item points 1 … 3, or the instrument's range.
  func scale(ofOutcome key: String) -> (minimum: Double, maximum: Double) {
    let continuous = records.instrument.continuousOutcomes.first { $0.key == key }
    return continuous.map { ($0.minimum, $0.maximum) } ?? (1, 3)
  }

  /// Whether the outcome is a mean of item points and so has levels.
  func hasLevels(outcome key: String) -> Bool {
    records.instrument.levelRule != nil && records.instrument.developmentAreas.contains { $0.key == key }
  }

  /// Whether a row lacks a value of one of the plan's covariates.
  func isMissing(covariate: String, row: Int) -> Bool {
    let child = records.children[rows[row].child]
    let preschool = records.preschools[rows[row].place.preschool]
    return switch covariate {
    case "sex", "language": false
    case "age_months": child.birthMonth == nil
    case "special_needs": child.hasSpecialNeeds == nil
    case "locality": preschool.locality == nil
    case "ownership": preschool.ownership == nil
    default: measuredCovariates[covariate]?[row].isNaN ?? true
    }
  }
}
