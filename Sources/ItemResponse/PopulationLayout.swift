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

  /// A factor, the columns that are constant in its units, and the factors that it is nested in.
  struct FactorLayout {
    var factor: GroupingFactor
    /// Columns as positions among the kept ones; rows of its matrix are the units.
    var columns: FlatRegression
    /// Position of a factor of fewer units, and the unit of it that each unit lies in.
    var parents: [(factor: Int, unitOfUnit: [Int32])]
  }

  /// Units beyond the constant columns that a uniform prior of the standard deviation needs for a proper posterior.
  private static let requiredUnitCount = 2

  init(_ design: PopulationDesign) throws(EstimationError) {
    let independent = SymmetricMatrix.gram(design.matrix).independentColumns()
    guard !independent.isEmpty else { throw .noEstimableTerm }
    kept = independent
    let matrix = design.matrix.selectingColumns(independent)
    rowColumns = try FlatRegression(matrix, columns: Array(independent.indices))
    var layouts: [FactorLayout] = []
    var (coinciding, unlearnable): ([String], [String]) = ([], [])
    // From few units to many, so that parents come before their children.
    for factor in design.factors.sorted(by: { $0.levelCount < $1.levelCount }) {
      let columns = try Self.constantColumns(matrix, factor)
      let parents = layouts.indices.compactMap { index in
        Self.parents(of: factor, in: layouts[index].factor).map { (factor: index, unitOfUnit: $0) }
      }
      if factor.levelCount - columns.columns.count < Self.requiredUnitCount {
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

  /// The kept columns that have one value in every unit, over the units.
  private static func constantColumns(
    _ matrix: Matrix, _ factor: GroupingFactor
  ) throws(EstimationError) -> FlatRegression {
    var values: [Double] = []
    var columns: [Int] = []
    for column in 0..<matrix.columnCount {
      guard let ofUnits = unitValues(matrix.column(column), factor) else { continue }
      values += ofUnits
      columns.append(column)
    }
    let units = Matrix(rowCount: factor.levelCount, columnCount: columns.count, elements: values)
    let independent = SymmetricMatrix.gram(units).independentColumns()
    return try FlatRegression(units.selectingColumns(independent), columns: independent.map { columns[$0] })
  }

  private static func unitValues(_ column: [Double], _ factor: GroupingFactor) -> [Double]? {
    var values = [Double](repeating: .nan, count: factor.levelCount)
    for (row, code) in factor.codes.enumerated() {
      let unit = Int(code)
      if values[unit].isNaN { values[unit] = column[row] }
      guard values[unit] == column[row] else { return nil }
    }
    return values
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
