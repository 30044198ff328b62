internal import Probability

/// The regression of one variable on the others: an intercept, their cluster means, then their values.
extension ImputationChain {
  /// All variables but one.
  private func predictors(of index: Int) -> [Int] { layout.variables.indices.filter { $0 != index } }

  /// Moments of the regression over the rows where the variable is observed.
  ///
  /// - Parameters:
  ///   - index: The variable.
  ///   - observed: Sums over these rows.
  ///   - response: Sums of the response over them.
  /// - Returns: Terms in the order intercept, cluster means, values.
  func observedMoments(
    _ index: Int, _ observed: VariableSums, _ response: VariableSums.Response
  ) -> ObservedMoments {
    let predictors = predictors(of: index)
    let variable = layout.variables[index]
    let constantCount = 1 + predictors.count
    var moments = ObservedMoments(
      termCount: 1 + 2 * predictors.count, observationCount: variable.observedCount, sizes: variable.sizes)
    withUnsafeTemporaryAllocation(of: Double.self, capacity: moments.order) { terms in
      for cluster in variable.observedCounts.indices where variable.observedCounts[cluster] > 0 {
        fillSums(terms, cluster: cluster, index, predictors, observed, response)
        moments.addCluster(UnsafeBufferPointer(terms), sizeClass: variable.sizeClasses[cluster])
      }
    }
    moments.completeConstantColumns(constantCount)
    for (position, predictor) in predictors.enumerated() {
      for (other, second) in predictors[...position].enumerated() {
        moments.replaceProduct(constantCount + position, constantCount + other, observed.product(predictor, second))
      }
      moments.replaceProduct(moments.termCount, constantCount + position, response.products[predictor])
    }
    moments.replaceProduct(moments.termCount, moments.termCount, response.squares)
    return moments
  }

  /// Draws the intercept of every cluster given the coefficients; one without observed rows from its prior.
  func drawIntercepts(
    _ index: Int, _ draw: RandomInterceptPosterior.Draw, _ observed: VariableSums,
    _ response: VariableSums.Response, _ stream: inout RandomStream
  ) -> [Double] {
    let predictors = predictors(of: index)
    let variable = layout.variables[index]
    let responseColumn = draw.coefficients.count
    let errors = stream.nextNormals(count: layout.byCluster.clusterCount)
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: responseColumn + 1) { terms in
      variable.observedCounts.indices.map { cluster in
        fillSums(terms, cluster: cluster, index, predictors, observed, response)
        var residual = terms[responseColumn]
        for term in 0..<responseColumn { residual -= draw.coefficients[term] * terms[term] }
        let rows = Double(variable.observedCounts[cluster])
        let shrinkage = draw.varianceRatio / (1 + draw.varianceRatio * rows)
        return shrinkage * residual + draw.deviation * shrinkage.squareRoot() * errors[cluster]
      }
    }
  }

  /// What the regression predicts for rows.
  func predictedMeans(
    _ index: Int, _ draw: RandomInterceptPosterior.Draw, intercepts: [Double], in rows: ClusteredColumns
  ) -> [Double] {
    let predictors = predictors(of: index)
    let constants = intercepts.indices.map { cluster in
      predictors.enumerated().reduce(draw.coefficients[0] + intercepts[cluster]) { sum, predictor in
        sum + draw.coefficients[1 + predictor.offset] * mean(predictor.element, cluster: cluster)
      }
    }
    let slopes = draw.coefficients.dropFirst(1 + predictors.count)
    return rows.combination(ofClusters: constants, slopes: zip(predictors, slopes).map { ($0, $1) })
  }

  /// The mean of a variable over all rows of a cluster.
  private func mean(_ variable: Int, cluster: Int) -> Double {
    sums.byCluster[variable * layout.byCluster.clusterCount + cluster] / layout.byCluster.sizes[cluster]
  }

  /// The sums of all terms and the response over the observed rows of a cluster.
  private func fillSums(
    _ terms: UnsafeMutableBufferPointer<Double>, cluster: Int, _ index: Int, _ predictors: [Int],
    _ observed: VariableSums, _ response: VariableSums.Response
  ) {
    let rows = Double(layout.variables[index].observedCounts[cluster])
    terms[0] = rows
    for (position, predictor) in predictors.enumerated() {
      terms[1 + position] = rows * mean(predictor, cluster: cluster)
      terms[1 + predictors.count + position] =
        observed.byCluster[predictor * layout.byCluster.clusterCount + cluster]
    }
    terms[1 + 2 * predictors.count] = response.byCluster[cluster]
  }
}
