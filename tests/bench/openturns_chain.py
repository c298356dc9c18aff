"""The chain in OpenTURNS: a joint law, a sample, a symbolic function, quantiles by component.
usage: openturns_chain.py TRIALS SEED THREADS"""
import sys
import time

import openturns as ot
from chain import LAWS, report
from openturns_laws import law_of

trials, seed = int(sys.argv[1]), int(sys.argv[2])
start = time.perf_counter()
ot.RandomGenerator.SetSeed(seed)
names = [f"x{k + 1}" for k in range(len(LAWS))]
formulas = ["*".join(names[: k + 1]) for k in range(len(names))]
inputs = ot.ComposedDistribution([law_of(law) for law in LAWS])
products = ot.SymbolicFunction(names, formulas)(inputs.getSample(trials))
means = products.computeMean()
quantiles = [products.computeQuantilePerComponent(p) for p in (0.05, 0.5, 0.95)]
rows = [(means[k], *(q[k] for q in quantiles)) for k in range(len(names))]
report(rows, time.perf_counter() - start)
