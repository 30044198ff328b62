internal import Findings
internal import Moments
internal import Records

/// The places of one level, and which of them each preschool and group belongs to.
struct RiskPlaces {
  struct Place: Sendable {
    var code: String
    var region: String?
    var name: LocalizedText
  }

  /// What the sampling variance of an indicator at a level comes from.
  enum Cluster { case preschool, child }

  /// Code of the only place of the country's level.
  static let countryCode = "all"

  let level: RiskFinding.Level
  let places: [Place]
  /// Position among `places` by preschool; `nil` for a preschool outside, or at the level of groups.
  private let ofPreschool: [Int?]
  /// Position among `places` by number of the group, at the level of groups.
  private let ofGroup: [Int?]

  init(_ level: RiskFinding.Level, panel: Panel) {
    self.level = level
    let records = panel.records
    func positions(_ codes: [String]) -> [String: Int] {
      Dictionary(codes.enumerated().map { ($1, $0) }) { first, _ in first }
    }
    var groups: [Int?] = []
    switch level {
    case .country:
      places = [
        Place(
          code: Self.countryCode, region: nil,
          name: LocalizedText(kk: "Барлық өңірлер", ru: "Все регионы", en: "All regions"))
      ]
      ofPreschool = records.preschools.map { _ in 0 }
    case .region:
      places = records.regions.map { Place(code: $0.code, region: $0.code, name: $0.names.localized) }
      let numbers = positions(places.map(\.code))
      ofPreschool = records.preschools.map { numbers[$0.region] }
    case .district:
      let keys = records.preschools.map { preschool in preschool.district.map { [preschool.region, $0] } }
      let distinct = Set(keys.compactMap(\.self)).sorted { $0.lexicographicallyPrecedes($1) }
      places = distinct.map { Place(code: $0.joined(separator: "/"), region: $0[0], name: .same($0[1])) }
      let numbers = Dictionary(uniqueKeysWithValues: distinct.enumerated().map { ($1, $0) })
      ofPreschool = keys.map { $0.flatMap { numbers[$0] } }
    case .preschool:
      places = records.preschools.map { Place(code: $0.code, region: $0.region, name: .same($0.name)) }
      ofPreschool = Array(records.preschools.indices)
    case .group:
      places = panel.groups.indices.map { group in
        let region = panel.preschool(ofGroup: group).map { records.preschools[$0].region }
        return Place(code: panel.groups[group].code, region: region, name: .same(panel.groups[group].code))
      }
      ofPreschool = records.preschools.map { _ in nil }
      groups = Array(panel.groups.indices)
    }
    ofGroup = groups
  }

  /// What is independent below a place of the level.
  var cluster: Cluster {
    switch level {
    case .country, .region, .district: .preschool
    case .preschool, .group: .child
    }
  }

  func position(preschool: Int, group: Int?) -> Int? {
    level == .group ? group.flatMap { ofGroup[$0] } : ofPreschool[preschool]
  }

  /// Position of a record's place, and the unit it counts for there; `nil` outside the level's places.
  ///
  /// Below a preschool only children are sampled: what is reported, or known of a group, is exact.
  func cell(of record: IndicatorRecord) -> (place: Int, unit: Int)? {
    guard let place = position(preschool: record.preschool, group: record.group) else { return nil }
    return (place, cluster == .preschool ? record.preschool : record.child ?? -1)
  }
}

extension LocalizedText {
  /// A proper name that is not translated.
  static func same(_ name: String) -> LocalizedText { LocalizedText(kk: name, ru: name, en: name) }
}
