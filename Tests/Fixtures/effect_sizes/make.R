# Closed forms from base R's distributions only: run `Rscript make.R` in this folder.
source("../expected_json.R")
alpha <- 0.05

# Cox index: WWC handbook 5.0, appendix E.
cox <- function(control, experimental, cluster = NULL) {
  N <- control[2] + experimental[2]
  lor <- qlogis(experimental[1] / experimental[2]) - qlogis(control[1] / control[2])
  variance <- sum(1 / c(control[1], control[2] - control[1], experimental[1], experimental[2] - experimental[1]))
  if (!is.null(cluster)) variance <- variance * (1 + (N / cluster$count - 1) * cluster$icc)
  df <- if (is.null(cluster)) N - 2 else cluster$count - 2
  omega <- 1 - 3 / (4 * N - 9)
  d <- omega * lor / 1.65; se <- omega * sqrt(variance) / 1.65
  list(log_odds_ratio = lor, estimate = d, std_error = se, df = df, low = d - qt(.975, df) * se,
       high = d + qt(.975, df) * se, improvement = pnorm(d) - .5)
}

# Two one-sided tests.
tost <- function(b, se, df, margin) list(b = b, se = se, df = df, margin = margin,
  lower_p = pt((b + margin) / se, df, lower.tail = FALSE), upper_p = pt((b - margin) / se, df),
  low = b - qt(.95, df) * se, high = b + qt(.95, df) * se)

# Dong & Maynard (2013): standard error and degrees of freedom of each design, then Bloom's minimum detectable effect and
# the power of an effect through R's noncentral t.
answer <- function(variance, df, effect) {
  se <- sqrt(variance); critical <- qt(1 - alpha / 2, df)
  list(std_error = se, df = df, mdes_bloom = (critical + qt(.8, df)) * se, effect = effect,
       power = pt(critical, df, effect / se, lower.tail = FALSE) + pt(-critical, df, effect / se))
}
designs <- list(
  # children assigned one by one
  ira1 = with(list(n = 200, P = .5, R1 = .3, g = 1), answer((1 - R1) / (P * (1 - P) * n), n - g - 2, .3)),
  # preschools of 20 children assigned
  cra2 = with(list(n = 20, J = 40, rho = .15, R1 = .3, R2 = .5, P = .5, g = 1),
    answer(rho * (1 - R2) / (P * (1 - P) * J) + (1 - rho) * (1 - R1) / (P * (1 - P) * J * n), J - g - 2, .25)),
  # groups of 18 in preschools of 3 groups; a third of the preschools experimental
  cra3 = with(list(n = 18, J = 3, K = 30, r2 = .08, r3 = .12, R1 = .2, R2 = .1, R3 = .4, P = 1 / 3, g = 2),
    answer(r3 * (1 - R3) / (P * (1 - P) * K) + r2 * (1 - R2) / (P * (1 - P) * K * J) +
      (1 - r3 - r2) * (1 - R1) / (P * (1 - P) * K * J * n), K - g - 2, .3)),
  # districts assigned
  cra4 = with(list(n = 18, J = 3, K = 5, L = 24, r2 = .08, r3 = .12, r4 = .05, P = .5),
    answer(r4 / (P * (1 - P) * L) + r3 / (P * (1 - P) * L * K) + r2 / (P * (1 - P) * L * K * J) +
      (1 - r4 - r3 - r2) / (P * (1 - P) * L * K * J * n), L - 2, .3)),
  # children assigned inside preschools, the same effect in all
  bira2 = with(list(n = 12, J = 10, rho = .2, R1 = .25, P = .5),
    answer((1 - rho) * (1 - R1) / (P * (1 - P) * J * n), J * n - J - 1, .4)),
  # preschools assigned inside regions, the same effect in all
  bcra3 = with(list(n = 25, J = 5, K = 20, r2 = .15, r3 = .06, R2 = .3, P = .4, g = 1),
    answer(r2 * (1 - R2) / (P * (1 - P) * J * K) + (1 - r2 - r3) / (P * (1 - P) * J * K * n), K * J - K - 1 - g, .2)),
  # the same with an effect that differs between regions: omega = variance of the effect over that of the regions
  bcra3_random = with(list(n = 25, J = 5, K = 20, r2 = .15, r3 = .06, w3 = .5, R2 = .3, P = .4, g = 1),
    answer(r3 * w3 / K + r2 * (1 - R2) / (P * (1 - P) * J * K) + (1 - r2 - r3) / (P * (1 - P) * J * K * n), K - 1 - g, .2)),
  # groups assigned inside preschools inside regions, with effects that differ at both levels
  bcra4_random = with(list(n = 20, J = 4, K = 5, L = 12, r2 = .06, r3 = .1, r4 = .04, w3 = .3, w4 = .5, P = .5),
    answer(r4 * w4 / L + r3 * w3 / (K * L) + r2 / (P * (1 - P) * J * K * L) +
      (1 - r2 - r3 - r4) / (P * (1 - P) * J * K * L * n), L - 1, .15)),
  # sizes with a coefficient of variation of 0.6: van Breukelen, Candel & Berger (2007)
  cra2_unequal = with(list(n = 20, J = 40, rho = .15, P = .5, cv = .6), {
    lambda <- n * rho / (n * rho + 1 - rho)
    answer((rho + (1 - rho) / n) / (P * (1 - P) * J) / (1 - cv^2 * lambda * (1 - lambda)), J - 2, .25) })
)
write_expected(list(
  meta = list(case = "effect_sizes", versions = versions()),
  cox = cox(c(60, 200), c(95, 210)),
  cox_clustered = cox(c(60, 200), c(95, 210), list(count = 20, icc = .1)),
  tost = list(inside = tost(.01, .03, 21.5, .1), wide = tost(.05, .06, 12, .1), outside = tost(.3, .05, 9.25, .1)),
  power = designs))
