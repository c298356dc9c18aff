"""The chain in loops that numba compiles, on all threads. Compiling is not timed: a short run
precedes the timed one. usage: numba_chain.py TRIALS SEED THREADS"""
import math
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import numba
import numpy as np
from chain import LAWS, report

KINDS = np.array([("lognormal", "uniform", "triangular", "normal").index(law[0]) for law in LAWS])
NUMBERS = np.array([(*law[1:], 0.0)[:3] for law in LAWS])


@numba.njit(fastmath=True)
def draw(kind, p):
    if kind == 0:
        return math.exp(p[0] + p[1] * np.random.standard_normal())
    if kind == 1:
        return p[0] + (p[1] - p[0]) * np.random.random()
    if kind == 2:
        u = np.random.random()
        if u < (p[1] - p[0]) / (p[2] - p[0]):
            return p[0] + math.sqrt(u * (p[2] - p[0]) * (p[1] - p[0]))
        return p[2] - math.sqrt((1 - u) * (p[2] - p[0]) * (p[2] - p[1]))
    x = -1.0
    while x <= 0:
        x = p[0] + p[1] * np.random.standard_normal()
    return x


@numba.njit(parallel=True, fastmath=True)
def fill(products, seed, threads, kinds, numbers):
    trials = products.shape[1]
    for t in numba.prange(threads):
        np.random.seed(seed * 1000 + t)
        for i in range(trials * t // threads, trials * (t + 1) // threads):
            y = 1.0
            for k in range(len(kinds)):
                y *= draw(kinds[k], numbers[k])
                products[k, i] = y


def summary(x):
    ranks = [math.ceil(len(x) * p) - 1 for p in (0.05, 0.5, 0.95)]
    mean = x.mean()
    x.partition(ranks)
    return (mean, *x[ranks])


def main():
    trials, seed, threads = map(int, sys.argv[1:4])
    numba.set_num_threads(threads)
    fill(np.empty((len(LAWS), 1000)), seed, threads, KINDS, NUMBERS)
    start = time.perf_counter()
    products = np.empty((len(LAWS), trials))
    fill(products, seed, threads, KINDS, NUMBERS)
    with ThreadPoolExecutor(threads) as pool:
        rows = list(pool.map(summary, products))
    report(rows, time.perf_counter() - start)


main()
