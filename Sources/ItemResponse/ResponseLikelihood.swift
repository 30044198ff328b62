public import Moments

/// The likelihood of responses as a function of the ability, on an even grid and between its nodes.
///
/// Rows are the cells of item moments or the patterns of responses. What does not depend on the ability is left out for
/// cells, whose persons have likelihoods that differ by a factor. Tables are kept per item, and rows added up when they
/// are asked for, so that memory does not grow with rows × nodes. Between nodes the error is below 1e-8 in the logarithm.
public struct ResponseLikelihood: Sendable {
  public let grid: EvenGrid
  /// Table after table of one value per node.
  private let tables: [Double]
  /// Numbers of the tables that are added up, list after list.
  private let lists: [Int32]
  /// `listStarts[l] ..< listStarts[l + 1]` is list *l*.
  private let listStarts: [Int]
  private let listOfRow: [Int32]
  /// Score points of each row: the factor of the ability, beside the tables.
  private let points: [Double]

  /// Number of cells or patterns.
  public var rowCount: Int { listOfRow.count }

  /// The likelihood of the cells of item moments under a model of the Rasch family.
  ///
  /// - Parameters:
  ///   - fit: Items with parameters, and groups, which the usual grid covers.
  ///   - moments: One row per cell; items that were not calibrated have no say when all answers to them are the same.
  ///   - grid: Nodes; `nil` gives `usualGrid(of:)`.
  /// - Throws: `ItemResponseError.scoreNotSufficient`, `.itemNotCalibrated`, `.categoryNotCalibrated`.
  public init(
    _ fit: ItemResponseFit, _ moments: ItemMoments, grid: EvenGrid? = nil
  ) throws(ItemResponseError) {
    self.init(try ScoredRows(fit, moments), fit, grid: grid ?? Self.usualGrid(of: fit))
  }

  /// The likelihood of patterns of responses under any model.
  ///
  /// A category that nobody used at calibration counts as the next lower one that was used; an item without parameters
  /// has no say.
  ///
  /// - Parameters:
  ///   - fit: Items with parameters, and groups, which the usual grid covers.
  ///   - patterns: One row per pattern.
  ///   - grid: Nodes; `nil` gives `usualGrid(of:)`.
  public init(_ fit: ItemResponseFit, _ patterns: ResponsePatterns, grid: EvenGrid? = nil) {
    self.init(ScoredRows(fit, patterns), fit, grid: grid ?? Self.usualGrid(of: fit))
  }

  /// One table per item when scores say all, else one per category of each item.
  init(_ rows: ScoredRows, _ fit: ItemResponseFit, grid: EvenGrid) {
    self.grid = grid
    listStarts = rows.starts
    listOfRow = rows.listOfRow
    if rows.marks.isEmpty {
      tables = fit.items.flatMap { item in grid.nodes.map { -item.logDenominator(at: $0) } }
      lists = rows.items
      points = rows.points
    } else {
      tables = fit.items.flatMap { item in
        let logs = grid.nodes.map { item.logProbabilities(at: $0, model: fit.model) }
        return (0..<item.categoryCount).flatMap { category in logs.map { $0[category] } }
      }
      let firsts = fit.items.reduce(into: [Int32(0)]) { $0.append($0[$0.count - 1] + Int32($1.categoryCount)) }
      lists = zip(rows.items, rows.marks).map { firsts[Int($0)] + $1 }
      points = rows.points.map { _ in 0 }
    }
  }

  /// Nodes that cover ten standard deviations of every group and the abilities that the extreme scores point to, close
  /// enough for sums over them and for reading between them.
  public static func usualGrid(of fit: ItemResponseFit) -> EvenGrid { usualGrid(of: fit, priors: fit.groups) }

  /// The usual grid with other distributions than the groups'.
  static func usualGrid(of fit: ItemResponseFit, priors: [AbilityDistribution]) -> EvenGrid {
    let reaches = priors.map { AbilityReach(items: fit.items, model: fit.model, distribution: $0) }
    let lower = reaches.map(\.interval.lowerBound).min() ?? -10
    let upper = reaches.map(\.interval.upperBound).max() ?? 10
    let step = reaches.map(\.step).min() ?? AbilityReach.stepLimit(fit.items)
    return EvenGrid(covering: lower...upper, step: min(step, 0.4 * AbilityReach.stepLimit(fit.items)))
  }

  /// Logarithms of the likelihood of one row at all nodes.
  public func logLikelihoods(ofRow row: Int) -> [Double] {
    [Double](unsafeUninitializedCapacity: grid.count) { buffer, count in
      fill(buffer, withRow: row)
      count = grid.count
    }
  }

  /// Writes the logarithms of the likelihood of one row at all nodes into a buffer of as many elements.
  public func fill(_ values: UnsafeMutableBufferPointer<Double>, withRow row: Int) {
    precondition(values.count == grid.count, "\(values.count) values for \(grid.count) nodes")
    for node in 0..<grid.count { values[node] = points[row] * grid.node(node) }
    let list = Int(listOfRow[row])
    tables.withUnsafeBufferPointer { tables in
      for table in lists[listStarts[list]..<listStarts[list + 1]] {
        let start = tables.baseAddress! + Int(table) * grid.count
        for node in 0..<grid.count { values[node] += start[node] }
      }
    }
  }

  /// The logarithm of the likelihood of one row at any ability; beyond the grid it goes on as a straight line.
  public func logLikelihood(ofRow row: Int, at theta: Double) -> Double {
    let list = Int(listOfRow[row])
    let inside = min(max(theta, grid.lower), grid.upper)
    let (first, weights) = grid.interpolation(at: inside)
    var value = points[row] * theta
    let last = theta < grid.lower ? 1 : grid.count - 1
    for table in lists[listStarts[list]..<listStarts[list + 1]] {
      let start = Int(table) * grid.count
      for (offset, weight) in weights.enumerated() { value += weight * tables[start + first + offset] }
      if inside != theta {
        value += (theta - inside) * (tables[start + last] - tables[start + last - 1]) / grid.step
      }
    }
    return value
  }
}
