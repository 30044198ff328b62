"""The random-intercept model of the wine data to machine precision, by an independent route.

R's ordinal stops with a gradient near 2e-5, which leaves errors near 1e-5 in the estimates. Here the integral over the
judge's intercept is a trapezoidal sum on a fine fixed grid, which converges geometrically for such integrands, the
gradient is taken by complex steps, and its root is found.
"""
import json

import numpy as np


data = np.genfromtxt("data.csv", delimiter=",", names=True, dtype=None, encoding="utf-8")
rating = data["rating"]
design = np.column_stack([data["temp"] == "warm", data["contact"] == "yes"]).astype(float)
judges = [np.flatnonzero(data["judge"] == judge) for judge in sorted(set(data["judge"]))]
grid = np.linspace(-14, 14, 2801)
density = np.exp(-(grid**2) / 2) / np.sqrt(2 * np.pi) * (grid[1] - grid[0])
NAMES = ["1|2", "2|3", "3|4", "4|5", "tempw", "contyes", "sd_judge"]


def log_likelihood(parameters):
    thresholds = np.concatenate([[-60], parameters[:4], [60]])
    cumulative = lambda eta: 1 / (1 + np.exp(-eta))
    total = 0
    for rows in judges:
        shift = (design[rows] @ parameters[4:6])[:, None] + parameters[6] * grid[None, :]
        upper, lower = thresholds[rating[rows]][:, None] - shift, thresholds[rating[rows] - 1][:, None] - shift
        total = total + np.log(np.sum(density * np.prod(cumulative(upper) - cumulative(lower), axis=0)))
    return total


def gradient(parameters):
    steps = 1e-30j * np.eye(len(parameters))
    return np.array([log_likelihood(parameters + step).imag / 1e-30 for step in steps])


def hessian(parameters):
    columns = []
    for step in 1e-4 * np.eye(len(parameters)):
        difference = lambda size: (gradient(parameters + size * step) - gradient(parameters - size * step)) / 2
        columns.append((45 * difference(1) - 9 * difference(2) + difference(3)) / 30 / 1e-4)
    return np.array(columns)


start = json.load(open("expected.json"))["clmm_logit_agq31"]
point = np.array([start["est"][name] for name in NAMES[:6]] + [start["sd_judge"]])
for _ in range(6):
    point = point - np.linalg.solve(hessian(point), gradient(point))
errors = np.sqrt(np.diag(np.linalg.inv(-hessian(point))))
out = {
    "meta": {"numpy": np.__version__, "max_gradient": float(np.max(np.abs(gradient(point))))},
    "random_intercept": {
        "est": dict(zip(NAMES[:6], point[:6].tolist())),
        "se": dict(zip(NAMES[:6], errors[:6].tolist())),
        "variance": float(point[6] ** 2),
        "log_likelihood": float(log_likelihood(point)),
    },
}
json.dump(out, open("expected_polished.json", "w"), indent=1)
