"""Firth's logistic regression of two separated samples, by root finding on the modified score in numpy and scipy.

The samples are made here; `quasi`: every treated row succeeds; `complete`: treatment and x tell the response apart.
Tests and intervals are those of the profile penalised likelihood (Heinze & Schemper 2002).
"""
import csv
import json

import numpy as np
import scipy
from scipy.optimize import brentq, root
from scipy.stats import chi2

NAMES = ["(Intercept)", "treated", "x"]


def sample(label):
    rows = []
    for i in range(40):
        treated, x = i % 2, ((i * 7) % 11 - 5) / 4
        quasi = 1 if treated else int((i * 5) % 13 < 6)
        rows.append((treated, x, quasi if label == "quasi" else int(x + treated > 0.3)))
    return np.array(rows, dtype=float)


def parts(design, success, beta):
    mu = 1 / (1 + np.exp(-design @ beta))
    information = design.T @ ((mu * (1 - mu))[:, None] * design)
    hat = mu * (1 - mu) * np.einsum("ij,jk,ik->i", design, np.linalg.inv(information), design)
    likelihood = np.sum(np.where(success == 1, np.log(mu), np.log(1 - mu)))
    score = design.T @ (success - mu + hat * (0.5 - mu))
    return likelihood, likelihood + np.linalg.slogdet(information)[1] / 2, score, information


def maximum(design, success, start, fixed=None, value=0.0):
    """The penalised maximum, with one coefficient held at a value when `fixed` names it."""
    free = [i for i in range(design.shape[1]) if i != fixed]

    def point(values):
        beta = np.array(start, dtype=float)
        beta[free] = values
        if fixed is not None:
            beta[fixed] = value
        return beta

    found = root(lambda values: parts(design, success, point(values))[2][free], np.array(start)[free], tol=1e-13)
    beta = point(found.x)
    assert np.max(np.abs(parts(design, success, beta)[2][free])) < 1e-9, found.message
    return beta


def record(label):
    rows = sample(label)
    with open(f"{label}.csv", "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["treated", "x", "success"])
        writer.writerows([int(t), x, int(s)] for t, x, s in rows)
    design, success = np.column_stack([np.ones(len(rows)), rows[:, :2]]), rows[:, 2]
    beta = maximum(design, success, np.zeros(3))
    likelihood, top, _, information = parts(design, success, beta)
    errors = np.sqrt(np.diag(np.linalg.inv(information)))
    out = {"log_likelihood": likelihood, "beta": {}, "se": {}, "p": {}, "low": {}, "high": {}}
    for i, name in enumerate(NAMES):

        def drop(value, quantile=chi2.ppf(0.95, 1)):
            held = maximum(design, success, path(value), i, value)
            return 2 * (top - parts(design, success, held)[1]) - quantile

        def path(value):
            start = beta
            for step in np.linspace(beta[i], value, 12)[1:-1]:
                start = maximum(design, success, start, i, step)
            return start

        out["beta"][name], out["se"][name] = beta[i], errors[i]
        out["p"][name] = chi2.sf(drop(0.0, 0.0), 1)
        for side, end in [("low", -1), ("high", 1)]:
            far = beta[i] + end * errors[i]
            while drop(far) < 0:
                far += end * errors[i] / 2
            out[side][name] = brentq(drop, beta[i], far, xtol=1e-13)
    return out


expected = {"meta": {"numpy": np.__version__, "scipy": scipy.__version__}}
expected.update({label: record(label) for label in ["quasi", "complete"]})
with open("expected.json", "w") as file:
    json.dump(expected, file, indent=1)
