"""Firth's logistic regression of two separated samples, by Newton steps on the penalised likelihood in 30 digits.

An own second opinion: the penalised likelihood is coded from its definition, derivatives are numerical, and the
profile bounds are found by bracketing. Nothing is shared with the programme that is tested.
"""
import csv
import json

import mpmath as mp

mp.mp.dps = 30
QUANTILE = mp.sqrt(2) * mp.erfinv(mp.mpf("0.95"))


def sample(label):
    """`complete`: x and z tell the response apart in one arm; `quasi`: every treated row succeeds."""
    rows = []
    for i in range(40):
        treated = i % 2
        x = ((i * 7) % 11 - 5) / mp.mpf(4)
        if label == "quasi":
            success = 1 if treated else int((i * 5) % 13 < 6)
        else:
            success = int(x + treated > mp.mpf("0.3"))
        rows.append((treated, x, success))
    return rows


def penalized(rows, beta):
    size = len(beta)
    information = mp.zeros(size)
    value = mp.mpf(0)
    for treated, x, success in rows:
        row = (1, treated, x)
        eta = sum(b * v for b, v in zip(beta, row))
        mu = 1 / (1 + mp.exp(-eta))
        value += mp.log(mu) if success else mp.log(1 - mu)
        for a in range(size):
            for b in range(size):
                information[a, b] += mu * (1 - mu) * row[a] * row[b]
    return value + mp.log(mp.det(information)) / 2, value, information


def maximum(rows, start, fixed=None):
    """Newton with numerical derivatives of the penalised likelihood; `fixed` is (position, value)."""
    free = [i for i in range(len(start)) if fixed is None or i != fixed[0]]
    beta = list(start)
    if fixed:
        beta[fixed[0]] = fixed[1]
    step = mp.mpf(10) ** -8

    def at(shift):
        point = list(beta)
        for i, d in zip(free, shift):
            point[i] += d
        return penalized(rows, point)[0]

    for _ in range(100):
        zero = [mp.mpf(0)] * len(free)
        centre = at(zero)

        def moved(**by):
            point = list(zero)
            for key, sign in by.items():
                point[int(key[1:])] += sign * step
            return at(point)

        n = len(free)
        plus = [moved(**{f"i{a}": 1}) for a in range(n)]
        minus = [moved(**{f"i{a}": -1}) for a in range(n)]
        gradient = mp.matrix([(plus[a] - minus[a]) / (2 * step) for a in range(n)])
        hessian = mp.zeros(n)
        for a in range(n):
            hessian[a, a] = (plus[a] - 2 * centre + minus[a]) / step**2
            for b in range(a):
                both = moved(**{f"i{a}": 1, f"i{b}": 1}) - moved(**{f"i{a}": 1, f"i{b}": -1})
                both += moved(**{f"i{a}": -1, f"i{b}": -1}) - moved(**{f"i{a}": -1, f"i{b}": 1})
                hessian[a, b] = hessian[b, a] = both / (4 * step**2)
        direction = mp.lu_solve(-hessian, gradient)
        factor = mp.mpf(1)
        while factor > mp.mpf(2) ** -40 and at([factor * d for d in direction]) < centre:
            factor /= 2
        for i, d in zip(free, direction):
            beta[i] += factor * d
        if mp.norm(direction) < mp.mpf(10) ** -13:
            break
    return beta, penalized(rows, beta)[0]


def bound(rows, beta, top, position, side):
    def drop(value):
        return 2 * (top - maximum(rows, beta, (position, value))[1]) - QUANTILE**2

    near, far = beta[position], beta[position] + side
    while drop(far) < 0:
        far += side
    return mp.findroot(drop, (near, far), solver="anderson", tol=mp.mpf(10) ** -24)


def record(label):
    rows = sample(label)
    beta, top = maximum(rows, [mp.mpf(0)] * 3)
    _, value, information = penalized(rows, beta)
    inverse = information ** -1
    names = ["(Intercept)", "treated", "x"]
    out = {"beta": {}, "se": {}, "p": {}, "low": {}, "high": {}, "log_likelihood": float(value)}
    for i, name in enumerate(names):
        null = maximum(rows, beta, (i, mp.mpf(0)))[1]
        out["beta"][name] = float(beta[i])
        out["se"][name] = float(mp.sqrt(inverse[i, i]))
        out["p"][name] = float(mp.erfc(mp.sqrt(top - null)))
        out["low"][name] = float(bound(rows, beta, top, i, -1))
        out["high"][name] = float(bound(rows, beta, top, i, 1))
    with open(f"{label}.csv", "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["treated", "x", "success"])
        writer.writerows([t, float(x), s] for t, x, s in rows)
    return out


json.dump({label: record(label) for label in ["quasi", "complete"]}, open("expected.json", "w"), indent=1)
