/// Sufficient statistics of a nested linear mixed model, from one pass over the rows.
///
/// Let *U* hold the random-effects columns of one innermost unit (a child) together with the column of ones, and *W* its
/// fixed-effects columns and response. A model with independent residuals sees the unit only through *UᵀU*, *UᵀW* and
/// *WᵀW*. Units of the same parent (a group) that share *UᵀU* – the same vector of times under the same random-slope
/// design – are one cell: their count and the mean of *UᵀW*. What more the likelihood needs is pooled: the scatter of
/// *UᵀW* within cells for each *UᵀU*, and the cross-product of *W* over all rows. Where every unit has a *UᵀU* of its
/// own nothing compresses, a cell is a unit, and the scatter is empty; `cellCount` against `unitCount` tells.
///
/// *W* is held about `centre`; *U* is not centred.
///
/// **Source.** The elimination that these statistics feed is Bates et al. (2015), doi:10.18637/jss.v067.i01, §3, written
/// for nested factors; the compression is this project's (Documentation/WhatCompresses.md).
public struct NestedMoments: Sendable, Equatable {
  /// A unit of an outer grouping factor.
  public struct Unit: Sendable, Hashable {
    /// Name as the grouping factor gives it, such as `12:3`.
    public var name: String
    /// Position of the parent among the units of the next outer factor; 0 at the outermost factor.
    public var parent: Int
  }

  /// Innermost units that share *UᵀU*.
  public struct Pattern: Sendable, Equatable {
    /// *UᵀU*, packed lower triangle.
    public var gram: [Double]
    /// Number of innermost units.
    public var unitCount: Int
    /// Scatter of vec(*UᵀW*) about the cell means, packed; empty while no cell holds two units.
    public var scatter: [Double]
  }

  /// The innermost units of one parent that share a pattern.
  public struct Cell: Sendable, Equatable {
    /// Position among the units of the innermost outer factor; 0 when there is only one grouping factor.
    public var parent: Int
    /// Position among `patterns`.
    public var pattern: Int
    public var unitCount: Int
    /// Mean over the units of *UᵀW*, random columns × columns of *W*, one random column after the other.
    public var mean: [Double]
  }

  /// Fixed-effects terms without the intercept, then the response: the columns of *W*.
  public internal(set) var columns: MomentColumns
  /// Whether the fixed effects have an intercept.
  public internal(set) var hasIntercept: Bool
  /// Names of the columns of *U*; the first is the column of ones.
  public internal(set) var randomColumns: [String]
  /// Grouping factors, outermost first.
  public internal(set) var groupings: [Grouping]
  /// Units of each factor but the innermost, outermost first.
  public internal(set) var units: [[Unit]]
  public internal(set) var patterns: [Pattern]
  public internal(set) var cells: [Cell]
  /// Cross-product of *W* over all rows.
  public internal(set) var total: CrossProduct
  /// The values that the columns of *W* were taken about.
  public internal(set) var centre: [Double]

  /// A grouping factor and the columns of *U* that vary over its units.
  public struct Grouping: Sendable, Equatable {
    /// Name as lme4 prints it, such as `child:school`.
    public var name: String
    /// Positions among `randomColumns`.
    public var columns: [Int]
    /// Creates a grouping.
    public init(name: String, columns: [Int]) {
      self.name = name
      self.columns = columns
    }
  }

  /// Number of rows behind the moments.
  public var rowCount: Int { total.count }

  /// Number of innermost units.
  public var unitCount: Int { patterns.reduce(0) { $0 + $1.unitCount } }

  /// Number of cells that the innermost units were reduced to.
  public var cellCount: Int { cells.count }

  /// Number of units of each grouping factor, outermost first.
  public var unitCounts: [Int] { units.map(\.count) + [unitCount] }

  /// Whether the response takes more than one value, up to rounding.
  public var responseVaries: Bool { total.varies(payloadCount - 1) }

  /// Columns of *W*: terms without the intercept, and the response.
  var payloadCount: Int { columns.terms.count + 1 }
}
