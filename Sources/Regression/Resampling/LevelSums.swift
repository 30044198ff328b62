/// Sums over clusters of fixed columns times a weight that takes one of a few values, for many draws at once.
///
/// Clusters are taken in groups; a draw names the weights of a whole group by one byte, its digits in the base of the
/// number of levels. The sums of a group are tabulated for every byte, so that a draw costs one addition per group of
/// eight signs instead of eight multiplications, and the digits do not depend on a library or a processor. (The method
/// of the four Russians, on real numbers.)
struct LevelSums: Sendable {
  /// Values that a weight can take: 2 or 6 of them.
  let levels: [Double]
  /// Clusters that one byte stands for.
  let groupSize: Int
  let clusterCount: Int
  /// Numbers that are summed: the linear columns, then the quadratic ones.
  let width: Int
  /// The same in blocks of four.
  let laneCount: Int
  /// What each cluster adds at each level: cluster-major, then level, then lanes.
  private let contributions: [SIMD4<Double>]

  /// Bytes that a draw consists of.
  var groupCount: Int { (clusterCount + groupSize - 1) / groupSize }

  /// Prepares columns.
  ///
  /// - Parameters:
  ///   - levels: The weight's values; as many to the power of the group size must fit a byte.
  ///   - clusterCount: Number of clusters.
  ///   - linear: Columns to multiply by the weight, one value per cluster each.
  ///   - quadratic: Columns to multiply by the square of the weight.
  init(levels: [Double], clusterCount: Int, linear: [[Double]], quadratic: [[Double]]) {
    self.levels = levels
    self.clusterCount = clusterCount
    groupSize = Self.groupSize(levelCount: levels.count)
    width = linear.count + quadratic.count
    laneCount = (width + 3) / 4
    var contributions = [SIMD4<Double>](repeating: .zero, count: clusterCount * levels.count * laneCount)
    for cluster in 0..<clusterCount {
      for (position, level) in levels.enumerated() {
        let base = (cluster * levels.count + position) * laneCount
        for (index, column) in linear.enumerated() {
          contributions[base + index / 4][index % 4] = column[cluster] * level
        }
        for (offset, column) in quadratic.enumerated() {
          let index = linear.count + offset
          contributions[base + index / 4][index % 4] = column[cluster] * (level * level)
        }
      }
    }
    self.contributions = contributions
  }

  /// Clusters whose levels fit one byte.
  static func groupSize(levelCount: Int) -> Int {
    var (size, combinations) = (1, levelCount)
    while combinations * levelCount <= 256 { (size, combinations) = (size + 1, combinations * levelCount) }
    return size
  }

  /// The sums of some draws.
  ///
  /// - Parameters:
  ///   - digits: Group-major: byte *d* of group *g* lies at `g * drawCount + d`.
  ///   - drawCount: Number of draws.
  ///   - sums: Room for `drawCount * laneCount` blocks, draw-major; overwritten.
  func sum(_ digits: UnsafePointer<UInt8>, drawCount: Int, into sums: UnsafeMutablePointer<SIMD4<Double>>) {
    sums.update(repeating: .zero, count: drawCount * laneCount)
    let tableSize = 256 * laneCount
    let tables = UnsafeMutablePointer<SIMD4<Double>>.allocate(capacity: Self.groupsAtOnce * tableSize)
    defer { tables.deallocate() }
    for first in stride(from: 0, to: groupCount, by: Self.groupsAtOnce) {
      for offset in 0..<Self.groupsAtOnce { tabulate(first + offset, into: tables + offset * tableSize) }
      // Groups beyond the last have tables of zeros; they read the last group's bytes.
      let bytes = (0..<Self.groupsAtOnce).map { digits + min(first + $0, groupCount - 1) * drawCount }
      add(tables, (bytes[0], bytes[1], bytes[2], bytes[3]), drawCount: drawCount, to: sums)
    }
  }

  /// Groups whose tables are read in one pass over the sums: fewer passes, and the tables still lie in the second cache.
  private static let groupsAtOnce = 4

  private typealias Bytes = UnsafePointer<UInt8>

  private func add(
    _ tables: UnsafePointer<SIMD4<Double>>, _ bytes: (Bytes, Bytes, Bytes, Bytes), drawCount: Int,
    to sums: UnsafeMutablePointer<SIMD4<Double>>
  ) {
    let lanes = laneCount
    let tableSize = 256 * lanes
    for draw in 0..<drawCount {
      let first = tables + Int(bytes.0[draw]) &* lanes
      let second = tables + (tableSize &+ Int(bytes.1[draw]) &* lanes)
      let third = tables + (2 &* tableSize &+ Int(bytes.2[draw]) &* lanes)
      let fourth = tables + (3 &* tableSize &+ Int(bytes.3[draw]) &* lanes)
      let sum = sums + draw &* lanes
      for lane in 0..<lanes { sum[lane] += (first[lane] + second[lane]) + (third[lane] + fourth[lane]) }
    }
  }

  /// The sums of one group for every byte that names a combination of levels.
  private func tabulate(_ group: Int, into table: UnsafeMutablePointer<SIMD4<Double>>) {
    let lanes = laneCount
    table.initialize(repeating: .zero, count: lanes)
    var size = 1
    contributions.withUnsafeBufferPointer { contributions in
      for cluster in min(clusterCount, group * groupSize)..<min(clusterCount, (group + 1) * groupSize) {
        for level in levels.indices.reversed() {
          let own = (cluster * levels.count + level) * lanes
          for entry in 0..<size {
            let (from, to) = (entry * lanes, (level * size + entry) * lanes)
            for lane in 0..<lanes { table[to + lane] = table[from + lane] + contributions[own + lane] }
          }
        }
        size *= levels.count
      }
    }
    // Digits of clusters beyond the last one say nothing: the entries repeat.
    while size < 256 {
      let count = min(size, 256 - size)
      (table + size * lanes).update(from: table, count: count * lanes)
      size += count
    }
  }

  /// The sums of one draw, given by the position of every cluster's level.
  func sums(ofLevels levels: [Int]) -> [Double] {
    var sums = [Double](repeating: 0, count: width)
    for (cluster, level) in levels.enumerated() {
      let own = (cluster * self.levels.count + level) * laneCount
      for index in sums.indices { sums[index] += contributions[own + index / 4][index % 4] }
    }
    return sums
  }

  /// The weight of one cluster in one draw.
  func weight(_ digits: UnsafePointer<UInt8>, cluster: Int, draw: Int, drawCount: Int) -> Double {
    var digit = Int(digits[cluster / groupSize * drawCount + draw])
    for _ in 0..<cluster % groupSize { digit /= levels.count }
    return levels[digit % levels.count]
  }
}
