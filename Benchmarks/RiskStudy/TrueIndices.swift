import CompositeIndex
import Evaluation
import Records
import Simulation

/// The index of every region when all indicators have their true values.
struct TrueIndices {
  /// By region, then by indicator; those of the framework only.
  let values: [String: [String: Double]]
  let scores: [String: AreaScore]
  /// 1 = highest index.
  let ranks: [String: Int]

  init(_ truth: RegionalTruth, framework: RiskFramework) throws {
    let keys = Set(framework.indicators.map(\.key))
    let values = truth.values.mapValues { $0.filter { keys.contains($0.key) } }
    let areas = values.sorted { $0.key < $1.key }.map { region, values in
      AreaIndicators(area: region, values: values.mapValues { AreaIndicators.Value($0) })
    }
    let scores = try CompositeIndex(framework).score(areas)
    self.values = values
    self.scores = Dictionary(uniqueKeysWithValues: scores.map { ($0.area, $0) })
    let indices = scores.compactMap { score in score.index.map { (area: score.area, index: $0) } }
    ranks = Dictionary(
      uniqueKeysWithValues: indices.sorted { $0.index > $1.index }.enumerated().map { ($1.area, $0 + 1) })
  }
}
