internal import Moments
internal import Probability

/// One completed data set while it is being made.
struct ImputationChain {
  let layout: ImputationLayout
  let streams: ImputationStreams
  /// Rows × variables by columns, standardised, missing values filled in.
  private(set) var values: [Double]
  /// Clusters × variables by columns: sums of the values over all rows.
  private(set) var clusterSums: [Double]
  /// Variables × variables: cross-products of the values over all rows.
  private(set) var products: [Double]
  /// What the latest regression of a latent variable predicts for every row, and its deviation.
  private var predictions: [Prediction?]

  /// Predicted means of a response.
  struct Prediction {
    var means: [Double]
    var deviation: Double
  }

  /// Fills every missing value with one of the observed values of its variable.
  init(_ layout: ImputationLayout, streams: ImputationStreams) {
    self.layout = layout
    self.streams = streams
    let count = layout.variables.count
    values = []
    values.reserveCapacity(count * layout.rowCount)
    clusterSums = [Double](repeating: 0, count: count * layout.byCluster.clusterCount)
    products = [Double](repeating: 0, count: count * count)
    predictions = [Prediction?](repeating: nil, count: count)
    for (index, variable) in layout.variables.enumerated() {
      var column = variable.values
      if !variable.missing.isEmpty {
        var stream = streams.stream(variable: index, round: 0)
        for row in variable.missing {
          column[row] = column[variable.observed[stream.nextIndex(below: variable.observedCount)]]
        }
      }
      values += column
    }
    for variable in 0..<count { summarize(variable) }
  }

  /// The drawn values of each variable on its own scale, in the order of the given rows.
  var imputedValues: [[Double]] {
    layout.variables.enumerated().map { index, variable in
      let drawn = variable.missing.map { row in
        (
          row: layout.byCluster.order[row],
          value: restored(values[index * layout.rowCount + row], variable)
        )
      }
      return drawn.sorted { $0.row < $1.row }.map(\.value)
    }
  }

  /// Draws the missing values of every variable once.
  mutating func advance(round: Int) {
    for (index, variable) in layout.variables.enumerated() where !variable.missing.isEmpty {
      var stream = streams.stream(variable: index, round: round)
      if variable.isLatent {
        drawLatent(index, variable, &stream)
      } else {
        drawContinuous(index, variable, &stream)
      }
      summarize(index)
    }
  }

  private mutating func drawContinuous(
    _ index: Int, _ variable: ImputationLayout.Variable, _ stream: inout RandomStream
  ) {
    let sums = observedSums(index, response: variable.values)
    let moments = observedMoments(index, response: variable.values, sums: sums)
    let draw = RandomInterceptPosterior(moments, hasKnownVariance: false).draw(&stream)
    let intercepts = drawIntercepts(index, draw, sums: sums, &stream)
    let means = predictedMeans(index, draw, intercepts: intercepts)
    let offset = index * layout.rowCount
    let errors = stream.nextNormals(count: variable.missing.count)
    for (row, error) in zip(variable.missing, errors) { values[offset + row] = means[row] + draw.deviation * error }
  }

  private mutating func drawLatent(
    _ index: Int, _ variable: ImputationLayout.Variable, _ stream: inout RandomStream
  ) {
    let latent = LatentResponse(kind: variable.kind)
    let before = predictions[index] ?? startingPrediction(latent, variable)
    let response = latentValues(latent, variable, before, &stream)
    let sums = observedSums(index, response: response)
    let moments = observedMoments(index, response: response, sums: sums)
    let draw = RandomInterceptPosterior(moments, hasKnownVariance: latent.hasKnownVariance).draw(&stream)
    let intercepts = drawIntercepts(index, draw, sums: sums, &stream)
    let means = predictedMeans(index, draw, intercepts: intercepts)
    let offset = index * layout.rowCount
    let errors = stream.nextNormals(count: variable.missing.count)
    for (row, error) in zip(variable.missing, errors) {
      let code = latent.code(of: means[row] + draw.deviation * error)
      values[offset + row] = (code - variable.mean) / variable.deviation
    }
    predictions[index] = Prediction(means: means, deviation: draw.deviation)
  }

  private func startingPrediction(_ latent: LatentResponse, _ variable: ImputationLayout.Variable) -> Prediction {
    let start = latent.start(codes: variable.codes, missing: variable.missing)
    return Prediction(means: [Double](repeating: start.mean, count: layout.rowCount), deviation: start.deviation)
  }

  /// Latent values of the observed rows given what they are predicted to be; 0 in missing rows.
  private func latentValues(
    _ latent: LatentResponse, _ variable: ImputationLayout.Variable, _ prediction: Prediction,
    _ stream: inout RandomStream
  ) -> [Double] {
    var response = [Double](repeating: 0, count: layout.rowCount)
    for row in variable.observed {
      response[row] = LatentResponse.truncatedNormal(
        mean: prediction.means[row], deviation: prediction.deviation,
        interval: latent.interval(of: variable.codes[row]), uniform: stream.nextUniform())
    }
    return response
  }

  private func restored(_ value: Double, _ variable: ImputationLayout.Variable) -> Double {
    let restored = variable.mean + variable.deviation * value
    return variable.isLatent ? restored.rounded() : restored
  }

  /// Brings cluster sums and cross-products of a variable up to date with its values.
  private mutating func summarize(_ index: Int) {
    let (rowCount, clusterCount) = (layout.rowCount, layout.byCluster.clusterCount)
    let variableCount = layout.variables.count
    for cluster in 0..<clusterCount { clusterSums[index * clusterCount + cluster] = 0 }
    values.withUnsafeBufferPointer { values in
      guard let start = values.baseAddress else { return }
      clusterSums.withUnsafeMutableBufferPointer { sums in
        layout.byCluster.clusterOfRow.withUnsafeBufferPointer { clusters in
          for row in 0..<rowCount { sums[index * clusterCount + clusters[row]] += values[index * rowCount + row] }
        }
      }
      for other in 0..<variableCount {
        let product = dotProduct(start + index * rowCount, start + other * rowCount, count: rowCount)
        products[index * variableCount + other] = product
        products[other * variableCount + index] = product
      }
    }
  }
}
