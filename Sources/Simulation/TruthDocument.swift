public import Foundation
import Records

/// The content of `truth.json`: all that is needed to make a pilot again, and what its evaluation should find.
public struct TruthDocument: Sendable, Equatable, Codable {
  public var seed: UInt64
  public var shape: PilotShape
  public var truth: PilotTruth
  /// Thresholds of each item, by code, as drawn from the seed.
  public var itemThresholds: [String: ItemThresholds]
  /// Effects in mean points by area, wave and age band.
  public var impliedEffects: [ImpliedEffect]

  /// Describes a pilot.
  public init(_ simulator: PilotSimulator) {
    let draws = PilotDraws(seed: simulator.seed)
    seed = simulator.seed
    shape = simulator.shape
    truth = simulator.truth
    itemThresholds = Dictionary(
      uniqueKeysWithValues: simulator.instrument.items.map {
        ($0.code, simulator.truth.items.thresholds(of: $0.code, draws))
      })
    impliedEffects = ImpliedEffects(truth: simulator.truth, instrument: simulator.instrument, draws: draws).all()
  }

  /// Reads what `json()` has written; only `seed`, `shape` and `truth` are needed to simulate again.
  ///
  /// - Throws: `DecodingError` with the path of the key that is missing or of the wrong type.
  public init(json: Data) throws {
    self = try JSONDecoder().decode(TruthDocument.self, from: json)
  }

  /// The document as indented JSON with sorted keys and a final line break.
  public func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
  }
}
