import Foundation

/// Even nodes along the trait, and weights that integrate a function of the trait against a normal distribution.
///
/// The trapezoidal rule for a normal density with standard deviation s errs by about exp(−2π² s² / step²); the step is
/// chosen by the narrowest normal that is integrated.
struct TraitGrid {
  let nodes: [Double]
  let step: Double

  /// Standard deviations covered beyond the outermost centre.
  static let reach = 6.0

  /// Nodes from `reach` standard deviations below the lowest centre to as many above the highest.
  init(centers: ClosedRange<Double>, deviation: Double, step: Double) {
    precondition(step > 0 && deviation > 0, "a grid of step \(step) for a deviation of \(deviation)")
    let lowest = centers.lowerBound - Self.reach * deviation
    let highest = centers.upperBound + Self.reach * deviation
    self.step = step
    nodes = (0...Int(((highest - lowest) / step).rounded(.up))).map { lowest + Double($0) * step }
  }

  /// Weights of the normal distribution, summing to 1 where the nodes reach.
  func weights(center: Double, deviation: Double) -> [Double] {
    let scale = step / ((2 * Double.pi).squareRoot() * deviation)
    return nodes.map { node in
      let z = (node - center) / deviation
      return scale * exp(-z * z / 2)
    }
  }
}

/// Sum of products.
func product(_ a: [Double], _ b: [Double]) -> Double {
  var sum = 0.0
  for index in a.indices { sum += a[index] * b[index] }
  return sum
}
