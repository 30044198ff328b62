internal import Design
public import Findings
internal import Foundation
internal import Moments
internal import Regression
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

  /// Covariance of least-squares coefficients, by its name on the command line.
  public enum LeastSquaresCovariance: String, Sendable, CaseIterable {
    case classical, hc1, hc2, hc3, cr0, cr1, cr1s, cr2, cr3
  }

  /// Least squares.
  ///
  /// - Parameters:
  ///   - covariance: `nil` means CR2 with a cluster column and HC2 without.
  ///   - cluster: Column that says which cluster a row belongs to.
  ///   - weights: Column of analytic weights (inverse variances).
  /// - Returns: Coefficients with errors and intervals, and the seconds of each step.
  /// - Throws: `AdHocFitError` when covariance and cluster do not go together; errors of the file, formula, design and
  ///   estimation.
  public func leastSquares(
    covariance: LeastSquaresCovariance?, cluster: String?, weights: String?
  ) throws -> Answer {
    let covariance = covariance ?? (cluster == nil ? .hc2 : .cr2)
    if covariance.isClusterRobust, cluster == nil {
      throw AdHocFitError.clusterRequired(covariance: covariance.rawValue)
    }
    if !covariance.isClusterRobust, cluster != nil {
      throw AdHocFitError.clusterUnused(covariance: covariance.rawValue)
    }
    return try locatingErrors { try leastSquaresAnswer(covariance, cluster: cluster, weights: weights) }
  }

  private func leastSquaresAnswer(
    _ covariance: LeastSquaresCovariance, cluster: String?, weights: String?
  ) throws -> Answer {
    let model = try Formula(formula)
    guard !model.hasRandomTerms else { throw AdHocFitError.randomTermsInLeastSquares }
    var clock = StepClock()
    let data = try readData(&clock)
    let frame = try ModelFrame.build(model, frame: data.frame, clusters: cluster, weights: weights)
    let fit: LinearRegressionFit
    if let heteroscedastic = HeteroscedasticityConsistentCovariance(rawValue: covariance.rawValue) {
      clock.lap(\.collect)
      fit = try heteroscedastic.fit(frame)
    } else {
      let moments = try ClusterMoments.collect(frame)
      clock.lap(\.collect)
      fit = try LinearRegression(covariance: covariance.specification).fit(moments)
    }
    clock.lap(\.estimate)
    return Answer(
      finding: fit.finding(
        formula: formula, droppedCount: frame.droppedRowCount, cluster: cluster, level: confidenceLevel,
        provenance: data.provenance),
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
  /// Kenward–Roger is defined for restricted maximum likelihood only.
  case kenwardRogerNeedsRestrictedLikelihood
}

extension AdHocFit.LeastSquaresCovariance {
  var isClusterRobust: Bool { rawValue.hasPrefix("cr") }

  fileprivate var specification: LinearRegression.Covariance {
    ClusterRobustCovariance.Correction(rawValue: rawValue).map { .clusterRobust($0) } ?? .classical
  }
}

/// Measures steps one after the other.
struct StepClock {
  private(set) var timings = AdHocFit.Timings(read: 0, collect: 0, estimate: 0)
  private var last = ContinuousClock.now

  mutating func lap(_ step: WritableKeyPath<AdHocFit.Timings, Double>) {
    let now = ContinuousClock.now
    timings[keyPath: step] += (now - last) / .seconds(1)
    last = now
  }

  /// Leaves out the time since the last step.
  mutating func skip() { last = .now }
}
