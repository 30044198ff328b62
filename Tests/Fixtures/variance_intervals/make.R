# Intervals of variance components, and Kenward-Roger where the exam and star cases have none: random slopes, several
# contrasts at once, a variance estimated as 0.
source("../expected_json.R")
source("../mixed_models.R")
suppressPackageStartupMessages(library(nlme, exclude = "lmList"))

exam <- read.csv("../exam/data.csv")
exam$school <- factor(exam$school)
exam$male <- as.numeric(exam$sex == "M")
intercept <- normexam ~ standLRT + male + (1 | school)
slope <- normexam ~ standLRT + male + (standLRT | school)

# The first 20 schools, the pupils of each cut into four parts by their order: parts differ by chance only.
extract_data <- function() {
  rows <- exam[exam$school %in% 1:20, c("school", "normexam", "standLRT", "male")]
  rows$part <- ave(seq_len(nrow(rows)), rows$school, FUN = seq_along) %% 4
  write.csv(rows, "data.csv", row.names = FALSE, quote = FALSE)
}

polished_model <- function(formula, data, reml) model_at(formula, data, reml, polished_theta(formula, data, reml)$theta)

kenward_roger <- function(model) {
  last_two <- diag(length(fixef(model)))[-1, , drop = FALSE]
  test <- KRmodcomp(model, last_two)$stats
  c(kenward_roger_record(model), list(joint = test[c("ndf", "ddf", "Fstat", "p.value", "F.scaling")]))
}

# -2 log-likelihood as a function of the standard deviations of schools and of the residual, for one random intercept.
deviance_of_deviations <- function(data, reml) {
  evaluate <- do.call(mkLmerDevfun, lFormula(intercept, data, REML = reml))
  place <- environment(evaluate)
  function(school, sigma) {
    evaluate(school / sigma)
    degrees <- nrow(data) - if (reml) ncol(place$pp$X) else 0
    determinants <- place$pp$ldL2() + if (reml) place$pp$ldRX2() else 0
    determinants + degrees * log(2 * pi * sigma^2) + (place$resp$wrss() + place$pp$sqrL(1)) / sigma^2
  }
}

# Where the profiled deviance has risen by the quantile of chi-squared: root finding, no splines.
profile_roots <- function(data, reml) {
  deviance <- deviance_of_deviations(data, reml)
  minimum <- function(f, range) optimize(f, range, tol = 1e-9)$objective
  school <- function(x) minimum(function(sigma) deviance(x, sigma), c(0.5, 1))
  sigma <- function(x) minimum(function(school) deviance(school, x), c(0.05, 1))
  least <- minimum(school, c(0.05, 1))
  root <- function(f, low, high) uniroot(function(x) f(x) - least - qchisq(0.95, 1), c(low, high), tol = 1e-10)$root
  list(school = c(root(school, 0.1, 0.3), root(school, 0.3, 0.9)),
    sigma = c(root(sigma, 0.6, 0.75), root(sigma, 0.75, 0.9)))
}

# Share of the variance between schools, by its profile in theta, the residual variance profiled out.
icc_roots <- function(data, reml) {
  deviance <- do.call(mkLmerDevfun, lFormula(intercept, data, REML = reml))
  theta <- polished_theta(intercept, data, reml)$theta
  share <- function(theta) theta^2 / (1 + theta^2)
  excess <- function(x) deviance(x) - deviance(theta) - qchisq(0.95, 1)
  root <- function(low, high) uniroot(excess, c(low, high), tol = 1e-12)$root
  list(estimate = share(theta), interval = share(c(root(0.05, theta), root(theta, 2))))
}

# Share of the variance between parts of schools: 0, with an upper bound.
icc_of_parts <- function(formula, data) {
  deviance <- do.call(mkLmerDevfun, lFormula(formula, data, REML = TRUE))
  profiled <- function(share) {
    # theta in lme4's order: parts of schools, schools.
    given <- function(school) deviance(c(sqrt(share / (1 - share) * (1 + school^2)), school))
    optimize(given, c(0.1, 1), tol = 1e-9)$objective
  }
  uniroot(function(share) profiled(share) - profiled(0) - qchisq(0.95, 1), c(1e-4, 0.3), tol = 1e-10)$root
}

lme4_profile <- function(formula) {
  model <- lme4::lmer(formula, exam, REML = FALSE, control = tight_control())
  intervals <- confint(profile(model, which = "theta_", signames = FALSE, delta.cutoff = 1 / 32), level = 0.95)
  as.matrix(intervals)
}

nlme_intervals <- function(random) {
  model <- lme(normexam ~ standLRT + male, exam, random, method = "REML",
    control = lmeControl(msTol = 1e-12, tolerance = 1e-10, returnObject = TRUE))
  found <- intervals(model, 0.95, which = "var-cov")
  list(school = as.matrix(found$reStruct$school[, c("lower", "upper")]), sigma = found$sigma[c("lower", "upper")])
}

# The same by Richardson's second derivatives of lme4's restricted deviance in log standard deviations, Fisher's z of the
# correlation and log sigma: nlme's differences are coarse.
wald_by_numbers <- function() {
  data <- exam
  evaluate <- do.call(mkLmerDevfun, lFormula(slope, data, REML = TRUE))
  place <- environment(evaluate)
  deviance <- function(p) {
    rho <- tanh(p[3]); sd <- exp(p[1:2] - p[4])
    evaluate(c(sd[1], sd[2] * rho, sd[2] * sqrt(1 - rho^2)))
    degrees <- nrow(data) - ncol(place$pp$X)
    place$pp$ldL2() + place$pp$ldRX2() + degrees * log(2 * pi) + 2 * degrees * p[4] +
      (place$resp$wrss() + place$pp$sqrL(1)) * exp(-2 * p[4])
  }
  model <- polished_model(slope, data, TRUE)
  sd <- attr(VarCorr(model)$school, "stddev"); rho <- attr(VarCorr(model)$school, "correlation")[1, 2]
  at <- c(log(unname(sd)), atanh(rho), log(sigma(model)))
  width <- qnorm(0.975) * sqrt(diag(2 * solve(hessian(deviance, at, method.args = list(d = 0.02, r = 6)))))
  list(sd_intercept = exp(at[1] + c(-1, 1) * width[1]), sd_slope = exp(at[2] + c(-1, 1) * width[2]),
    cor = tanh(at[3] + c(-1, 1) * width[3]), sigma = exp(at[4] + c(-1, 1) * width[4]))
}

if (!file.exists("data.csv")) extract_data()
parts <- read.csv("data.csv")
parts$school <- factor(parts$school)
nested <- normexam ~ standLRT + male + (1 | school / part)
singular <- lme4::lmer(nested, parts, REML = TRUE, control = tight_control())

write_expected(list(
  meta = list(case = "variance_intervals", versions = versions("lme4", "pbkrtest", "nlme")),
  kenward_roger_slope = kenward_roger(polished_model(slope, exam, TRUE)),
  kenward_roger_singular = c(kenward_roger(singular), list(varcomp = variance_components(singular))),
  roots_reml = profile_roots(exam, TRUE), roots_ml = profile_roots(exam, FALSE),
  profile_intercept_ml = lme4_profile(intercept), profile_slope_ml = lme4_profile(slope),
  wald_intercept_reml = nlme_intervals(~ 1 | school), wald_slope_reml = nlme_intervals(~ standLRT | school),
  wald_slope_by_numbers = wald_by_numbers(),
  icc_reml = icc_roots(exam, TRUE), icc_ml = icc_roots(exam, FALSE), icc_part_upper = icc_of_parts(nested, parts)))
