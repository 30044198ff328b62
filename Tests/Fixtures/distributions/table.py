"""expected.json (made by make.R, then make.py) -> reference.csv, the rows that the Probability room implements.

make.py takes the noncentral t below zero as 1 - P(T' <= -x) with 50 digits, which leaves nothing of a probability
below 1e-50; those rows are computed again here with 150 digits.
"""
import csv, json, mpmath as mp

FUNCTIONS = ["pnorm", "qnorm", "pt", "qt", "pchisq", "qchisq", "pf", "pbeta", "qbeta", "pgamma", "pnct"]

def noncentral_t(x, df, delta):
    """P(T <= x) for x < 0, by the series of AS 243 for P(T' <= -x), noncentrality -delta, and its complement."""
    x, df, delta = -mp.mpf(x), mp.mpf(df), -mp.mpf(delta)
    y, half = x * x / (x * x + df), delta * delta / 2
    total, j = mp.ncdf(-delta), 0
    while True:
        p = mp.exp(-half + j * mp.log(half) - mp.loggamma(j + 1)) / 2
        q = delta / (2 * mp.sqrt(2)) * mp.exp(-half + j * mp.log(half) - mp.loggamma(j + mp.mpf(3) / 2))
        total += p * mp.betainc(j + mp.mpf(1) / 2, df / 2, 0, y, regularized=True)
        total += q * mp.betainc(j + 1, df / 2, 0, y, regularized=True)
        if j > half and p + abs(q) < mp.mpf(10) ** -140: return 1 - total
        j += 1

mp.mp.dps = 150
with open("reference.csv", "w") as out:
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(["function", "a", "b", "x", "lower", "value"])
    for row in json.load(open("expected.json"))["rows"]:
        if row["fn"] not in FUNCTIONS or "value_20" not in row: continue
        value = row["value_20"]
        if row["fn"] == "pnct" and row["value"] == 0:
            value = mp.nstr(noncentral_t(row["x"], row["a"], row["b"]), 20, min_fixed=0, max_fixed=0)
        b = "" if row["b"] is None else repr(row["b"])
        rows.writerow([row["fn"], repr(row["a"]), b, repr(row["x"]), int(row["lower"]), value])
