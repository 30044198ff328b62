# Random waves of preschools whose correlations let the signs of a factor's diagonal turn: lme4's own optimum.
# Run in this folder: Rscript make.R
source("../expected_json.R")
source("../mixed_models.R")

data <- read.csv("data.csv", stringsAsFactors = TRUE)

fitted_record <- function(outcome) {
  formula <- as.formula(paste(
    outcome, "~ exp + e1 + e2 + sheet + sex + age + language + (1 + w1 + w2 | preschool) + (1 | group) + (1 | child)"))
  control <- lmerControl(
    optimizer = "bobyqa", optCtrl = list(rhoend = 1e-10, maxfun = 1e5), calc.derivs = FALSE)
  optimum_record(lme4::lmer(formula, data, REML = TRUE, control = control), formula, TRUE)
}

record <- list(meta = list(case = "sign_valley", versions = versions("lme4")))
for (outcome in c("creative", "communicative")) record[[outcome]] <- fitted_record(outcome)
for (outcome in c("creative", "communicative"))
  record[[outcome]] <- record[[outcome]][c("formula", "n", "ngroups", "beta", "se", "varcomp", "theta", "logLik")]
write_expected(record)
