# Inner London examination data: random intercepts and slopes, conditional modes, test of the slope.
source("../expected_json.R")
source("../mixed_models.R")

extract_data <- function() {
  data("Exam", package = "mlmRev")
  write.csv(Exam[, c("school", "normexam", "standLRT", "sex")], "data.csv", row.names = FALSE, quote = FALSE)
}

# Predicted school deviations with their standard deviations given the estimated variances.
conditional_modes <- function(model) {
  modes <- ranef(model, condVar = TRUE)$school
  covariance <- attr(modes, "postVar")
  list(school = rownames(modes), intercept = modes[, 1], slope = modes[, 2], condSD_int = sqrt(covariance[1, 1, ]),
    condSD_slope = sqrt(covariance[2, 2, ]), condCov = covariance[1, 2, ])
}

fitted_record <- function(formula, data, reml, extra) {
  model <- lmerTest::lmer(formula, data, REML = reml, control = tight_control())
  c(optimum_record(model, formula, reml), satterthwaite_record(model), extra(model))
}

# Likelihood ratio of two ML fits, with the p-value of two degrees of freedom and that of the half-half mixture.
slope_test <- function(slope, intercept) {
  chisq <- 2 * (slope$logLik - intercept$logLik)
  upper <- function(df) pchisq(chisq, df, lower.tail = FALSE)
  list(chisq = chisq, p_df2 = upper(2), p_mixture_1_2 = (upper(1) + upper(2)) / 2)
}

if (!file.exists("data.csv")) extract_data()
data <- read.csv("data.csv")
data$school <- factor(data$school)
data$male <- as.numeric(data$sex == "M")
intercept <- normexam ~ standLRT + male + (1 | school)
slope <- normexam ~ standLRT + male + (standLRT | school)

expected <- list(
  meta = list(case = "exam", versions = versions("lme4", "lmerTest", "mlmRev", "pbkrtest"),
    coding = "male = 1(sex==M)"),
  slope_reml = fitted_record(slope, data, TRUE, function(model) list(ranef = conditional_modes(model))),
  intercept_reml = fitted_record(intercept, data, TRUE, kenward_roger_record),
  slope_ml = fitted_record(slope, data, FALSE, function(model) list(ranef = conditional_modes(model))),
  intercept_ml = fitted_record(intercept, data, FALSE, function(model) list()))
expected$lrt_slope <- slope_test(expected$slope_ml, expected$intercept_ml)
write_expected(expected)
