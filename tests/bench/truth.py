"""The distribution of the ten products without trials: the masses of every factor on a common grid
of the logarithm, convolved by FFT. It is the judge of all programs, reaudit's own convolution
(another code, another grid) included."""
import math

import numpy as np
from chain import LAWS

STEP = 0.0005  # of ln x
SIZE = 1 << 16
PROBABILITIES = (0.05, 0.5, 0.95)

# What is known of the last product [p5, p50, p95, mean, sd].
KNOWN = (14.1135, 73.2059, 324.658, 109.714, 122.394)

phi = np.vectorize(lambda z: 0.5 * math.erfc(-z / math.sqrt(2)))


def distribution(law, x):
    """F(x)."""
    kind, *p = law
    if kind == "lognormal":
        return phi((np.log(x) - p[0]) / p[1])
    if kind == "uniform":
        return np.clip((x - p[0]) / (p[1] - p[0]), 0, 1)
    if kind == "triangular":
        low, mode, high = p
        left = np.clip(x - low, 0, None) ** 2 / ((high - low) * (mode - low))
        right = 1 - np.clip(high - x, 0, None) ** 2 / ((high - low) * (high - mode))
        return np.where(x < low, 0, np.where(x < mode, left, np.where(x < high, right, 1)))
    below = phi(np.array(-p[0] / p[1]))
    return np.clip((phi((x - p[0]) / p[1]) - below) / (1 - below), 0, 1)


def moments(law):
    """Mean and mean square in closed form."""
    kind, *p = law
    if kind == "lognormal":
        return math.exp(p[0] + p[1] ** 2 / 2), math.exp(2 * p[0] + 2 * p[1] ** 2)
    if kind == "uniform":
        mean, variance = (p[0] + p[1]) / 2, (p[1] - p[0]) ** 2 / 12
    elif kind == "triangular":
        mean = sum(p) / 3
        variance = (sum(x * x for x in p) - p[0] * p[1] - p[0] * p[2] - p[1] * p[2]) / 18
    else:
        a = -p[0] / p[1]
        hazard = math.exp(-a * a / 2) / math.sqrt(2 * math.pi) / (0.5 * math.erfc(a / math.sqrt(2)))
        mean, variance = p[0] + p[1] * hazard, p[1] ** 2 * (1 + a * hazard - hazard**2)
    return mean, mean**2 + variance


def masses(law):
    """Centre of the grid, a whole number of steps, and the mass of every cell."""
    kind, *p = law
    middle = p[0] if kind == "lognormal" else math.log(p[1] if kind == "triangular" else sum(p[:2]) / 2)
    centre = round(middle / STEP)
    edges = np.exp((centre + np.arange(-SIZE // 2, SIZE // 2 + 1) - 0.5) * STEP)
    return centre, np.diff(distribution(law, edges))


def rows():
    """For every product: mean, sd, three quantiles, and the density at each in ln x."""
    product = np.zeros(SIZE)
    product[SIZE // 2] = 1
    centre, mean, square, out = 0, 1.0, 1.0, []
    for law in LAWS:
        shift, mass = masses(law)
        spectrum = np.fft.rfft(np.fft.ifftshift(mass)) * np.fft.rfft(np.fft.ifftshift(product))
        product = np.fft.fftshift(np.fft.irfft(spectrum, SIZE))
        centre += shift
        first, second = moments(law)
        mean, square = mean * first, square * second
        share = np.cumsum(product)
        edges = (centre + np.arange(-SIZE // 2, SIZE // 2) + 0.5) * STEP
        places = np.interp(PROBABILITIES, share, edges)
        density = np.interp(places, edges - STEP / 2, product) / STEP
        out.append((mean, math.sqrt(square - mean**2), np.exp(places), density))
    last = out[-1]
    for known, found in zip(KNOWN, (*last[2], last[0], last[1])):
        assert abs(found / known - 1) < 5e-6, (known, found)
    return out


def relative_errors(row, trials):
    """Standard errors, relative, of mean and quantiles of so many independent trials."""
    mean, sd, _, density = row
    p = np.array(PROBABILITIES)
    return sd / mean / math.sqrt(trials), np.sqrt(p * (1 - p) / trials) / density


def trials_needed(row, error, confidence):
    """Independent trials after which all three quantiles are within a relative error at once. They
    are jointly normal, with correlations sqrt(p (1 - q) / q / (1 - p)) for p < q."""
    p = np.array(PROBABILITIES)
    low, high = np.minimum.outer(p, p), np.maximum.outer(p, p)
    root = np.linalg.cholesky(np.sqrt(low * (1 - high) / high / (1 - low)))
    z = np.random.Generator(np.random.SFC64(1)).standard_normal((1000000, 3)) @ root.T
    widest = np.quantile(np.abs(z * (np.sqrt(p * (1 - p)) / row[3])).max(axis=1), confidence)
    return math.ceil((widest / error) ** 2)
