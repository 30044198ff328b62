internal import Foundation
internal import LinearAlgebra
internal import Moments
internal import Probability

/// The marginal log-likelihood of a proportional odds model with a normal intercept of each unit.
///
/// In the coordinates *(θ, β, σ)* with *u = σ z*, *z ~ N(0, 1)*. Each unit's integral is taken about its most probable
/// *z* on the scale of the curvature there. Derivatives are those of the integral, not of its approximation: the
/// gradient is the posterior mean of the complete-data gradient, and the information follows by Louis's identity; with
/// the default nodes the two agree to rounding.
///
/// **Source.** Pinheiro & Bates (1995), JCGS 4(1), 12–35; Louis (1982), JRSS B 44(2), 226–233.
struct RandomInterceptLikelihood {
  /// The rows of each unit.
  let units: [CumulativeLikelihood]
  let rule: GaussHermite

  init(_ problem: OrdinalProblem, nodeCount: Int) {
    let gathering = ClusterGathering(design: problem.design.matrix, starts: problem.cells.clusterStarts)
    let kernel = problem.likelihood.kernel
    units = problem.cells.clusters.indices.map { unit in
      let first = problem.cells.clusterStarts[unit] * kernel.categoryCount
      let end = problem.cells.clusterStarts[unit + 1] * kernel.categoryCount
      return CumulativeLikelihood(
        design: gathering.rows(of: unit),
        kernel: CutoffKernel(categoryCount: kernel.categoryCount, weights: Array(kernel.weights[first..<end])),
        weightPerRow: problem.likelihood.weightPerRow)
    }
    rule = GaussHermite(nodeCount: nodeCount)
  }

  /// One unit's integral at one point.
  struct Integral {
    var logLikelihood: Double
    /// The most probable *z*.
    var mode: Double
    var nodes: [Double]
    /// Posterior probability of each node.
    var posterior: [Double]
  }

  /// The log-likelihood; `nil` where thresholds cross.
  func value(at point: [Double]) -> Double? {
    var sum = 0.0
    for unit in units {
      guard let integral = integral(of: unit, at: point) else { return nil }
      sum += integral.logLikelihood
    }
    return sum
  }

  /// Value, gradient and information in *(θ, β, σ)*; `nil` where thresholds cross.
  func derivatives(at point: [Double]) -> LikelihoodDerivatives? {
    var total = LikelihoodDerivatives(
      value: 0, gradient: point.map { _ in 0 }, information: SymmetricMatrix(order: point.count))
    for unit in units {
      guard let integral = integral(of: unit, at: point) else { return nil }
      total.value += integral.logLikelihood
      var mean = point.map { _ in 0.0 }
      for (node, probability) in zip(integral.nodes, integral.posterior) where probability > 0 {
        guard let complete = unit.withIntercept(node).derivatives(at: point) else { return nil }
        for index in mean.indices { mean[index] += probability * complete.gradient[index] }
        total.information += probability * (complete.information - outer(complete.gradient))
      }
      total.information += outer(mean)
      for index in mean.indices { total.gradient[index] += mean[index] }
    }
    return total
  }

  /// The most probable intercept of each unit, *σ z*.
  func conditionalModes(at point: [Double]) -> [Double] {
    units.map { (point.last ?? 0) * (integral(of: $0, at: point)?.mode ?? 0) }
  }

  private func integral(of unit: CumulativeLikelihood, at point: [Double]) -> Integral? {
    let scale = point.last ?? 0
    let predictors = unit.predictors(at: Array(point.dropLast()))
    guard unit.kernel.value(predictors, range: 0..<unit.kernel.cellCount).isFinite else { return nil }
    let (mode, curvature) = mode(unit.kernel, predictors, scale)
    let width = (2 / curvature).squareRoot()
    let nodes = rule.nodes.map { mode + width * $0 }
    let logs = zip(nodes, rule.scaledWeights).map { node, weight in
      unit.kernel.value(predictors, shift: scale * node, range: 0..<unit.kernel.cellCount) - node * node / 2
        + log(weight)
    }
    let largest = logs.max() ?? 0
    let relative = logs.map { exp($0 - largest) }
    let sum = relative.reduce(0, +)
    return Integral(
      logLikelihood: largest + log(sum) + log(width) - log(2 * Double.pi) / 2, mode: mode, nodes: nodes,
      posterior: relative.map { $0 / sum })
  }

  private static let maximumModeSteps = 100

  /// The maximum over *z* of a unit's complete-data log-likelihood, concave in *z*, and the curvature there.
  private func mode(_ kernel: CutoffKernel, _ predictors: [Double], _ scale: Double) -> (Double, Double) {
    func height(_ z: Double) -> Double {
      kernel.value(predictors, shift: scale * z, range: 0..<kernel.cellCount) - z * z / 2
    }
    var z = 0.0
    var current = height(z)
    var curvature = 1.0
    for _ in 0..<Self.maximumModeSteps {
      let (slope, bend) = kernel.shiftDerivatives(predictors, shift: scale * z)
      curvature = 1 + scale * scale * bend
      var step = (scale * slope - z) / curvature
      guard abs(step) > 1e-12 * max(1, abs(z)) else { break }
      while abs(step) > 1e-14, height(z + step) < current { step /= 2 }
      z += step
      current = height(z)
    }
    return (z, curvature)
  }
}

extension CumulativeLikelihood {
  /// The same rows with a further column that is *z* in each: its coefficient is *σ*.
  fileprivate func withIntercept(_ z: Double) -> CumulativeLikelihood {
    let column = [Double](repeating: z, count: design.rowCount)
    return CumulativeLikelihood(
      design: Matrix(
        rowCount: design.rowCount, columnCount: design.columnCount + 1, elements: design.elements + column),
      kernel: kernel, weightPerRow: weightPerRow)
  }
}

/// *v vᵀ*.
private func outer(_ vector: [Double]) -> SymmetricMatrix {
  .gram(Matrix(rowCount: 1, columnCount: vector.count, elements: vector))
}
