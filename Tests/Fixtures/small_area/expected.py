"""Expected values of this case in forty digits, from dense matrices and numerical derivatives (mpmath).

Nothing here is shared with the engine: every model is written down as y ~ N(Xb, V) and V is inverted as it stands.
"""

import csv
import functools
import json

import mpmath
from mpmath import mpf

mpmath.mp.dps = 40


def read(name: str) -> list[dict[str, str]]:
    with open(name) as file:
        return list(csv.DictReader(file))


def numbers(rows: list[dict[str, str]], column: str) -> list[mpf]:
    return [mpf(row[column]) for row in rows]


def solve(V: mpmath.matrix, X: mpmath.matrix, y: mpmath.matrix):
    """Generalised least squares: coefficients, their covariance, and the two log-likelihoods."""
    inverse = V ** -1
    information = X.T * inverse * X
    covariance = information ** -1
    beta = covariance * (X.T * inverse * y)
    residual = y - X * beta
    form = (residual.T * inverse * residual)[0]
    n, p = X.rows, X.cols
    likelihood = -(n * mpmath.log(2 * mpmath.pi) + mpmath.log(mpmath.det(V)) + form) / 2
    restricted = likelihood + (p * mpmath.log(2 * mpmath.pi) + mpmath.log(mpmath.det(X.T * X))
                               - mpmath.log(mpmath.det(information))) / 2
    return beta, covariance, inverse, likelihood, restricted


def maximum(function, points: list[mpf]) -> mpf:
    """The zero of the derivative next to the best of some points."""
    best = max(points, key=function)
    derivative = lambda t: mpmath.diff(lambda s: function(mpmath.exp(s)), t)
    ends = (mpmath.log(best / mpf("1.19")), mpmath.log(best * mpf("1.19")))
    return mpmath.exp(mpmath.findroot(derivative, ends, solver="illinois", tol=1e-32, maxsteps=200))


# Fay-Herriot, the adjusted likelihoods of Yoshimori & Lahiri (2014).

def fay_herriot(y, D, X, restricted: bool, adjusted: bool = True) -> dict:
    m = len(D)
    y = mpmath.matrix(y)

    def V(A):
        return mpmath.diag([A + d for d in D])

    def criterion(A):
        value = solve(V(A), X, y)[4 if restricted else 3]
        return value + mpmath.log(mpmath.atan(sum(A / (A + d) for d in D))) / m if adjusted else value

    A = maximum(criterion, [mpf(2) ** k for k in [n / mpf(4) for n in range(-60, 8)]])
    beta, covariance, inverse, likelihood, restricted_likelihood = solve(V(A), X, y)
    variance = 2 / sum((A + d) ** -2 for d in D)
    log_determinant = lambda a: mpmath.log(mpmath.det(X.T * V(a) ** -1 * X))
    bias = mpf(0) if restricted else variance / 2 * mpmath.diff(log_determinant, A)
    estimates, errors, gammas = [], [], []
    for i in range(m):
        B = D[i] / (A + D[i])
        row = X[i, :]
        fitted = (row * beta)[0]
        leverage = (row * covariance * row.T)[0]
        estimates.append(fitted + (1 - B) * (y[i] - fitted))
        errors.append(A * B + B ** 2 * leverage + 2 * D[i] ** 2 / (A + D[i]) ** 3 * variance - bias * B ** 2)
        gammas.append(1 - B)
    return {"A": A, "beta": list(beta), "se_beta": [mpmath.sqrt(covariance[i, i]) for i in range(X.cols)],
            "logLik": likelihood, "restricted_logLik": restricted_likelihood, "eblup": estimates, "mse": errors,
            "gamma": gammas}


def design(rows, *columns):
    return mpmath.matrix([[mpf(1)] + [mpf(row[c]) for c in columns] for row in rows])


# Transformed Fay-Herriot of shares.

def transformed(rows, kind: str) -> dict:
    p, n = numbers(rows, "share"), numbers(rows, "size")
    half = mpf(1) / 2
    if kind == "arcsine":
        y, D = [mpmath.asin(mpmath.sqrt(a)) for a in p], [1 / (4 * b) for b in n]
        back = lambda t: mpmath.sin(t) ** 2
    else:
        successes = [a * b for a, b in zip(p, n)]
        y = [mpmath.log((s + half) / (b - s + half)) for s, b in zip(successes, n)]
        D = [1 / (s + half) + 1 / (b - s + half) for s, b in zip(successes, n)]
        back = lambda t: 1 / (1 + mpmath.exp(-t))
    fit = fay_herriot(y, D, design(rows, "x"), restricted=True, adjusted=False)
    A = fit["A"]
    z = mpmath.sqrt(2) * mpmath.erfinv(mpf("0.95"))
    estimates, lower, upper = [], [], []
    for theta, mse, d in zip(fit["eblup"], fit["mse"], D):
        s = mpmath.sqrt(A * d / (A + d))
        weigh = lambda u: back(theta + s * u) * mpmath.npdf(u)
        estimates.append(mpmath.quad(weigh, [-12, -6, -3, 0, 3, 6, 12]))
        ends = [theta - z * mpmath.sqrt(mse), theta + z * mpmath.sqrt(mse)]
        if kind == "arcsine":
            ends = [min(max(end, mpf(0)), mpmath.pi / 2) for end in ends]
        lower.append(back(ends[0]))
        upper.append(back(ends[1]))
    return {"A": A, "estimate": estimates, "lower": lower, "upper": upper}


# The nested error regression of Battese, Harter & Fuller (1988). V falls into one block per area, inverted as it stands.

class NestedError:
    def __init__(self, rows):
        self.blocks = {}
        for name in sorted({row["area"] for row in rows}):
            own = [row for row in rows if row["area"] == name]
            self.blocks[name] = (design(own, "x", "z"), mpmath.matrix(numbers(own, "y")))
        self.X, self.y = design(rows, "x", "z"), mpmath.matrix(numbers(rows, "y"))

    @staticmethod
    def block(count: int, u: mpf, e: mpf) -> mpmath.matrix:
        return u * mpmath.ones(count) + e * mpmath.eye(count)

    def solve(self, u: mpf, e: mpf):
        n, p = self.X.rows, self.X.cols
        information, right, square, log_determinant = mpmath.zeros(p), mpmath.zeros(p, 1), mpf(0), mpf(0)
        for X, y in self.blocks.values():
            V = self.block(X.rows, u, e)
            inverse = V ** -1
            information += X.T * inverse * X
            right += X.T * inverse * y
            square += (y.T * inverse * y)[0]
            log_determinant += mpmath.log(mpmath.det(V))
        covariance = information ** -1
        beta = covariance * right
        form = square - (beta.T * right)[0]
        likelihood = -(n * mpmath.log(2 * mpmath.pi) + log_determinant + form) / 2
        restricted = likelihood + (p * mpmath.log(2 * mpmath.pi) + mpmath.log(mpmath.det(self.X.T * self.X))
                                   - mpmath.log(mpmath.det(information))) / 2
        return beta, covariance, form, likelihood, restricted

    def optimum(self, restricted: bool):
        """The two variances; the residual one is known given their ratio."""
        degrees = self.X.rows - (self.X.cols if restricted else 0)
        scale = lambda ratio: self.solve(ratio, mpf(1))[2] / degrees
        criterion = lambda ratio: self.solve(ratio * scale(ratio), scale(ratio))[4 if restricted else 3]
        ratio = maximum(criterion, [mpf(2) ** (k / mpf(4)) for k in range(-12, 8)])
        return ratio * scale(ratio), scale(ratio)

    def information(self, u: mpf, e: mpf) -> mpmath.matrix:
        """Expected information of (u, e)."""
        information = mpmath.zeros(2)
        for X, _ in self.blocks.values():
            inverse = self.block(X.rows, u, e) ** -1
            products = [inverse * mpmath.ones(X.rows), inverse]
            for i in range(2):
                for j in range(2):
                    both = products[i] * products[j]
                    information[i, j] += sum(both[k, k] for k in range(X.rows)) / 2
        return information

    def bias(self, u: mpf, e: mpf, asymptotic: mpmath.matrix) -> mpmath.matrix:
        """Bias of maximum likelihood: half the inverse information times the gradient of log|X'V^-1X|."""
        log_determinant = lambda a, b: -mpmath.log(mpmath.det(self.solve(a, b)[1]))
        gradient = [mpmath.diff(log_determinant, (u, e), order) for order in ((1, 0), (0, 1))]
        return asymptotic * mpmath.matrix(gradient) / 2


def nested_error(rows, means, restricted: bool) -> dict:
    model = NestedError(rows)
    u, e = model.optimum(restricted)
    beta, covariance, _, likelihood, restricted_likelihood = model.solve(u, e)
    asymptotic = model.information(u, e) ** -1
    bias = mpmath.zeros(2, 1) if restricted else model.bias(u, e, asymptotic)
    out = {"variance_between": u, "variance_within": e, "beta": list(beta),
           "se_beta": [mpmath.sqrt(covariance[i, i]) for i in range(len(beta))], "logLik": likelihood,
           "restricted_logLik": restricted_likelihood, "areas": []}
    for row in means:
        population = mpf(row["population_size"])
        target = mpmath.matrix([[mpf(1), mpf(row["x"]), mpf(row["z"])]])
        if row["area"] not in model.blocks:
            mse = u + (target * covariance * target.T)[0] - bias[0]
            out["areas"].append({"area": row["area"], "n": 0, "estimate": (target * beta)[0], "mse": mse,
                                 "finite_mse": mse + e / population})
            continue
        X, y = model.blocks[row["area"]]
        count = X.rows
        share = count / population
        sample = mpmath.ones(1, count) * X / count
        rest = (population * target - count * sample) / (population - count)
        predictor = lambda a, b: a * mpmath.ones(1, count) * model.block(count, a, b) ** -1
        inside = lambda a, b: a - a * (predictor(a, b) * mpmath.ones(count, 1))[0]
        effect = (predictor(u, e) * (y - X * beta))[0]
        orders = ((1, 0), (0, 1))
        # All weights of a predictor are equal: its change with the variances is that of the first.
        slopes = [mpmath.diff(lambda a, b: predictor(a, b)[0], (u, e), order) for order in orders]
        ones = mpmath.ones(1, count)
        spread = (ones * model.block(count, u, e) * ones.T)[0]
        third = sum(slopes[i] * slopes[j] * spread * asymptotic[i, j] for i in range(2) for j in range(2))
        correction = sum(bias[k] * mpmath.diff(inside, (u, e), orders[k]) for k in range(2))

        def error(place):
            d = place - predictor(u, e) * X
            return inside(u, e) + (d * covariance * d.T)[0] + 2 * third - correction

        direct = sum(y) / count
        out["areas"].append({
            "area": row["area"], "n": count, "direct": direct, "effect": effect,
            "estimate": (target * beta)[0] + effect, "mse": error(target),
            "finite_estimate": share * direct + (1 - share) * ((rest * beta)[0] + effect),
            "finite_mse": (1 - share) ** 2 * error(rest) + (1 - share) * e / population,
            "shrinkage": u / (u + e / count)})
    return out


# The posterior of Fay and Herriot's model with the mean alone, Jeffreys' prior, by adaptive quadrature over log A.

def posterior(y, D, back) -> dict:
    """`back` gives mean and mean square of an area whose point on the scale is normal."""
    m = len(D)
    y, one = mpmath.matrix(y), mpmath.matrix([1] * m)

    @functools.lru_cache(maxsize=None)
    def at(t):
        A = mpmath.exp(t)
        V = mpmath.diag([A + d for d in D])
        beta, Q, inverse, _, restricted = solve(V, one, y)
        density = mpmath.exp(restricted) * mpmath.sqrt(sum((A + d) ** -2 for d in D)) * A
        point = one * beta + A * inverse * (y - one * beta)
        left = one - A * inverse * one
        spread = A * mpmath.eye(m) - A * inverse * A + left * Q * left.T
        moments = [back(point[i], spread[i, i]) for i in range(m)]
        return [density] + [density * x for i in range(m) for x in (*moments[i], A * inverse[i, i])]

    ends = [-30, -12, -6, -3, 0, 3, 8, 20, 40]
    integrals = [mpmath.quad(lambda t: at(t)[k], ends) for k in range(3 * m + 1)]
    means = [value / integrals[0] for value in integrals[1:]]
    return {"estimate": means[0::3], "standard_error": [mpmath.sqrt(q - p * p) for p, q in zip(means[0::3], means[1::3])],
            "shrinkage": means[2::3]}


def normal_back(point, variance):
    return point, variance + point * point


def share_back(point, variance):
    """sin^2 of a normal point, from the characteristic function."""
    wave = lambda k: mpmath.re(mpmath.exp(1j * k * point - k * k * variance / 2))
    return (1 - wave(2)) / 2, (1 - 2 * wave(2) + (1 + wave(4)) / 2) / 4


# Beta-binomial.

def beta_binomial(rows) -> dict:
    p, n = numbers(rows, "share"), numbers(rows, "size")
    s = [a * b for a, b in zip(p, n)]

    def likelihood(t, l):
        mu, M = 1 / (1 + mpmath.exp(-t)), mpmath.exp(l)
        a, b = mu * M, (1 - mu) * M
        rising = lambda base, k: mpmath.loggamma(base + k) - mpmath.loggamma(base)
        return sum(rising(a, x) + rising(b, y - x) - rising(M, y) for x, y in zip(s, n))

    slopes = [lambda t, l: mpmath.diff(likelihood, (t, l), (1, 0)), lambda t, l: mpmath.diff(likelihood, (t, l), (0, 1))]
    root = mpmath.findroot(slopes, (mpf(-1), mpf(3)), tol=1e-25)
    t, l = root[0], root[1]
    information = -mpmath.matrix([[mpmath.diff(likelihood, (t, l), (2, 0)), mpmath.diff(likelihood, (t, l), (1, 1))],
                                  [mpmath.diff(likelihood, (t, l), (1, 1)), mpmath.diff(likelihood, (t, l), (0, 2))]])
    covariance = information ** -1
    mean = lambda x, y: lambda t, l: (mpmath.exp(l) / (1 + mpmath.exp(-t)) + x) / (mpmath.exp(l) + y)
    estimates, variances, naive = [], [], []
    for x, y in zip(s, n):
        m, M = mean(x, y)(t, l), mpmath.exp(l)
        g = mpmath.matrix([mpmath.diff(mean(x, y), (t, l), (1, 0)), mpmath.diff(mean(x, y), (t, l), (0, 1))])
        estimates.append(m)
        naive.append(m * (1 - m) / (M + y + 1))
        variances.append(naive[-1] + (g.T * covariance * g)[0])
    # Williams' moments: Pearson's statistic equals its degrees of freedom.
    def moments(rho):
        w = [b / (1 + (b - 1) * rho) for b in n]
        mean = sum(a * b for a, b in zip(w, p)) / sum(w)
        return mean, sum(a * (b - mean) ** 2 for a, b in zip(w, p)) / (mean * (1 - mean)) - (len(p) - 1)
    rho = mpmath.findroot(lambda r: moments(r)[1], (mpf("0.01"), mpf("0.05")))
    return {"mean": 1 / (1 + mpmath.exp(-t)), "concentration": mpmath.exp(l), "logLik": likelihood(t, l),
            "estimate": estimates, "naive_variance": naive, "variance": variances,
            "moments_mean": moments(rho)[0], "moments_concentration": 1 / rho - 1}


def plain(value):
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return float(value) if isinstance(value, mpf) else value


expected = {"meta": {"mpmath": mpmath.__version__, "digits": mpmath.mp.dps}}
for name in ("apart", "alike"):
    rows = read(name + ".csv")
    for restricted in (False, True):
        key = f"{name}_adjusted-{'reml' if restricted else 'ml'}"
        expected[key] = fay_herriot(numbers(rows, "y"), numbers(rows, "D"), design(rows, "x"), restricted)
for kind in ("arcsine", "logit"):
    expected[kind] = transformed(read("shares.csv"), kind)
for restricted in (False, True):
    key = "units_" + ("reml" if restricted else "ml")
    expected[key] = nested_error(read("units.csv"), read("means.csv"), restricted)
with mpmath.workdps(25):
    for name in ("apart", "alike"):
        rows = read(name + ".csv")
        expected[f"{name}_posterior"] = posterior(numbers(rows, "y"), numbers(rows, "D"), normal_back)
    rows = read("shares.csv")
    sizes = numbers(rows, "size")
    points = [mpmath.asin(mpmath.sqrt((p * n + mpf(3) / 8) / (n + mpf(3) / 4)))
              for p, n in zip(numbers(rows, "share"), sizes)]
    expected["shares_posterior"] = posterior(points, [1 / (4 * n + 2) for n in sizes], share_back)
expected["beta_binomial"] = beta_binomial(read("shares.csv"))
with open("expected.json", "w") as file:
    json.dump(plain(expected), file, indent=1)
    file.write("\n")
