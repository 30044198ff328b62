"""Posterior of the effects of several memberships, from dense matrices and the trapezoidal rule over log A (numpy).

Nothing here is shared with the engine: y ~ N(1 mu, A ZZ' + s2 CC' + D) is inverted as it stands at every value of A.
The integrands are analytic in log A and vanish at both ends, so that the rule converges geometrically: `check` is the
largest relative difference to half the step.
"""

import csv
import json

import numpy

with open("groups.csv") as file:
    rows = list(csv.DictReader(file))
names = sorted({name for row in rows for name in row["directions"].split("+")})
clusters = sorted({row["cluster"] for row in rows})
n, m = len(rows), len(names)
y = numpy.array([float(row["y"]) for row in rows])
D = numpy.diag([float(row["D"]) for row in rows])
one = numpy.ones(n)
Z, C = numpy.zeros((n, m)), numpy.zeros((n, len(clusters)))
for i, row in enumerate(rows):
    own = row["directions"].split("+")
    for name in own:
        Z[i, names.index(name)] = 1 / len(own)
    C[i, clusters.index(row["cluster"])] = 1
centre = numpy.eye(m) - 1 / m


def at(A: float, N):
    """log density of log A (up to a constant), mean and mean square of the centred effects."""
    V = A * Z @ Z.T + N
    inverse = numpy.linalg.inv(V)
    information = one @ inverse @ one
    P = inverse - numpy.outer(inverse @ one, one @ inverse) / information
    inner = Z.T @ P @ Z
    restricted = -(numpy.linalg.slogdet(V)[1] + numpy.log(information) + y @ P @ y) / 2
    mean = centre @ (A * Z.T @ P @ y)
    spread = numpy.diag(centre @ (A * numpy.eye(m) - A * inner * A) @ centre.T)
    return restricted + numpy.log(numpy.trace(inner @ inner)) / 2 + numpy.log(A), mean, spread + mean**2


def moments(cluster_variance: float, step: float):
    N = cluster_variance * C @ C.T + D
    logs, means, squares = zip(*(at(numpy.exp(t), N) for t in numpy.arange(-32, 18, step)))
    weights = numpy.exp(numpy.array(logs) - max(logs))
    weights /= weights.sum()
    mean = weights @ numpy.array(means)
    return mean, numpy.sqrt(weights @ numpy.array(squares) - mean**2)


def posterior(cluster_variance: float) -> dict:
    coarse, fine = moments(cluster_variance, 0.1), moments(cluster_variance, 0.05)
    check = max(abs(a / b - 1).max() for a, b in zip(coarse, fine))
    return {"estimate": list(fine[0]), "standard_error": list(fine[1]), "check": check}


expected = {"meta": {"numpy": numpy.__version__}, "names": names, "clustered": posterior(0.04),
            "independent": posterior(0.0)}
with open("expected.json", "w") as file:
    json.dump(expected, file, indent=1)
    file.write("\n")
