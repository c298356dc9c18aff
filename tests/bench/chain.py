"""The ten factors of chain10.json, and what every program of this folder prints."""
import math

# Half a coverage interval of 90 % of the unit normal law.
Z95 = 1.6448536269514722


def lognormal(low, high):
    """mu and sigma of the lognormal law with this 90 % interval."""
    return ("lognormal", (math.log(low) + math.log(high)) / 2, math.log(high / low) / 2 / Z95)


LAWS = [
    lognormal(80, 120),
    lognormal(0.5, 2),
    ("uniform", 0.8, 1.2),
    lognormal(3, 12),
    ("triangular", 0.5, 0.7, 0.95),
    lognormal(0.9, 1.1),
    ("normal", 1, 0.4),  # truncated above 0
    lognormal(10, 40),
    ("uniform", 0.25, 0.35),
    lognormal(0.02, 0.05),
]


def report(rows, seconds):
    """Prints mean, p5, p50, p95 of the ten products, and the seconds that they took."""
    for row in rows:
        print(*(f"{float(x):.9g}" for x in row))
    print("seconds", f"{seconds:.6f}")


def report_indices(rows, seconds):
    """Prints the first and the total index of the ten factors, and the seconds that they took."""
    for row in rows:
        print(*(f"{float(x):.9g}" for x in row))
    print("seconds", f"{seconds:.6f}")
