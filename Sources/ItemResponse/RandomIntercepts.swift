internal import Design
internal import Foundation
internal import LinearAlgebra
internal import Probability

/// The random intercepts of one factor while they are sampled.
///
/// Means and variances of random effects mix slowly when drawn in turn. Each factor is therefore drawn in both
/// parametrisations: the standard deviation with scaled effects held, then with the effects themselves; the coefficients
/// of columns that are constant in the units, and standard deviation and effects of the units around, with the sums held.
///
/// **Source.** Interweaving: Yu & Meng (2011), doi:10.1198/jcgs.2011.203main.
final class RandomIntercepts {
  let layout: PopulationLayout.FactorLayout
  private(set) var variance: Double
  let unitCount: Int
  /// One per unit, and the room that all steps share.
  let effects: UnsafeMutablePointer<Double>
  private let sums: UnsafeMutablePointer<Double>
  private let normals: UnsafeMutableBufferPointer<Double>
  /// Rows in each unit.
  private let rowCounts: [Double]
  /// Units of this factor in each unit of each parent.
  private let childCounts: [[Double]]

  init(_ layout: PopulationLayout.FactorLayout, parents: [RandomIntercepts], variance: Double) {
    self.layout = layout
    self.variance = variance
    unitCount = layout.factor.levelCount
    effects = .allocate(capacity: 3 * unitCount)
    effects.initialize(repeating: 0, count: 3 * unitCount)
    sums = effects + unitCount
    normals = UnsafeMutableBufferPointer(start: effects + 2 * unitCount, count: unitCount)
    rowCounts = Self.counts(layout.factor.codes, unitCount)
    childCounts = layout.parents.map { Self.counts($0.unitOfUnit, parents[$0.factor].unitCount) }
  }

  deinit { effects.deallocate() }

  private static func counts(_ codes: [Int32], _ unitCount: Int) -> [Double] {
    var counts = [Double](repeating: 0, count: unitCount)
    for code in codes { counts[Int(code)] += 1 }
    return counts
  }

  /// Draws standard deviation and effects given the residuals of the rows, which are brought up to date.
  func draw(
    _ residuals: UnsafeMutablePointer<Double>, residualVariance: Double, _ stream: inout RandomStream
  ) {
    sumRows(residuals)
    drawScale(residualVariance, &stream)
    drawEffects(counts: rowCounts, variance: residualVariance, &stream)
    layout.factor.codes.withUnsafeBufferPointer { codes in
      for row in 0..<codes.count { residuals[row] -= sums[Int(codes[row])] }
    }
    var squares = 0.0
    for unit in 0..<unitCount { squares += effects[unit] * effects[unit] }
    variance = VarianceDraw.draw(squares: squares, count: unitCount, &stream)
  }

  /// Sums over the rows of each unit of what all but its own effect leaves.
  private func sumRows(_ residuals: UnsafeMutablePointer<Double>) {
    for unit in 0..<unitCount { sums[unit] = rowCounts[unit] * effects[unit] }
    layout.factor.codes.withUnsafeBufferPointer { codes in
      for row in 0..<codes.count { sums[Int(codes[row])] += residuals[row] }
    }
  }

  /// The standard deviation as the coefficient of the scaled effects, which keeps its sign free.
  private func drawScale(_ residualVariance: Double, _ stream: inout RandomStream) {
    var (product, squares) = (0.0, 0.0)
    for unit in 0..<unitCount {
      product += effects[unit] * sums[unit]
      squares += rowCounts[unit] * effects[unit] * effects[unit]
    }
    guard squares > 0 else { return }
    let precision = squares / variance / residualVariance
    let scale =
      product / variance.squareRoot() / residualVariance / precision + stream.nextNormal() / precision.squareRoot()
    variance = max(scale * scale, VarianceDraw.smallest)
  }

  /// New effects given `sums` of so many parts with this variance; leaves in `sums` how far each moved.
  private func drawEffects(counts: [Double], variance partVariance: Double, _ stream: inout RandomStream) {
    stream.fillWithNormals(normals)
    let ratio = partVariance / variance
    let deviation = partVariance.squareRoot()
    for unit in 0..<unitCount {
      let weight = 1 / (counts[unit] + ratio)
      let effect = weight * sums[unit] + deviation * weight.squareRoot() * normals[unit]
      sums[unit] = effect - effects[unit]
      effects[unit] = effect
    }
  }

  /// Draws the coefficients of the columns that are constant in the units, with column and effect together held.
  func drawConstantColumns(_ coefficients: inout [Double], _ stream: inout RandomStream) {
    layout.columns.draw(effects, variance: variance, coefficients: &coefficients, &stream)
  }

  /// Draws standard deviation and effects of the units around, with the sums of both effects held.
  func drawParents(_ factors: [RandomIntercepts], _ stream: inout RandomStream) {
    for (parent, counts) in zip(layout.parents, childCounts) {
      let outer = factors[parent.factor]
      for unit in 0..<outer.unitCount { outer.sums[unit] = counts[unit] * outer.effects[unit] }
      for (unit, around) in parent.unitOfUnit.enumerated() { outer.sums[Int(around)] += effects[unit] }
      outer.drawVariance(counts: counts, variance: variance, &stream)
      outer.drawEffects(counts: counts, variance: variance, &stream)
      for (unit, around) in parent.unitOfUnit.enumerated() { effects[unit] -= outer.sums[Int(around)] }
    }
  }

  /// Widths of the steps of log *τ*: for many units and for few.
  private static let stepWidths = [0.15, 0.6]

  /// Metropolis steps of the standard deviation given the sums of the units inside, with the effects integrated out.
  private func drawVariance(counts: [Double], variance: Double, _ stream: inout RandomStream) {
    func logDensity(_ proposal: Double) -> Double {
      var value = 0.5 * log(proposal)
      for unit in 0..<unitCount {
        let total = proposal + variance / counts[unit]
        let mean = sums[unit] / counts[unit]
        value -= 0.5 * (log(total) + mean * mean / total)
      }
      return value
    }
    var present = logDensity(self.variance)
    for width in Self.stepWidths {
      let proposal = self.variance * exp(2 * width * stream.nextNormal())
      guard proposal > VarianceDraw.smallest else { continue }
      let proposed = logDensity(proposal)
      if log(stream.nextUniform()) < proposed - present { (self.variance, present) = (proposal, proposed) }
    }
  }
}
