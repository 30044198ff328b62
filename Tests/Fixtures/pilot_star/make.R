# Project STAR, kindergarten to grade 3: counts, and small-class effects in kindergarten and grade 1.
source("../expected_json.R")
source("../mixed_models.R")
suppressPackageStartupMessages(library(clubSandwich))

grades <- c("k", "1", "2", "3")

# One row per child and grade in which the child has a class type.
extract_data <- function() {
  data("STAR", package = "AER")
  class_types <- c(regular = "regular", small = "small", "regular+aide" = "aide")
  rows <- lapply(grades, function(grade) {
    child <- which(!is.na(STAR[[paste0("star", grade)]]))
    text <- function(name) as.character(STAR[[paste0(name, grade)]][child])
    data.frame(child, grade, school = text("schoolid"), class_type = class_types[text("star")], read = text("read"),
      math = text("math"), gender = as.character(STAR$gender[child]), lunch = text("lunch"))
  })
  rows <- do.call(rbind, rows)
  rows <- rows[order(rows$child, match(rows$grade, grades)), ]
  write.csv(rows, "star_long.csv", row.names = FALSE, quote = FALSE, na = "")
}

grade_counts <- function(rows) list(rows = nrow(rows), schools = length(unique(rows$school)),
  class_type = c(table(rows$class_type)), read_nonmissing = sum(!is.na(rows$read)),
  math_nonmissing = sum(!is.na(rows$math)), gender_missing = sum(is.na(rows$gender)),
  lunch_missing = sum(is.na(rows$lunch)))

# Children by class type in kindergarten (rows) and grade 1 (columns), over all children of the study.
first_transition <- function(rows) {
  wide <- reshape(rows[, c("child", "grade", "class_type")], idvar = "child", timevar = "grade", direction = "wide")
  type <- function(column) factor(ifelse(is.na(column), "absent", column), c("aide", "regular", "small", "absent"))
  unclass(table(type(wide$class_type.k), type(wide$class_type.1)))
}

counts <- function(rows) {
  changing <- function(column) sum(tapply(rows[[column]], rows$child, function(values) length(unique(values))) > 1)
  list(children = length(unique(rows$child)), rows = nrow(rows),
    by_grade = lapply(split(rows, rows$grade), grade_counts),
    children_by_number_of_grades = c(table(table(rows$child))), children_changing_school = changing("school"),
    children_changing_class_type = changing("class_type"), k_to_1_transitions = first_transition(rows))
}

# Complete cases of one outcome in one grade, classes with an aide left out.
sample_of <- function(rows, outcome, grade) {
  rows <- rows[rows$grade == grade & rows$class_type != "aide", ]
  sample <- data.frame(y = rows[[outcome]], small = as.numeric(rows$class_type == "small"),
    female = as.numeric(rows$gender == "female"), free = as.numeric(rows$lunch == "free"), school = factor(rows$school))
  droplevels(sample[complete.cases(sample), ])
}

robust_record <- function(model, school, type) {
  test <- coef_test(model, vcov = vcovCR(model, cluster = school, type = type), test = "Satterthwaite")
  value <- function(column) setNames(test[[column]], rownames(test))
  list(se = value("SE"), df_satt = value("df_Satt"), p_satt = value("p_Satt"))
}

least_squares_record <- function(formula, sample) {
  model <- lm(formula, sample)
  list(formula = deparse(formula), beta = coef(model), sigma2 = sigma(model)^2,
    CR1 = robust_record(model, sample$school, "CR1"), CR2 = robust_record(model, sample$school, "CR2"))
}

mixed_record <- function(formula, sample) {
  record <- polished_record(update(formula, . ~ . + (1 | school)), sample, TRUE)
  c(record, icc = unname(record$varcomp[1] / sum(record$varcomp)))
}

effect_record <- function(sample) {
  small <- sample$y[sample$small == 1]; regular <- sample$y[sample$small == 0]
  simple <- y ~ small
  adjusted <- y ~ small + female + free
  list(n = nrow(sample), schools = nlevels(sample$school), n_small = length(small), n_regular = length(regular),
    schools_with_both = sum(tapply(sample$small, sample$school, function(values) length(unique(values))) == 2),
    mean_small = mean(small), mean_regular = mean(regular), sd_regular = sd(regular), sd_small = sd(small),
    ols_simple = least_squares_record(simple, sample), lmm_reml_simple = mixed_record(simple, sample),
    ols_cov = least_squares_record(adjusted, sample), lmm_reml_cov = mixed_record(adjusted, sample))
}

if (!file.exists("star_long.csv")) extract_data()
rows <- read.csv("star_long.csv", na.strings = "", colClasses = c(grade = "character"))
effects <- list()
for (grade in c("k", "1")) for (outcome in c("math", "read"))
  effects[[paste0(outcome, "_", grade)]] <- effect_record(sample_of(rows, outcome, grade))
write_expected(c(list(
  meta = list(case = "pilot_star", versions = versions("AER", "lme4", "lmerTest", "clubSandwich"),
    file = "star_long.csv: one row per child x grade in which the child has a class type; empty = missing",
    model = paste("small = 1(class_type==small) vs regular, aide excluded; female = 1(gender==female);",
      "free = 1(lunch==free); complete cases on outcome, small, female, free, school")),
  counts = counts(rows)), effects))
