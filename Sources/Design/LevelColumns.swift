/// Levels of absorbed factors that stand as columns, because they cannot be swept out.
struct LevelColumns {
  private struct Level {
    let name: String
    let codes: [Int32]
    let code: Int32
  }

  private let levels: [Level]
  private let hasIntercept: Bool
  private let rowCount: Int

  /// Columns for levels that are made at most.
  private static let columnLimit = 500
  /// Elements of a model matrix with such columns that are made at most.
  private static let elementLimit = 1 << 28

  /// Every level of each factor but its first.
  ///
  /// - Throws: `DesignError.tooManyLevelColumns`.
  init(
    _ factors: [GroupingFactor], hasIntercept: Bool, besides columnCount: Int, rowCount: Int
  ) throws(DesignError) {
    let limit = max(0, min(Self.columnLimit, Self.elementLimit / max(1, rowCount) - columnCount))
    var levels: [Level] = []
    for factor in factors {
      guard levels.count + factor.levelCount <= limit else {
        throw .tooManyLevelColumns(factor: factor.name, levelCount: factor.levelCount, limit: limit)
      }
      for code in 1..<max(1, factor.levelCount) {
        levels.append(Level(name: "\(factor.name)=\(factor.level(code))", codes: factor.codes, code: Int32(code)))
      }
    }
    self.levels = levels
    self.hasIntercept = hasIntercept
    self.rowCount = rowCount
  }

  var names: [String] { (hasIntercept ? ["(Intercept)"] : []) + levels.map(\.name) }

  /// One value per row.
  func column(_ index: Int) -> [Double] {
    let position = hasIntercept ? index - 1 : index
    guard position >= 0 else { return [Double](repeating: 1, count: rowCount) }
    let level = levels[position]
    return level.codes.map { $0 == level.code ? 1 : 0 }
  }
}
