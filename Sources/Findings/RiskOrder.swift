/// The order in which places are listed.
public enum RiskOrder: String, Sendable, Codable, CaseIterable {
  /// Highest index first.
  case index
  /// Raised flags first, then the probability of being among the highest fifth, then the index.
  case priority
  /// Lowest expected rank first.
  case rank
  /// By English name.
  case name
  /// Largest rise since the quarter before first: the last change, or that to the quarter asked about.
  case change
}

extension RiskFindings {
  /// The places of a level in an order; ties and places without a value by their codes.
  ///
  /// - Parameters:
  ///   - level: Level of the places.
  ///   - region: Code of the region they lie in; `nil` for all. The country is in every region's list of its level.
  ///   - quarter: `nil` for the whole time.
  ///   - order: What comes first.
  /// - Returns: The places; none when there is no such place.
  public func places(
    _ level: RiskFinding.Level, region: String?, quarter: String?, by order: RiskOrder
  ) -> [RiskFinding] {
    let changes = Dictionary(
      changes.filter { $0.level == level && (quarter == nil || $0.to == quarter) }
        .map { ($0.place, $0.change.value?.value ?? -.infinity) }
    ) { $1 }
    func key(_ place: RiskFinding) -> [Double] {
      switch order {
      case .index: [-(place.index.value?.value ?? -1)]
      case .priority: place.priority
      case .rank: [place.rank.value?.expected ?? .infinity]
      case .name: []
      case .change: [-(changes[place.place] ?? -.infinity)]
      }
    }
    let chosen = places(level, quarter: quarter).filter { place in
      region.map { place.region == $0 || place.level == .country } ?? true
    }
    return chosen.map { (key: key($0), place: $0) }.sorted { first, second in
      if first.key != second.key { return first.key.lexicographicallyPrecedes(second.key) }
      if order == .name, first.place.name.en != second.place.name.en {
        return first.place.name.en < second.place.name.en
      }
      return first.place.place < second.place.place
    }.map(\.place)
  }
}
