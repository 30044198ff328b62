/// An area's sample and what is known of its population, in the columns of a model.
struct AreaPlace {
  /// Sampled units.
  let count: Double
  /// Mean response of the sampled units; `nil` without a sample.
  var direct: Double?
  /// Sample means of the columns; empty without a sample.
  let sample: [Double]
  /// Population means of the columns.
  let population: [Double]
  /// Means of the columns over the units that were not sampled; those of the population when nobody is left.
  let rest: [Double]
  /// n / N; 0 when the population's size is not given.
  let fraction: Double
  /// N, infinite when it is not given.
  let size: Double

  init(population: [Double], size: Double?, count: Double = 0, direct: Double? = nil, sample: [Double] = []) {
    (self.population, self.count, self.direct, self.sample) = (population, count, direct, sample)
    self.size = size ?? .infinity
    let fraction = size.map { count / $0 } ?? 0
    self.fraction = fraction
    let isPredicted = direct != nil && fraction > 0 && fraction < 1
    rest = isPredicted ? zip(population, sample).map { ($0 - fraction * $1) / (1 - fraction) } : population
  }
}
