# kenward_roger.R FILE.csv
# Kenward-Roger for every fixed effect of the three-level mixed model, by pbkrtest from lme4's fit.
# Prints one JSON object; the time is that of fit and inference, with the data in memory.
suppressPackageStartupMessages({library(data.table); library(lme4); library(pbkrtest)})
data <- fread(commandArgs(TRUE)[1], data.table = FALSE)
for (column in c("preschool", "group", "child")) data[[column]] <- factor(data[[column]])
formula <- y1 ~ arm * factor(wave) + female + age_months + (1 | preschool/group/child)

start <- proc.time()[["elapsed"]]
model <- lme4::lmer(formula, data, control = lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-10)))
adjusted <- vcovAdj(model)
identity <- diag(length(fixef(model)))
df <- apply(identity, 1, function(contrast) Lb_ddf(contrast, vcov(model), adjusted))
seconds <- proc.time()[["elapsed"]] - start

table <- data.frame(term = names(fixef(model)), estimate = unname(fixef(model)),
  std_error = unname(sqrt(diag(as.matrix(adjusted)))), df = df)
cat(jsonlite::toJSON(list(program = paste("pbkrtest", packageVersion("pbkrtest")), seconds = seconds,
  coefficients = table), auto_unbox = TRUE, digits = NA), "\n")
