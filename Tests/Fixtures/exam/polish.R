source("../polish.R")
data <- read.csv("data.csv")
data$school <- factor(data$school)
data$male <- as.numeric(data$sex == "M")
polished_models("exam", list(
  intercept = normexam ~ standLRT + male + (1 | school),
  slope = normexam ~ standLRT + male + (standLRT | school)), data)
