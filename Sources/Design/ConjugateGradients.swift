/// Solves *S b = r* for a positive semidefinite *S* and an *r* in its range by conjugate gradients.
///
/// Stops when the residual has lost fourteen digits, or when rounding keeps it from falling further; the caller checks
/// what is left and may call again.
///
/// - Parameters:
///   - rightSide: *r*.
///   - scales: A diagonal of about the size of *S*, by which the residuals are scaled; 0 for unknowns without a row.
///   - product: *S* times a vector.
/// - Returns: *b*, one of many where *S* is singular.
///
/// **Source.** Hestenes & Stiefel (1952), doi:10.6028/jres.049.044.
func conjugateGradientSolution(
  _ rightSide: [Double], scales: [Double], product: ([Double]) -> [Double]
) -> [Double] {
  func scaled(_ residual: [Double]) -> [Double] { zip(residual, scales).map { $1 > 0 ? $0 / $1 : 0 } }
  func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
  var solution = [Double](repeating: 0, count: rightSide.count)
  var residual = rightSide
  var direction = scaled(residual)
  var size = dot(residual, direction)
  let target = 1e-28 * size
  for _ in 0..<2_000 where size > target {
    let image = product(direction)
    let curvature = dot(direction, image)
    guard curvature > 0 else { break }
    let step = size / curvature
    for index in solution.indices {
      solution[index] += step * direction[index]
      residual[index] -= step * image[index]
    }
    let preconditioned = scaled(residual)
    let next = dot(residual, preconditioned)
    for index in direction.indices { direction[index] = preconditioned[index] + next / size * direction[index] }
    size = next
  }
  return solution
}
