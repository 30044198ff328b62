# Project STAR, kindergarten: least squares with robust errors, mixed models, standardised effects.
source("../expected_json.R")
source("../mixed_models.R")
suppressPackageStartupMessages({library(clubSandwich); library(estimatr); library(sandwich)})

extract_data <- function() {
  data("STAR", package = "AER")
  text <- function(name) as.character(STAR[[name]])
  rows <- data.frame(id = seq_len(nrow(STAR)), school = text("schoolidk"), stark = text("stark"),
    gender = text("gender"), lunchk = text("lunchk"), readk = STAR$readk, mathk = STAR$mathk)
  write.csv(rows[!is.na(rows$stark), ], "data.csv", row.names = FALSE, quote = FALSE)
}

# Complete cases of one outcome in small and regular classes.
sample_of <- function(outcome) {
  rows <- read.csv("data.csv")
  rows <- rows[rows$stark %in% c("small", "regular"), ]
  sample <- data.frame(y = rows[[outcome]], small = as.numeric(rows$stark == "small"),
    female = as.numeric(rows$gender == "female"), free = as.numeric(rows$lunchk == "free"),
    school = factor(rows$school))
  droplevels(sample[complete.cases(sample), ])
}

clubsandwich_record <- function(model, school, type) {
  covariance <- vcovCR(model, cluster = school, type = type)
  record <- setNames(list(standard_errors(covariance)), paste0("se_", type))
  if (!type %in% c("CR0", "CR1S", "CR2")) return(record)
  test <- coef_test(model, vcov = covariance, test = "Satterthwaite")
  value <- function(column) setNames(test[[column]], rownames(test))
  record[[paste0("satt_", type)]] <- list(df = value("df_Satt"), p = value("p_Satt"), t = value("tstat"))
  record
}

estimatr_record <- function(formula, sample, type) {
  fit <- lm_robust(formula, sample, clusters = school, se_type = type)
  list(se = fit$std.error, df = fit$df, p = fit$p.value, conf_low = fit$conf.low, conf_high = fit$conf.high)
}

least_squares_record <- function(formula, sample) {
  model <- lm(formula, sample)
  types <- c("CR0", "CR1", "CR1S", "CR2", "CR3")
  robust <- lapply(types, function(type) clubsandwich_record(model, sample$school, type))
  c(list(formula = deparse(formula), beta = coef(model), sigma = sigma(model), df_residual = df.residual(model),
      r2 = summary(model)$r.squared, se_iid = standard_errors(vcov(model)),
      se_HC1 = standard_errors(vcovHC(model, "HC1")), se_HC2 = standard_errors(vcovHC(model, "HC2")),
      se_HC3 = standard_errors(vcovHC(model, "HC3"))),
    do.call(c, robust),
    list(estimatr_CR2 = estimatr_record(formula, sample, "CR2"),
      estimatr_stata = estimatr_record(formula, sample, "stata")))
}

first_conditional_modes <- function(model) {
  modes <- ranef(model, condVar = TRUE)$school
  list(school = rownames(modes)[1:5], eblup = modes[1:5, 1], condSD = sqrt(attr(modes, "postVar")[1, 1, 1:5]))
}

mixed_record <- function(formula, sample, reml) {
  model <- lmerTest::lmer(formula, sample, REML = reml, control = tight_control())
  variances <- as.data.frame(VarCorr(model))$vcov
  record <- c(optimum_record(model, formula, reml), list(var_school = variances[1], var_resid = variances[2],
    icc = variances[1] / sum(variances)), satterthwaite_record(model))
  if (!reml) return(record)
  c(record, kenward_roger_record(model), list(ranef_first5 = first_conditional_modes(model)))
}

# Hedges g and the cluster corrections of the What Works Clearinghouse (WWC 5.0, appendix E), with a given ICC.
standardised_record <- function(sample, icc) {
  small <- sample$y[sample$small == 1]; regular <- sample$y[sample$small == 0]
  n1 <- length(small); n0 <- length(regular); N <- n1 + n0; n <- N / nlevels(sample$school)
  sp <- sqrt(((n1 - 1) * var(small) + (n0 - 1) * var(regular)) / (N - 2))
  diff <- mean(small) - mean(regular)
  omega <- 1 - 3 / (4 * N - 9)
  lambda <- sqrt(1 - 2 * (n - 1) * icc / (N - 2))
  h <- ((N - 2) - 2 * (n - 1) * icc)^2 /
    ((N - 2) * (1 - icc)^2 + n * (N - 2 * n) * icc^2 + 2 * (N - 2 * n) * icc * (1 - icc))
  t_naive <- diff / (sp * sqrt(1 / n1 + 1 / n0))
  t_adj <- t_naive * sqrt(((N - 2) - 2 * (n - 1) * icc) / ((N - 2) * (1 + (n - 1) * icc)))
  list(formulas = paste("g=omega*diff/sp, omega=1-3/(4N-9); lambda=sqrt(1-2(n-1)rho/(N-2)); g_cluster=g*lambda;",
      "h (Hedges 2007 df)=((N-2)-2(n-1)rho)^2/((N-2)(1-rho)^2+n(N-2n)rho^2+2(N-2n)rho(1-rho));",
      "t_adj=t*sqrt(((N-2)-2(n-1)rho)/((N-2)(1+(n-1)rho))); n=N/schools; rho=REML ICC of y~small+(1|school)"),
    n1 = n1, n0 = n0, sd1 = sd(small), sd0 = sd(regular), mean_diff = diff, sd_pooled = sp, omega = omega,
    d = diff / sp, hedges_g = omega * diff / sp, glass_delta = diff / sd(regular), icc = icc, n_per_cluster = n,
    lambda = lambda, g_cluster = omega * diff / sp * lambda,
    g_cluster_h_omega = (1 - 3 / (4 * h - 1)) * diff / sp * lambda, h = h,
    t_naive = t_naive, t_adj = t_adj, p_adj_df_h = 2 * pt(-abs(t_adj), h))
}

outcome_record <- function(outcome) {
  sample <- sample_of(outcome)
  simple <- y ~ small + (1 | school)
  adjusted <- y ~ small + female + free + (1 | school)
  mixed <- list(
    lmer_simple_reml = mixed_record(simple, sample, TRUE), lmer_cov_reml = mixed_record(adjusted, sample, TRUE),
    lmer_simple_ml = mixed_record(simple, sample, FALSE), lmer_cov_ml = mixed_record(adjusted, sample, FALSE))
  c(list(n = nrow(sample), schools = nlevels(sample$school), n_small = sum(sample$small),
      n_regular = sum(1 - sample$small), ols_simple = least_squares_record(y ~ small, sample),
      ols_cov = least_squares_record(y ~ small + female + free, sample)),
    mixed, list(wwc = standardised_record(sample, mixed$lmer_simple_reml$icc)))
}

if (!file.exists("data.csv")) extract_data()
write_expected(list(
  meta = list(case = "star",
    versions = versions("lme4", "lmerTest", "pbkrtest", "clubSandwich", "estimatr", "sandwich", "AER"),
    sample = paste("rows of data.csv with stark in {small, regular} and outcome, gender, lunchk not missing;",
      "small = 1(stark==small); female = 1(gender==female); free = 1(lunchk==free)")),
  mathk = outcome_record("mathk"), readk = outcome_record("readk")))
