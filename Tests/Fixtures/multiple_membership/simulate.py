"""Simulates groups that follow two or three of five directions, in 14 clusters (seed 20261129)."""

import csv

import numpy

generator = numpy.random.default_rng(20261129)
names = ["a", "b", "c", "d", "e"]
effects = generator.normal(0, 0.3, len(names))
rows = []
for cluster in range(14):
    shared = generator.normal(0, 0.2)
    for _ in range(int(generator.integers(1, 5))):
        followed = sorted(generator.choice(len(names), int(generator.integers(2, 4)), replace=False))
        variance = round(generator.uniform(0.02, 0.12), 4)
        value = 0.1 + effects[followed].mean() + shared + generator.normal(0, variance**0.5)
        rows.append([f"C{cluster + 1:02d}", "+".join(names[i] for i in followed), round(value, 4), variance])
with open("groups.csv", "w", newline="") as file:
    csv.writer(file, lineterminator="\n").writerows([["cluster", "directions", "y", "D"]] + rows)
