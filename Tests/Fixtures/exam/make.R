source("../common.R"); source("../lmmfun.R"); suppressPackageStartupMessages(library(pbkrtest))
if (!file.exists("data.csv")) { data("Exam", package = "mlmRev"); write.csv(Exam[, c("school","normexam","standLRT","sex")], "data.csv", row.names = FALSE, quote = FALSE) }
d <- read.csv("data.csv"); d$school <- factor(d$school); d$male <- as.numeric(d$sex == "M")
out <- list(meta = list(case = "exam", versions = vers("lme4","lmerTest","mlmRev","pbkrtest"), coding = "male = 1(sex==M)"))
for (R in c(TRUE, FALSE)) { k <- if (R) "reml" else "ml"
  o <- lmm_out(normexam ~ standLRT + male + (standLRT | school), d, R); m <- attr(o, "model")
  re <- ranef(m, condVar = TRUE)$school; pv <- attr(re, "postVar")
  o$ranef <- list(school = rownames(re), intercept = re[, 1], slope = re[, 2], condSD_int = sqrt(pv[1, 1, ]), condSD_slope = sqrt(pv[2, 2, ]), condCov = pv[1, 2, ])
  out[[paste0("slope_", k)]] <- o
  out[[paste0("intercept_", k)]] <- { o <- lmm_out(normexam ~ standLRT + male + (1 | school), d, R); if (R) { m <- attr(o, "model"); p <- 3; L <- diag(p)
      kk <- lapply(1:p, function(i) KRmodcomp(m, matrix(L[i, ], 1))$stats); o$kr_df <- setNames(sapply(kk, `[[`, "ddf"), names(fixef(m))); o$kr_F <- setNames(sapply(kk, `[[`, "Fstat"), names(fixef(m))); o$kr_se <- sqrt(diag(as.matrix(vcovAdj(m)))) }; o }
}
# likelihood-ratio test slope vs intercept (ML) and chi-bar 50:50 p
lr <- 2 * (out$slope_ml$logLik - out$intercept_ml$logLik); out$lrt_slope <- list(chisq = lr, p_df2 = pchisq(lr, 2, lower.tail = FALSE), p_mixture_1_2 = .5 * pchisq(lr, 1, lower.tail = FALSE) + .5 * pchisq(lr, 2, lower.tail = FALSE))
write_expected(out)
for (k in grep("_(re)?ml$", names(out), value = TRUE)) { cat("==", k, "logLik", sprintf("%.8f", out[[k]]$logLik), "grad", out[[k]]$max_abs_scaled_gradient, "warn", out[[k]]$warnings, "sec", out[[k]]$seconds_fit, "\n"); print(out[[k]]$varcomp); print(out[[k]]$beta); print(out[[k]]$satt_df) }
