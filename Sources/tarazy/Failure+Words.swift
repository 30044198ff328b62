import Evaluation
import Findings
import Foundation
import Intake
import RecordStore
import Records
import Simulation

extension Failure {
  /// Words any error of the engine: what happened, where, and what to do.
  init(describing error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case let error as IntakeError: self.init(error)
    case let error as RecordStoreError: self.init(status: .data, message: error.text)
    case let error as ConfigurationError: self.init(status: .data, message: error.description)
    case let error as AdHocImputationError: self.init(status: error.isUsage ? .usage : .data, message: error.text)
    case let error as AdHocIndexError: self.init(status: .data, message: error.text)
    case let error as AdHocFitError: self.init(status: .usage, message: error.text)
    case let error as PowerAnalysisError: self.init(status: .usage, message: error.text)
    case let error as EvaluationError: self.init(status: error.isUsage ? .usage : .data, message: error.text)
    case let error as SimulationError: self.init(status: .usage, message: error.text)
    case let error as FitError where error.text != nil:
      self.init(status: error.isUsage ? .usage : .data, message: error.text ?? "")
    default: self.init(status: .internalError, message: "internal error: \(error)")
    }
  }

  private init(_ error: IntakeError) {
    switch error {
    case .noSuchFolder(let path):
      self.init(status: .usage, message: "there is no folder \(path)")
    case .issues(let issues): self.init(issues, consequence: "nothing was imported")
    case .store(let error):
      self.init(status: .data, message: error.text)
    case .cannotWrite(let path, let reason):
      self.init(status: .data, message: "cannot write \(path): \(reason)")
    }
  }

  /// Every problem of some files with its place, and what they prevented.
  init(_ issues: IntakeIssues, consequence: String) {
    let more = issues.totalCount - issues.issues.count
    let lines = issues.issues.map(\.text) + (more > 0 ? ["… and \(more) more"] : [])
    self.init(
      status: .data, message: lines.joined(separator: "\n") + "\n\(issues.totalCount) problems; \(consequence)")
  }
}

extension AdHocFitError {
  var text: String {
    switch self {
    case .clusterRequired(let covariance): "--vcov \(covariance) needs --cluster COLUMN"
    case .clusterUnused(let covariance):
      "--vcov \(covariance) does not use clusters; leave out --cluster or choose cr0, cr1, cr1s, cr2 or cr3"
    case .randomTermsInLeastSquares: "the formula has random terms; use `tarazy fit lmm`"
    case .randomTermsInResampling: "the formula has random terms; the test needs a linear model without them"
    case .strataVaryWithinCluster(let strata, let cluster):
      "--strata \(strata): cluster \(cluster) has rows in two strata; a stratum is made of whole clusters"
    case .stratumMissing(let strata, let cluster): "--strata \(strata): cluster \(cluster) has no stratum in any row"
    case .unknownTestTerm(let name, let available):
      "--wald names \(name), which is no term of the formula; it has \(available.joined(separator: ", "))"
    case .moderatorFormula:
      "the formula of a meta-analysis holds moderators only, such as '~ year'; --effect is the response"
    case .randomTermsInSmallArea:
      "the formula has random terms; the areas' own effects are in the model already, by --area"
    case .randomTermsInLogistic:
      "the formula has random terms; use `tarazy fit ordinal`, which takes two categories too"
    case .clusterWithRandomTerms: "--cluster does not go with a random intercept; choose one of them"
    case .noItems: "--items needs at least one column"
    case .repeatedItem(let name): "the column \(name) is named twice"
    case .noRandomTerm: "the formula has no random term such as (1 | school); use `tarazy fit ols`"
    case .kenwardRogerNeedsRestrictedLikelihood:
      "--df kenward-roger is defined for --method reml only; take reml, or --df satterthwaite"
    }
  }
}

extension PowerAnalysisError {
  var text: String {
    switch self {
    case .unknownLevel(let name, let available):
      "there is no level \(name); the design has \(available.joined(separator: ", "))"
    case .countRequired(let level): "--level \(level) needs a count, as in \(level)=20"
    case .effectRequired(let level): "say for which --effect the number of \(level) is asked, or give it: \(level)=40"
    case .outOfRange(let quantity, let level, let value):
      "\(level.map { "level \($0): " } ?? "")\(quantity.replacing("_", with: " ")) \(value) is out of its range, "
        + "or has no meaning there"
    case .noDegreesOfFreedom: "too few assigned units for the arms, blocks, covariates and the level of the test"
    case .noVariation: "nothing varies in this design, so that any effect would be found"
    case .unattainable(let power, let limit, let atLimit):
      "no number of units reaches a power of \(power): with \(limit) it is \(significant(atLimit))"
    }
  }
}

extension AdHocImputationError {
  var isUsage: Bool {
    if case .clusterMissing = self { return false }
    return true
  }

  var text: String {
    switch self {
    case .noVariables: "nothing to impute: name columns with --continuous, --binary or --three-level"
    case .repeatedColumn(let name): "the column \(name) is named twice"
    case .clusterMissing(let column, let row): "the cluster \(column) is missing in data row \(row)"
    }
  }
}

extension AdHocIndexError {
  var text: String {
    switch self {
    case .noAreaColumn(let file, let name, let available):
      "\(file) has no column \(name); name the areas' column with --area, one of \(available.joined(separator: ", "))"
    case .areaMissing(let file, let row): "\(file): data row \(row) does not name its area"
    case .duplicateArea(let file, let area, let rows):
      "\(file): \(area) is in data rows \(rows.map(String.init).joined(separator: " and ")); one row per area is needed"
    case .unknownColumns(let file, let columns):
      "\(file): the framework has no indicator \(columns.joined(separator: ", ")); correct the header, or leave such "
        + "columns aside with --ignore \(columns.joined(separator: ","))"
    case .noIndicator(let file, let expected):
      "\(file) has no column of the framework; it knows \(expected.joined(separator: ", "))"
    case .notANumber(let file, let column, let row, let text):
      "\(file): column \(column), data row \(row): '\(text)' is not a number"
    case .outOfRange(let file, let column, let row, let value):
      value.isNaN
        ? "\(file): column \(column), data row \(row) is empty, but the value beside it is not"
        : "\(file): column \(column), data row \(row): \(significant(value)) is out of range"
    case .noAreas(let file): "\(file) has a header and no rows"
    }
  }
}

extension EvaluationError {
  var isUsage: Bool {
    if case .noSuchPreschool = self { return true }
    return false
  }

  var text: String {
    switch self {
    case .noObservations(let waves):
      "no child of the cohort was observed at a wave of the plan (\(waves.joined(separator: ", "))); "
        + "check school_year and official_wave in the plan against the data"
    case .noSuchPreschool(let code): "the store has no preschool \(code)"
    case .noSheets(let preschool):
      "no child of \(preschool) with consent has an observation sheet at a wave of the plan"
    case .noScales: "the observation sheets hold no items with levels; children cannot be put on a scale"
    }
  }
}

extension RecordStoreError {
  var text: String {
    switch self {
    case .noSuchStore(let path): "there is no store \(path); make one with `tarazy import FOLDER --into \(path)`"
    case .notAStore(let path): "\(path) is not a Tarazy store"
    case .newerSchema: "the store was made by a later version of Tarazy"
    case .olderSchema: "the store was made by an earlier version; import the folder again"
    case .noRecords: "nothing has been imported into the store yet"
    case .noSuchRun(let run): "the store has no run \(run); `tarazy runs` lists them"
    case .otherRunFormat(let run, let found, let readable):
      "the run \(run) is kept in format \(found), and this version of Tarazy reads format \(readable); "
        + "run `tarazy evaluate` again on the same store and plan"
    case .runExists(let run): "the run \(run) exists already; runs are never overwritten"
    case .notStorable(let keyPath): "a finding is not a number (\(keyPath)); please report this"
    case .corrupt(let table, let column): "the store was changed by another program: \(table).\(column) cannot be read"
    case .database(14, _): "the store cannot be opened; does its folder exist, and may it be written to?"
    case .database(let code, let message): "SQLite error \(code): \(message)"
    }
  }
}

extension SimulationError {
  var text: String {
    switch self {
    case .noRegions: "there is no region to place preschools in"
    case .countOutOfRange(let key, let value, let allowed):
      "\(key) is \(value); it must lie in \(allowed.lowerBound) … \(allowed.upperBound)"
    case .notAShare(let key, let value): "\(key) is \(value); a share lies in [0, 1]"
    case .notNonnegative(let key, let value): "\(key) is \(value); it must not be negative"
    case .notFinite(let key, let value): "\(key) is \(value); it must be a number"
    case .thresholdsNotIncreasing(let lower, let upper):
      "the upper threshold \(upper) of the items must lie above the lower one \(lower)"
    case .unknownDevelopmentArea(let key): "the instrument has no development area \(key)"
    }
  }
}
