# Mixed models at the optimum itself: lme4's own stop, then Newton steps (pol in polfun.R).
source("../common.R"); source("../polfun.R")

polished <- function(formula, data, reml) {
  fit <- pol(formula, data, reml, satt = FALSE)
  fit[c("formula", "REML", "theta", "varcomp", "beta", "se", "logLik", "minus2ll", "last_newton_step", "max_abs_gradient")]
}

# One entry per model and criterion, named <model>_reml and <model>_ml.
polished_models <- function(case, formulas, data) {
  out <- list(meta = list(case = case, versions = vers("lme4", "numDeriv"),
    note = "same models as expected.json, optimum polished by Newton: use these for tight tolerances (1e-8 relative)"))
  for (model in names(formulas)) for (criterion in c("reml", "ml"))
    out[[paste0(model, "_", criterion)]] <- polished(formulas[[model]], data, criterion == "reml")
  write_expected(out, "expected_polished.json")
}
