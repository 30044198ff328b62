import Probability

/// Draws of what the indicators of areas could truly be, given their sampling errors.
struct IndicatorSampler {
  let prepared: PreparedIndex
  let seed: UInt64
  /// Draws per indicator of an area.
  let count: Int
  /// Draws of the caller by area and indicator, which take the place of ours.
  let supplied: [String: [String: [Double]]]

  /// Draws of one indicator of one area, in its own unit.
  ///
  /// The stream is named by area and indicator, so that the draws do not depend on other areas, order or threads. A
  /// missing value, or one of too few observations, is drawn evenly from what is plausible, whatever was supplied.
  func values(indicator: Int, area: Int) -> [Double] {
    let (key, name) = (prepared.indicators[indicator].key, prepared.areas[area].area)
    let bounds = prepared.treatments[key]
    let isPresent = prepared.values[indicator][area] != nil
    if isPresent, let draws = supplied[name]?[key] {
      return draws.prefix(count).map { bounds?.bounded($0) ?? $0 }
    }
    var stream = RandomStream(seed: seed, stream: RandomStream.stream(named: "\(name)\u{1F}\(key)"))
    guard isPresent, let value = prepared.areas[area].values[key] else {
      let range = prepared.plausible[indicator]
      return (0..<count).map { _ in
        range.lowerBound + stream.nextUniform() * (range.upperBound - range.lowerBound)
      }
    }
    let draws = value.draws(count, from: &stream)
    return bounds.map { bounds in draws.map(bounds.bounded) } ?? draws
  }
}

extension AreaIndicators.Value {
  /// Independent draws from the value's distribution.
  func draws(_ count: Int, from stream: inout RandomStream) -> [Double] {
    switch distribution {
    case .beta(let alpha, let beta): return (0..<count).map { _ in stream.nextBeta(alpha: alpha, beta: beta) }
    case .normal: return TruncatedNormal(self).draws(count, from: &stream)
    }
  }
}
