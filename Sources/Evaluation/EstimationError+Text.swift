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
    case .noErrorVariation(let term): "nothing that the error of \(term) is made of varies, so there is nothing to test"
    case .termVariesWithinCluster(let term, let cluster):
      "\(term) takes several values in cluster \(cluster); the method needs a term that is constant in every cluster"
    case .termInInteraction(let term, let interaction):
      "\(term) also stands in \(interaction); leave the interaction out to test \(term) by dealing the arms again"
    case .notTwoArms(let term, let count):
      "\(term) takes \(count) value\(count == 1 ? "" : "s") among the clusters; a treatment has two"
    case .tooFewClustersInArm(let isExperimental, let found, let required):
      "\(found) cluster\(found == 1 ? "" : "s") in the \(isExperimental ? "experimental" : "control") arm, and the "
        + "method needs at least \(required)"
    case .noStratumWithBothArms:
      "no stratum holds clusters of both arms, so there is no other assignment to compare with"
    case .armUnknown(let cluster): "cluster \(cluster) has no arm"
    case .requiresRestrictedLikelihood:
      "Kenward–Roger is defined for restricted maximum likelihood; fit by REML or ask for Satterthwaite"
    case .unitsNotKept(let grouping):
      "the moments do not keep the units of \(grouping) apart; collect them with the innermost units kept"
    case .modelsNotComparable(let mismatch): "the two models cannot be compared: \(mismatch.text)"
    case .responseNotBinary(let response, let values):
      "\(response) is not binary: it holds \(values.joined(separator: ", ")); it needs 0 and 1, or text of two levels"
    case .responseNotOrdinal(let response, let value):
      "\(response) holds \(value); an ordinal response is whole numbers, or text in sorted order"
    case .randomTermsNotAvailable:
      "this model takes one random intercept, (1 | group), or cluster-robust errors, not more and not both"
    case .unknownInteraction(let term, let product):
      "\(product) has a factor that is no column of the model, so its value for other values of \(term) is unknown"
    case .categoryNotReachable(let category):
      "\(category) is not a category of the response above the lowest"
    case .separated(let terms):
      "\(terms.joined(separator: ", ")) tell the categories of the response apart without error: no finite "
        + "coefficients; leave them out or merge categories"
    case .notConverged(let iterations):
      "the likelihood had no maximum after \(iterations) iterations; check the columns for near-duplicates"
    case .noFiniteObjective: "the likelihood has no finite value; check the response and the columns"
    }
  }
}

extension ModelMismatch {
  fileprivate var text: String {
    switch self {
    case .rows(let larger, let smaller): "one rests on \(larger) rows, the other on \(smaller)"
    case .criterion(let larger, let smaller): "one was fitted by \(larger), the other by \(smaller)"
    case .fixedEffects(let terms):
      "restricted likelihoods need the same fixed effects, and only one model has \(terms.joined(separator: ", ")); "
        + "fit both by maximum likelihood"
    case .notNested(let terms): "only the smaller one has \(terms.joined(separator: ", "))"
    }
  }
}
