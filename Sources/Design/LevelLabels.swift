/// The labels of a factor's levels, made into text when asked for.
enum LevelLabels: Sendable, Equatable {
  case numbers([Double])
  case texts([String])
  /// Combinations of two factors' levels, by their codes.
  indirect case pairs(LevelLabels, [Int32], LevelLabels, [Int32])

  var count: Int {
    switch self {
    case .numbers(let numbers): numbers.count
    case .texts(let texts): texts.count
    case .pairs(_, let codes, _, _): codes.count
    }
  }

  /// The label of a level: a whole number without point, `left:right` for a pair.
  subscript(level: Int) -> String {
    switch self {
    case .numbers(let numbers): levelLabel(numbers[level])
    case .texts(let texts): texts[level]
    case .pairs(let left, let leftCodes, let right, let rightCodes):
      "\(left[Int(leftCodes[level])]):\(right[Int(rightCodes[level])])"
    }
  }

  /// The labels in another order: level `k` of the result is level `order[k]` of this.
  func reordered(_ order: [Int32]) -> LevelLabels {
    switch self {
    case .numbers(let numbers): .numbers(order.map { numbers[Int($0)] })
    case .texts(let texts): .texts(order.map { texts[Int($0)] })
    case .pairs(let left, let leftCodes, let right, let rightCodes):
      .pairs(left, order.map { leftCodes[Int($0)] }, right, order.map { rightCodes[Int($0)] })
    }
  }
}
