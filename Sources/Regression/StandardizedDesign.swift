internal import Findings
internal import LinearAlgebra
internal import Moments

/// The independent columns of a design about their means and in units of their spread.
///
/// Newton steps in these coordinates do not depend on the units of the covariates, and the coefficients of the columns
/// as given follow by a linear map.
struct StandardizedDesign: Sendable {
  /// What stands for the constant of the model.
  enum Constant {
    /// The design's own intercept, if it has one.
    case intercept
    /// Thresholds outside the design: an intercept column is left out, and every column is taken about its mean.
    case thresholds
  }

  let terms: [String]
  let droppedTerms: [String]
  /// Cells × terms.
  let matrix: Matrix
  /// What each term was taken about; 0 for the intercept and in designs without a constant.
  let centre: [Double]
  /// The spread that each term was divided by; 1 for the intercept.
  let scale: [Double]

  /// Drops dependent columns and standardises the rest.
  ///
  /// - Throws: `EstimationError.noEstimableTerm` when no column is left beside thresholds or an intercept is missing;
  ///   `.noFiniteObjective` when a column is too large to square.
  init(_ cells: ResponseCells, constant: Constant) throws(EstimationError) {
    let names = cells.columns.terms.map(\.name)
    let intercept = cells.columns.interceptPosition
    let product = cells.designProduct
    guard product.scatter.allSatisfy(\.isFinite) else { throw .noFiniteObjective }
    let isCentred = constant == .thresholds || intercept != nil
    let others = product.independentColumns(names.indices.filter { $0 != intercept }, hasIntercept: isCentred)
    let keepsIntercept = constant == .intercept && intercept != nil
    let kept = ((keepsIntercept ? intercept : nil).map { [$0] } ?? []) + others
    let squares = product.crossProducts(about: isCentred ? product.mean : product.mean.map { _ in 0 })
    var centre: [Double] = []
    var scale: [Double] = []
    for column in kept {
      let isIntercept = column == intercept
      let square = squares[packedPosition(column, column, order: names.count)] / product.weight
      centre.append(isCentred && !isIntercept ? product.mean[column] : 0)
      scale.append(isIntercept ? 1 : square.squareRoot())
    }
    guard scale.allSatisfy({ $0 > 0 && $0.isFinite }) else { throw .noFiniteObjective }
    terms = kept.map { names[$0] }
    droppedTerms = names.indices.filter { !kept.contains($0) && $0 != intercept }.map { names[$0] }
    matrix = Self.standardized(cells.design, kept, centre, scale)
    self.centre = centre
    self.scale = scale
  }

  private static func standardized(
    _ design: Matrix, _ kept: [Int], _ centre: [Double], _ scale: [Double]
  ) -> Matrix {
    var matrix = design.selectingColumns(kept)
    let rowCount = matrix.rowCount
    matrix.withUnsafeMutableElements { elements in
      for column in kept.indices {
        for row in column * rowCount..<(column + 1) * rowCount {
          elements[row] = (elements[row] - centre[column]) / scale[column]
        }
      }
    }
    return matrix
  }

  /// The matrix *T* with *β = T β̃* for a design with its own intercept.
  var transformation: Matrix {
    var result = Matrix(rowCount: terms.count, columnCount: terms.count)
    for column in terms.indices { result[column, column] = 1 / scale[column] }
    guard let intercept = terms.firstIndex(of: "(Intercept)") else { return result }
    for column in terms.indices where column != intercept {
      result[intercept, column] = -centre[column] / scale[column]
    }
    return result
  }
}
