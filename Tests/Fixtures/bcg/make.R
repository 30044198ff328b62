source("../expected_json.R"); suppressPackageStartupMessages(library(metafor))
if (!file.exists("data.csv")) { data(dat.bcg, package = "metadat"); d <- dat.bcg; write.csv(d, "data.csv", row.names = FALSE, quote = TRUE) }
d <- read.csv("data.csv"); d <- escalc(measure = "RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = d)
out <- list(meta = list(case = "bcg", versions = versions("metafor"), effect = "log risk ratio (escalc measure=RR)"), yi = as.vector(d$yi), vi = as.vector(d$vi))
for (meth in c("FE","DL","PM","REML","ML","HE","SJ","EB")) for (kh in c(FALSE, TRUE)) { if (meth == "FE" && kh) next
  r <- rma(yi, vi, data = d, method = meth, test = if (kh) "knha" else "z", control = list(threshold = 1e-14, tol = 1e-14, maxiter = 10000, stepadj = if (meth %in% c("REML","ML")) 0.5 else 1)); p <- predict(r)
  o <- list(beta = as.vector(r$beta), se = r$se, stat = r$zval, df = if (kh) r$k - 1 else NA, pval = r$pval, ci_lb = r$ci.lb, ci_ub = r$ci.ub, tau2 = r$tau2, se_tau2 = r$se.tau2, I2 = r$I2, H2 = r$H2, Q = r$QE, Qp = r$QEp, pi_lb = p$pi.lb, pi_ub = p$pi.ub)
  if (meth == "REML" || meth == "ML") o$logLik <- as.numeric(logLik(r))
  if (meth != "FE" && !kh) { ci <- tryCatch(confint(r, control = list(tol = 1e-13)), error = function(e) NULL); if (!is.null(ci)) o$tau2_ci <- c(ci$random["tau^2", "ci.lb"], ci$random["tau^2", "ci.ub"]) ; o$tau2_ci_method <- "Q-profile (metafor confint.rma.uni)" }
  out[[paste0(meth, if (kh) "_knha" else "_z")]] <- o }
r <- rma(yi, vi, mods = ~ ablat + year, data = d, method = "REML", test = "knha", control = list(threshold = 1e-12, stepadj = 0.5, maxiter = 10000)); out$metareg_REML_knha <- list(beta = setNames(as.vector(r$beta), rownames(r$beta)), se = r$se, pval = r$pval, tau2 = r$tau2, QM_F = r$QM, QM_df = r$QMdf, QMp = r$QMp, R2 = r$R2, I2 = r$I2)
eg <- regtest(rma(yi, vi, data = d), model = "lm"); out$egger_lm <- list(z = eg$zval, p = eg$pval, df = eg$dfs)
write_expected(out); for (k in c("DL_z","PM_z","REML_z","REML_knha")) with(out[[k]], cat(k, "beta", beta, "se", se, "tau2", sprintf("%.12f", tau2), "I2", I2, "pi", pi_lb, pi_ub, "ci tau2", out[[k]]$tau2_ci, "\n"))
