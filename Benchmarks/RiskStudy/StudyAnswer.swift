/// One estimate of one region of one simulated pilot, beside the truth.
struct StudyAnswer: Sendable {
  /// Seed of the pilot.
  var pilot: UInt64
  var region: String
  /// Key of the indicator or block; `index` for the whole.
  var quantity: String
  var truth: Double
  var estimate: Double
  /// `nil` for blocks and the index, which have intervals only.
  var standardError: Double?
  var lower: Double
  var upper: Double
  /// Weight of the direct estimate; `nil` where nothing was shrunken.
  var shrinkage: Double?

  /// Whether the interval holds the truth.
  var isCovered: Bool { lower <= truth && truth <= upper }

  /// All estimates with a heading.
  static func csv(_ answers: [StudyAnswer]) -> String {
    let heading = "pilot,region,quantity,truth,estimate,standard_error,lower,upper,shrinkage"
    let lines = answers.map { answer in
      let error = answer.standardError.map { "\($0)" } ?? ""
      let shrinkage = answer.shrinkage.map { "\($0)" } ?? ""
      return "\(answer.pilot),\(answer.region),\(answer.quantity),\(answer.truth),\(answer.estimate),\(error),"
        + "\(answer.lower),\(answer.upper),\(shrinkage)"
    }
    return ([heading] + lines).joined(separator: "\n") + "\n"
  }
}
