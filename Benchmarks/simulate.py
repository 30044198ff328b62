"""Makes a panel of simulated children for the benchmarks.

    simulate.py PRESCHOOLS FILE.csv [--seed 1]

One row per child and wave: PRESCHOOLS preschools in 20 regions, 4 groups each, 20 children per group, 3 waves. Half of
the preschools are experimental. Five outcomes share the design and differ in level; each is a sum of a region,
preschool, group, child and residual deviation, a growth over the waves, an effect of the arm after the first wave, and
shifts by sex, age and language. Needs numpy and polars.
"""

import argparse

import numpy
import polars

REGIONS, GROUPS, CHILDREN, WAVES, OUTCOMES = 20, 4, 20, 3, 5
DEVIATIONS = {"region": 0.15, "preschool": 0.30, "group": 0.25, "child": 0.60, "residual": 0.50}
GROWTH = numpy.array([0.0, 0.45, 1.0])
ARM_EFFECT = numpy.array([0.0, 0.12, 0.25])


def keys(random: numpy.random.Generator, preschools: int) -> dict[str, numpy.ndarray]:
    """Where each row belongs, and the covariates: one array per column, rows × 1."""
    children = preschools * GROUPS * CHILDREN
    child = numpy.repeat(numpy.arange(children), WAVES)
    group = child // CHILDREN
    preschool = group // GROUPS
    experimental = random.permutation(preschools) < preschools // 2
    return {
        "region": random.permutation(numpy.arange(preschools) % REGIONS)[preschool],
        "preschool": preschool,
        "group": group,
        "child": child,
        "arm": experimental.astype(int)[preschool],
        "wave": numpy.tile(numpy.arange(WAVES), children),
        "female": random.integers(0, 2, children)[child],
        "age_months": random.uniform(36, 72, children).round(1)[child],
        "language": random.choice(["kk", "ru"], children, p=[0.7, 0.3])[child],
    }


def outcome(random: numpy.random.Generator, panel: dict[str, numpy.ndarray], level: float) -> numpy.ndarray:
    """One simulated score per row, to four decimals as a data file would carry it."""
    wave = panel["wave"]
    score = level + GROWTH[wave] + ARM_EFFECT[wave] * panel["arm"]
    score += 0.15 * panel["female"] + 0.03 * (panel["age_months"] - 54) - 0.2 * (panel["language"] == "ru")
    for unit in ("region", "preschool", "group", "child"):
        deviation = random.normal(0, DEVIATIONS[unit], panel[unit].max() + 1)
        score += deviation[panel[unit]]
    score += random.normal(0, DEVIATIONS["residual"], len(wave))
    return score.round(4)


def simulate(preschools: int, seed: int) -> polars.DataFrame:
    """The whole panel; the same seed gives the same panel."""
    random = numpy.random.default_rng(seed)
    panel = keys(random, preschools)
    outcomes = {f"y{k + 1}": outcome(random, panel, 10 + 0.5 * k) for k in range(OUTCOMES)}
    return polars.DataFrame(panel | outcomes)


def without_a_fifth(panel: polars.DataFrame, seed: int) -> polars.DataFrame:
    """The panel with a fifth of the values of every outcome missing, at random places of their own."""
    random = numpy.random.default_rng(seed)
    outcomes = [f"y{k + 1}" for k in range(OUTCOMES)]
    kept = {name: polars.Series(random.random(len(panel)) >= 0.2) for name in outcomes}
    return panel.with_columns(polars.when(kept[name]).then(polars.col(name)).alias(name) for name in outcomes)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("preschools", type=int)
    parser.add_argument("file")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    simulate(options.preschools, options.seed).write_csv(options.file)
