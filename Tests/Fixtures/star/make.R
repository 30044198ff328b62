source("../common.R")
suppressPackageStartupMessages({library(lme4); library(lmerTest); library(pbkrtest); library(clubSandwich); library(estimatr); library(sandwich)})
if (!file.exists("data.csv")) {
  data("STAR", package = "AER")
  d <- data.frame(id = seq_len(nrow(STAR)), school = as.character(STAR$schoolidk), stark = as.character(STAR$stark),
    gender = as.character(STAR$gender), lunchk = as.character(STAR$lunchk), readk = STAR$readk, mathk = STAR$mathk)
  d <- d[!is.na(d$stark) & d$stark %in% c("small", "regular", "regular+aide"), ]
  write.csv(d, "data.csv", row.names = FALSE, quote = FALSE)
}
raw <- read.csv("data.csv")
out <- list(meta = list(case = "star", versions = vers("lme4","lmerTest","pbkrtest","clubSandwich","estimatr","sandwich","AER"),
  sample = "rows of data.csv with stark in {small, regular} and outcome, gender, lunchk not missing; small = 1(stark==small); female = 1(gender==female); free = 1(lunchk==free)"))
run <- function(y) {
  d <- raw[raw$stark %in% c("small","regular"), ]
  d$small <- as.numeric(d$stark == "small"); d$female <- as.numeric(d$gender == "female"); d$free <- as.numeric(d$lunchk == "free")
  d$y <- d[[y]]; d <- d[complete.cases(d[, c("y","small","female","free","school")]), ]
  d$school <- factor(d$school)
  res <- list(n = nrow(d), schools = nlevels(d$school), n_small = sum(d$small), n_regular = sum(d$small == 0))
  olsout <- function(f) {
    m <- lm(f, d); o <- list(formula = deparse(f), beta = coef(m), sigma = sigma(m), df_residual = df.residual(m), r2 = summary(m)$r.squared,
      se_iid = sqrt(diag(vcov(m))), se_HC1 = sqrt(diag(vcovHC(m, "HC1"))), se_HC2 = sqrt(diag(vcovHC(m, "HC2"))), se_HC3 = sqrt(diag(vcovHC(m, "HC3"))))
    for (t in c("CR0","CR1","CR1S","CR2","CR3")) {
      V <- vcovCR(m, cluster = d$school, type = t); o[[paste0("se_", t)]] <- sqrt(diag(as.matrix(V)))
      if (t %in% c("CR0","CR1S","CR2")) { ct <- coef_test(m, vcov = V, test = "Satterthwaite")
        o[[paste0("satt_", t)]] <- list(df = setNames(ct$df_Satt, rownames(ct)), p = setNames(ct$p_Satt, rownames(ct)), t = setNames(ct$tstat, rownames(ct))) } }
    e <- lm_robust(f, d, clusters = school, se_type = "CR2"); o$estimatr_CR2 <- list(se = e$std.error, df = e$df, p = e$p.value, conf_low = e$conf.low, conf_high = e$conf.high)
    es <- lm_robust(f, d, clusters = school, se_type = "stata"); o$estimatr_stata <- list(se = es$std.error, df = es$df, p = es$p.value)
    o
  }
  res$ols_simple <- olsout(y ~ small); res$ols_cov <- olsout(y ~ small + female + free)
  lmm <- function(f, REML) {
    m <- lmerTest::lmer(f, d, REML = REML, control = lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-10, maxfun = 1e5)))
    vc <- as.data.frame(VarCorr(m)); cs <- summary(m, ddf = "Satterthwaite")$coefficients
    o <- list(formula = deparse(f), REML = REML, beta = fixef(m), se = sqrt(diag(as.matrix(vcov(m)))), theta = unname(getME(m, "theta")),
      var_school = vc$vcov[1], var_resid = vc$vcov[2], icc = vc$vcov[1] / sum(vc$vcov), logLik = as.numeric(logLik(m)),
      deviance_minus2ll = -2 * as.numeric(logLik(m)), AIC = AIC(m), BIC = BIC(m), satt_df = cs[, "df"], satt_p = cs[, "Pr(>|t|)"], t = cs[, "t value"])
    if (REML) { V <- vcovAdj(m); o$kr_se <- sqrt(diag(as.matrix(V)))
      p <- length(fixef(m)); L <- diag(p); kk <- lapply(seq_len(p), function(i) { k <- KRmodcomp(m, matrix(L[i, ], 1)); k$stats })
      o$kr_df <- setNames(sapply(kk, function(k) k$ddf), names(fixef(m))); o$kr_F <- setNames(sapply(kk, function(k) k$Fstat), names(fixef(m)))
      o$kr_p <- setNames(sapply(kk, function(k) k$p.value), names(fixef(m)))
      o$ranef_first5 <- { r <- ranef(m, condVar = TRUE)$school; list(school = rownames(r)[1:5], eblup = r[1:5, 1], condSD = sqrt(attr(r, "postVar")[1, 1, 1:5])) } }
    o
  }
  for (R in c(TRUE, FALSE)) { k <- if (R) "reml" else "ml"; res[[paste0("lmer_simple_", k)]] <- lmm(y ~ small + (1 | school), R)
    res[[paste0("lmer_cov_", k)]] <- lmm(y ~ small + female + free + (1 | school), R) }
  # Hedges g with the WWC (v4.1/5.0, appendix E/H) cluster corrections for individual-level assignment ignored
  n1 <- sum(d$small == 1); n0 <- sum(d$small == 0); N <- n1 + n0; s1 <- sd(d$y[d$small == 1]); s0 <- sd(d$y[d$small == 0])
  sp <- sqrt(((n1 - 1) * s1^2 + (n0 - 1) * s0^2) / (N - 2)); om <- 1 - 3 / (4 * N - 9)
  diff <- mean(d$y[d$small == 1]) - mean(d$y[d$small == 0]); g <- om * diff / sp
  icc <- res$lmer_simple_reml$icc; n <- N / nlevels(d$school)
  lambda <- sqrt(1 - 2 * (n - 1) * icc / (N - 2))
  h <- ((N - 2) - 2 * (n - 1) * icc)^2 / ((N - 2) * (1 - icc)^2 + n * (N - 2 * n) * icc^2 + 2 * (N - 2 * n) * icc * (1 - icc))
  tna <- diff / (sp * sqrt(1 / n1 + 1 / n0)); cc <- sqrt(((N - 2) - 2 * (n - 1) * icc) / ((N - 2) * (1 + (n - 1) * icc))); tc <- tna * cc
  res$wwc <- list(formulas = "g=omega*diff/sp, omega=1-3/(4N-9); lambda=sqrt(1-2(n-1)rho/(N-2)); g_cluster=g*lambda; h (Hedges 2007 df)=((N-2)-2(n-1)rho)^2/((N-2)(1-rho)^2+n(N-2n)rho^2+2(N-2n)rho(1-rho)); t_adj=t*sqrt(((N-2)-2(n-1)rho)/((N-2)(1+(n-1)rho))); n=N/schools; rho=REML ICC of y~small+(1|school)",
    n1 = n1, n0 = n0, sd1 = s1, sd0 = s0, mean_diff = diff, sd_pooled = sp, omega = om, d = diff / sp, hedges_g = g, glass_delta = diff / s0, icc = icc, n_per_cluster = n,
    lambda = lambda, g_cluster = g * lambda, g_cluster_h_omega = (1 - 3 / (4 * h - 1)) * diff / sp * lambda, h = h, t_naive = tna, t_adj = tc, p_adj_df_h = 2 * pt(-abs(tc), h))
  res
}
out$mathk <- run("mathk"); out$readk <- run("readk")
write_expected(out)
cat("beta small (math simple OLS)", out$mathk$ols_simple$beta["small"], "CR2", out$mathk$ols_simple$se_CR2["small"], "df", out$mathk$ols_simple$satt_CR2$df["small"], "\n")
with(out$mathk$lmer_cov_reml, print(list(beta, se, var_school, var_resid, icc, logLik, satt_df, kr_df)))
