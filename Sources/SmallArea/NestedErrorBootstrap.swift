import Findings
import MixedModels
import Moments
import Probability

/// The mean squared error of a nested error regression's area means by the parametric bootstrap.
///
/// Each replicate draws a sample from the fitted model, fits the same model to it, and compares the predicted means with
/// those of the population that the sample came from. No row is drawn: see `NestedErrorDraws`.
///
/// **Source.** González-Manteiga, Lombardía, Molina, Morales & Santamaría (2008), doi:10.1080/00949650601141811.
struct NestedErrorBootstrap {
  let model: LinearMixedModel
  let predictor: NestedErrorPredictor
  let draws: NestedErrorDraws
  let places: [AreaPlace]
  /// Position among the sampled areas of each place; `nil` without a sample.
  let positions: [Int?]

  /// The mean over replications of each place's squared error, and the standard error of that mean.
  func run(replications: Int, seed: UInt64) throws(EstimationError) -> [(mean: Double, error: Double)] {
    var sums = [Double](repeating: 0, count: places.count)
    var squares = sums
    for replicate in 0..<replications {
      var stream = RandomStream(seed: seed, named: "unit-level bootstrap \(replicate)")
      for (index, error) in try squaredErrors(&stream).enumerated() {
        sums[index] += error
        squares[index] += error * error
      }
    }
    let count = Double(replications)
    return zip(sums, squares).map { sum, square in
      let mean = sum / count
      return (mean, (max(0, square / count - mean * mean) / max(1, count - 1)).squareRoot())
    }
  }

  private func squaredErrors(_ stream: inout RandomStream) throws(EstimationError) -> [Double] {
    let draw = draws.draw(&stream)
    let refitted = NestedErrorPredictor(try model.fit(draw.moments))
    return zip(places, positions).map { place, position in
      var drawn = place
      var effect = predictor.betweenVariance.squareRoot()
      if let position {
        effect = draw.effects[position]
        drawn.direct = predictor.fitted(place.sample) + effect + draw.meanErrors[position]
      } else {
        effect *= stream.nextNormal()
      }
      let unseen = place.size.isFinite && place.fraction < 1 ? place.size - place.count : .infinity
      let unseenError = (predictor.withinVariance / unseen).squareRoot() * stream.nextNormal()
      let truth = predictor.fitted(place.rest) + effect + unseenError
      let mean = drawn.direct.map { place.fraction * $0 + (1 - place.fraction) * truth } ?? truth
      let error = refitted.mean(drawn) - mean
      return error * error
    }
  }
}
