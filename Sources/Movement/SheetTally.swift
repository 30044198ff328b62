/// What one sheet's marks amount to.
struct SheetMarks {
  private(set) var count = 0
  private(set) var sum = 0
  private(set) var highestCount = 0
  private var least = UInt8.max
  private var most = UInt8.min
  /// Marks of each point, 0 … 255.
  let points: [UInt8]

  init(_ sheet: [UInt8], highestPoint: UInt8) {
    points = sheet
    sheet.withUnsafeBufferPointer { marks in
      for mark in marks where mark > 0 {
        count += 1
        sum += Int(mark)
        least = min(least, mark)
        most = max(most, mark)
        if mark >= highestPoint { highestCount += 1 }
      }
    }
  }

  /// Whether all marks are the same; one mark alone says nothing.
  var isStraightLined: Bool { count > 1 && least == most }
}

/// Sums over the sheets of an assessor.
struct SheetTally {
  private(set) var sheetCount = 0
  var blankSheetCount = 0
  private(set) var straightLinedSheetCount = 0
  private(set) var ceilingSheetCount = 0
  private var counts = [Int](repeating: 0, count: 256)
  /// Mean of the sheets' means, and the squares about it (Welford 1962).
  private var mean = 0.0
  private var squares = 0.0

  mutating func add(_ marks: SheetMarks, isCeiling: Bool) {
    sheetCount += 1
    if marks.isStraightLined { straightLinedSheetCount += 1 }
    if isCeiling { ceilingSheetCount += 1 }
    let deviation = Double(marks.sum) / Double(marks.count) - mean
    mean += deviation / Double(sheetCount)
    squares += deviation * (Double(marks.sum) / Double(marks.count) - mean)
    counts.withUnsafeMutableBufferPointer { counts in
      marks.points.withUnsafeBufferPointer { points in
        for point in points { counts[Int(point)] += 1 }
      }
    }
  }

  /// Standard deviation of the sheets' means; `nil` below two sheets.
  var sheetMeanDeviation: Double? {
    sheetCount > 1 ? (squares / Double(sheetCount - 1)).squareRoot() : nil
  }

  func pointCounts(upTo highest: UInt8) -> [Int] { Array(counts[1...Int(max(1, highest))]) }
}

/// A sheet as a key, hashed as one run of bytes.
struct SheetKey: Hashable {
  private let sheet: [UInt8]
  let isVaried: Bool

  init(_ sheet: [UInt8], isVaried: Bool) {
    self.sheet = sheet
    self.isVaried = isVaried
  }

  func hash(into hasher: inout Hasher) {
    sheet.withUnsafeBytes { hasher.combine(bytes: $0) }
  }
}
