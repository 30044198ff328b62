import Dispatch

/// The mean of a block's members in every area and replicate, built up member by member.
struct MemberMean {
  private let areaCount: Int
  private let replicateCount: Int
  /// One for all replicates, or one for each.
  private let aggregations: [Aggregation]
  /// Areas × replicates.
  private var sums: [Double]
  private var totals: [Double]
  private var absences: [(isAbsent: [Bool], weights: [Double])] = []
  private var isAbsent: [Bool]

  init(areaCount: Int, replicateCount: Int, aggregations: [Aggregation]) {
    self.areaCount = areaCount
    self.replicateCount = replicateCount
    self.aggregations = aggregations
    sums = [Double](repeating: 0, count: areaCount * replicateCount)
    totals = [Double](repeating: 0, count: replicateCount)
    isAbsent = [Bool](repeating: true, count: areaCount)
  }

  /// Adds a member.
  ///
  /// - Parameters:
  ///   - risks: Areas × replicates.
  ///   - weights: One per replicate.
  ///   - absent: Areas that the member does not apply to.
  mutating func add(_ risks: [Double], weights: [Double], isAbsent absent: [Bool]) {
    for replicate in totals.indices { totals[replicate] += weights[replicate] }
    if absent.contains(true) { absences.append((absent, weights)) }
    let hasWeight = weights.contains { $0 > 0 }
    for area in absent.indices where !absent[area] && hasWeight { isAbsent[area] = false }
    let (replicateCount, aggregations) = (replicateCount, aggregations)
    sums.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let sums = buffer
      DispatchQueue.concurrentPerform(iterations: areaCount) { area in
        guard !absent[area] else { return }
        let start = area * replicateCount
        risks.withUnsafeBufferPointer { risks in
          weights.withUnsafeBufferPointer { weights in
            addTerms(
              UnsafeMutableBufferPointer(rebasing: sums[start..<start + replicateCount]),
              UnsafeBufferPointer(rebasing: risks[start..<start + replicateCount]), weights, aggregations)
          }
        }
      }
    }
  }

  /// The means as risks of 0 … 100, areas × replicates; 0 where nothing applies.
  func finished() -> (risks: [Double], isAbsent: [Bool]) {
    var risks = sums
    risks.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let risks = buffer
      DispatchQueue.concurrentPerform(iterations: areaCount) { area in
        guard !isAbsent[area] else { return }
        let totals = totalWeights(area)
        for replicate in 0..<replicateCount {
          let position = area * replicateCount + replicate
          risks[position] = aggregation(replicate).risk(sum: risks[position], totalWeight: totals[replicate])
        }
      }
    }
    return (risks, isAbsent)
  }

  /// Weights of the members that apply to an area, one sum per replicate.
  private func totalWeights(_ area: Int) -> [Double] {
    var own = totals
    for absence in absences where absence.isAbsent[area] {
      for replicate in own.indices { own[replicate] -= absence.weights[replicate] }
    }
    return own
  }

  private func aggregation(_ replicate: Int) -> Aggregation {
    aggregations.count == 1 ? aggregations[0] : aggregations[replicate]
  }
}

/// Adds one member's terms in one area; the loop over the usual mean is kept free of branches.
private func addTerms(
  _ sums: UnsafeMutableBufferPointer<Double>, _ risks: UnsafeBufferPointer<Double>,
  _ weights: UnsafeBufferPointer<Double>, _ aggregations: [Aggregation]
) {
  if aggregations == [.arithmetic] {
    for index in sums.indices { sums[index] += weights[index] * (100 - risks[index]) }
  } else if aggregations.count == 1 {
    for index in sums.indices { sums[index] += aggregations[0].term(weight: weights[index], risk: risks[index]) }
  } else {
    for index in sums.indices {
      sums[index] += aggregations[index].term(weight: weights[index], risk: risks[index])
    }
  }
}
