internal import Design
internal import Findings
internal import LinearAlgebra

/// A population design made ready for sampling: independent columns, factors whose variance can be learnt.
struct PopulationLayout {
  /// Columns that do not follow from earlier ones.
  let kept: [Int]
  /// All rows and kept columns.
  let rowColumns: FlatRegression
  let factors: [FactorLayout]
  /// Names of factors whose units cannot be told from those of an earlier factor, or from the rows.
  let coincidingFactors: [String]
  /// Names of factors with too few units beyond the columns that are constant in them.
  let unlearnableFactors: [String]

  /// A factor, what of the columns is constant in its units, and the factors that it is nested in.
  struct FactorLayout {
    var factor: GroupingFactor
    /// Combinations of the kept columns that are constant in every unit, over the units.
    var columns: FlatRegression
    /// Position of a factor of fewer units, and the unit of it that each unit lies in.
    var parents: [(factor: Int, unitOfUnit: [Int32])]
  }

  /// Answered units beyond the constant columns that a uniform prior of the standard deviation needs for a proper
  /// posterior.
  private static let requiredUnitCount = 2

  /// Makes a design ready.
  ///
  /// What no answered row tells apart has no posterior: columns must be independent over these rows.
  init(_ design: PopulationDesign, isAnswered: [Bool]) throws(EstimationError) {
    let answered = isAnswered.indices.filter { isAnswered[$0] }
    let independent = SymmetricMatrix.gram(Self.rows(answered, of: design.matrix)).independentColumns()
    guard !independent.isEmpty else { throw .noEstimableTerm }
    kept = independent
    let matrix = design.matrix.selectingColumns(independent)
    rowColumns = try FlatRegression(matrix)
    var layouts: [FactorLayout] = []
    var (coinciding, unlearnable): ([String], [String]) = ([], [])
    // From few units to many, so that parents come before their children.
    for factor in design.factors.sorted(by: { $0.levelCount < $1.levelCount }) {
      let columns = try ConstantDirections(matrix, factor).regression
      let parents = layouts.indices.compactMap { index in
        Self.parents(of: factor, in: layouts[index].factor).map { (factor: index, unitOfUnit: $0) }
      }
      let answeredCount = Set(answered.map { factor.codes[$0] }).count
      if answeredCount - columns.directionCount < Self.requiredUnitCount {
        unlearnable.append(factor.name)
      } else if factor.levelCount == design.rowCount
        || parents.contains(where: { layouts[$0.factor].factor.levelCount == factor.levelCount })
      {
        coinciding.append(factor.name)
      } else {
        layouts.append(FactorLayout(factor: factor, columns: columns, parents: parents))
      }
    }
    factors = layouts
    coincidingFactors = coinciding
    unlearnableFactors = unlearnable
  }

  private static func rows(_ rows: [Int], of matrix: Matrix) -> Matrix {
    let elements = (0..<matrix.columnCount).flatMap { index in
      let column = matrix.column(index)
      return rows.map { column[$0] }
    }
    return Matrix(rowCount: rows.count, columnCount: matrix.columnCount, elements: elements)
  }

  /// The unit of `outer` that each unit of `inner` lies in; `nil` when one lies in two.
  private static func parents(of inner: GroupingFactor, in outer: GroupingFactor) -> [Int32]? {
    var parents = [Int32](repeating: -1, count: inner.levelCount)
    for (unit, parent) in zip(inner.codes, outer.codes) {
      if parents[Int(unit)] < 0 { parents[Int(unit)] = parent }
      guard parents[Int(unit)] == parent else { return nil }
    }
    return parents
  }
}
