"""Makes marks of children on three-level items for the benchmark of item response models.

    simulate_responses.py CHILDREN ITEMS FILE.csv [--missing 0] [--seed 3]

One row per child, marks 1, 2, 3 in the columns i1, i2 …: a partial credit model with standard normal abilities, item
difficulties spread evenly from −1 to 1, and steps 0.6 below and above them. Needs numpy and polars.
"""

import argparse

import numpy
import polars

HALF_DISTANCE = 0.6
BLOCK = 100_000


def simulate_responses(children: int, items: int, missing: float, seed: int) -> polars.DataFrame:
    """The whole table; the same seed gives the same table."""
    random = numpy.random.default_rng(seed)
    difficulties = numpy.linspace(-1, 1, items)
    marks = numpy.empty((children, items), dtype=numpy.int8)
    for start in range(0, children, BLOCK):
        count = min(BLOCK, children - start)
        distance = random.normal(size=(count, 1)) - difficulties
        middle = numpy.exp(distance + HALF_DISTANCE)
        highest = numpy.exp(2 * distance)
        draw = random.random((count, items)) * (1 + middle + highest)
        marks[start:start + count] = 1 + (draw >= 1) + (draw >= 1 + middle)
        marks[start:start + count][random.random((count, items)) < missing] = 0
    columns = {f"i{item + 1}": marks[:, item] for item in range(items)}
    return polars.DataFrame(columns).with_columns(polars.all().replace(0, None))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("children", type=int)
    parser.add_argument("items", type=int)
    parser.add_argument("file")
    parser.add_argument("--missing", type=float, default=0)
    parser.add_argument("--seed", type=int, default=3)
    options = parser.parse_args()
    simulate_responses(options.children, options.items, options.missing, options.seed).write_csv(options.file)
