# CR2 with Satterthwaite degrees of freedom and HTZ tests of models with one indicator per level, by clubSandwich.
# A weighted model is one whose rows are multiplied by the roots of their weights: errors with the inverse weights as
# variances.
source("../expected_json.R")
suppressPackageStartupMessages(library(clubSandwich))

record <- function(formula, data, cluster, terms, weights = rep(1, nrow(data))) {
  data <- data[complete.cases(data), ]
  design <- model.matrix(formula, data) * sqrt(weights)
  response <- model.response(model.frame(formula, data)) * sqrt(weights)
  kept <- qr(design)$pivot[seq_len(qr(design)$rank)]
  model <- lm(response ~ 0 + design[, sort(kept)])
  names <- colnames(design)[sort(kept)]
  covariance <- vcovCR(model, cluster = cluster, type = "CR2")
  rows <- match(terms, names)
  test <- coef_test(model, vcov = covariance, test = "Satterthwaite", coefs = rows)
  result <- list(beta = setNames(test$beta, terms), se = setNames(test$SE, terms), df = setNames(test$df_Satt, terms))
  if (length(terms) < 2) return(result)
  joint <- Wald_test(model, constrain_zero(rows, coefs = coef(model)), covariance, test = "HTZ")
  c(result, list(htz = list(statistic = joint$Fstat, df1 = joint$df_num, df2 = joint$df_denom, p = joint$p_val)))
}

every_row <- read.csv("data.csv")
data <- every_row
repeat {
  alone <- ave(seq_along(data$educator), data$educator, FUN = length) == 1 |
    ave(seq_along(data$preschool), data$preschool, FUN = length) == 1
  if (!any(alone)) break
  data <- data[!alone, ]
}
castle <- read.csv("../did/data.csv")
by_year <- l_homicide ~ post + factor(sid) + factor(year)
write_expected(list(
  meta = list(case = "absorb", versions = versions("clubSandwich")),
  castle = record(by_year, castle, castle$sid, "post"),
  castle_popwt = record(by_year, castle, castle$sid, "post", castle$popwt),
  nested = record(score ~ hours + training + educator, data, data$educator, c("hours", "training")),
  crossed = record(score ~ hours + training + educator + month, data, data$educator, c("hours", "training")),
  without_nested = record(score ~ hours + training + month, every_row, every_row$preschool, c("hours", "training")),
  weighted = record(score ~ hours + training + educator + month, data, data$educator, c("hours", "training"),
    data$weight)), "expected_cr2.json")
