public import Design
internal import LinearAlgebra
internal import Tabular

extension ClusterMoments {
  /// Most responses of one set of moments: which of them a row has is one bit each.
  package static let largestResponseCount = 63

  /// Collects the moments of a model frame, one pass over its rows.
  ///
  /// Rows are ordered by cluster, clusters are shared out whole among threads, and every cluster's rows are summed in
  /// their own order, so that the digits do not depend on the number of threads.
  ///
  /// - Parameters:
  ///   - frame: The design; its response is the first response unless `responses` is given.
  ///   - responses: Responses by name, one value per row of the frame, NaN where missing.
  /// - Returns: One cell per cluster and pattern of observed responses.
  /// - Throws: `MomentsError.notFinite` when a design column or response holds an infinity; `.tooManyResponses` above
  ///   `largestResponseCount`.
  /// - Complexity: O(*n p*²) time, O(*G p*²) memory for *G* clusters.
  public static func collect(
    _ frame: ModelFrame, responses: [(name: String, values: [Double])]? = nil
  ) throws(MomentsError) -> ClusterMoments {
    let responses = responses ?? [(frame.responseName, frame.response)]
    guard responses.count <= Self.largestResponseCount else {
      throw .tooManyResponses(found: responses.count, limit: Self.largestResponseCount)
    }
    let columns = MomentColumns(frame.fixed, responses: responses.map(\.name))
    let order = RowOrder(grouping: frame.clusters, rowCount: frame.response.count)
    let names = frame.clusters?.levels ?? ["all"]
    let source = ColumnSource(design: frame.fixed.matrix, responses: responses.map(\.values), weights: frame.weights)
    let perCluster = concurrentMap(names.count) { cluster in
      source.products(rows: order.rows(of: cluster)).map { observed, product in
        Cell(cluster: names[cluster], observed: observed, product: product)
      }
    }
    let moments = ClusterMoments(columns: columns, cells: perCluster.flatMap { $0 })
    for cell in moments.cells {
      if let bad = cell.product.scatter.firstIndex(where: { !$0.isFinite }) {
        throw .notFinite(column: columns.name(ofPacked: bad))
      }
    }
    return moments
  }
}

/// Columns of rows to be gathered cluster by cluster.
private struct ColumnSource: Sendable {
  let design: Matrix
  let responses: [[Double]]
  let weights: [Double]?

  /// One cross-product per pattern of observed responses among `rows`, in order of the patterns.
  func products(rows: ArraySlice<Int32>) -> [(UInt64, CrossProduct)] {
    let everything = (UInt64(1) << UInt64(responses.count)) - 1
    var byPattern: [UInt64: [Int32]] = [:]
    var complete = true
    for values in responses where complete { complete = rows.allSatisfy { !values[Int($0)].isNaN } }
    if complete { return rows.isEmpty ? [] : [(everything, product(rows: Array(rows), observed: everything))] }
    for row in rows {
      var observed: UInt64 = 0
      for (bit, values) in responses.enumerated() where !values[Int(row)].isNaN { observed |= 1 << UInt64(bit) }
      if observed != 0 { byPattern[observed, default: []].append(row) }
    }
    return byPattern.sorted { $0.key < $1.key }.map { ($0.key, product(rows: $0.value, observed: $0.key)) }
  }

  private func product(rows: [Int32], observed: UInt64) -> CrossProduct {
    let columnCount = design.columnCount + responses.count
    let block = UnsafeMutablePointer<Double>.allocate(capacity: max(1, rows.count * columnCount))
    block.initialize(repeating: 0, count: max(1, rows.count * columnCount))
    defer { block.deallocate() }
    design.elements.withUnsafeBufferPointer { elements in
      for column in 0..<design.columnCount {
        gather(rows, from: elements.baseAddress! + column * design.rowCount, into: block + column * rows.count)
      }
    }
    for (position, values) in responses.enumerated() where observed & (1 << UInt64(position)) != 0 {
      values.withUnsafeBufferPointer {
        gather(rows, from: $0.baseAddress!, into: block + (design.columnCount + position) * rows.count)
      }
    }
    let rowWeights = weights.map { weights in rows.map { weights[Int($0)] } }
    return rowWeights.withOptionalPointer { pointer in
      CrossProduct(
        consuming: block, rowCount: rows.count, stride: rows.count, columnCount: columnCount, weights: pointer)
    }
  }
}

private func gather(_ rows: [Int32], from: UnsafePointer<Double>, into: UnsafeMutablePointer<Double>) {
  rows.withUnsafeBufferPointer { rows in
    for i in 0..<rows.count { into[i] = from[Int(rows[i])] }
  }
}

extension [Double]? {
  fileprivate func withOptionalPointer<Result>(_ body: (UnsafePointer<Double>?) -> Result) -> Result {
    guard let values = self else { return body(nil) }
    return values.withUnsafeBufferPointer { body($0.baseAddress) }
  }
}
