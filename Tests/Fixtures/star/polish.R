# The mixed models of mathk at the optimum itself: lme4's own stop, then Newton steps.
source("../expected_json.R")
source("../mixed_models.R")

data <- read.csv("star_math.csv")
data$school <- factor(data$school)
simple <- mathk ~ small + (1 | school)
adjusted <- mathk ~ small + female + free + (1 | school)
write_expected(list(
  meta = list(case = "star", versions = versions("lme4", "lmerTest", "numDeriv")),
  mathk_simple_reml = polished_record(simple, data, TRUE), mathk_simple_ml = polished_record(simple, data, FALSE),
  mathk_cov_reml = polished_record(adjusted, data, TRUE), mathk_cov_ml = polished_record(adjusted, data, FALSE)),
  "expected_polished.json")
