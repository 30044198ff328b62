public import Disclosure
public import Findings
import Foundation

/// A run as one JSON object for other programs: keys in snake case and sorted, full precision.
///
/// A hidden value is `{"mark": "suppressed"}`, a value without data is `null`.
public struct JSONExport: Sendable {
  private let run: RunFindings

  /// An export of a released run.
  public init(_ run: Released<RunFindings>) { self.run = run.value }

  /// An export for the own use of one region's authority.
  public init(_ run: OwnScope<RunFindings>) { self.run = run.value }

  /// The JSON text.
  ///
  /// - Throws: When a number of the findings is infinite or not a number.
  public func rendered() throws -> String {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(run), as: UTF8.self) + "\n"
  }
}
