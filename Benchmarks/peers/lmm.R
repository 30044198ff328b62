# lmm.R FILE.csv lme4|lmerTest
# Three-level mixed model by REML; lmerTest adds Satterthwaite degrees of freedom.
# Prints one JSON object; the time is that of fit and inference, with the data in memory.
suppressPackageStartupMessages({library(data.table); library(lme4)})
arguments <- commandArgs(TRUE)
peer <- arguments[2]

data <- fread(arguments[1], data.table = FALSE)
for (column in c("preschool", "group", "child")) data[[column]] <- factor(data[[column]])
formula <- y1 ~ arm * factor(wave) + female + age_months + (1 | preschool/group/child)

with_lme4 <- function() {
  model <- lme4::lmer(formula, data)
  list(model = model, table = data.frame(term = names(fixef(model)), estimate = unname(fixef(model)),
    std_error = unname(sqrt(diag(as.matrix(vcov(model)))))))
}

with_lmerTest <- function() {
  model <- lmerTest::lmer(formula, data)
  table <- coef(summary(model, ddf = "Satterthwaite"))
  list(model = model, table = data.frame(term = rownames(table), estimate = unname(table[, "Estimate"]),
    std_error = unname(table[, "Std. Error"]), df = unname(table[, "df"])))
}

start <- proc.time()[["elapsed"]]
fit <- suppressWarnings(switch(peer, lme4 = with_lme4(), lmerTest = with_lmerTest()))
seconds <- proc.time()[["elapsed"]] - start
variances <- as.data.frame(VarCorr(fit$model))
cat(jsonlite::toJSON(list(program = paste(peer, packageVersion(peer)), seconds = seconds, coefficients = fit$table,
  variances = as.list(setNames(variances$vcov, variances$grp)), criterion = REMLcrit(fit$model)),
  auto_unbox = TRUE, digits = NA), "\n")
