import Dispatch
import Probability

/// The index of every area in many replicates, each with its own draw of values and of methods.
struct IndexReplicates {
  let prepared: PreparedIndex
  let choices: MethodChoices
  let design: ReplicateDesign
  let sampler: IndicatorSampler
  private let normalisations: [Normalisation]
  /// Alternative for each replicate; `nil` when there is only one.
  private let chosenNormalisation: [Int]?
  private let chosenWeights: [Int]?
  private let chosenAggregation: [Int]?
  /// Weights of blocks by alternative.
  private let weightings: [[String: [Double]]]
  private let outermost: IndexFramework.Block

  init(
    _ prepared: PreparedIndex, choices: MethodChoices, design: ReplicateDesign, seed: UInt64,
    supplied: [String: [String: [Double]]] = [:]
  ) {
    self.prepared = prepared
    self.choices = choices
    self.design = design
    sampler = IndicatorSampler(prepared: prepared, seed: seed, count: design.drawCount, supplied: supplied)
    normalisations = choices.normalisations.isEmpty ? [prepared.index.normalisation] : choices.normalisations
    // What there is to say about the alternatives' weights concerns them, not the index.
    var ignored = prepared.warnings
    weightings =
      choices.weightings.isEmpty
      ? [prepared.weights] : choices.weightings.map { prepared.weights($0, reporting: &ignored) }
    func chosen(_ source: MethodChoices.Source, _ alternativeCount: Int) -> [Int]? {
      design.choices(source, alternativeCount: alternativeCount, seed: seed)
    }
    chosenNormalisation = chosen(.normalisation, normalisations.count)
    chosenWeights = chosen(.weights, weightings.count)
    chosenAggregation = chosen(.aggregation, choices.aggregations.count)
    outermost = prepared.index.framework.root.outermostWithChoice
  }

  /// The risks of a block and of the blocks just inside it.
  struct BlockDraws {
    /// Areas × replicates, area by area.
    var risks: [Double]
    /// Whether nothing in the block applies to the area.
    var isAbsent: [Bool]
    var blocks: [BlockDraws] = []
  }

  /// The whole index with its blocks.
  func draws() -> BlockDraws { draws(of: prepared.index.framework.root) }

  private func draws(of block: IndexFramework.Block) -> BlockDraws {
    var mean = MemberMean(
      areaCount: prepared.areas.count, replicateCount: design.count, aggregations: aggregations(of: block))
    let keys = block.memberKeys
    for (member, indicator) in block.indicators.enumerated() {
      let position = prepared.position(of: indicator)
      let isAbsent = prepared.values[position].map { $0 == nil && indicator.missingRule == .leaveOut }
      mean.add(
        risks(of: position), weights: weights(of: block, member: member, key: keys[member]), isAbsent: isAbsent)
    }
    var blocks: [BlockDraws] = []
    for (member, inner) in block.blocks.enumerated() {
      let position = block.indicators.count + member
      blocks.append(draws(of: inner))
      mean.add(
        blocks[member].risks, weights: weights(of: block, member: position, key: keys[position]),
        isAbsent: blocks[member].isAbsent)
    }
    let result = mean.finished()
    return BlockDraws(risks: result.risks, isAbsent: result.isAbsent, blocks: blocks)
  }

  private func aggregations(of block: IndexFramework.Block) -> [Aggregation] {
    guard block.key == outermost.key, !choices.aggregations.isEmpty else { return [block.aggregation] }
    return chosenAggregation.map { $0.map { choices.aggregations[$0] } } ?? [choices.aggregations[0]]
  }

  /// A member's weight in each replicate.
  private func weights(of block: IndexFramework.Block, member: Int, key: String) -> [Double] {
    let alternatives = weightings.map { $0[block.key]?[member] ?? 0 }
    let base =
      chosenWeights.map { $0.map { alternatives[$0] } }
      ?? [Double](repeating: alternatives[0], count: design.count)
    guard choices.weightSpread > 0 else { return base }
    var stream = RandomStream(seed: sampler.seed, named: "weight\u{1F}\(block.key)\u{1F}\(key)")
    let factors = (0..<design.drawCount).map { _ in 1 + choices.weightSpread * (2 * stream.nextUniform() - 1) }
    return base.indices.map { base[$0] * factors[design.draw(.weights, $0)] }
  }

  /// Risks of an indicator: areas × replicates.
  private func risks(of indicator: Int) -> [Double] {
    let values = areaByArea(design.drawCount) { sampler.values(indicator: indicator, area: $0) }
    guard design[.sampling] != nil || normalisations.count > 1 else {
      return risks(of: indicator, values: consume values, normalisations[0])
    }
    let alternatives = normalisations.map { risks(of: indicator, values: values, $0) }
    let (drawCount, chosen) = (design.drawCount, chosenNormalisation)
    let sampling = design[.sampling] ?? Array(0..<design.count)
    return areaByArea(design.count) { area in
      (0..<design.count).map { alternatives[chosen?[$0] ?? 0][area * drawCount + sampling[$0]] }
    }
  }

  /// Risks of drawn values by one normalisation, whose sample is the draw's own: areas × draws.
  private func risks(of position: Int, values: consuming [Double], _ normalisation: Normalisation) -> [Double] {
    let (indicator, drawCount) = (prepared.indicators[position], design.drawCount)
    let isPresent = prepared.values[position].map { $0 != nil }
    if normalisation == .goalposts || !isPresent.contains(true) {
      let plausible = prepared.plausible[position]
      let scale =
        indicator.goalposts == nil
        ? RiskScale(noRisk: plausible.lowerBound, fullRisk: plausible.upperBound)
        : RiskScale(.goalposts, of: indicator, spread: SampleSpread())
      replaceRows(of: &values, length: drawCount) { row in
        for draw in row.indices { row[draw] = scale.risk(row[draw]) }
      }
      return values
    }
    if normalisation == .rank { return rankedRisks(values, risesWithRisk: indicator.risesWithRisk) }
    var spreads = [SampleSpread](repeating: SampleSpread(), count: drawCount)
    for area in isPresent.indices where isPresent[area] {
      for draw in 0..<drawCount { spreads[draw].add(values[area * drawCount + draw]) }
    }
    let scales = spreads.map { RiskScale(normalisation, of: indicator, spread: $0) }
    replaceRows(of: &values, length: drawCount) { row in
      for draw in row.indices { row[draw] = scales[draw].risk(row[draw]) }
    }
    return values
  }

  private func rankedRisks(_ values: [Double], risesWithRisk: Bool) -> [Double] {
    let (areaCount, drawCount) = (prepared.areas.count, design.drawCount)
    var risks = [Double](repeating: 0, count: values.count)
    for draw in 0..<drawCount {
      let ranked = rankRisks((0..<areaCount).map { values[$0 * drawCount + draw] }, risesWithRisk: risesWithRisk)
      for area in 0..<areaCount { risks[area * drawCount + draw] = ranked[area] ?? 0 }
    }
    return risks
  }

  /// Replaces rows of equal length in their place, on all processors.
  private func replaceRows(
    of values: inout [Double], length: Int, _ replace: @Sendable (UnsafeMutableBufferPointer<Double>) -> Void
  ) {
    let areaCount = prepared.areas.count
    values.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let rows = buffer
      DispatchQueue.concurrentPerform(iterations: areaCount) { area in
        replace(UnsafeMutableBufferPointer(rebasing: rows[(area * length)..<((area + 1) * length)]))
      }
    }
  }

  /// Rows of equal length that are computed area by area on all processors.
  private func areaByArea(_ rowLength: Int, _ row: @Sendable (Int) -> [Double]) -> [Double] {
    let areaCount = prepared.areas.count
    return [Double](unsafeUninitializedCapacity: areaCount * rowLength) { buffer, initializedCount in
      nonisolated(unsafe) let rows = buffer
      DispatchQueue.concurrentPerform(iterations: areaCount) { area in
        _ = rows[(area * rowLength)..<((area + 1) * rowLength)].initialize(fromContentsOf: row(area))
      }
      initializedCount = areaCount * rowLength
    }
  }
}

extension ReplicateDesign {
  /// Which of some alternatives each replicate takes; `nil` when there is nothing to choose.
  fileprivate func choices(_ source: MethodChoices.Source, alternativeCount: Int, seed: UInt64) -> [Int]? {
    guard alternativeCount > 1 else { return nil }
    var stream = RandomStream(seed: seed, named: "choice\u{1F}\(source.rawValue)")
    let drawn = (0..<drawCount).map { _ in stream.nextIndex(below: alternativeCount) }
    return (0..<count).map { drawn[draw(source, $0)] }
  }
}

extension IndexFramework.Block {
  /// The first block from the outside that has more than one member; itself when none has.
  var outermostWithChoice: IndexFramework.Block {
    indicators.count + blocks.count == 1 && !blocks.isEmpty ? blocks[0].outermostWithChoice : self
  }
}
