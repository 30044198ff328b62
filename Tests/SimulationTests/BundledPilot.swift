import Records
import Simulation

/// The pilot of the default shape, truth and seed, made once for all tests.
enum BundledPilot {
  static let records = Result { try PilotSimulator(seed: 2026).simulate() }
}
