"""The laws of the chain in OpenTURNS."""
import openturns as ot


def law_of(law):
    kind, *p = law
    if kind == "lognormal":
        return ot.LogNormal(p[0], p[1], 0)
    if kind == "uniform":
        return ot.Uniform(*p)
    if kind == "triangular":
        return ot.Triangular(*p)
    lower = ot.TruncatedDistribution.LOWER
    return ot.TruncatedDistribution(ot.Normal(p[0], p[1]), 0.0, lower)
