# Achievement award trial, cohort 2001: linear probability models with cluster-robust errors and Wald tests.
source("../expected_json.R")
suppressPackageStartupMessages(library(clubSandwich))

columns <- c("school_id", "school_type", "treated", "year", "sex", "siblings", "immigrant", "father_ed", "mother_ed",
  "Bagrut_status", "lagscore")

extract_data <- function() {
  data("AchievementAwardsRCT", package = "clubSandwich")
  rows <- as.data.frame(AchievementAwardsRCT)
  write.csv(rows[rows$year == "2001", columns], "data.csv", row.names = FALSE, quote = FALSE)
}

# All small-sample versions of one joint test, by name.
wald_record <- function(model, constraints, covariance) {
  tests <- Wald_test(model, constraints = constraints, vcov = covariance, test = "All")
  rows <- lapply(seq_len(nrow(tests)), function(i) list(Fstat = tests$Fstat[i], df_num = tests$df_num[i],
    df_denom = tests$df_denom[i], p = tests$p_val[i]))
  setNames(rows, tests$test)
}

robust_record <- function(model, cluster, type, constraints) {
  covariance <- vcovCR(model, cluster = cluster, type = type)
  test <- coef_test(model, vcov = covariance, test = "Satterthwaite")
  value <- function(column) setNames(test[[column]], rownames(test))
  record <- list(se = value("SE"), df_satt = value("df_Satt"), p_satt = value("p_Satt"))
  if (!type %in% c("CR1", "CR2")) return(record)
  c(record, setNames(lapply(constraints, function(each) wald_record(model, each, covariance)),
    paste0("wald_", names(constraints))))
}

# `constraints` makes the joint hypotheses from the names of the coefficients.
model_record <- function(label, formula, data, constraints) {
  model <- lm(formula, data)
  types <- c("CR0", "CR1", "CR1S", "CR2")
  robust <- lapply(types, function(type) robust_record(model, data$school_id, type, constraints(coef(model))))
  c(list(label = label, formula = deparse(formula, width.cutoff = 500), n = nobs(model),
    clusters = length(unique(data$school_id)), beta = coef(model)), setNames(robust, types))
}

if (!file.exists("data.csv")) extract_data()
data <- read.csv("data.csv")
data <- data[complete.cases(data), ]
data$school_type <- factor(data$school_type)
data$girl <- as.numeric(data$sex == "Girl")

main <- Bagrut_status ~ school_type + father_ed + mother_ed + immigrant + siblings + lagscore + girl + treated
by_type <- Bagrut_status ~ school_type + father_ed + mother_ed + immigrant + siblings + lagscore + girl +
  treated:school_type
write_expected(list(
  meta = list(case = "achieve", versions = versions("clubSandwich"), cluster = "school_id",
    model = "Angrist & Lavy: linear probability of Bagrut_status; the formulas are given exactly"),
  y2001_main = model_record("2001 cohort main effect", main, data, function(coefficients) list(
    covariates = constrain_zero(c("father_ed", "mother_ed", "siblings"), coefs = coefficients),
    school_type = constrain_zero("school_type", coefs = coefficients, reg_ex = TRUE))),
  y2001_by_type = model_record("2001 cohort moderated by school type", by_type, data, function(coefficients) list(
    treat_equal_across_types = constrain_equal("treated", coefs = coefficients, reg_ex = TRUE),
    treat_all_zero = constrain_zero("treated", coefs = coefficients, reg_ex = TRUE)))))
