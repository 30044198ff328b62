# Logistic regressions of the achievement award trial (data of the folder `achieve`) with cluster-robust errors of every
# type that clubSandwich has for glm, without weights and with prior weights.
source("../expected_json.R")
suppressPackageStartupMessages({
  library(clubSandwich)
  library(numDeriv)
})

rows <- read.csv("../achieve/data.csv")
rows$weight <- 1 + rows$siblings / 4
formula <- Bagrut_status ~ treated + school_type + lagscore + sex + siblings

robust_record <- function(model, type) {
  covariance <- vcovCR(model, cluster = rows$school_id, type = type)
  test <- coef_test(model, vcov = covariance, test = "Satterthwaite")
  list(se = setNames(test$SE, rownames(test)), df_satt = setNames(test$df_Satt, rownames(test)))
}

# The difference between the arms in the mean predicted probability, with its error from the CR2 covariance.
risk_record <- function(model) {
  mean_risk <- function(parameters, treated) {
    given <- rows
    given$treated <- treated
    design <- model.matrix(formula, given)
    weighted.mean(plogis(drop(design %*% parameters)), weights(model, "prior"))
  }
  difference <- function(parameters) mean_risk(parameters, 1) - mean_risk(parameters, 0)
  slope <- grad(difference, coef(model))
  covariance <- as.matrix(vcovCR(model, cluster = rows$school_id, type = "CR2"))
  list(control = mean_risk(coef(model), 0), experimental = mean_risk(coef(model), 1),
    se = sqrt(as.numeric(slope %*% covariance %*% slope)))
}

model_record <- function(model) {
  types <- c("CR0", "CR1", "CR1S", "CR2", "CR3")
  c(list(n = nobs(model), beta = coef(model), se_classical = sqrt(diag(vcov(model))),
    log_likelihood = as.numeric(logLik(model)),
    risk = risk_record(model)),
    setNames(lapply(types, function(type) robust_record(model, type)), types))
}

out <- list(meta = list(case = "logit_clusters", formula = deparse(formula, width.cutoff = 500),
  versions = versions("clubSandwich", "numDeriv")))
control <- glm.control(epsilon = 1e-15, maxit = 100)
out$unweighted <- model_record(glm(formula, binomial, rows, control = control))
# Prior weights that are no counts draw a warning; estimates and errors do not depend on it.
out$weighted <- suppressWarnings(model_record(
  glm(formula, binomial, rows, control = control, weights = weight)))
out$weighted$log_likelihood <- NULL
write_expected(out)
