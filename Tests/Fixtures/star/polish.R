source("../polish.R")
data <- read.csv("star_math.csv")
data$school <- factor(data$school)
polished_models("star", list(
  mathk_simple = mathk ~ small + (1 | school),
  mathk_cov = mathk ~ small + female + free + (1 | school)), data)
