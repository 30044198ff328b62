internal import Tabular

/// Codes of a factor's sorted levels, one per row, without missing values; every level occurs.
struct FactorCoding: Sendable, Equatable {
  let codes: [Int32]
  let labels: LevelLabels

  var levelCount: Int { labels.count }

  init(codes: [Int32], labels: LevelLabels) {
    self.codes = codes
    self.labels = labels
  }

  /// Codes numbers by their rank among the distinct values.
  ///
  /// - Complexity: O(*n*) for whole numbers in a range of about 4 *n*, otherwise O(*n* log *n*).
  init(_ numbers: [Double]) {
    if let coding = Self.codedByTable(numbers) {
      self = coding
    } else {
      var distinct: [Double] = []
      for number in numbers.sorted() where distinct.last != number { distinct.append(number) }
      codes = numbers.map { Int32(rank(of: $0, in: distinct)) }
      labels = .numbers(distinct)
    }
  }

  /// Codes text by the rank of its bytes among the levels that occur.
  init(_ column: CategoricalColumn) {
    var occurs = [Bool](repeating: false, count: column.levels.count)
    for code in column.codes { occurs[Int(code)] = true }
    let levels = column.levels.indices.filter { occurs[$0] }.sorted { left, right in
      column.levels[left].utf8.lexicographicallyPrecedes(column.levels[right].utf8)
    }
    var rank = [Int32](repeating: 0, count: column.levels.count)
    for (position, level) in levels.enumerated() { rank[level] = Int32(position) }
    codes = column.codes.map { rank[Int($0)] }
    labels = .texts(levels.map { column.levels[$0] })
  }

  /// Codes whole numbers through a table over their range; `nil` when they are not whole or lie too far apart.
  private static func codedByTable(_ numbers: [Double]) -> FactorCoding? {
    guard let (smallest, largest) = wholeRange(numbers) else { return nil }
    let span = largest - smallest
    guard span < Double(4 * numbers.count + 1024) else { return nil }
    var rank = [Int32](repeating: -1, count: Int(span) + 1)
    for number in numbers { rank[Int(number - smallest)] = 0 }
    var distinct: [Double] = []
    for index in rank.indices where rank[index] == 0 {
      rank[index] = Int32(distinct.count)
      distinct.append(smallest + Double(index))
    }
    return FactorCoding(codes: numbers.map { rank[Int($0 - smallest)] }, labels: .numbers(distinct))
  }

  /// The smallest and largest value, `nil` when a value is not whole or too large to be exact.
  private static func wholeRange(_ numbers: [Double]) -> (Double, Double)? {
    guard var smallest = numbers.first else { return nil }
    var largest = smallest
    var areWhole = true
    for number in numbers {
      smallest = number < smallest ? number : smallest
      largest = number > largest ? number : largest
      areWhole = areWhole && number.rounded(.towardZero) == number
    }
    return areWhole && smallest > -0x1p53 && largest < 0x1p53 ? (smallest, largest) : nil
  }
}

/// The position of a value in a sorted array that holds it.
private func rank(of value: Double, in sorted: [Double]) -> Int {
  var (low, high) = (0, sorted.count - 1)
  while low < high {
    let middle = (low + high) / 2
    if sorted[middle] < value { low = middle + 1 } else { high = middle }
  }
  return low
}
