public import Findings

extension EstimationError {
  /// What happened and what to do, in English.
  public var text: String {
    switch self {
    case .tooFewObservations(let found, let required):
      "\(found) rows for a model that needs at least \(required); leave out terms or add data"
    case .tooFewClusters(let found, let required):
      "\(found) cluster\(found == 1 ? "" : "s"), and the method needs at least \(required)"
    case .groupingNotIdentified(let grouping, let effects, let rows):
      "\(grouping) has \(effects) random effects in \(rows) rows: their variance cannot be told from the residual's; "
        + "leave it or its slopes out"
    case .noEstimableTerm: "no column of the design varies; name at least one term that does"
    case .termNotEstimated(let term): "\(term) has no coefficient: it is not in the model, or follows from other terms"
    case .constantResponse: "the response has the same value in every row"
    case .singularSystem(let step): "the equations have no solution (\(step)); check the columns for duplicates"
    case .responseNotBinary(let response, let values):
      "\(response) is not binary: it holds \(values.joined(separator: ", ")); it needs 0 and 1, or text of two levels"
    case .responseNotOrdinal(let response, let value):
      "\(response) holds \(value); an ordinal response is whole numbers, or text in sorted order"
    case .separated(let terms):
      "\(terms.joined(separator: ", ")) tell the categories of the response apart without error: no finite "
        + "coefficients; leave them out or merge categories"
    case .notConverged(let iterations):
      "the likelihood had no maximum after \(iterations) iterations; check the columns for near-duplicates"
    case .noFiniteObjective: "the likelihood has no finite value; check the response and the columns"
    }
  }
}
