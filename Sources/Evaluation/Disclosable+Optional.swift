internal import Findings

extension Disclosable {
  /// A value that is there, or no data.
  init(_ value: Value?) { self = value.map { .shown($0) } ?? .noData }
}
