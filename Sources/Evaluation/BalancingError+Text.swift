internal import Balancing

extension BalancingError {
  /// What happened and what to do, in English.
  var text: String {
    switch self {
    case .tooFewInArm(let isTreated, let found, let required):
      "the \(isTreated ? "experimental" : "control") group has \(found) rows that can be used; it needs \(required)"
    case .tooFewClusters(let found, let required):
      "\(found) clusters where the standard error needs at least \(required), in each group when clusters belong to one"
    case .notFinite(let role): "\(role): a value is missing or infinite"
    case .lengthMismatch(let role, let found, let required): "\(role): \(found) values for \(required) rows"
    case .targetOutOfReach(let covariate):
      "no weights give the groups the same mean of \(covariate): one group has no children like the other's"
    case .propensityOutOfRange(let position, let value):
      "the propensity of data row \(position + 1) is \(value); it must lie between 0 and 1"
    case .propensityNotEstimable(let error): "the propensity cannot be estimated: \(error.text)"
    case .singularSystem(let step): "the system of the step '\(step)' has no unique solution"
    case .nothingObserved(let variable): "\(variable) has no observed value to learn from"
    case .tooFewObserved(let variable, let found, let required):
      "\(variable) has \(found) observed values; its regression on the other variables needs \(required)"
    case .invalidCode(let variable, let value):
      "\(variable) holds \(value); a continuous variable is finite, a binary one 0 or 1, a three-level one 1, 2 or 3"
    case .levelNotObserved(let variable, let level):
      "no row has \(variable) = \(level); name it as a binary variable, recoded, or as a continuous one"
    case .optionOutOfRange(let name, let value): "\(name) cannot be \(value)"
    }
  }
}
