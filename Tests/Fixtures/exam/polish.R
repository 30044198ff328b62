# The mixed models at the optimum itself: lme4's own stop, then Newton steps.
source("../expected_json.R")
source("../mixed_models.R")

data <- read.csv("data.csv")
data$school <- factor(data$school)
data$male <- as.numeric(data$sex == "M")
intercept <- normexam ~ standLRT + male + (1 | school)
slope <- normexam ~ standLRT + male + (standLRT | school)
write_expected(list(
  meta = list(case = "exam", versions = versions("lme4", "lmerTest", "numDeriv")),
  intercept_reml = polished_record(intercept, data, TRUE), intercept_ml = polished_record(intercept, data, FALSE),
  slope_reml = polished_record(slope, data, TRUE), slope_ml = polished_record(slope, data, FALSE)),
  "expected_polished.json")
