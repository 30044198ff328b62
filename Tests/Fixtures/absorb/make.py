"""Invented staff panel with three crossed factors, singletons and weights; two- and three-way fixed effects by pyfixest."""
import json
from importlib.metadata import version

import numpy as np
import pandas as pd
import pyfixest as pf

random = np.random.default_rng(20261121)


def panel() -> pd.DataFrame:
    """Educators who change preschools, seen in some of eight months; a district holds four preschools."""
    rows = []
    skill, climate = random.normal(size=90), random.normal(size=16)
    season = random.normal(size=8)
    for educator in range(90):
        home, months = random.integers(16), random.random(8) < (0.1 if educator < 12 else 0.6)
        for month in np.flatnonzero(months):
            preschool = home if random.random() < 0.8 else random.integers(16)
            hours = random.normal() + 0.4 * skill[educator] + 0.3 * climate[preschool]
            training = random.normal() + 0.2 * season[month]
            score = (0.5 * hours - 0.3 * training + skill[educator] + climate[preschool] + season[month]
                     + (0.5 + 0.1 * preschool) * random.normal())
            rows.append((f"e{educator:02}", f"p{preschool:02}", f"m{month}", f"d{preschool // 4}",
                         round(random.uniform(0.5, 3), 3), round(hours, 6), round(training, 6), round(score, 6)))
    return pd.DataFrame(rows, columns=["educator", "preschool", "month", "district", "weight", "hours", "training", "score"])


def record(data: pd.DataFrame, absorbed: list[str], cluster: str, weights: str | None) -> dict:
    """Coefficients and errors with the defaults of pyfixest, which leave singletons out."""
    answer = {"absorbed": absorbed, "cluster": cluster, "weights": weights}
    for name, kind in [("iid", "iid"), ("hetero", "hetero"), ("cluster", {"CRV1": cluster})]:
        model = pf.feols(f"score ~ hours + training | {' + '.join(absorbed)}", data, vcov=kind, weights=weights,
                         fixef_rm="singleton", fixef_tol=1e-14, fixef_maxiter=1_000_000)
        answer[name] = {"se": model.se().to_dict(), "p": model.pvalue().to_dict()}
    answer |= {"beta": model.coef().to_dict(), "n": int(model._N), "r2": float(model._r2), "r2_within": float(model._r2_within)}
    return answer


data = panel()
data.to_csv("data.csv", index=False)
models = {
    "one": (["educator"], "educator", None),
    "two": (["educator", "preschool"], "educator", None),
    "two_weighted": (["educator", "preschool"], "preschool", "weight"),
    "three": (["educator", "preschool", "month"], "educator", None),
}
expected = {"meta": {"case": "absorb", "versions": {name: version(name) for name in ["pyfixest", "numpy", "pandas"]}}}
expected |= {name: record(data, *model) for name, model in models.items()}
with open("expected.json", "w", encoding="utf-8") as file:
    json.dump(expected, file, indent=1)
print(len(data), {name: expected[name]["n"] for name in models})
