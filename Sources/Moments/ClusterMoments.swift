/// Cross-products of design and responses per cluster: all that linear models with cluster-robust errors need.
///
/// Responses may be missing in different rows: each cluster holds one cross-product per pattern of observed responses,
/// and a response reads the patterns it is observed in. Merging adds clusters by name and takes the union of columns.
public struct ClusterMoments: Sendable, Equatable {
  /// The rows of one cluster that share a pattern of observed responses.
  public struct Cell: Sendable, Equatable {
    public var cluster: String
    /// Bit *j* is set when response *j* is observed.
    public var observed: UInt64
    /// Over the terms and then all responses; unobserved responses are zero and meaningless.
    public var product: CrossProduct
  }

  public private(set) var columns: MomentColumns
  /// Sorted by cluster name and pattern.
  public private(set) var cells: [Cell]

  /// Creates moments from cells in any order; cells of the same cluster and pattern are merged.
  package init(columns: MomentColumns, cells: [Cell]) {
    self.columns = columns
    self.cells = Self.combined(cells)
  }

  /// The identity of merging for the given columns.
  public static func empty(_ columns: MomentColumns) -> ClusterMoments { ClusterMoments(columns: columns, cells: []) }

  /// Number of rows behind the moments.
  public var rowCount: Int { cells.reduce(0) { $0 + $1.product.count } }

  /// Adds the rows behind `other`.
  ///
  /// - Throws: `MomentsError.columnsDiffer` or `.referenceLevelsDiffer` when the columns cannot be united.
  public mutating func merge(_ other: ClusterMoments) throws(MomentsError) {
    let union = try columns.union(other.columns)
    let own = Self.aligned(cells, from: columns, to: union)
    let others = Self.aligned(other.cells, from: other.columns, to: union)
    self = ClusterMoments(columns: union, cells: own + others)
  }

  /// One cross-product per cluster over the terms and one response, in order of cluster names.
  ///
  /// - Parameter response: Position among `columns.responses`.
  /// - Returns: Clusters in which the response is observed.
  public func products(response: Int) -> [CrossProduct] {
    let selection: [Int?] = Array(columns.terms.indices) + [columns.terms.count + response]
    var result: [CrossProduct] = []
    var current: String?
    for cell in cells where cell.observed & (1 << UInt64(response)) != 0 {
      let product = cell.product.selecting(selection)
      if cell.cluster == current, let last = result.indices.last {
        result[last].merge(product)
      } else {
        result.append(product)
        current = cell.cluster
      }
    }
    return result
  }

  /// Names of the clusters behind `products(response:)`, in the same order.
  public func clusterNames(response: Int) -> [String] {
    var result: [String] = []
    for cell in cells where cell.observed & (1 << UInt64(response)) != 0 && cell.cluster != result.last {
      result.append(cell.cluster)
    }
    return result
  }

  private static func combined(_ cells: [Cell]) -> [Cell] {
    var result: [Cell] = []
    result.reserveCapacity(cells.count)
    for cell in cells.sorted(by: { ($0.cluster, $0.observed) < ($1.cluster, $1.observed) }) {
      if let last = result.indices.last, result[last].cluster == cell.cluster, result[last].observed == cell.observed {
        result[last].product.merge(cell.product)
      } else {
        result.append(cell)
      }
    }
    return result
  }

  private static func aligned(_ cells: [Cell], from old: MomentColumns, to new: MomentColumns) -> [Cell] {
    guard old.terms != new.terms else { return cells }
    let positions = Dictionary(uniqueKeysWithValues: old.terms.enumerated().map { ($1.name, $0) })
    let selection = new.terms.map { positions[$0.name] } + new.responses.indices.map { old.terms.count + $0 }
    return cells.map { Cell(cluster: $0.cluster, observed: $0.observed, product: $0.product.selecting(selection)) }
  }
}
