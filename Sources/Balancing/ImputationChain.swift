internal import Probability

/// One completed data set while it is being made.
struct ImputationChain {
  let layout: ImputationLayout
  let streams: ImputationStreams
  /// Standardised, missing values filled in.
  private(set) var values: ClusteredColumns
  /// Over all rows.
  private(set) var sums: VariableSums
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
    values = ClusteredColumns(starts: layout.byCluster.starts, columns: layout.variables.map(\.values))
    for (index, variable) in layout.variables.enumerated() where !variable.missing.isEmpty {
      var stream = streams.stream(variable: index, round: 0)
      // First all picks, then all values: they lie far apart, and the processor waits for many of them at once.
      let picks = variable.missing.map { _ in stream.nextIndex(below: variable.observedCount) }
      values.replace(index, in: variable.missing, by: picks.map { variable.values[variable.observed[$0]] })
    }
    sums = VariableSums(values, variableCount: layout.variables.count)
    predictions = [Prediction?](repeating: nil, count: layout.variables.count)
  }

  /// The drawn values of each variable on its own scale, in the order of the given rows.
  var imputedValues: [[Double]] {
    layout.variables.enumerated().map { index, variable in
      variable.missingAsGiven.map { position in
        restored(values.elements[index * layout.rowCount + variable.missing[position]], variable)
      }
    }
  }

  /// Draws the missing values of every variable once.
  mutating func advance(round: Int) {
    for (index, variable) in layout.variables.enumerated() where !variable.missing.isEmpty {
      var stream = streams.stream(variable: index, round: round)
      draw(index, variable, &stream)
    }
  }

  private mutating func draw(
    _ index: Int, _ variable: ImputationLayout.Variable, _ stream: inout RandomStream
  ) {
    var missing = values.selecting(variable.missing, starts: variable.missingStarts)
    var missingSums = VariableSums(missing, variableCount: layout.variables.count)
    let observed = sums - missingSums
    let latent = variable.isLatent ? LatentResponse(kind: variable.kind) : nil
    let response = latent.map { latentResponse(index, $0, variable, &stream) } ?? observed.response(index)
    let moments = observedMoments(index, observed, response)
    let draw = RandomInterceptPosterior(moments, hasKnownVariance: latent?.hasKnownVariance ?? false).draw(&stream)
    let intercepts = drawIntercepts(index, draw, observed, response, &stream)
    if latent != nil {
      let means = predictedMeans(index, draw, intercepts: intercepts, in: values)
      predictions[index] = Prediction(means: means, deviation: draw.deviation)
    }
    var drawn = predictedMeans(index, draw, intercepts: intercepts, in: missing)
    let errors = stream.nextNormals(count: drawn.count)
    for position in drawn.indices { drawn[position] += draw.deviation * errors[position] }
    if let latent { drawn = drawn.map { (latent.code(of: $0) - variable.mean) / variable.deviation } }
    missing.replace(index, by: drawn)
    missingSums.summarize(index, missing)
    values.replace(index, in: variable.missing, by: drawn)
    sums.join(index, observed, missingSums)
  }

  /// Draws the latent values of the observed rows given what they are predicted to be, and adds them up.
  private func latentResponse(
    _ index: Int, _ latent: LatentResponse, _ variable: ImputationLayout.Variable, _ stream: inout RandomStream
  ) -> VariableSums.Response {
    let prediction = predictions[index] ?? startingPrediction(latent, variable)
    var response = [Double](repeating: 0, count: layout.rowCount)
    for row in variable.observed {
      response[row] = LatentResponse.truncatedNormal(
        mean: prediction.means[row], deviation: prediction.deviation,
        interval: latent.interval(of: variable.codes[row]), uniform: stream.nextUniform())
    }
    return VariableSums.Response(response, values)
  }

  private func startingPrediction(_ latent: LatentResponse, _ variable: ImputationLayout.Variable) -> Prediction {
    let start = latent.start(codes: variable.codes, missing: variable.missing)
    return Prediction(means: [Double](repeating: start.mean, count: layout.rowCount), deviation: start.deviation)
  }

  private func restored(_ value: Double, _ variable: ImputationLayout.Variable) -> Double {
    let restored = variable.mean + variable.deviation * value
    return variable.isLatent ? restored.rounded() : restored
  }
}
