internal import Records

/// What one unit adds to an indicator: a child, a sheet, a group at a wave, or a report.
///
/// Every indicator but the comparisons of arms is a ratio of sums of such records, so that the same records serve every
/// level of places.
struct IndicatorRecord: Sendable {
  /// Position among the preschools of the records.
  var preschool: Int
  /// Number of the group; `nil` for what is known of the whole preschool only.
  var group: Int?
  /// Position of the child; `nil` when the record is not about one child.
  var child: Int?
  /// Arm of the child or group; `nil` when it is not known of one.
  var arm: Arm?
  var numerator: Double
  var denominator: Double
}
