internal import Records

extension Panel {
  /// A covariate of the plan as a function of the row.
  enum Covariate {
    /// A name such as `f` of `sex`; `nil` where missing.
    case category((Int) -> String?)
    /// A number; `nil` where missing.
    case measure((Int) -> Double?)
  }

  /// The covariate of a name that the plan may hold; a continuous outcome that was never measured is missing everywhere.
  func covariate(_ name: String) -> Covariate {
    switch name {
    case "sex": .category { child(of: $0).sex.rawValue }
    case "language": .category { groups[rows[$0].place.group].language }
    case "locality": .category { preschool(of: $0).locality?.rawValue }
    case "ownership": .category { preschool(of: $0).ownership?.rawValue }
    case "special_needs": .measure { child(of: $0).hasSpecialNeeds.map { $0 ? 1 : 0 } }
    case "age_months": .measure(ageInMonths())
    default: .measure { measuredCovariates[name]?[$0] }
    }
  }

  private func child(of row: Int) -> Child { records.children[rows[row].child] }
  private func preschool(of row: Int) -> Preschool { records.preschools[rows[row].place.preschool] }

  /// Whole months at the median day of the first wave at which anybody was observed.
  private func ageInMonths() -> (Int) -> Double? {
    let reference = plan.waves.indices.lazy.compactMap { medianDate(ofWave: $0) }.first
    return { row in
      guard let reference, let birth = child(of: row).birthMonth else { return nil }
      return Double(birth.months(until: reference))
    }
  }
}
