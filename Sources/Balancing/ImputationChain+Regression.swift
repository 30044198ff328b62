internal import Moments
internal import Probability

/// The regression of one variable on the others: an intercept, their cluster means, then their values.
extension ImputationChain {
  /// All variables but one.
  private func predictors(of index: Int) -> [Int] { layout.variables.indices.filter { $0 != index } }

  /// Moments of the regression over the rows where the variable is observed.
  ///
  /// - Parameters:
  ///   - index: The variable.
  ///   - response: One value per row, 0 where missing.
  ///   - sums: From `observedSums`.
  /// - Returns: Terms in the order intercept, cluster means, values.
  func observedMoments(_ index: Int, response: [Double], sums: [Double]) -> ObservedMoments {
    let predictors = predictors(of: index)
    let variable = layout.variables[index]
    let constantCount = 1 + predictors.count
    var moments = ObservedMoments(
      termCount: 1 + 2 * predictors.count, observationCount: variable.observedCount, sizes: variable.sizes)
    withUnsafeTemporaryAllocation(of: Double.self, capacity: moments.order) { terms in
      for cluster in variable.observedCounts.indices where variable.observedCounts[cluster] > 0 {
        fillSums(terms, cluster: cluster, sums, predictors, rows: Double(variable.observedCounts[cluster]))
        moments.addCluster(UnsafeBufferPointer(terms), sizeClass: variable.sizeClasses[cluster])
      }
    }
    moments.completeConstantColumns(constantCount)
    addRowProducts(&moments, index, predictors, response, firstColumn: constantCount)
    return moments
  }

  /// Draws the intercept of every cluster given the coefficients; one without observed rows from its prior.
  func drawIntercepts(
    _ index: Int, _ draw: RandomInterceptPosterior.Draw, sums: [Double], _ stream: inout RandomStream
  ) -> [Double] {
    let predictors = predictors(of: index)
    let variable = layout.variables[index]
    let responseColumn = draw.coefficients.count
    let errors = stream.nextNormals(count: layout.byCluster.clusterCount)
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: responseColumn + 1) { terms in
      variable.observedCounts.indices.map { cluster in
        let rows = Double(variable.observedCounts[cluster])
        fillSums(terms, cluster: cluster, sums, predictors, rows: rows)
        var residual = terms[responseColumn]
        for term in 0..<responseColumn { residual -= draw.coefficients[term] * terms[term] }
        let shrinkage = draw.varianceRatio / (1 + draw.varianceRatio * rows)
        return shrinkage * residual + draw.deviation * shrinkage.squareRoot() * errors[cluster]
      }
    }
  }

  /// What the regression predicts for every row.
  func predictedMeans(
    _ index: Int, _ draw: RandomInterceptPosterior.Draw, intercepts: [Double]
  ) -> [Double] {
    let predictors = predictors(of: index)
    let (rowCount, clusterCount) = (layout.rowCount, layout.byCluster.clusterCount)
    let ofCluster = intercepts.indices.map { cluster in
      predictors.indices.reduce(draw.coefficients[0] + intercepts[cluster]) { sum, position in
        let mean = clusterSums[predictors[position] * clusterCount + cluster] / layout.byCluster.sizes[cluster]
        return sum + draw.coefficients[1 + position] * mean
      }
    }
    var means = layout.byCluster.clusterOfRow.map { ofCluster[$0] }
    means.withUnsafeMutableBufferPointer { means in
      values.withUnsafeBufferPointer { values in
        for (position, predictor) in predictors.enumerated() {
          let slope = draw.coefficients[1 + predictors.count + position]
          let offset = predictor * rowCount
          for row in 0..<rowCount { means[row] += slope * values[offset + row] }
        }
      }
    }
    return means
  }

  /// Sums over the observed rows of each cluster: clusters × (predictors, then the response), by columns.
  func observedSums(_ index: Int, response: [Double]) -> [Double] {
    let predictors = predictors(of: index)
    let (rowCount, clusterCount) = (layout.rowCount, layout.byCluster.clusterCount)
    var sums: [Double] = []
    sums.reserveCapacity((predictors.count + 1) * clusterCount)
    for predictor in predictors { sums += clusterSums[predictor * clusterCount..<(predictor + 1) * clusterCount] }
    sums += [Double](repeating: 0, count: clusterCount)
    let responseOffset = predictors.count * clusterCount
    sums.withUnsafeMutableBufferPointer { sums in
      layout.byCluster.clusterOfRow.withUnsafeBufferPointer { clusters in
        values.withUnsafeBufferPointer { values in
          for (position, predictor) in predictors.enumerated() {
            let (offset, start) = (position * clusterCount, predictor * rowCount)
            for row in layout.variables[index].missing { sums[offset + clusters[row]] -= values[start + row] }
          }
        }
        for row in 0..<rowCount { sums[responseOffset + clusters[row]] += response[row] }
      }
    }
    return sums
  }

  /// The sums of all terms and the response over the observed rows of a cluster.
  private func fillSums(
    _ terms: UnsafeMutableBufferPointer<Double>, cluster: Int, _ sums: [Double], _ predictors: [Int], rows: Double
  ) {
    let clusterCount = layout.byCluster.clusterCount
    terms[0] = rows
    for (position, predictor) in predictors.enumerated() {
      let mean = clusterSums[predictor * clusterCount + cluster] / layout.byCluster.sizes[cluster]
      terms[1 + position] = rows * mean
      terms[1 + predictors.count + position] = sums[position * clusterCount + cluster]
    }
    terms[1 + 2 * predictors.count] = sums[predictors.count * clusterCount + cluster]
  }

  /// Cross-products of the predictors' values and the response: those over all rows less those over missing rows.
  private func addRowProducts(
    _ moments: inout ObservedMoments, _ index: Int, _ predictors: [Int], _ response: [Double], firstColumn: Int
  ) {
    let (rowCount, missing) = (layout.rowCount, layout.variables[index].missing)
    let variableCount = layout.variables.count
    let gathered = predictors.flatMap { predictor in missing.map { values[predictor * rowCount + $0] } }
    let responseRow = firstColumn + predictors.count
    let responseStart = responseRow * (responseRow + 1) / 2
    gathered.withUnsafeBufferPointer { gathered in
      values.withUnsafeBufferPointer { values in
        response.withUnsafeBufferPointer { response in
          guard let all = values.baseAddress, let responses = response.baseAddress else { return }
          for (position, predictor) in predictors.enumerated() {
            let row = firstColumn + position
            for other in 0...position {
              var product = products[predictor * variableCount + predictors[other]]
              if let start = gathered.baseAddress {
                product -= dotProduct(
                  start + position * missing.count, start + other * missing.count, count: missing.count)
              }
              moments.gram[row * (row + 1) / 2 + firstColumn + other] = product
            }
            moments.gram[responseStart + row] = dotProduct(
              all + predictor * rowCount, responses, count: rowCount)
          }
          moments.gram[responseStart + responseRow] = dotProduct(responses, responses, count: rowCount)
        }
      }
    }
  }
}
