"""Wild cluster bootstrap (null imposed, CR1, Rademacher) of the arm's coefficient, clustered by preschool.

    wild_bootstrap.py FILE.csv wildboottest|pyfixest|numpy|product REPLICATIONS

Prints one JSON object; the time is that of fit and test, with the data in memory. `numpy` is the score form written by
hand: the scores of all clusters under all draws in one product of clusters × clusters by clusters × draws. `product` is
that product alone, on matrices of the same size.
"""

import json
import sys
import time
import warnings
from importlib.metadata import version

import numpy
import pandas

warnings.filterwarnings("ignore")
FORMULA = "y1 ~ arm + w1 + w2 + arm_w1 + arm_w2 + female + age_months"
BLOCK = 10_000


def read(file: str) -> pandas.DataFrame:
    data = pandas.read_csv(file)
    for wave in (1, 2):
        data[f"w{wave}"] = (data.wave == wave) * 1.0
        data[f"arm_w{wave}"] = data.arm * data[f"w{wave}"]
    return data


def with_wildboottest(data: pandas.DataFrame, replications: int) -> dict:
    import statsmodels.formula.api as models
    from wildboottest.wildboottest import wildboottest

    model = models.ols(FORMULA, data)
    options = dict(cluster=data.preschool, param="arm", weights_type="rademacher", impose_null=True,
                   bootstrap_type="11", show=False)
    wildboottest(model, B=999, seed=1, **options)  # compiles
    start = time.perf_counter()
    table = wildboottest(model, B=replications, seed=7, **options)
    return answer("wildboottest", start, float(table["statistic"].iloc[0]), float(table["p-value"].iloc[0]))


def with_pyfixest(data: pandas.DataFrame, replications: int) -> dict:
    import pyfixest

    start = time.perf_counter()
    model = pyfixest.feols(FORMULA, data, vcov={"CRV1": "preschool"})
    test = model.wildboottest(param="arm", reps=replications, cluster="preschool", seed=7)
    return answer("pyfixest", start, float(test["t value"]), float(test["Pr(>|t|)"]))


def with_numpy(data: pandas.DataFrame, replications: int) -> dict:
    columns = FORMULA.split(" ~ ")[1].split(" + ")
    response, cluster = data.y1.to_numpy(), data.preschool.to_numpy()
    design = numpy.column_stack([numpy.ones(len(data)), data[columns].to_numpy(dtype=float)])
    start = time.perf_counter()
    clusters = cluster.max() + 1
    inverse = numpy.linalg.inv(design.T @ design)
    coefficients = inverse @ (design.T @ response)
    restricted = coefficients - inverse[:, 1] * coefficients[1] / inverse[1, 1]

    def by_cluster(rows: numpy.ndarray) -> numpy.ndarray:
        return numpy.column_stack([numpy.bincount(cluster, column, clusters) for column in rows.T])

    influence = design @ inverse[:, 1]
    scores = by_cluster(design * (response - design @ restricted)[:, None])
    data_scores = by_cluster((influence * (response - design @ coefficients))[:, None])
    own = scores @ inverse[:, 1]
    spread = numpy.diag(own) - by_cluster(design * influence[:, None]) @ inverse @ scores.T
    statistic = coefficients[1] / numpy.sqrt((data_scores**2).sum())
    random, extreme = numpy.random.default_rng(7), 0
    for first in range(0, replications, BLOCK):
        signs = random.integers(0, 2, (clusters, min(BLOCK, replications - first)), dtype=numpy.int8) * 2.0 - 1
        draws = (own @ signs) / numpy.sqrt(((spread @ signs) ** 2).sum(0))
        extreme += int((numpy.abs(draws) >= abs(statistic)).sum())
    factor = numpy.sqrt((clusters - 1) / clusters)
    return answer("numpy", start, statistic * factor, extreme / replications, "numpy " + version("numpy") + " by hand")


def product(data: pandas.DataFrame, replications: int) -> dict:
    clusters = data.preschool.max() + 1
    random = numpy.random.default_rng(7)
    left, right = random.random((clusters, clusters)), random.random((clusters, replications))
    left @ right
    start = time.perf_counter()
    left @ right
    return answer("numpy", start, None, None, "numpy, one product")


def answer(package: str, start: float, statistic: float | None, p_value: float | None, name: str | None = None) -> dict:
    return {"program": name or f"{package} {version(package)}", "seconds": time.perf_counter() - start,
            "statistic": statistic, "p_value": p_value}


if __name__ == "__main__":
    program = {"wildboottest": with_wildboottest, "pyfixest": with_pyfixest, "numpy": with_numpy,
               "product": product}[sys.argv[2]]
    print(json.dumps(program(read(sys.argv[1]), int(sys.argv[3]))))
