/// Rows of an invented panel for tests of laws: children in groups in preschools, observed at some of three waves.
///
/// Numbers: `x` (varies by row), `time` (0, 4 or 8 months), `age` (months, another value in every row), `weight`
/// (positive whole), `y` (always there), `second` and `third` (NaN where missing). Texts: `preschool`, `group`, `child`
/// (each name used once), `kind` (`a`, `b` or `c`, constant for a child).
public struct SamplePanel: Sendable {
  public var numbers: [String: [Double]] = [:]
  public var texts: [String: [String]] = [:]

  /// Number of rows.
  public var rowCount: Int { texts["child", default: []].count }

  /// Draws a panel.
  ///
  /// - Parameters:
  ///   - seed: Every seed gives another panel, the same one each time.
  ///   - preschoolCount: Preschools, of two groups each.
  ///   - childCount: Children of a group; child *k* of a group is seen at the waves of pattern *k mod 7*.
  public init(seed: UInt64, preschoolCount: Int = 5, childCount: Int = 7) {
    var random = RepeatableRandom(seed: seed)
    for preschool in 0..<preschoolCount {
      let preschoolEffect = random.normal()
      for group in 0..<2 {
        let groupEffect = preschoolEffect + 0.5 * random.normal()
        for child in 0..<childCount {
          let names = ["p\(preschool)", "p\(preschool)g\(group)", "p\(preschool)g\(group)c\(child)"]
          let (effect, slope) = (groupEffect + random.normal(), 0.2 * random.normal())
          for wave in 0..<3 where (child % 7 + 1) & (1 << wave) != 0 {
            append(names, kind: child % 3, time: Double(4 * wave), effect: effect, slope: slope, &random)
          }
        }
      }
    }
  }

  private mutating func append(
    _ names: [String], kind: Int, time: Double, effect: Double, slope: Double, _ random: inout RepeatableRandom
  ) {
    for (column, name) in zip(["preschool", "group", "child"], names) { texts[column, default: []].append(name) }
    texts["kind", default: []].append(["a", "b", "c"][kind])
    let (x, age) = (random.normal(), 50 + time + 3 * random.uniform())
    let y = 2 + 0.5 * x + 0.3 * Double(kind) + (0.1 + slope) * time + effect + random.normal()
    let values = [
      "x": x, "time": time, "age": age, "weight": Double(1 + random.next() % 4), "y": y,
      "second": random.uniform() < 0.3 ? .nan : y + random.normal(),
      "third": random.uniform() < 0.3 ? .nan : 3 - y + random.normal(),
    ]
    for (column, value) in values { numbers[column, default: []].append(value) }
  }

  /// The given rows, in the given order.
  public func selecting(_ rows: some Sequence<Int>) -> SamplePanel {
    var result = self
    result.numbers = numbers.mapValues { values in rows.map { values[$0] } }
    result.texts = texts.mapValues { values in rows.map { values[$0] } }
    return result
  }

  /// The rows for which a text is one of the given names.
  public func selecting(_ column: String, in names: Set<String>) -> SamplePanel {
    let values = texts[column, default: []]
    return selecting(values.indices.filter { names.contains(values[$0]) })
  }

  /// The rows in a random order.
  public func shuffled(seed: UInt64) -> SamplePanel {
    var random = RepeatableRandom(seed: seed)
    return selecting((0..<rowCount).shuffled(using: &random))
  }

  /// The rows cut into runs of `size`, the last one shorter.
  public func chunks(of size: Int) -> [SamplePanel] {
    stride(from: 0, to: rowCount, by: size).map { selecting($0..<min(rowCount, $0 + size)) }
  }

  /// The rows cut so that the units of a text column stay whole: runs of `size` units in order of appearance.
  public func chunks(of size: Int, unitsOf column: String) -> [SamplePanel] {
    var names: [String] = []
    for name in texts[column, default: []] where names.last != name { names.append(name) }
    return stride(from: 0, to: names.count, by: size).map {
      selecting(column, in: Set(names[$0..<min(names.count, $0 + size)]))
    }
  }

  /// The panel with a column of numbers changed.
  public func changing(_ column: String, _ change: (Double) -> Double) -> SamplePanel {
    var result = self
    result.numbers[column] = numbers[column]?.map(change)
    return result
  }
}
