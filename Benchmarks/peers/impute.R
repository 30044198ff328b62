# impute.R FILE.csv norm|pmm IMPUTATIONS ITERATIONS
# Multiple imputation by mice of the columns y1 … y5; clusters are ignored, as these methods do.
# Prints one JSON object; the time is that of mice() with the data in memory.
suppressPackageStartupMessages({library(data.table); library(mice)})
arguments <- commandArgs(TRUE)
data <- fread(arguments[1], data.table = FALSE)[, paste0("y", 1:5)]
seconds <- system.time(imputed <- mice(data, method = arguments[2], m = as.integer(arguments[3]),
  maxit = as.integer(arguments[4]), seed = 1, printFlag = FALSE))[["elapsed"]]
sets <- complete(imputed, "all")
summaries <- lapply(names(data), function(name) {
  list(name = name, mean = mean(sapply(sets, function(set) mean(set[[name]]))),
    standard_deviation = sqrt(mean(sapply(sets, function(set) var(set[[name]])))))
})
cat(jsonlite::toJSON(list(program = paste0("mice ", packageVersion("mice"), " ", arguments[2]), seconds = seconds,
  variables = summaries), auto_unbox = TRUE, digits = NA), "\n")
