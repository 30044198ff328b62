"""Graded response and generalised partial credit in two groups (F is N(0, 1), M is N(mu, sd^2), common items), with
answers left out at random places, and with the items of the first situation anchored: expected_slopes.json."""
import json
import sys

import numpy as np
import pandas as pd

sys.path.insert(0, "..")
from irt2 import IRT  # noqa: E402

data = pd.read_csv("data.csv")
names = list(data.columns[3:])
X = data.iloc[:, 3:].values
group = (data.gender == "M").values.astype(int)


class Incomplete(IRT):
    """The same likelihood without the answers that are left out: their rows of U are 0."""

    def __init__(self, X, kind, keep, groups=None):
        super().__init__(X, kind, groups=groups)
        for item in range(self.J):
            self.U[~keep[:, item], self.off[item]:self.off[item + 1]] = 0


def items(model):
    _, _, slope, intercept = model.split(model.p)
    out, i = {}, 0
    for j, name in enumerate(names):
        K = model.K[j]
        d = intercept[i:i + K - 1]
        i += K - 1
        b = -d / slope[j] if model.kind == "grm" else -np.diff(np.r_[0, d]) / slope[j]
        out[name] = dict(a=slope[j], a_se=model.se[model.nh + j], b=b.tolist())
    return out


def answer(model):
    out = dict(logLik=model.LL, max_abs_gradient=float(np.abs(model.grad).max()), items=items(model))
    if model.G > 1:
        mean, log_sd = model.p[0], model.p[1]
        variance = np.exp(2 * log_sd)
        out.update(mean_M=mean, mean_M_se=model.se[0], var_M=variance, var_M_se=2 * variance * model.se[1])
    return out


# Every seventh answer of a fixed pattern is left out; nobody is left without one.
keep = (np.arange(X.shape[0])[:, None] * 5 + np.arange(X.shape[1])[None, :] * 3) % 7 != 0
result = {}
for kind in ("grm", "gpcm"):
    result[f"{kind}_groups"] = answer(IRT(X, kind, groups=group).fit())
    result[f"{kind}_incomplete"] = answer(Incomplete(X, kind, keep).fit())
    print(kind, {k: (v["logLik"], v["max_abs_gradient"]) for k, v in result.items()}, flush=True)
json.dump(result, open("expected_slopes.json", "w"), indent=1, default=float)
