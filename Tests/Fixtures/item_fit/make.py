"""S-X2 (Orlando & Thissen 2000; Kang & Chen 2008) and Q3 (Yen 1984) of ../irt_verbagg under its partial credit model, person by
person from the parameters in ../irt_verbagg/expected.json. Run: python3 make.py (numpy, scipy)."""
import csv, json, os
import numpy as np
from scipy.optimize import brentq
from scipy.stats import chi2

here = os.path.dirname(os.path.abspath(__file__))
rows = list(csv.DictReader(open(os.path.join(here, "../irt_verbagg/data.csv"))))
names = list(rows[0])[3:]
X = np.array([[int(r[n]) for n in names] for r in rows])
pcm = json.load(open(os.path.join(here, "../irt_verbagg/expected.json")))["pcm"]
C = np.array([[0.0, *pcm["items"][n]["intercepts"]] for n in names])
sd = np.sqrt(pcm["theta_var"])
J, top = len(names), 2 * len(names)
k = np.arange(3)


def prob(theta):
    z = theta * k + C
    z = np.exp(z - z.max(1, keepdims=True))
    return z / z.sum(1, keepdims=True)


# --- S-X2: the joint distribution of an item's category and the total, node by node
nodes = np.linspace(-10, 10, 801)
weight = np.exp(-nodes**2 / 2)
weight /= weight.sum()
joint = np.zeros((J, 3, top + 1))
for z, w in zip(nodes, weight):
    P = prob(sd * z)
    for j in range(J):
        rest = np.array([1.0])
        for i in range(J):
            if i != j:
                rest = np.convolve(rest, P[i])
        for c in range(3):
            joint[j, c, c:c + len(rest)] += w * P[j, c] * rest
total = X.sum(1)
sx2 = {}
for j, name in enumerate(names):
    pools, obs, exp = [], np.zeros(3), np.zeros(3)
    for s in range(1, top):
        n = (total == s).sum()
        if n == 0:
            continue
        obs = obs + np.bincount(X[total == s, j], minlength=3)
        exp = exp + n * joint[j, :, s] / joint[j, :, s].sum()
        if (exp >= 1).all():
            pools.append((obs, exp))
            obs, exp = np.zeros(3), np.zeros(3)
    if exp.sum() > 0:
        pools[-1] = (pools[-1][0] + obs, pools[-1][1] + exp)
    df = 2 * len(pools) - 2
    x = sum(((o - e) ** 2 / e).sum() for o, e in pools)
    sx2[name] = dict(statistic=x, df=df, p=chi2.sf(x, df), pools=len(pools), persons=int(sum(o.sum() for o, _ in pools)))


# --- Q3: residuals of persons at Warm's estimates
def warm(score):
    def equation(theta):
        P = prob(theta)
        E = P @ k
        d = k - E[:, None]
        return score - E.sum() + (P * d**3).sum() / (2 * (P * d**2).sum())
    return brentq(equation, -15, 15, xtol=1e-14)


theta = {s: warm(s) for s in sorted(set(total))}
D = X - np.array([prob(theta[s]) @ k for s in total])
R = np.corrcoef(D.T)
q3 = {names[i] + ":" + names[j]: R[i, j] for i in range(0, J, 5) for j in range(i + 1, J, 3)}
upper = R[np.triu_indices(J, 1)]
json.dump(dict(sx2=sx2, q3=q3, q3_mean=upper.mean()), open(os.path.join(here, "expected.json"), "w"), indent=1)
print({n: (round(v["statistic"], 3), v["df"], round(v["p"], 4)) for n, v in list(sx2.items())[:5]}, upper.mean(), (upper - upper.mean()).max())
