public import Foundation
public import Records

/// The content of `truth.json`: all that is needed to make a pilot again, and what its evaluation should find.
///
/// `PilotSimulator(truthFile:)` reads it.
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

  /// The document as indented JSON with sorted keys and a final line break.
  public func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
  }
}

extension PilotSimulator {
  /// Creates the simulator that a `truth.json` describes.
  ///
  /// - Parameters:
  ///   - truthFile: An object with at least the keys `seed`, `shape` and `truth`.
  ///   - regions: Where preschools lie, in the order in which they are filled.
  /// - Throws: `DecodingError` with the path of a key that is missing or of the wrong type; `SimulationError` when the
  ///   truth cannot be simulated.
  public init(truthFile: Data, regions: [Region] = KazakhstanRegions.all) throws {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let request = try decoder.decode(Request.self, from: truthFile)
    try self.init(shape: request.shape, truth: request.truth, seed: request.seed, regions: regions)
  }

  private struct Request: Decodable {
    let seed: UInt64
    let shape: PilotShape
    let truth: PilotTruth
  }
}
