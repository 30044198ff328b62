# Model matrices and grouping factors by R, as the second opinion on the Design room.
# Run: LC_ALL=C Rscript make.R   (R 4.2.2, lme4; the sort order of factor levels is the locale's)
suppressPackageStartupMessages(library(lme4))
set.seed(20260901)
n <- 48
d <- data.frame(
  y = round(rnorm(n, 10, 2), 3), x = round(runif(n, 0.5, 4), 3), z = round(rnorm(n), 3),
  wave = rep(c(0, 1, 2, 10), n / 4), gender = sample(c("female", "male"), n, TRUE),
  lang = sample(c("ru", "kk", "Uz"), n, TRUE), dose = sample(c(0.5, 1, 2.25), n, TRUE),
  school = rep(1:4, each = n / 4), class = rep(rep(c("b", "a", "c"), each = n / 12), 4),
  child = rep(seq(101, by = 7, length.out = n / 4), each = 4), stringsAsFactors = FALSE)
names(d)[3] <- "z score"
d$y[5] <- NA; d$x[9] <- NA; d$gender[14] <- NA; d$lang[20] <- NA; d$wave[33] <- NA
write.csv(d, "data.csv", row.names = FALSE, na = "", quote = FALSE)

fixed <- c(
  "y ~ x", "y ~ x + gender", "y ~ x * gender", "y ~ gender * lang", "y ~ 0 + gender", "y ~ gender + lang - 1",
  "y ~ gender:lang", "y ~ x:gender", "y ~ x + x:gender", "y ~ gender + gender:x", "y ~ 0 + x:gender + lang",
  "y ~ factor(wave)", "y ~ factor(wave) * gender", "y ~ factor(dose) + wave", "y ~ factor(lang)",
  "log(y) ~ x + I(x^2) + log(x) + sqrt(x) + exp(-x)", "I(y - x) ~ I(x / 2 + 1) + I(2 * x)",
  "y ~ (x + gender + lang)^2", "y ~ (gender + lang + factor(wave))^3 - gender:lang:factor(wave)",
  "y ~ x * gender - x", "y ~ gender / x", "y ~ gender / lang", "y ~ (gender + lang) / x", "y ~ lang:x + gender:lang",
  "y ~ `z score` * gender", "y ~ `z score` + I(`z score` * 100000)", "y ~ . - child - class", "y ~ x + 0 + 1",
  "y ~ x:wave + gender:x:wave", "y ~ -1 + x + gender:lang", "y ~ 0 + factor(wave):x", "y ~ lang * x * gender", "y ~ 1")
cases <- data.frame()
for (k in seq_along(fixed)) {
  f <- as.formula(fixed[k])
  mf <- model.frame(f, d, drop.unused.levels = TRUE)
  X <- model.matrix(f, mf)
  name <- sprintf("matrix-%02d.csv", k)
  con <- file(name, "w")
  writeLines(paste(colnames(X), collapse = "\t"), con)
  for (i in seq_len(nrow(X))) writeLines(paste(sprintf("%.17g", X[i, ]), collapse = "\t"), con)
  close(con)
  cases <- rbind(cases, data.frame(
    formula = fixed[k], file = name, groups = paste(attr(X, "assign"), collapse = " "),
    labels = paste(attr(terms(f, data = d), "term.labels"), collapse = " | "),
    kept = paste(rownames(mf), collapse = " "),
    response = paste(sprintf("%.17g", model.response(mf)), collapse = " ")))
}
write.table(cases, "fixed.tsv", sep = "\t", row.names = FALSE, quote = FALSE)

random <- c(
  "y ~ x + (1 | school)", "y ~ x + (1 | school/class)", "y ~ x + (1 + x | school/class/child)",
  "y ~ 1 + (x | class)", "y ~ 1 + (0 + x | class)", "y ~ gender + (1 | school) + (1 | class:school)",
  "y ~ x + (gender | school)", "y ~ x + (0 + gender | school)", "y ~ x + (1 + I(x^2) + factor(wave) | school)",
  "y ~ x + (1 | child)", "y ~ 0 + x + (1 | lang)")
groups <- data.frame()
for (f in random) {
  lf <- lFormula(as.formula(f), d, control = lmerControl(
    check.nobs.vs.rankZ = "ignore", check.nobs.vs.nlev = "ignore", check.nobs.vs.nRE = "ignore"))
  re <- lf$reTrms
  for (k in seq_along(re$cnms)) {
    g <- re$flist[[attr(re$flist, "assign")[k]]]
    groups <- rbind(groups, data.frame(
      formula = f, group = names(re$cnms)[k], columns = paste(re$cnms[[k]], collapse = " | "),
      levels = paste(sort(levels(g)), collapse = " "), rows = paste(as.character(g), collapse = " ")))
  }
}
write.table(groups, "random.tsv", sep = "\t", row.names = FALSE, quote = FALSE)
