# What the design of datasets/star looks like: units by arm, losses, balance of covariates, intraclass correlations.
# Run from this folder: Rscript make.R
suppressPackageStartupMessages(library(lme4))
source("../expected_json.R")

read <- function(name) read.csv(file.path("../../../datasets/star", name), colClasses = "character")
children <- read("children.csv"); groups <- read("groups.csv")
enrolments <- read("enrolments.csv"); scores <- read("scores.csv")
years <- c("1985-86", "1986-87", "1987-88", "1988-89")
waves <- c("kindergarten", "first_grade", "second_grade", "third_grade")

# One row per child and wave at which it has any score, with the class it attended on the day.
scores <- scores[scores$official_wave == "final" & scores$school_year %in% years, ]
long <- reshape(
  scores[c("child", "school_year", "observed_on", "outcome", "value")], direction = "wide",
  idvar = c("child", "school_year", "observed_on"), timevar = "outcome")
names(long) <- sub("value.", "", names(long), fixed = TRUE)
long <- merge(long, enrolments, by = "child")
long <- long[long$entered <= long$observed_on & (long$left == "" | long$observed_on <= long$left), ]
long <- merge(long, groups[c("group", "school_year", "preschool", "arm", "age_band")], by = c("group", "school_year"))
long <- merge(long, children[c("child", "sex")], by = "child")
long$wave <- match(long$school_year, years)
for (name in c("math", "read", "free_lunch")) long[[name]] <- as.numeric(long[[name]])
long <- long[order(long$child, long$wave), ]
stopifnot(!duplicated(long[c("child", "wave")]))
# Everybody is of one cohort of birth: no cohort leaves by design.
stopifnot(length(unique(as.numeric(substr(long$school_year, 1, 4)) - as.numeric(long$age_band))) == 1)

unit_counts <- function(unit) {
  arms <- tapply(long$arm, unit, function(a) paste(sort(unique(a)), collapse = "+"))
  list(control_only = sum(arms == "control"), experimental_only = sum(arms == "experimental"),
       both_arms = sum(arms == "control+experimental"))
}

losses <- function(wave) {
  first <- long[long$wave == 1, ]
  first$seen <- first$child %in% long$child[long$wave == wave]
  stayed <- tapply(first$seen, first$group, any)
  arm <- tapply(first$arm, first$group, `[`, 1)
  inside <- first[first$group %in% names(stayed)[stayed], ]
  list(
    group = c(length(stayed), mean(!stayed), mean(!stayed[arm == "control"]), mean(!stayed[arm == "experimental"])),
    child = c(nrow(inside), mean(!inside$seen), mean(!inside$seen[inside$arm == "control"]),
              mean(!inside$seen[inside$arm == "experimental"])))
}

# Newton steps after lme4's optimum bring the correlations to their own rounding.
fit <- function(formula, data) {
  start <- lmer(formula, data, control = lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-10)))
  criterion <- update(start, devFunOnly = TRUE)
  theta <- optim(getME(start, "theta"), criterion, method = "BFGS", control = list(reltol = 1e-16))$par
  for (step in 1:3) {
    h <- 1e-4
    unit <- diag(length(theta)) * h
    gradient <- apply(unit, 2, function(u) (criterion(theta + u) - criterion(theta - u)) / (2 * h))
    hessian <- outer(seq_along(theta), seq_along(theta), Vectorize(function(i, j) {
      (criterion(theta + unit[, i] + unit[, j]) - criterion(theta + unit[, i] - unit[, j])
       - criterion(theta - unit[, i] + unit[, j]) + criterion(theta - unit[, i] - unit[, j])) / (4 * h * h)
    }))
    theta <- theta - solve(hessian, gradient)
  }
  names(theta) <- names(getME(start, "theta"))
  theta
}
shares <- function(theta) {
  variances <- theta^2 / (1 + sum(theta^2))
  c(preschool = sum(variances[grepl("preschool\\.", names(variances)) & !grepl("group", names(variances))]),
    group = sum(variances))
}
correlations <- function(outcome, wave) {
  data <- long[long$wave == wave & !is.na(long[[outcome]]), ]
  as.list(shares(fit(reformulate("arm + (1 | preschool) + (1 | group)", outcome), data)))
}

# The Cox index with the design effect of the classes: WWC 5.0, appendix E.
balance <- function(value, rows) {
  data <- data.frame(value = value, arm = rows$arm, group = rows$group)[!is.na(value), ]
  theta <- fit(value ~ arm + (1 | group), data)
  rho <- theta^2 / (1 + theta^2)
  treated <- data$value[data$arm == "experimental"]; control <- data$value[data$arm == "control"]
  n <- nrow(data); m <- length(unique(data$group)); omega <- 1 - 3 / (4 * n - 9)
  index <- omega * (qlogis(mean(treated)) - qlogis(mean(control))) / 1.65
  cells <- c(sum(treated), sum(1 - treated), sum(control), sum(1 - control))
  error <- omega * sqrt((1 + (n / m - 1) * rho) * sum(1 / cells)) / 1.65
  c(control_mean = mean(control), experimental_mean = mean(treated), value = index,
    lower = index - qt(0.975, m - 2) * error[[1]], upper = index + qt(0.975, m - 2) * error[[1]])
}

# What the standard error is multiplied by: Bloom (1995), 95 % confidence, power 0.8.
multiple <- function(df) qt(0.975, df) + qt(0.8, df)

first <- long[!duplicated(long$child), ]
pairs <- expand.grid(wave = seq_along(waves), outcome = c("math", "read"), stringsAsFactors = FALSE)
expected <- list(
  units = list(preschool = unit_counts(long$preschool), group = unit_counts(long$group)),
  attrition = setNames(lapply(2:4, losses), waves[2:4]),
  balance = list(
    "sex.f" = balance(as.numeric(first$sex == "f"), first), "free_lunch.1" = balance(first$free_lunch, first)),
  clustering = setNames(
    lapply(seq_len(nrow(pairs)), function(i) correlations(pairs$outcome[i], pairs$wave[i])),
    paste(pairs$outcome, waves[pairs$wave], sep = ".")),
  detectable_multiple = list(df = c(3, 20, 92.5, 1e6), multiple = multiple(c(3, 20, 92.5, 1e6))),
  meta = list(versions = versions("lme4")))
write_expected(expected)
