/// Text values stored as codes into the list of distinct levels.
public struct CategoricalColumn: Sendable, Equatable {
  /// The code of a missing value.
  public static let missingCode: Int32 = -1

  /// One code per row, an index into `levels` or `missingCode`.
  public let codes: [Int32]
  /// Distinct values in order of first appearance.
  public let levels: [String]

  /// Creates a column from codes that are each `missingCode` or an index into `levels`.
  public init(codes: [Int32], levels: [String]) {
    precondition(codes.allSatisfy { $0 >= Self.missingCode && $0 < levels.count }, "code outside the levels")
    self.codes = codes
    self.levels = levels
  }

  /// Encodes values; `nil` is missing.
  public init(_ values: [String?]) {
    var levels: [String] = []
    var codeOfLevel: [String: Int32] = [:]
    codes = values.map { value in
      guard let value else { return Self.missingCode }
      if let code = codeOfLevel[value] { return code }
      let code = Int32(levels.count)
      codeOfLevel[value] = code
      levels.append(value)
      return code
    }
    self.levels = levels
  }

  /// A column whose codes are known to be valid.
  init(checkedCodes: [Int32], levels: [String]) {
    codes = checkedCodes
    self.levels = levels
  }

  /// The value of a row, `nil` when missing.
  public subscript(row: Int) -> String? {
    let code = codes[row]
    return code == Self.missingCode ? nil : levels[Int(code)]
  }
}
