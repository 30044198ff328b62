# Writes expected values as JSON with 17 significant digits, which read back to the same double.
# Missing numbers become null, infinities the texts "Inf" and "-Inf"; what has names becomes an object, a matrix its
# rows.

quoted <- function(text) paste0('"', gsub('"', '\\\\"', gsub("\\\\", "\\\\\\\\", text)), '"')

json_scalar <- function(value) {
  if (is.na(value)) return("null")
  if (is.character(value)) return(quoted(value))
  if (is.logical(value)) return(tolower(as.character(value)))
  if (is.infinite(value)) return(quoted(as.character(value)))
  if (value == round(value) && abs(value) < 1e15) sprintf("%.0f", value) else sprintf("%.17g", value)
}

json_block <- function(open, lines, close, depth) {
  indent <- strrep(" ", depth + 1)
  paste0(open, "\n", paste0(indent, lines, collapse = ",\n"), "\n", strrep(" ", depth), close)
}

json <- function(value, depth = 0) {
  if (is.factor(value)) value <- as.character(value)
  if (is.matrix(value)) value <- setNames(lapply(seq_len(nrow(value)), function(i) value[i, ]), rownames(value))
  if (!is.null(names(value))) {
    lines <- vapply(names(value), function(name) paste0(quoted(name), ": ", json(value[[name]], depth + 1)), "")
    return(json_block("{", lines, "}", depth))
  }
  if (length(value) == 1) return(json_scalar(value[[1]]))
  paste0("[", paste(vapply(value, json, "", depth = depth + 1), collapse = ", "), "]")
}

write_expected <- function(value, file = "expected.json") writeLines(json(value), file)

# The versions of R and of the named packages.
versions <- function(...) {
  packages <- c(...)
  c(R = R.version.string, vapply(packages, function(name) as.character(packageVersion(name)), ""))
}
