# Mixed models by lme4, as lists of expected values.
suppressPackageStartupMessages({library(lme4); library(lmerTest); library(pbkrtest); library(numDeriv)})

tight_control <- function() lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-10, maxfun = 1e6))

# Variances and covariances named group:term or group:term,term2.
variance_components <- function(model) {
  table <- as.data.frame(VarCorr(model))
  term <- ifelse(is.na(table$var1), "", table$var1)
  term2 <- ifelse(is.na(table$var2), "", paste0(",", table$var2))
  setNames(table$vcov, paste0(table$grp, ":", term, term2))
}

standard_errors <- function(covariance) sqrt(diag(as.matrix(covariance)))

optimum_record <- function(model, formula, reml) list(
  formula = deparse(formula, width.cutoff = 500), REML = reml, n = nobs(model),
  ngroups = sapply(getME(model, "flist"), nlevels), beta = fixef(model), se = standard_errors(vcov(model)),
  vcov_beta = as.matrix(vcov(model)), varcomp = variance_components(model), theta = getME(model, "theta"),
  logLik = as.numeric(logLik(model)), minus2ll = -2 * as.numeric(logLik(model)), AIC = AIC(model), BIC = BIC(model))

satterthwaite_record <- function(model) {
  table <- coef(summary(model, ddf = "Satterthwaite"))
  list(satt_df = table[, "df"], t = table[, "t value"], satt_p = table[, "Pr(>|t|)"])
}

# Kenward-Roger: one F test per coefficient.
kenward_roger_record <- function(model) {
  terms <- names(fixef(model))
  tests <- lapply(seq_along(terms), function(i) KRmodcomp(model, diag(length(terms))[i, , drop = FALSE])$stats)
  value <- function(name) setNames(vapply(tests, `[[`, 0, name), terms)
  list(kr_df = value("ddf"), kr_F = value("Fstat"), kr_p = value("p.value"), kr_se = standard_errors(vcovAdj(model)))
}

# The minimum of the profiled deviance: lme4's own stop, then Newton steps until one is below 1e-12. The derivatives are
# Richardson's with wide steps, because the deviance is a sum of thousands of terms and carries their rounding.
polished_theta <- function(formula, data, reml) {
  start <- lme4::lmer(formula, data, REML = reml, control = tight_control())
  deviance <- do.call(mkLmerDevfun, lFormula(formula, data, REML = reml))
  theta <- unname(getME(start, "theta"))
  wide <- list(d = 0.02, r = 6)
  for (iteration in 1:6) {
    gradient <- grad(deviance, theta, method.args = wide)
    step <- solve(hessian(deviance, theta, method.args = wide), gradient)
    theta <- theta - step
    if (max(abs(step)) < 1e-12) break
  }
  list(theta = theta, last_newton_step = max(abs(step)), max_abs_gradient = max(abs(gradient)))
}

# The model at a given theta, without any optimiser.
model_at <- function(formula, data, reml, theta) {
  control <- lmerControl(optimizer = NULL, calc.derivs = FALSE)
  call <- bquote(lmerTest::lmer(.(formula), data = data, REML = .(reml), control = control, start = theta))
  suppressWarnings(eval(call))
}

polished_record <- function(formula, data, reml) {
  polished <- polished_theta(formula, data, reml)
  model <- model_at(formula, data, reml, polished$theta)
  c(optimum_record(model, formula, reml), polished[c("last_newton_step", "max_abs_gradient")],
    satterthwaite_record(model))
}
