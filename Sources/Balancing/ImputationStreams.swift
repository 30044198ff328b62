internal import Probability

/// The streams of random numbers of one completed data set: one per variable and round.
struct ImputationStreams: Sendable {
  let seed: UInt64
  let imputation: Int

  /// The stream of a variable in a round; round 0 fills the first values in.
  func stream(variable: Int, round: Int) -> RandomStream {
    RandomStream(seed: seed, stream: UInt64(imputation) << 40 | UInt64(variable) << 24 | UInt64(round))
  }
}
