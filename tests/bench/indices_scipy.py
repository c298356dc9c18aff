"""First and total Sobol indices of the chain in numpy and scipy as an expert writes them: scrambled Sobol
points, inverse distribution functions by scipy.special, the estimators of Saltelli and Jansen, columns
that are reused. usage: indices_scipy.py POINTS SEED THREADS"""
import sys
import time

import numpy as np
from chain import LAWS, report_indices
from scipy.special import ndtr, ndtri
from scipy.stats import qmc

points, seed = int(sys.argv[1]), int(sys.argv[2])


def inverse(law, u):
    kind, *p = law
    if kind == "lognormal":
        return np.exp(p[0] + p[1] * ndtri(u))
    if kind == "uniform":
        return p[0] + (p[1] - p[0]) * u
    if kind == "triangular":
        low, mode, high = p
        cut = (mode - low) / (high - low)
        return np.where(u < cut, low + np.sqrt(u * (high - low) * (mode - low)),
                        high - np.sqrt((1 - u) * (high - low) * (high - mode)))
    below = ndtr(-p[0] / p[1])
    return p[0] + p[1] * ndtri(below + u * (1 - below))


start = time.perf_counter()
count = len(LAWS)
u = qmc.Sobol(2 * count, scramble=True, seed=seed).random(points).T
a = np.stack([inverse(law, u[k]) for k, law in enumerate(LAWS)])
b = np.stack([inverse(law, u[count + k]) for k, law in enumerate(LAWS)])
ya, yb = a.prod(axis=0), b.prod(axis=0)
centre = ya.mean()
variance = np.concatenate([ya, yb]).var()
rows = []
for k in range(count):
    change = ya * (b[k] / a[k]) - ya  # a product: one factor is exchanged
    rows.append((((yb - centre) * change).mean() / variance, (change**2).mean() / 2 / variance))
report_indices(rows, time.perf_counter() - start)
