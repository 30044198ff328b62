# JSON with 17 significant digits (round-trip exact doubles); NA/NaN/Inf -> null or strings
esc <- function(s) { s <- gsub("\\\\", "\\\\\\\\", s); s <- gsub('"','\\\\"', s); paste0('"', s, '"') }
num <- function(v) ifelse(is.na(v), "null", ifelse(is.infinite(v), ifelse(v>0,'"Inf"','"-Inf"'),
        ifelse(abs(v) < 1e15 & v == round(v), sprintf("%.0f", v), sprintf("%.17g", v))))
js <- function(x, ind = 0) {
  pad <- strrep(" ", ind + 1)
  if (is.null(x)) return("null")
  if (is.factor(x)) x <- as.character(x)
  if (is.data.frame(x)) return(js(as.list(x), ind))
  if (is.list(x)) {
    if (length(x) == 0) return("{}")
    if (is.null(names(x))) return(paste0("[", paste(vapply(x, js, "", ind = ind + 1), collapse = ","), "]"))
    return(paste0("{\n", paste0(pad, vapply(names(x), esc, ""), ": ", vapply(x, js, "", ind = ind + 1), collapse = ",\n"), "\n", strrep(" ", ind), "}"))
  }
  if (is.matrix(x)) {
    if (is.null(rownames(x)) || is.null(colnames(x)))
      return(paste0("[", paste(apply(x, 1, function(r) js(unname(r), ind)), collapse = ",\n"), "]"))
    return(js(setNames(lapply(seq_len(nrow(x)), function(i) as.list(x[i, ])), rownames(x)), ind))
  }
  f <- if (is.character(x)) function(v) ifelse(is.na(v), "null", esc(v)) else if (is.logical(x)) function(v) ifelse(is.na(v), "null", tolower(as.character(v))) else num
  if (!is.null(names(x)) && length(x) > 0) return(js(as.list(x), ind))
  if (length(x) == 1 && !inherits(x, "AsIs")) return(f(unclass(x)))
  paste0("[", paste(f(unclass(x)), collapse = ", "), "]")
}
write_expected <- function(x, file = "expected.json") { writeLines(js(x), file); invisible(jsonlite::fromJSON(file)) }
vers <- function(...) { p <- c(...); c(list(R = R.version.string), setNames(lapply(p, function(q) as.character(packageVersion(q))), p)) }
