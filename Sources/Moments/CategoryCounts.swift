/// Counts of categories per cell and of pairs of categories over some persons.
struct CategoryCounts: Sendable {
  /// Cells × categories of all items.
  private var cellCounts: [Int32]
  /// Categories × categories of all items; only those of two items in their order are counted.
  private var pairCounts: [Int]

  /// Creates counts of nobody.
  init(cellCount: Int, _ counter: CategoryCounter) {
    cellCounts = [Int32](repeating: 0, count: cellCount * counter.categoryCount)
    pairCounts = [Int](repeating: 0, count: counter.categoryCount * counter.categoryCount)
  }

  /// Counts persons, a block of indicator words at a time.
  mutating func count(_ persons: PersonRows) {
    let categoryCount = persons.starts[persons.itemCount]
    let words = CategoryCounter.blockWords
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: words * categoryCount) { indicators in
      for start in stride(from: 0, to: persons.rows.count, by: 64 * words) {
        let block = start..<min(persons.rows.count, start + 64 * words)
        indicators.update(repeating: 0)
        countCells(persons, block, indicators)
        countPairs(persons.starts, indicators, wordCount: (block.count + 63) / 64)
      }
    }
  }

  /// Counts the categories of each cell, and sets the bit of each person in the word of each category given.
  private mutating func countCells(
    _ persons: PersonRows, _ block: Range<Int>, _ indicators: UnsafeMutableBufferPointer<UInt64>
  ) {
    let itemCount = persons.itemCount
    let categoryCount = persons.starts[itemCount]
    cellCounts.withUnsafeMutableBufferPointer { cellCounts in
      for position in block {
        let person = Int(persons.rows[position])
        let row = persons.marks.baseAddress! + person &* itemCount
        let counts = cellCounts.baseAddress! + (Int(persons.cellOfPerson[person]) &- persons.firstCell) &* categoryCount
        let place = position &- block.lowerBound
        let bit: UInt64 = 1 << UInt64(place & 63)
        let words = indicators.baseAddress! + place / 64
        for item in 0..<itemCount where row[item] != ItemResponses.missing {
          let category = persons.starts[item] &+ Int(row[item])
          counts[category] &+= 1
          words[category &* CategoryCounter.blockWords] |= bit
        }
      }
    }
  }

  /// Counts the persons that two words have in common, for every two categories of two items.
  private mutating func countPairs(
    _ starts: UnsafeBufferPointer<Int>, _ indicators: UnsafeMutableBufferPointer<UInt64>, wordCount: Int
  ) {
    let categoryCount = starts[starts.count - 1]
    pairCounts.withUnsafeMutableBufferPointer { pairCounts in
      for item in 0..<max(0, starts.count - 2) {
        for own in starts[item]..<starts[item + 1] {
          let first = UnsafePointer(indicators.baseAddress! + own &* CategoryCounter.blockWords)
          for other in starts[item + 1]..<categoryCount {
            let second = UnsafePointer(indicators.baseAddress! + other &* CategoryCounter.blockWords)
            pairCounts[own &* categoryCount &+ other] &+= commonBitCount(first, second, wordCount)
          }
        }
      }
    }
  }

  /// Adds the categories to cells, from the first cell counted on.
  func addCategories(
    to cells: inout [ItemMoments.Cell], from firstCell: Int, patterns: [[Int]], _ counter: CategoryCounter
  ) {
    for position in 0..<cellCounts.count / max(1, counter.categoryCount) {
      let row = position * counter.categoryCount
      let items = patterns[cells[firstCell + position].pattern]
      let counts = items.flatMap { item in
        cellCounts[row + counter.starts[item]..<row + counter.starts[item + 1]].map { Int($0) }
      }
      if cells[firstCell + position].categoryCounts.isEmpty {
        cells[firstCell + position].categoryCounts = counts
      } else {
        for index in counts.indices { cells[firstCell + position].categoryCounts[index] += counts[index] }
      }
    }
  }

  /// Adds the pairs to the tables of a group.
  func addPairs(to tables: inout [[Int]], _ counter: CategoryCounter) {
    let starts = counter.starts
    var table = 0
    for first in 0..<starts.count - 1 {
      for second in first + 1..<max(first + 1, starts.count - 1) {
        var position = 0
        for own in starts[first]..<starts[first + 1] {
          for other in starts[second]..<starts[second + 1] {
            tables[table][position] += pairCounts[own * counter.categoryCount + other]
            position += 1
          }
        }
        table += 1
      }
    }
  }
}

/// Number of bits that are set in both of two rows of words.
private func commonBitCount(_ first: UnsafePointer<UInt64>, _ second: UnsafePointer<UInt64>, _ count: Int) -> Int {
  var sum = 0
  for word in 0..<count { sum &+= (first[word] & second[word]).nonzeroBitCount }
  return sum
}
