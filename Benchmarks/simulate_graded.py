"""Makes marks of children on items of a graded response model for the benchmark of item response models.

    simulate_graded.py CHILDREN ITEMS FILE.csv [--seed 1]

One row per child, marks 0, 1, 2 in the columns i1, i2 …, nothing missing: standard normal abilities, slopes from 0.8 to
2.2, thresholds 0.6 to 0.9 on both sides of places spread evenly from −1.5 to 1.5. Needs numpy and polars.
"""

import argparse

import numpy
import polars


def simulate_graded(children: int, items: int, seed: int) -> polars.DataFrame:
    """The whole table; the same seed gives the same table."""
    random = numpy.random.default_rng(seed)
    ability = random.normal(size=(children, 1))
    slope = random.uniform(0.8, 2.2, items)
    place = numpy.linspace(-1.5, 1.5, items)[random.permutation(items)]
    distance = 0.6 + random.uniform(0, 0.3, (2, items))
    draw = random.random((children, items))
    reached = [draw < 1 / (1 + numpy.exp(-slope * (ability - threshold)))
               for threshold in (place - distance[0], place + distance[1])]
    marks = reached[0].astype(int) + reached[1]
    return polars.DataFrame({f"i{item + 1}": marks[:, item] for item in range(items)})


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("children", type=int)
    parser.add_argument("items", type=int)
    parser.add_argument("file")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    simulate_graded(options.children, options.items, options.seed).write_csv(options.file)
