"""Polychoric correlations (two-step maximum likelihood) and bivariate normal probabilities.
Bivariate probabilities: mpmath, 25 digits, integrated over x. Correlations: cells integrated over x by Gauss-Legendre
panels, root of the likelihood's derivative by Brent's method. Run: python3 make.py (mpmath 1.3, scipy 1.17). Tables come from
../irt_verbagg/data.csv (pairs of items) and from the lists below."""
import csv, json, os
import numpy as np
from mpmath import mp, mpf, quad, exp, sqrt, pi, erf, inf
from scipy.optimize import brentq
from scipy.stats import norm

mp.dps = 25
here = os.path.dirname(os.path.abspath(__file__))


def Phi(x):
    return (1 + erf(x / sqrt(mpf(2)))) / 2 if abs(x) != inf else mpf(1 if x > 0 else 0)


def phi(x):
    return exp(-x * x / 2) / sqrt(2 * pi)


def rectangle(a, b, c, d, rho):
    """P(a < X < b, c < Y < d) as an integral of the conditional probability of Y over X."""
    s = sqrt(1 - rho * rho)
    lo, hi = max(a, mpf(-12)), min(b, mpf(12))
    f = lambda x: phi(x) * (Phi((d - rho * x) / s) - Phi((c - rho * x) / s))
    marks = [lo] + sorted(m for m in ([t / rho for t in (c, d) if abs(t) != inf and rho != 0]) if lo < m < hi) + [hi]
    fine = []
    for u, v in zip(marks, marks[1:]):
        n = max(2, int((v - u) * 4))
        fine += [u + (v - u) * k / n for k in range(n)]
    return quad(f, fine + [hi])


def polychoric(table):
    """Double precision: 12 panels of 40 Gauss-Legendre nodes per row and cut, over x (not over the angle)."""
    table = np.array(table, float)
    n = table.sum()
    a = np.r_[-np.inf, norm.ppf(table.sum(1).cumsum()[:-1] / n), np.inf]
    b = np.r_[-np.inf, norm.ppf(table.sum(0).cumsum()[:-1] / n), np.inf]
    nodes, weights = np.polynomial.legendre.leggauss(40)

    def cell(i, j, rho):
        s = np.sqrt(1 - rho * rho)
        lo, hi = max(a[i], -9.0), min(a[i + 1], 9.0)
        cuts = [c / rho for c in b[j:j + 2] if np.isfinite(c) and rho != 0]
        marks = sorted({lo, hi, *(m for m in cuts if lo < m < hi)})
        total = 0.0
        for u, v in zip(marks, marks[1:]):
            edges = np.linspace(u, v, 13)
            for p, q in zip(edges, edges[1:]):
                x = (p + q) / 2 + (q - p) / 2 * nodes
                upper, lower = (b[j + 1] - rho * x) / s, (b[j] - rho * x) / s
                inner = np.where(lower > 0, norm.sf(lower) - norm.sf(upper), norm.cdf(upper) - norm.cdf(lower))
                total += (q - p) / 2 * (weights * norm.pdf(x) * inner).sum()
        return total

    def density(x, y, rho):
        if not (np.isfinite(x) and np.isfinite(y)):
            return 0.0
        return np.exp(-(x * x - 2 * rho * x * y + y * y) / (2 * (1 - rho**2))) / (2 * np.pi * np.sqrt(1 - rho**2))

    def sums(rho):
        g = info = 0.0
        for i in range(table.shape[0]):
            for j in range(table.shape[1]):
                p = cell(i, j, rho)
                d = density(a[i + 1], b[j + 1], rho) - density(a[i], b[j + 1], rho) - density(a[i + 1], b[j], rho) + density(a[i], b[j], rho)
                if table[i, j]:
                    g += table[i, j] * d / p if p > 1e-12 else -np.sign(rho) * 1e6
                info += n * d * d / p if p > 0 else 0.0
        return g, info

    rho = brentq(lambda r: sums(r)[0], -0.98, 0.98, xtol=1e-15, rtol=1e-14)
    return rho, sums(rho)[1] ** -0.5


data = list(csv.DictReader(open(os.path.join(here, "../irt_verbagg/data.csv"))))
items = list(data[0])[3:]
tables = {}
for a, b in [(0, 1), (0, 20), (5, 17), (12, 23)]:
    t = [[0] * 3 for _ in range(3)]
    for row in data:
        t[int(row[items[a]])][int(row[items[b]])] += 1
    tables[items[a] + ":" + items[b]] = t
tables["strong"] = [[90, 16, 1], [15, 80, 14], [1, 17, 85]]
tables["negative"] = [[2, 10, 30], [12, 25, 11], [33, 9, 3]]
tables["two_by_two"] = [[40, 15], [10, 60]]
tables["unequal"] = [[20, 11, 4, 1], [6, 18, 19, 12]]
normal = []
for rho in ("0.1", "-0.5", "0.9", "0.99", "-0.999"):
    for x, y in (("0.3", "-0.7"), ("1.5", "1.5"), ("-2", "2.1"), ("0", "0"), ("1.2", "1.25"), ("-3", "-3.5")):
        normal.append([float(rho), float(x), float(y), float(rectangle(-inf, mpf(x), -inf, mpf(y), mpf(rho)))])
out = {"normal": normal, "tables": {}}
for name, table in tables.items():
    rho, se = polychoric(table)
    out["tables"][name] = {"table": sum(table, []), "columns": len(table[0]), "rho": rho, "se": se}
json.dump(out, open(os.path.join(here, "expected.json"), "w"), indent=1)
