public import LinearAlgebra

/// Derivatives of smooth functions by Richardson extrapolation of central differences.
///
/// The first step of a coordinate x is a tenth of max(|x|, 0.01) unless given, and is halved `levels − 1` times. For
/// functions that vary on the scale of x the relative error is near 1e-11 for first and 1e-8 for second derivatives.
/// Points at which the function is NaN are passed over; where nothing is left, the derivative is NaN.
///
/// **Source.** Ridders (1982), Advances in Engineering Software 4(2); the same idea as R's numDeriv.
public enum NumericalDerivatives {
  /// The first step that is used for each coordinate when none is given.
  public static func defaultSteps(at point: [Double]) -> [Double] {
    point.map { 0.1 * max(abs($0), 0.01) }
  }

  /// The vector of first derivatives of a scalar function.
  ///
  /// - Parameters:
  ///   - function: A smooth function.
  ///   - point: Where to differentiate.
  ///   - steps: First step per coordinate; every point visited lies within it.
  ///   - levels: Number of steps per coordinate.
  /// - Returns: One derivative per coordinate.
  /// - Complexity: 2 · `levels` evaluations per coordinate.
  public static func gradient(
    of function: ([Double]) -> Double, at point: [Double], steps: [Double]? = nil, levels: Int = 5
  ) -> [Double] {
    let rows = jacobian(of: { [function($0)] }, at: point, steps: steps, levels: levels)
    return rows.elements
  }

  /// The matrix of first derivatives of a vector function.
  ///
  /// - Parameters:
  ///   - function: A smooth function whose value always has the same length.
  ///   - point: Where to differentiate.
  ///   - steps: First step per coordinate; every point visited lies within it.
  ///   - levels: Number of steps per coordinate.
  /// - Returns: Components of the function × coordinates.
  /// - Complexity: 2 · `levels` evaluations per coordinate.
  public static func jacobian(
    of function: ([Double]) -> [Double], at point: [Double], steps: [Double]? = nil, levels: Int = 5
  ) -> Matrix {
    let firstSteps = steps ?? defaultSteps(at: point)
    let columns = point.indices.map { coordinate in
      RichardsonExtrapolation.limit(firstStep: firstSteps[coordinate], levels: levels) { step in
        let above = function(shifted(point, coordinate, by: step))
        let below = function(shifted(point, coordinate, by: -step))
        return zip(above, below).map { ($0 - $1) / (2 * step) }
      }
    }
    let rowCount = columns.first?.count ?? function(point).count
    return Matrix(rowCount: rowCount, columnCount: point.count, elements: columns.flatMap { $0 })
  }

  /// The matrix of second derivatives of a scalar function.
  ///
  /// - Parameters:
  ///   - function: A smooth function.
  ///   - point: Where to differentiate.
  ///   - steps: First step per coordinate; every point visited lies within it.
  ///   - levels: Number of steps per pair of coordinates.
  /// - Returns: Coordinates × coordinates.
  /// - Complexity: 1 + 2 · `levels` · *p*² evaluations for *p* coordinates.
  public static func hessian(
    of function: ([Double]) -> Double, at point: [Double], steps: [Double]? = nil, levels: Int = 5
  ) -> SymmetricMatrix {
    let firstSteps = steps ?? defaultSteps(at: point)
    let centre = function(point)
    var result = SymmetricMatrix(order: point.count)
    for column in point.indices {
      result[column, column] =
        RichardsonExtrapolation.limit(firstStep: firstSteps[column], levels: levels) { step in
          let above = function(shifted(point, column, by: step))
          let below = function(shifted(point, column, by: -step))
          return [(above - 2 * centre + below) / (step * step)]
        }[0]
      for row in point.indices.dropFirst(column + 1) {
        result[row, column] = mixedDerivative(
          of: function, at: point, (row, column), (firstSteps[row], firstSteps[column]), levels)
      }
    }
    return result
  }

  private static func mixedDerivative(
    of function: ([Double]) -> Double, at point: [Double], _ pair: (Int, Int), _ steps: (Double, Double),
    _ levels: Int
  ) -> Double {
    RichardsonExtrapolation.limit(firstStep: 1, levels: levels) { share in
      func corner(_ first: Double, _ second: Double) -> Double {
        let moved = shifted(point, pair.0, by: first * share * steps.0)
        return function(shifted(moved, pair.1, by: second * share * steps.1))
      }
      let difference = corner(1, 1) - corner(1, -1) - corner(-1, 1) + corner(-1, -1)
      return [difference / (4 * share * share * steps.0 * steps.1)]
    }[0]
  }

  private static func shifted(_ point: [Double], _ coordinate: Int, by step: Double) -> [Double] {
    var moved = point
    moved[coordinate] += step
    return moved
  }
}
