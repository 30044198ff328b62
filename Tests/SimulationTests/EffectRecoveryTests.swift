import Records
import Simulation
import Testing

/// The implied effects are those that the simulated sheets show.
@Suite struct EffectRecoveryTests {
  /// Standard errors allowed between the difference of arms and the implied effect.
  private static let toleranceInStandardErrors = 3.0

  /// Mean points of every sheet of one large pilot.
  private static let means = Result { sheetMeans(try simulator().simulate()) }

  @Test func differencesOfArmsAreTheImpliedEffects() throws {
    let simulator = try Self.simulator()
    let differences = Self.differences(try Self.means.get())
    for implied in TruthDocument(simulator).impliedEffects {
      let found = try #require(differences[Self.key(implied)])
      let error = (found.estimate - implied.effectInPoints) / found.standardError
      #expect(abs(error) <= Self.toleranceInStandardErrors, "\(implied.area) \(implied.wave): \(error) standard errors")
    }
  }

  @Test func anotherTruthIsNotRecovered() throws {
    let differences = Self.differences(try Self.means.get())
    var wrong = PilotTruth()
    wrong.effects = wrong.effects.mapValues { .init(interim: $0.interim + 0.3, final: $0.final + 0.3) }
    for implied in TruthDocument(try PilotSimulator(truth: wrong, seed: 4)).impliedEffects {
      let found = try #require(differences[Self.key(implied)])
      let error = (found.estimate - implied.effectInPoints) / found.standardError
      #expect(abs(error) > Self.toleranceInStandardErrors)
    }
  }

  @Test func controlMeansAndDeviationsAreTheImpliedOnes() throws {
    let simulator = try Self.simulator()
    let means = try Self.means.get().filter { $0.arm == .control }
    for implied in TruthDocument(simulator).impliedEffects {
      let values = means.filter { $0.key == Self.key(implied) }.map(\.mean)
      let (mean, variance) = Self.moments(values)
      #expect(abs(mean - implied.controlMean) < 0.03)
      // Missing marks make a mean of few items a little less reliable than on the complete sheet.
      #expect(abs(variance.squareRoot() / implied.controlStandardDeviation - 1) < 0.05)
    }
  }

  /// Many small preschools that hardly differ, so that effects show clearly.
  private static func simulator() throws -> PilotSimulator {
    var shape = PilotShape()
    shape.preschoolCount = 240
    shape.groupsPerPreschool = 2...2
    shape.childrenPerGroup = 10...10
    var truth = PilotTruth()
    truth.variances.region = 0
    truth.variances.preschool = 0.01
    truth.variances.group = 0.01
    truth.raters.leniencyStandardDeviation = 0.1
    return try PilotSimulator(shape: shape, truth: truth, seed: 4)
  }

  private struct Key: Hashable {
    let area: String
    let form: String
  }

  private static func key(_ implied: ImpliedEffect) -> Key {
    Key(area: implied.area, form: "\(implied.ageBand)-\(implied.wave == "final" ? "start" : "final")")
  }

  private struct SheetMean {
    let key: Key
    let preschool: String
    let arm: Arm
    let mean: Double
  }

  /// Mean points of every sheet in every area.
  private static func sheetMeans(_ records: PilotRecords) -> [SheetMean] {
    let areaOfItem = Dictionary(uniqueKeysWithValues: records.instrument.items.map { ($0.code, $0.area) })
    let groups = Dictionary(records.groups.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
    let group = Dictionary(uniqueKeysWithValues: records.enrolments.map { ($0.child, groups[$0.group]) })
    let areas = Dictionary(
      uniqueKeysWithValues: records.instrument.forms.map { ($0.key, $0.items.map { areaOfItem[$0] ?? "" }) })
    return records.assessments.flatMap { sheet -> [SheetMean] in
      guard case let place?? = group[sheet.child], let areasOfForm = areas[sheet.form] else { return [] }
      let marks = Dictionary(grouping: zip(areasOfForm, sheet.marks), by: \.0)
      return marks.compactMap { area, marks in
        let points = marks.compactMap(\.1.points)
        guard !points.isEmpty else { return nil }
        return SheetMean(
          key: Key(area: area, form: sheet.form), preschool: place.preschool, arm: place.arm,
          mean: Double(points.reduce(0, +)) / Double(points.count))
      }
    }
  }

  /// Difference of the arms' averages of preschool means, with its standard error between preschools.
  private static func differences(_ means: [SheetMean]) -> [Key: (estimate: Double, standardError: Double)] {
    Dictionary(grouping: means, by: \.key).mapValues { means in
      let arms = Arm.allCases.map { arm in
        let preschools = Dictionary(grouping: means.filter { $0.arm == arm }, by: \.preschool)
        let preschoolMeans = preschools.values.map { moments($0.map(\.mean)).mean }
        let (mean, variance) = moments(preschoolMeans)
        return (mean: mean, squaredError: variance / Double(preschoolMeans.count))
      }
      return (arms[1].mean - arms[0].mean, (arms[0].squaredError + arms[1].squaredError).squareRoot())
    }
  }

  private static func moments(_ values: [Double]) -> (mean: Double, variance: Double) {
    let mean = values.reduce(0, +) / Double(values.count)
    return (mean, values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1))
  }
}
