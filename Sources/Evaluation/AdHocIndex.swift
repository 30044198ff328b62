internal import CompositeIndex
internal import Findings
internal import Foundation
internal import Records

/// A composite index of any CSV file with one row per area, outside the pilot too.
public struct AdHocIndex: Sendable {
  /// Text of the framework and the name of its file.
  public var framework: (text: String, file: String)
  /// Path of the CSV file.
  public var path: String
  /// Column that names the areas.
  public var areaColumn: String
  /// Columns of the file that are no indicators.
  public var ignoredColumns: [String]
  /// At least 100.
  public var drawCount: Int
  public var seed: UInt64
  /// Level of the intervals, in (0, 1).
  public var confidenceLevel: Double
  /// How many areas count as the highest; `nil` for a fifth.
  public var highestCount: Int?
  /// Probability of the order of neighbours that more observations are asked for; `nil` asks nothing.
  public var resolutionProbability: Double?
  /// Whether contributions are counted from the mean of the areas instead of from no risk.
  public var comparesWithMean: Bool

  /// Creates a request.
  public init(
    framework: (text: String, file: String), path: String, areaColumn: String = "area", drawCount: Int = 2000,
    seed: UInt64 = 1, confidenceLevel: Double = 0.95
  ) {
    self.framework = framework
    self.path = path
    self.areaColumn = areaColumn
    self.drawCount = drawCount
    self.seed = seed
    self.confidenceLevel = confidenceLevel
    ignoredColumns = []
    comparesWithMean = false
  }

  /// Reads the file and forms the index of every area.
  ///
  /// - Returns: The areas in the order of the file.
  /// - Throws: `ConfigurationError` for the framework, `AdHocIndexError` for the columns and their values, `FitError`
  ///   for a file that cannot be read and a framework that admits no index.
  public func run() throws -> IndexAnswer { try timedRun().answer }

  /// The same with the seconds of its steps: `read` the file, `estimate` the index with intervals and ranks, `score` what
  /// explains it – contributions, shares of the variance, resolution.
  ///
  /// - Throws: What `run()` throws.
  public func timedRun() throws -> (answer: IndexAnswer, timings: AdHocFit.Timings) {
    var clock = StepClock()
    let answer = try run(&clock)
    return (answer, clock.timings)
  }

  private func run(_ clock: inout StepClock) throws -> IndexAnswer {
    let framework = try RiskFramework(yaml: self.framework.text, file: self.framework.file, use: .table)
    do {
      let table = try IndexTable(
        path: path, areaColumn: areaColumn, ignored: ignoredColumns, framework: framework)
      guard !table.areas.isEmpty else { throw AdHocIndexError.noAreas(file: path) }
      clock.lap(\.read)
      return try answer(framework, table, &clock)
    } catch let error as AdHocIndexError {
      throw error
    } catch {
      throw FitError(file: path, formula: "", cause: error)
    }
  }

  private func answer(
    _ framework: RiskFramework, _ table: IndexTable, _ clock: inout StepClock
  ) throws -> IndexAnswer {
    defer { clock.lapScores() }
    let index = try CompositeIndex(framework)
    let choices = MethodChoices(framework.uncertainty)
    let fit = try IndexUncertainty(
      index: index, seed: seed, replicationCount: drawCount, confidenceLevel: confidenceLevel, choices: choices,
      highestCount: highestCount
    ).fit(table.areas)
    clock.lap(\.estimate)
    let construction = try index.construction(table.areas)
    let parts = try ShapleyContributions(index: index, reference: comparesWithMean ? .meanOfAreas : .noRisk)
      .fit(table.areas)
    let rater = IndexRater(framework)
    let method = framework.method
    return IndexAnswer(
      name: framework.names?.en, normalisation: method.normalisation.rawValue, weighting: method.weights.rawValue,
      betweenBlocks: method.betweenBlocks.rawValue, thresholdsAreAgreed: rater.areAllAgreed,
      areas: table.areas.indices.map { rater.area(table.areas[$0], fit.areas[$0], parts[$0]) },
      weights: construction.weights.map { .init(block: $0.block, members: $0.members, weights: $0.weights) },
      highestCount: fit.highestCount, groups: fit.groups,
      sensitivity: try sensitivity(index, choices, table.areas), resolution: try resolution(index, table.areas),
      resolutionProbability: resolutionProbability, confidence: confidenceLevel, draws: drawCount,
      warnings: table.warnings(framework, fit.areas.map(\.score)) + construction.warnings + fit.warnings,
      provenance: Provenance(
        engine: Engine.name, planSHA256: contentHash(Data(self.framework.text.utf8)),
        dataSHA256: contentHash(try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)), seed: seed))
  }

  /// Only where a choice of method varies: otherwise everything comes from sampling.
  private func sensitivity(
    _ index: CompositeIndex, _ choices: MethodChoices, _ areas: [AreaIndicators]
  ) throws -> [IndexAnswer.Sensitivity] {
    guard choices != MethodChoices() else { return [] }
    let fit = try IndexSensitivity(index: index, choices: choices, seed: seed, baseCount: max(100, drawCount / 2))
      .fit(areas)
    func shares(_ indices: SobolIndices?) -> [IndexAnswer.Sensitivity.Share] {
      guard let indices else { return [] }
      return fit.sources.indices.map { source in
        .init(
          source: fit.sources[source].rawValue, firstOrder: indices.firstOrder[source], total: indices.total[source],
          firstOrderError: indices.firstOrderErrors[source], totalError: indices.totalErrors[source])
      }
    }
    return fit.areas.map { .init(area: $0.area, index: shares($0.index), rank: shares($0.rank)) }
  }

  private func resolution(_ index: CompositeIndex, _ areas: [AreaIndicators]) throws -> [IndexAnswer.Resolution] {
    guard let resolutionProbability else { return [] }
    let specification = RankResolution(
      index: index, seed: seed, replicationCount: max(100, drawCount / 2), probability: resolutionProbability)
    return try specification.fit(areas).map {
      .init(
        higher: $0.higher, lower: $0.lower, probability: $0.probability, multiplierOfHigher: $0.multiplierOfHigher,
        multiplierOfLower: $0.multiplierOfLower, multiplierOfBoth: $0.multiplierOfBoth)
    }
  }
}

extension IndexTable {
  /// What there is to say about the file and about values beyond the goalposts.
  fileprivate func warnings(_ framework: RiskFramework, _ scores: [AreaScore]) -> [FindingWarning] {
    var warnings: [FindingWarning] = []
    if !absent.isEmpty {
      let names = absent.joined(separator: ", ")
      warnings.append(
        FindingWarning(.insufficientData, "the file has no column for \(names)", facts: ["indicators": names]))
    }
    if !exact.isEmpty {
      let names = exact.joined(separator: ", ")
      warnings.append(
        FindingWarning(
          .exactIndicators, "no standard errors or counts for \(names): intervals and ranks take them as exact",
          facts: ["indicators": names]))
    }
    for indicator in framework.indicators {
      let outside = scores.filter { $0.outsideGoalposts.contains(indicator.key) }.map(\.area)
      guard !outside.isEmpty else { continue }
      warnings.append(
        FindingWarning(
          .outsideGoalposts,
          "\(indicator.key) lies beyond a goalpost and counts as the goalpost in \(outside.joined(separator: ", "))",
          facts: ["indicator": indicator.key, "areas": outside.joined(separator: ", ")]))
    }
    return warnings
  }
}
