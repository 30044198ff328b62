source("../common.R"); suppressPackageStartupMessages(library(clubSandwich))
if (!file.exists("data.csv")) { data("AchievementAwardsRCT", package = "clubSandwich"); a <- as.data.frame(AchievementAwardsRCT)
  a <- a[a$year == "2001", c("school_id","school_type","treated","year","sex","siblings","immigrant","father_ed","mother_ed","Bagrut_status","lagscore")]; write.csv(a, "data.csv", row.names = FALSE, quote = FALSE) }
d0 <- read.csv("data.csv"); out <- list(meta = list(case = "achieve", versions = vers("clubSandwich"), model = "Angrist-Lavy: OLS Bagrut_status ~ school_type*trt... as in the clubSandwich vignette; here exact formula strings are given", cluster = "school_id"))
run <- function(d, f, cons, label) { m <- lm(f, d); o <- list(label = label, formula = paste(deparse(f), collapse = ""), n = nobs(m), clusters = length(unique(d$school_id)), beta = coef(m))
  for (t in c("CR0","CR1","CR1S","CR2")) { V <- vcovCR(m, cluster = d$school_id, type = t); ct <- coef_test(m, vcov = V, test = "Satterthwaite"); o[[t]] <- list(se = setNames(ct$SE, rownames(ct)), df_satt = setNames(ct$df_Satt, rownames(ct)), p_satt = setNames(ct$p_Satt, rownames(ct)))
    if (t %in% c("CR1","CR2")) for (k in names(cons)) { w <- Wald_test(m, constraints = cons[[k]], vcov = V, test = "All"); o[[t]][[paste0("wald_", k)]] <- setNames(lapply(seq_len(nrow(w)), function(i) list(Fstat = w$Fstat[i], df_num = w$df_num[i], df_denom = w$df_denom[i], p = w$p_val[i])), w$test) } }
  o }
d <- d0[d0$year == 2001, ]; d$year <- NULL; d <- d[complete.cases(d[, c("Bagrut_status","treated","school_type","sex","siblings","immigrant","father_ed","mother_ed","lagscore")]), ]
d$school_type <- factor(d$school_type); d$girl <- as.numeric(d$sex == "Girl")
f1 <- Bagrut_status ~ school_type + father_ed + mother_ed + immigrant + siblings + lagscore + girl + treated
out$y2001_main <- run(d, f1, list(covariates = constrain_zero(c("father_ed","mother_ed","siblings"), coefs = coef(lm(f1, d))), school_type = constrain_zero("school_type", coefs = coef(lm(f1, d)), reg_ex = TRUE)), "2001 cohort main effect")
f2 <- Bagrut_status ~ school_type + father_ed + mother_ed + immigrant + siblings + lagscore + girl + treated:school_type
out$y2001_by_type <- run(d, f2, list(treat_equal_across_types = constrain_equal("treated", coefs = coef(lm(f2, d)), reg_ex = TRUE), treat_all_zero = constrain_zero("treated", coefs = coef(lm(f2, d)), reg_ex = TRUE)), "2001 cohort moderated by school type")
write_expected(out); o <- out$y2001_main; cat("n", o$n, "cl", o$clusters, "treated", o$beta["treated"], "CR2", o$CR2$se["treated"], "df", o$CR2$df_satt["treated"], "p", o$CR2$p_satt["treated"], "\n"); str(out$y2001_by_type$CR2$wald_treat_equal_across_types)
