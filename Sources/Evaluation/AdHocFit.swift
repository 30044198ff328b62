internal import Design
public import Findings
internal import Foundation
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

  /// Seconds spent on reading the file, on collecting moments from the rows in memory, on estimating from moments, and on
  /// what is computed for each row afterwards.
  public struct Timings: Sendable, Codable, Equatable {
    public var read: Double
    public var collect: Double
    public var estimate: Double
    /// Scores of rows from a model that was estimated; `nil` where there is no such step.
    public var score: Double?
  }

  func locatingErrors(_ work: () throws -> Answer) throws -> Answer {
    do {
      return try work()
    } catch let error as AdHocFitError {
      throw error
    } catch let error as FitError {
      throw error
    } catch {
      throw FitError(file: path, formula: formula, cause: error)
    }
  }

  func readData(_ clock: inout StepClock) throws -> (frame: Frame, provenance: Provenance) {
    let frame = try CSVReader().read(path: path)
    clock.lap(\.read)
    let provenance = try provenance()
    clock.skip()
    return (frame, provenance)
  }

  func provenance() throws -> Provenance {
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
    return Provenance(engine: Engine.name, planSHA256: nil, dataSHA256: contentHash(bytes), seed: 0)
  }
}

/// Why a fit could not be asked for.
public enum AdHocFitError: Error, Sendable, Equatable {
  case clusterRequired(covariance: String)
  case clusterUnused(covariance: String)
  case randomTermsInLeastSquares
  case noRandomTerm
  case randomTermsInResampling
  /// A stratum is a property of whole clusters; this one has rows in two.
  case strataVaryWithinCluster(strata: String, cluster: String)
  /// No row of the cluster says which stratum it is in.
  case stratumMissing(strata: String, cluster: String)
  /// The formula of a meta-analysis has a response or random terms.
  case moderatorFormula
  case randomTermsInLogistic
  case randomTermsInSmallArea
  case clusterWithRandomTerms
  /// A joint test names a coefficient or term that the model does not have.
  case unknownTestTerm(name: String, available: [String])
  /// Kenward–Roger is defined for restricted maximum likelihood only.
  case kenwardRogerNeedsRestrictedLikelihood
  /// An item response model without items.
  case noItems
  /// An item is named twice, or is the group too.
  case repeatedItem(String)
}
