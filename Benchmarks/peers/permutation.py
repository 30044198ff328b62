"""Permutation test of the arm on the means of the preschools; all have the same number of rows.

    permutation.py FILE.csv scipy|numpy REPLICATIONS

Prints one JSON object; the time is that of the test, with the means computed. `numpy` deals the arms of a block of draws
in one matrix and takes its product with the means.
"""

import json
import sys
import time
from importlib.metadata import version

import numpy
import pandas

BLOCK = 10_000


def with_scipy(means: numpy.ndarray, arms: numpy.ndarray, replications: int) -> dict:
    from scipy.stats import permutation_test

    def difference(experimental, control, axis):
        return experimental.mean(axis=axis) - control.mean(axis=axis)

    start = time.perf_counter()
    test = permutation_test((means[arms == 1], means[arms == 0]), difference, vectorized=True, batch=BLOCK,
                            n_resamples=replications, random_state=5)
    return answer("scipy", start, float(test.statistic), float(test.pvalue))


def with_numpy(means: numpy.ndarray, arms: numpy.ndarray, replications: int) -> dict:
    start = time.perf_counter()
    experimental = int(arms.sum())
    control, total = len(arms) - experimental, means.sum()

    def differences(sums):
        return sums / experimental - (total - sums) / control

    observed = differences(means @ arms)
    random, extreme = numpy.random.default_rng(5), 0
    for first in range(0, replications, BLOCK):
        count = min(BLOCK, replications - first)
        dealt = random.permuted(numpy.broadcast_to(arms.astype(float), (count, len(arms))), axis=1)
        extreme += int((numpy.abs(differences(dealt @ means)) >= abs(observed) * (1 - 1e-9)).sum())
    return answer("numpy", start, float(observed), (1 + extreme) / (1 + replications))


def answer(package: str, start: float, statistic: float, p_value: float) -> dict:
    return {"program": f"{package} {version(package)}", "seconds": time.perf_counter() - start,
            "statistic": statistic, "p_value": p_value}


if __name__ == "__main__":
    data = pandas.read_csv(sys.argv[1])
    preschools = data.groupby("preschool")
    program = {"scipy": with_scipy, "numpy": with_numpy}[sys.argv[2]]
    print(json.dumps(program(preschools.y1.mean().to_numpy(), preschools.arm.first().to_numpy(), int(sys.argv[3]))))
