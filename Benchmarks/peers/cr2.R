# cr2.R FILE.csv clubSandwich|estimatr
# Least squares with CR2 standard errors by preschool and Satterthwaite degrees of freedom.
# Prints one JSON object; the time is that of fit and inference, with the data in memory.
suppressPackageStartupMessages(library(data.table))
arguments <- commandArgs(TRUE)
peer <- arguments[2]
suppressPackageStartupMessages(library(peer, character.only = TRUE))

data <- fread(arguments[1], data.table = FALSE)
data$preschool <- factor(data$preschool)
formula <- y1 ~ arm * factor(wave) + female + age_months

with_clubSandwich <- function() {
  model <- lm(formula, data)
  test <- coef_test(model, vcov = vcovCR(model, cluster = data$preschool, type = "CR2"), test = "Satterthwaite")
  data.frame(term = names(coef(model)), estimate = unname(coef(model)), std_error = test$SE, df = test$df_Satt)
}

with_estimatr <- function() {
  model <- lm_robust(formula, data, clusters = preschool, se_type = "CR2")
  data.frame(term = names(coef(model)), estimate = unname(coef(model)), std_error = unname(model$std.error),
    df = unname(model$df))
}

start <- proc.time()[["elapsed"]]
coefficients <- switch(peer, clubSandwich = with_clubSandwich(), estimatr = with_estimatr())
seconds <- proc.time()[["elapsed"]] - start
cat(jsonlite::toJSON(list(program = paste(peer, packageVersion(peer)), seconds = seconds,
  coefficients = coefficients), auto_unbox = TRUE, digits = NA), "\n")
