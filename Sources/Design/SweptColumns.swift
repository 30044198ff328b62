internal import LinearAlgebra

/// Response and model matrix with the absorbed factors swept out.
struct SweptColumns {
  let response: [Double]
  let design: DesignMatrix
  /// Weighted sum of squares of the response about its mean, before.
  let responseSquares: Double
  let sweptTerms: [String]
  let levelColumns: [String]
  /// The row at each place of the result; `nil` when they stay as they are.
  let order: [Int32]?

  /// Sweeps the factors out, or only those nested in the clusters and makes columns of the levels of the others.
  init(_ frame: ModelFrame, _ factors: AbsorbedFactors, keepingCrossed: Bool) throws(DesignError) {
    let isSwept = factors.needed.map { !keepingCrossed || factors.all[$0.position].isNestedInClusters }
    let crossed = zip(factors.needed, isSwept).filter { !$0.1 }.map { frame.absorbed[$0.0.position] }
    let codes = zip(factors.needed, isSwept).filter(\.1).map(\.0.codes)
    // Without a factor to sweep out, an intercept stands for what all levels share.
    let kept = frame.fixed.termGroups.indices.filter { frame.fixed.termGroups[$0] != 0 }
    let levels = try LevelColumns(
      crossed, hasIntercept: codes.isEmpty, besides: kept.count, rowCount: frame.response.count)
    // Levels come first, so that a term that follows from them is the one that is dropped.
    levelColumns = levels.names
    let (first, names) = (levelColumns.count, levelColumns + kept.map { frame.fixed.termNames[$0] })
    var writer = SweptWriter(
      sweep: codes.isEmpty ? nil : FactorSweep(codes, weights: frame.weights), weights: frame.weights)
    let rowCount = frame.response.count
    let elements = try writer.write(columnCount: names.count, rowCount: rowCount) { index in
      guard index >= first else { return levels.column(index)[...] }
      let column = kept[index - first]
      return frame.fixed.matrix.elements[column * rowCount..<(column + 1) * rowCount]
    }
    sweptTerms = names.indices.filter { $0 >= first && writer.emptyColumns.contains($0) }.map { names[$0] }
    response = try writer.write(columnCount: 1, rowCount: rowCount) { _ in frame.response[...] }
    responseSquares = writer.squaresOfLast
    order = writer.sweep?.rows.order
    design = DesignMatrix(
      matrix: Matrix(rowCount: rowCount, columnCount: names.count, elements: elements),
      termNames: names,
      termGroups: levelColumns.map { _ in frame.fixed.termLabels.count + 1 }
        + kept.map { frame.fixed.termGroups[$0] },
      termLabels: frame.fixed.termLabels,
      indicatorColumns: levelColumns.map { _ in true } + kept.map { frame.fixed.indicatorColumns[$0] },
      referenceLevels: frame.fixed.referenceLevels)
  }
}

/// Sweeps columns straight into the array that will hold them.
private struct SweptWriter {
  let sweep: FactorSweep?
  let weights: [Double]?
  /// Columns of the last array that do not vary within the factors.
  private(set) var emptyColumns: Set<Int> = []
  /// Weighted squares about the mean of the column that was written last.
  private(set) var squaresOfLast = 0.0

  mutating func write(
    columnCount: Int, rowCount: Int, column: (Int) -> ArraySlice<Double>
  ) throws(DesignError) -> [Double] {
    emptyColumns = []
    var failure: DesignError?
    let elements = [Double](unsafeUninitializedCapacity: columnCount * rowCount) { buffer, count in
      count = columnCount * rowCount
      for index in 0..<columnCount {
        let part = UnsafeMutableBufferPointer(rebasing: buffer[(index * rowCount)..<((index + 1) * rowCount)])
        do throws(DesignError) {
          try write(column(index), to: part, index)
        } catch {
          failure = error
          part.initialize(repeating: 0)
        }
      }
    }
    if let failure { throw failure }
    return elements
  }

  private mutating func write(
    _ column: ArraySlice<Double>, to part: UnsafeMutableBufferPointer<Double>, _ index: Int
  ) throws(DesignError) {
    guard let sweep else {
      _ = part.initialize(from: column)
      squaresOfLast = squaresAboutMean(column)
      return
    }
    var failure: DesignError?
    let result = column.withUnsafeBufferPointer { source -> (squares: Double, varies: Bool)? in
      do throws(DesignError) {
        return try sweep.sweep(source, into: part)
      } catch {
        failure = error
        return nil
      }
    }
    if let failure { throw failure }
    squaresOfLast = result?.squares ?? 0
    if result?.varies == false { emptyColumns.insert(index) }
  }

  private func squaresAboutMean(_ column: ArraySlice<Double>) -> Double {
    let weights = weights ?? [Double](repeating: 1, count: column.count)
    let mean = zip(column, weights).reduce(0) { $0 + $1.0 * $1.1 } / weights.reduce(0, +)
    return zip(column, weights).reduce(0) { $0 + $1.1 * ($1.0 - mean) * ($1.0 - mean) }
  }
}
