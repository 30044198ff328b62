# Logistic regressions of the achievement award trial (data of the folder `achieve`) with cluster-robust errors of every
# type that clubSandwich has for glm, without weights and with prior weights.
source("../expected_json.R")
suppressPackageStartupMessages(library(clubSandwich))

rows <- read.csv("../achieve/data.csv")
rows$weight <- 1 + rows$siblings / 4
formula <- Bagrut_status ~ treated + school_type + lagscore + sex + siblings

robust_record <- function(model, type) {
  covariance <- vcovCR(model, cluster = rows$school_id, type = type)
  test <- coef_test(model, vcov = covariance, test = "Satterthwaite")
  list(se = setNames(test$SE, rownames(test)), df_satt = setNames(test$df_Satt, rownames(test)))
}

model_record <- function(model) {
  types <- c("CR0", "CR1", "CR1S", "CR2", "CR3")
  c(list(n = nobs(model), beta = coef(model), se_classical = sqrt(diag(vcov(model))),
    log_likelihood = as.numeric(logLik(model))),
    setNames(lapply(types, function(type) robust_record(model, type)), types))
}

out <- list(meta = list(case = "logit_clusters", formula = deparse(formula, width.cutoff = 500),
  versions = versions("clubSandwich")))
control <- glm.control(epsilon = 1e-15, maxit = 100)
out$unweighted <- model_record(glm(formula, binomial, rows, control = control))
# Prior weights that are no counts draw a warning; estimates and errors do not depend on it.
out$weighted <- suppressWarnings(model_record(
  glm(formula, binomial, rows, control = control, weights = weight)))
out$weighted$log_likelihood <- NULL
write_expected(out)
