"""Makes an unbalanced panel of weekly observations for the benchmark of absorbed factors.

    simulate_visits.py CHILDREN FILE.csv [--seed 7]

One row per child and week that the child was there, 96 of 100 on average over 52 weeks, in order of child and week. A child
is treated from a week of its own on, some never. Score and covariates hold effects of child and week. Needs numpy and
polars.
"""

import argparse

import numpy
import polars

WEEKS, PRESENT = 52, 0.96


def simulate_visits(children: int, seed: int) -> polars.DataFrame:
    """The whole panel; the same seed gives the same panel."""
    random = numpy.random.default_rng(seed)
    present = (random.random((children, WEEKS)) < PRESENT).ravel()
    child = numpy.repeat(numpy.arange(children), WEEKS)[present]
    week = numpy.tile(numpy.arange(WEEKS), children)[present]
    ability, season = random.normal(size=children), random.normal(size=WEEKS)
    treated = (week >= random.integers(10, 90, children)[child]).astype(int)
    hours = random.normal(size=len(child)) + 0.5 * ability[child]
    sleep = random.normal(size=len(child)) + 0.3 * season[week]
    score = 1 + 0.2 * treated + 0.5 * hours - 0.3 * sleep + ability[child] + season[week] + random.normal(size=len(child))
    return polars.DataFrame({"child": child, "week": week, "treated": treated, "hours": hours.round(4),
                             "sleep": sleep.round(4), "score": score.round(4)})


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("children", type=int)
    parser.add_argument("file")
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    simulate_visits(options.children, options.seed).write_csv(options.file)
