"""The chain in numpy as an expert writes it: SFC64, in place, chunks that stay in the cache, two
threads, selection in place of sorting. usage: numpy_expert.py TRIALS SEED THREADS"""
import math
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from chain import LAWS, report

CHUNK = 65536


def triangular(u, low, mode, high):
    """The inverse distribution function, both branches by square roots."""
    cut = (mode - low) / (high - low)
    left = low + np.sqrt(u * ((high - low) * (mode - low)))
    np.subtract(1, u, out=u)
    u *= (high - low) * (high - mode)
    np.sqrt(u, out=u)
    np.subtract(high, u, out=u)
    np.copyto(u, left, where=left < low + cut * (high - low))


def draw(rng, law, x):
    kind, *p = law
    if kind == "lognormal":
        rng.standard_normal(out=x)
        x *= p[1]
        x += p[0]
        np.exp(x, out=x)
    elif kind == "uniform":
        rng.random(out=x)
        x *= p[1] - p[0]
        x += p[0]
    elif kind == "triangular":
        rng.random(out=x)
        triangular(x, *p)
    else:
        rng.standard_normal(out=x)
        x *= p[1]
        x += p[0]
        while (bad := np.flatnonzero(x <= 0)).size > 0:
            x[bad] = p[0] + p[1] * rng.standard_normal(bad.size)


def work(job):
    seed, products = job
    rng = np.random.Generator(np.random.SFC64(seed))
    factor = np.empty(CHUNK)
    for start in range(0, products.shape[1], CHUNK):
        piece = products[:, start : start + CHUNK]
        n = piece.shape[1]
        draw(rng, LAWS[0], piece[0])
        for k in range(1, len(LAWS)):
            draw(rng, LAWS[k], factor[:n])
            np.multiply(piece[k - 1], factor[:n], out=piece[k])


def summary(x):
    n = len(x)
    ranks = [math.ceil(n * p) - 1 for p in (0.05, 0.5, 0.95)]
    mean = x.mean()
    x.partition(ranks)
    return (mean, *x[ranks])


def main():
    trials, seed, threads = map(int, sys.argv[1:4])
    start = time.perf_counter()
    products = np.empty((len(LAWS), trials))
    seeds = np.random.SeedSequence(seed).spawn(threads)
    edges = [trials * t // threads for t in range(threads + 1)]
    with ThreadPoolExecutor(threads) as pool:
        jobs = [(seeds[t], products[:, edges[t] : edges[t + 1]]) for t in range(threads)]
        list(pool.map(work, jobs))
        rows = list(pool.map(summary, products))
    report(rows, time.perf_counter() - start)


main()
