"""Simulates the data of this case: area estimates, units of areas, and counts of successes (seed 20261128)."""

import csv

import numpy

generator = numpy.random.default_rng(20261128)


def write(name: str, header: list[str], rows: list[list]) -> None:
    with open(name, "w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header] + rows)


def areas(name: str, count: int, model_variance: float) -> None:
    """Direct estimates with known sampling variances around 2 + 0.5 x."""
    rows = []
    for index in range(count):
        x = round(generator.uniform(0, 4), 3)
        variance = round(generator.uniform(0.02, 0.3), 4)
        deviation = generator.normal(0, (model_variance + variance) ** 0.5)
        rows.append([f"A{index + 1:02d}", round(2 + 0.5 * x + deviation, 4), variance, x])
    write(name, ["area", "y", "D", "x"], rows)


def units() -> None:
    """Units in 15 of 18 areas; z is a property of the area."""
    rows, means = [], []
    for index in range(18):
        name = f"A{index + 1:02d}"
        z = round(generator.normal(), 3)
        mean = round(generator.normal(5, 1), 3)
        effect = generator.normal(0, 1.2)
        size = int(generator.integers(2, 12)) if index not in (4, 11, 17) else 0
        for _ in range(size):
            x = round(generator.normal(mean, 2), 3)
            rows.append([name, round(10 + 1.5 * x - 0.8 * z + effect + generator.normal(0, 2), 3), x, z])
        means.append([name, mean, z, int(generator.integers(15, 80))])
    write("units.csv", ["area", "y", "x", "z"], rows)
    write("means.csv", ["area", "x", "z", "population_size"], means)


def shares() -> None:
    """Shares with effective sample sizes that are no whole numbers."""
    rows = []
    for index in range(20):
        p = generator.beta(6, 18)
        n = int(generator.integers(60, 300))
        design_effect = generator.uniform(1, 2)
        rows.append([f"A{index + 1:02d}", round(generator.binomial(n, p) / n, 4), round(n / design_effect, 3),
                     round(p + generator.normal(0, 0.05), 3)])
    rows[3][1] = 0.0
    write("shares.csv", ["area", "share", "size", "x"], rows)


areas("apart.csv", 20, 0.15)
areas("alike.csv", 12, 0.0)
units()
shares()
