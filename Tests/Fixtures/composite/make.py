"""Composite index of made-up data, from the definitions and by other ways than the engine's.

Makes data.csv and expected.json beside this file: python3 make.py (numpy, scipy).
"""

import csv
import itertools
import json
import math
from pathlib import Path

import numpy as np
import scipy
from scipy import optimize, stats

HERE = Path(__file__).parent
AREAS, INDICATORS = 16, ["a", "b", "c", "d", "e"]
# Whether more is more risk, no_risk (also the target), full_risk, weight.
DESIGN = {"a": (1, 0, 60, 2), "b": (-1, 90, 10, 1), "c": (1, 0, 400, 1), "d": (-1, 1, -1, 3), "e": (1, 5, 25, 1)}


def data() -> dict[str, np.ndarray]:
    random = np.random.default_rng(7)
    common = random.normal(size=AREAS)
    columns = {
        "a": 30 + 8 * (0.6 * common + 0.8 * random.normal(size=AREAS)),
        "b": 50 - 12 * (0.7 * common + 0.7 * random.normal(size=AREAS)),
        "c": np.exp(3 + 0.5 * random.normal(size=AREAS)),
        "d": -0.3 * (0.5 * common + 0.9 * random.normal(size=AREAS)),
        "e": 15 + 4 * (0.4 * common + 0.9 * random.normal(size=AREAS)),
    }
    # Two outliers far out, which winsorising has to move.
    columns["c"][[3, 9]] = [350.0, 260.0]
    return {key: np.round(value, 4) for key, value in columns.items()}


def winsorised(x: np.ndarray, limit: int = 5) -> tuple[np.ndarray, int]:
    """The highest points pulled in one by one while skewness and excess kurtosis are both beyond 2 and 3.5."""
    x = x.copy()
    for moved in range(limit + 1):
        skew, kurtosis = stats.skew(x, bias=False), stats.kurtosis(x, bias=False)
        if not (abs(skew) > 2 and kurtosis > 3.5) or moved == limit:
            return x, moved
        order = np.argsort(x if skew < 0 else -x, kind="stable")
        x[order[: moved + 1]] = np.sort(x)[::-1][moved + 1] if skew > 0 else np.sort(x)[moved + 1]
    raise AssertionError


def risks(x: np.ndarray, key: str, method: str) -> np.ndarray:
    sign, best, worst, _ = DESIGN[key]
    if method == "goalposts":
        return np.clip(np.interp(sign * x, [sign * best, sign * worst], [0, 100]), 0, 100)
    if method == "min_max":
        return np.interp(sign * x, [min(sign * x), max(sign * x)], [0, 100])
    if method == "z_score":
        return 50 + 10 * sign * stats.zscore(x, ddof=1)
    if method == "rank":
        return 100 * (stats.rankdata(sign * x) - 1) / (len(x) - 1)
    return np.clip(np.interp(sign * x, [sign * best, max(sign * x)], [0, 100]), 0, 100)


def mean(left: np.ndarray, weights: np.ndarray, kind: str) -> float:
    if kind == "arithmetic":
        return float(np.average(left, weights=weights))
    if min(left) == 0:
        return 0.0
    return float((stats.gmean if kind == "geometric" else stats.hmean)(left, weights=weights))


def shapley(risk: np.ndarray, reference: np.ndarray, weights: np.ndarray, kind: str) -> list[float]:
    """Average over all orders in which the members change."""
    parts = np.zeros(len(risk))
    for order in itertools.permutations(range(len(risk))):
        now = reference.copy()
        before = 100 - mean(100 - now, weights, kind)
        for member in order:
            now[member] = risk[member]
            after = 100 - mean(100 - now, weights, kind)
            parts[member] += after - before
            before = after
    return list(parts / math.factorial(len(risk)))


def equal_weights(matrix: np.ndarray, importance) -> np.ndarray:
    """Weights whose importances do not differ, found by a general least-squares solver."""
    def differences(free: np.ndarray) -> np.ndarray:
        weights = np.exp(np.append(free, 0))
        found = importance(weights / weights.sum())
        return found - found.mean()

    best = optimize.least_squares(differences, np.zeros(len(matrix) - 1), xtol=1e-15, ftol=1e-15, gtol=1e-15)
    weights = np.exp(np.append(best.x, 0))
    assert best.cost < 1e-20, best
    return weights / weights.sum()


def ratio(x: np.ndarray, y: np.ndarray) -> float:
    fitted = np.polynomial.Polynomial.fit(x, y, 3)(x)
    return float(np.var(fitted) / np.var(y))


columns = data()
with open(HERE / "data.csv", "w", newline="") as file:
    writer = csv.writer(file)
    writer.writerow(["area", *INDICATORS])
    for row in range(AREAS):
        writer.writerow([f"area{row + 1:02}", *(columns[key][row] for key in INDICATORS)])

weights = np.array([DESIGN[key][3] for key in INDICATORS], float)
posts = np.array([risks(columns[key], key, "goalposts") for key in INDICATORS])
reference = posts.mean(axis=1)
treated, moved = winsorised(columns["c"])
values, vectors = np.linalg.eigh(np.corrcoef(posts))
expected = {
    "meta": {"numpy": np.__version__, "scipy": scipy.__version__},
    "skewness": [stats.skew(columns[key], bias=False) for key in INDICATORS],
    "kurtosis": [stats.kurtosis(columns[key], bias=False) for key in INDICATORS],
    "winsorised": {"moved": moved, "upper": max(treated), "skewness": stats.skew(treated, bias=False)},
    "risks": {method: {key: list(risks(columns[key], key, method)) for key in INDICATORS}
              for method in ("goalposts", "min_max", "z_score", "rank", "distance_to_target")},
    "index": {kind: [100 - mean(100 - posts[:, row], weights, kind) for row in range(AREAS)]
              for kind in ("arithmetic", "geometric", "harmonic")},
    "shapley": {kind: {row: shapley(posts[:, row], reference, weights, kind) for row in (0, 3, 9)}
                for kind in ("arithmetic", "geometric", "harmonic")},
    "pca": list(vectors[:, -1] ** 2),
    "equal_correlation": list(equal_weights(
        posts, lambda w: np.array([np.corrcoef(x, w @ posts)[0, 1] ** 2 for x in posts]))),
    "equal_correlation_geometric": list(equal_weights(
        posts, lambda w: np.array([
            np.corrcoef(x, [mean(100 - posts[:, row], w, "geometric") for row in range(AREAS)])[0, 1] ** 2
            for x in posts]))),
    "equal_correlation_ratio": list(equal_weights(
        posts, lambda w: np.array([ratio(x, w @ posts) for x in posts]))),
}
(HERE / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")
