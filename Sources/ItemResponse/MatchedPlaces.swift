internal import Moments

/// Where the cells of moments belong in a comparison: found once, the same for every item.
///
/// A place is a stratum of persons who answered the same items with the same sum score, a cluster and a side.
struct MatchedPlaces {
  struct Place: Hashable {
    var stratum: Int
    var cluster: Int
    var isFocal: Bool
  }

  /// Sorted by stratum, cluster and side.
  let places: [Place]
  /// Position among `places` of each cell; `nil` for a cell that takes no part.
  let ofCell: [Int?]
  /// Per stratum the score, prorated to all items; `nil` where answers cover less than half of their points.
  let scores: [Double?]
  /// Names of the clusters; `nil` when persons are independent.
  let clusters: [String]?

  init(_ moments: ItemMoments, _ comparison: GroupComparison) {
    let (clusters, members) = comparison.places(of: moments.groups)
    let patterns = moments.patterns.indices.sorted {
      moments.patterns[$0].lexicographicallyPrecedes(moments.patterns[$1])
    }
    var order = [Int](repeating: 0, count: patterns.count)
    for (rank, pattern) in patterns.enumerated() { order[pattern] = rank }
    func key(_ cell: ItemMoments.Cell) -> [Int] { [order[cell.pattern], cell.score] }
    let compared = moments.cells.filter { members[$0.group] != nil }
    let strata = Set(compared.map(key)).sorted { $0.lexicographicallyPrecedes($1) }
    let stratumOfKey = Dictionary(uniqueKeysWithValues: strata.enumerated().map { ($1, $0) })
    let total = moments.categoryCounts.reduce(0) { $0 + $1 - 1 }
    scores = strata.map { key in
      prorated(key[1], possible: moments.maximumScore(of: patterns[key[0]]), total: total)
    }
    let placeOfCell = moments.cells.map { cell -> Place? in
      guard let member = members[cell.group], let stratum = stratumOfKey[key(cell)] else { return nil }
      return Place(stratum: stratum, cluster: member.cluster, isFocal: member.isFocal)
    }
    let places = Set(placeOfCell.compactMap(\.self)).sorted {
      ($0.stratum, $0.cluster, $0.isFocal ? 1 : 0) < ($1.stratum, $1.cluster, $1.isFocal ? 1 : 0)
    }
    let positions = Dictionary(uniqueKeysWithValues: places.enumerated().map { ($1, $0) })
    self.places = places
    self.clusters = clusters
    ofCell = placeOfCell.map { $0.flatMap { positions[$0] } }
  }
}

extension GroupComparison {
  /// Names of the clusters among groups, sorted, and the side and cluster of each group; `nil` for one that takes no part.
  func places(of groups: [String]) -> (clusters: [String]?, members: [(isFocal: Bool, cluster: Int)?]) {
    let present = groups.map { members[$0] }
    let names = hasClusters ? Set(present.compactMap { $0?.cluster }).sorted() : nil
    let positions = Dictionary(uniqueKeysWithValues: (names ?? []).enumerated().map { ($1, $0) })
    let found = present.map { member in
      member.map { (isFocal: $0.side == .focal, cluster: $0.cluster.flatMap { positions[$0] } ?? 0) }
    }
    return (names, found)
  }
}
