internal import Design

extension MomentColumns {
  /// The columns of a design matrix with the given responses.
  init(_ design: DesignMatrix, responses: [String]) {
    self.init(
      terms: zip(design.termNames, design.indicatorColumns).map { Term(name: $0, isIndicator: $1) },
      responses: responses, referenceLevels: design.referenceLevels)
  }

  /// Name of the row that an element of a packed triangle over terms and responses belongs to.
  func name(ofPacked element: Int) -> String {
    let names = terms.map(\.name) + responses
    var remaining = element
    for column in names.indices {
      if remaining < names.count - column { return names[column + remaining] }
      remaining -= names.count - column
    }
    return names.last ?? ""
  }
}
