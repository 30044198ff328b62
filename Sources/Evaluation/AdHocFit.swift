internal import Design
public import Findings
internal import Foundation
internal import MixedModels
internal import Moments
internal import Tabular

/// A model fitted to any CSV file, outside the pilot too.
public struct AdHocFit: Sendable {
  /// Path of the CSV file.
  public var path: String
  /// Model formula in R's notation.
  public var formula: String
  /// Confidence level of the intervals, in (0, 1).
  public var confidenceLevel: Double

  /// Creates a request.
  public init(path: String, formula: String, confidenceLevel: Double = 0.95) {
    self.path = path
    self.formula = formula
    self.confidenceLevel = confidenceLevel
  }

  /// A fitted model and how long its three steps took.
  public struct Answer: Sendable {
    public var finding: ModelFinding
    public var timings: Timings
  }

  /// Seconds spent on reading the file, on collecting moments from the rows in memory, and on estimating from moments.
  public struct Timings: Sendable, Codable, Equatable {
    public var read: Double
    public var collect: Double
    public var estimate: Double
  }

  /// What a mixed model maximises, by its name on the command line.
  public enum MixedModelCriterion: String, Sendable, CaseIterable {
    case reml, ml
  }

  /// Degrees of freedom of a mixed model's fixed effects, by their name on the command line.
  public enum MixedModelDegreesOfFreedom: String, Sendable, CaseIterable {
    case satterthwaite, none
  }

  /// A nested linear mixed model.
  ///
  /// - Throws: `AdHocFitError.noRandomTerm` when the formula has none; errors of the file, formula, design and estimation.
  public func mixedModel(_ criterion: MixedModelCriterion, degreesOfFreedom: MixedModelDegreesOfFreedom) throws
    -> Answer
  {
    try locatingErrors {
      try mixedModelAnswer(
        LinearMixedModel(
          criterion: criterion == .reml ? .restrictedMaximumLikelihood : .maximumLikelihood,
          degreesOfFreedom: degreesOfFreedom == .none ? .none : .satterthwaite))
    }
  }

  private func mixedModelAnswer(_ specification: LinearMixedModel) throws -> Answer {
    let model = try Formula(formula)
    guard model.hasRandomTerms else { throw AdHocFitError.noRandomTerm }
    var clock = StepClock()
    let data = try readData(&clock)
    let frame = try ModelFrame.build(model, frame: data.frame)
    let moments = try NestedMoments.collect(frame)
    clock.lap(\.collect)
    let fit = try specification.fit(moments)
    clock.lap(\.estimate)
    return Answer(
      finding: fit.finding(
        formula: formula, droppedCount: frame.droppedRowCount, level: confidenceLevel, provenance: data.provenance),
      timings: clock.timings)
  }

  func locatingErrors(_ work: () throws -> Answer) throws -> Answer {
    do {
      return try work()
    } catch let error as AdHocFitError {
      throw error
    } catch {
      throw FitError(file: path, formula: formula, cause: error)
    }
  }

  func readData(_ clock: inout StepClock) throws -> (frame: Frame, provenance: Provenance) {
    let frame = try CSVReader().read(path: path)
    clock.lap(\.read)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
    let provenance = Provenance(
      engine: Engine.name, planSHA256: nil, dataSHA256: contentHash(bytes), seed: 0)
    clock.skip()
    return (frame, provenance)
  }
}

/// Why a fit could not be asked for.
public enum AdHocFitError: Error, Sendable, Equatable {
  case clusterRequired(covariance: String)
  case clusterUnused(covariance: String)
  case randomTermsInLeastSquares
  case noRandomTerm
  case randomTermsInLogistic
  case clusterWithRandomTerms
  /// A joint test names a coefficient or term that the model does not have.
  case unknownTestTerm(name: String, available: [String])
}
