"""First and total Sobol indices of the chain in OpenTURNS: its experiment and its Saltelli estimator.
usage: indices_openturns.py POINTS SEED THREADS"""
import sys
import time

import openturns as ot
from chain import LAWS, report_indices
from openturns_laws import law_of

points, seed = int(sys.argv[1]), int(sys.argv[2])
ot.RandomGenerator.SetSeed(seed)
start = time.perf_counter()
names = [f"x{k + 1}" for k in range(len(LAWS))]
inputs = ot.ComposedDistribution([law_of(law) for law in LAWS])
product = ot.SymbolicFunction(names, ["*".join(names)])
x = ot.SobolIndicesExperiment(inputs, points).generate()
study = ot.SaltelliSensitivityAlgorithm(x, product(x), points)
rows = list(zip(study.getFirstOrderIndices(), study.getTotalOrderIndices()))
report_indices(rows, time.perf_counter() - start)
