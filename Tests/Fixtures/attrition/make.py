"""Boundaries of differential attrition by numerical integration and root finding; writes expected.json."""

import json
import sys

import numpy
import scipy
from scipy.integrate import quad
from scipy.optimize import brentq
from scipy.stats import norm

PAIRS = {"cautious": (0.409, 0.3545), "optimistic": (0.249, 0.203)}
TOLERABLE = 0.05


def respondent_mean(attrition):
    """Mean of a standard normal above its quantile, integrated rather than by the closed form."""
    if attrition <= 0:
        return 0.0
    low = norm.ppf(attrition)
    return quad(lambda z: z * norm.pdf(z), low, 40, epsabs=0, epsrel=1e-12, limit=500)[0] / (1 - attrition)


def bias(pair, overall, differential):
    return (pair[0] * respondent_mean(overall + differential / 2)
            - pair[1] * respondent_mean(overall - differential / 2))


def boundary(pair, overall):
    largest = 2 * min(overall, 1 - overall) * (1 - 1e-12)
    return brentq(lambda each: bias(pair, overall, each) - TOLERABLE, 0, largest, xtol=1e-15)


OVERALL = {"cautious": [0.03, 0.06, 0.13, 0.2, 0.35, 0.5, 0.56], "optimistic": [0.06, 0.13, 0.2, 0.35, 0.5, 0.56, 0.64]}
expected = {
    "meta": {"case": "attrition", "versions": {
        "python": sys.version.split()[0], "numpy": numpy.__version__, "scipy": scipy.__version__}},
    "pairs": PAIRS,
}
for name, pair in PAIRS.items():
    expected[name] = {"overall": OVERALL[name], "differential": [boundary(pair, each) for each in OVERALL[name]]}
with open("expected.json", "w") as file:
    json.dump(expected, file, indent=1)
    file.write("\n")
