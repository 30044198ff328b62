# Intraclass correlations of single ratings with F intervals: McGraw & Wong (1996), tables 4 and 7, from R's aov.
# Run `Rscript make.R` in this folder.
source("../expected_json.R")
ratings <- as.matrix(read.csv("data.csv")[, -1])
icc <- function(x, conf = .95) {
  n <- nrow(x); k <- ncol(x); p <- 1 - (1 - conf) / 2
  d <- data.frame(y = as.vector(x), child = factor(rep(seq_len(n), k)), rater = factor(rep(seq_len(k), each = n)))
  two <- summary(aov(y ~ child + rater, d))[[1]][["Mean Sq"]]
  MSR <- two[1]; MSC <- two[2]; MSE <- two[3]
  MSW <- summary(aov(y ~ child, d))[[1]][["Mean Sq"]][2]
  one <- { F <- MSR / MSW; FL <- F / qf(p, n - 1, n * (k - 1)); FU <- F * qf(p, n * (k - 1), n - 1)
    c(estimate = (MSR - MSW) / (MSR + (k - 1) * MSW), low = (FL - 1) / (FL + k - 1), high = (FU - 1) / (FU + k - 1)) }
  consistency <- { F <- MSR / MSE; FL <- F / qf(p, n - 1, (n - 1) * (k - 1)); FU <- F * qf(p, (n - 1) * (k - 1), n - 1)
    c(estimate = (MSR - MSE) / (MSR + (k - 1) * MSE), low = (FL - 1) / (FL + k - 1), high = (FU - 1) / (FU + k - 1)) }
  r <- (MSR - MSE) / (MSR + (k - 1) * MSE + k / n * (MSC - MSE))
  a <- k * r / (n * (1 - r)); b <- 1 + k * r * (n - 1) / (n * (1 - r))
  v <- (a * MSC + b * MSE)^2 / ((a * MSC)^2 / (k - 1) + (b * MSE)^2 / ((n - 1) * (k - 1)))
  FL <- qf(p, n - 1, v); FU <- qf(p, v, n - 1)
  agreement <- c(estimate = r, low = n * (MSR - FL * MSE) / (FL * (k * MSC + (k * n - k - n) * MSE) + n * MSR),
    high = n * (FU * MSR - MSE) / (k * MSC + (k * n - k - n) * MSE + n * FU * MSR))
  list(icc_1 = one, icc_a_1 = agreement, icc_c_1 = consistency)
}
set.seed(4); n <- 60; child <- rnorm(n)
pairs <- round(cbind(child + rnorm(n, 0, .6), child + .3 + rnorm(n, 0, .6)), 2)
write_expected(list(meta = list(case = "rater_agreement", versions = versions()), four_judges = icc(ratings),
  pairs_first = pairs[, 1], pairs_second = pairs[, 2], pairs = icc(pairs)))
