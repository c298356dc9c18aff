"""The error against the number of trials: random numbers beside Sobol points, over many seeds. What a
run says of its own error stands beside what it is. Called by script/bench --errors."""
import json
import math
import subprocess
from pathlib import Path

HERE = Path(__file__).parent
KEYS = ("mean", "p5", "p50", "p95")


def run(program, trials, seed, sampler):
    done = subprocess.run([program, "run", HERE / "chain10.json", "-q", "-o", "-", "-f", "json", "-n",
                           str(trials), "--seed", str(seed), "--sampler", sampler],
                          capture_output=True, text=True, check=False)
    return json.loads(done.stdout)["audited"]


def rms(values):
    return math.sqrt(sum(x * x for x in values) / len(values))


def print_errors(program, true_row, seeds, powers):
    true = dict(zip(KEYS, (true_row[0], *true_row[2])))
    print(f"\nroot mean square of the relative error over {seeds} seeds, times 1e-6; in the last"
          f" column\nthe error of the mean that the runs report, over what it is")
    print(f"{'trials':>8} {'':7}" + "".join(f"{key:>9}" for key in KEYS) + f"{'reported':>10}")
    for power in powers:
        errors = {}
        for sampler in ("random", "sobol"):
            runs = [run(program, 1 << power, seed, sampler) for seed in range(1, seeds + 1)]
            errors[sampler] = [rms([r[key] / true[key] - 1 for r in runs]) for key in KEYS]
            own = rms([r["mcse"] / true["mean"] for r in runs]) / errors[sampler][0]
            print(f"{'2^' + str(power):>8} {sampler:7}"
                  + "".join(f"{1e6 * e:9.1f}" for e in errors[sampler]) + f"{own:10.2f}", flush=True)
        gain = [a / b for a, b in zip(errors["random"], errors["sobol"])]
        print(f"{'':8} {'ratio':7}" + "".join(f"{g:9.1f}" for g in gain), flush=True)
