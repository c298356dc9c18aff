"""The chain in numpy and scipy as people write it. usage: numpy_plain.py TRIALS SEED THREADS"""
import sys
import time

import numpy as np
from chain import LAWS, report
from scipy import stats

trials, seed = int(sys.argv[1]), int(sys.argv[2])
start = time.perf_counter()
rng = np.random.default_rng(seed)


def draw(law):
    kind, *p = law
    if kind == "lognormal":
        return rng.lognormal(p[0], p[1], trials)
    if kind == "uniform":
        return rng.uniform(p[0], p[1], trials)
    if kind == "triangular":
        return rng.triangular(*p, trials)
    lowest = (0 - p[0]) / p[1]
    return stats.truncnorm.rvs(lowest, np.inf, loc=p[0], scale=p[1], size=trials, random_state=rng)


rows = []
y = np.ones(trials)
for law in LAWS:
    y = y * draw(law)
    rows.append((y.mean(), *np.percentile(y, [5, 50, 95])))
report(rows, time.perf_counter() - start)
