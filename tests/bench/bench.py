"""Times reaudit and its peers on chain10.json, interleaved, and prints ratios: see script/bench.

Every program prints the same forty numbers (mean, p5, p50, p95 of ten products); they are checked
against the truth, within the error of so many trials, before a time of it counts."""
import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import truth
from errors import print_errors
from indices import race_indices
from limits import check_limits

HERE = Path(__file__).parent
PYTHON = "/usr/bin/python3"
WORST_Z = 5.5  # of forty numbers, in standard errors
ERROR = 1e-3  # the accuracy whose time is asked for
CONFIDENCE = 0.95
LEAN = ("--without", "all")  # the trials and what the other programs give too; the second has it all
SOBOL = (*LEAN, "--sampler", "sobol")
EXACT = ("--without", "attribution,sensitivity,gum", "--engine", "convolution")


@dataclass
class Run:
    wall: float  # of the whole process, s
    cpu: float  # of all of its threads, s
    memory: float  # peak, MiB
    seconds: float  # that the program itself counted; NaN where it counts none
    rows: list


@dataclass
class Contender:
    name: str
    command: list
    most: float = 1e7  # trials, beyond which it is not asked
    rounds: int = 99  # a slow one is run less often
    environment: dict = field(default_factory=dict)
    extra: tuple = ()  # words of reaudit's command line
    start_cpu: float = 0  # of a run of a thousand trials, s
    runs: dict = field(default_factory=dict)  # by trials

    def argv(self, trials, seed, threads):
        return [*self.command, str(trials), str(seed), str(threads)]

    def rows(self, output):
        lines = [line.split() for line in output.splitlines() if line.strip()]
        rows = [[float(x) for x in line] for line in lines if len(line) == 4]
        seconds = [float(line[1]) for line in lines if line[0] == "seconds"]
        return rows, seconds[0] if seconds else float("nan")


class Reaudit(Contender):
    """The real program: the file is parsed, the numbers are checked, the report is written."""

    def argv(self, trials, seed, threads):
        return [*self.command, "run", str(HERE / "chain10.json"), "-q", "-o", "-", "-f", "json",
                "-n", str(trials), "--seed", str(seed), "-j", str(threads), *self.extra]

    def rows(self, output):
        report = json.loads(output)
        # The last product is the headline, whose law may be that of the convolution.
        steps = [*report["steps"][:-1], report["audited"]]
        return [[step[key] for key in ("mean", "p5", "p50", "p95")] for step in steps], float("nan")


def run_once(contender, trials, seed, threads):
    """Runs a program to its end, by tests/bench/measure.c."""
    environment = {**os.environ, **contender.environment}
    for name in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"):
        environment.pop(name, None)
    report = Path(Contender.measure).with_suffix(".txt")
    done = subprocess.run([Contender.measure, report, *contender.argv(trials, seed, threads)],
                          capture_output=True, text=True, env=environment, check=False)
    if done.returncode not in (0, 1) or not done.stdout:
        sys.exit(f"{contender.name} failed ({done.returncode}):\n{done.stderr[-2000:]}")
    wall, cpu, memory = map(float, report.read_text().split())
    rows, seconds = contender.rows(done.stdout)
    return Run(wall, cpu, memory / 1024, seconds, rows)


def check_rows(contender, run, trials, true_rows):
    """Stops where a number is not what it should be."""
    if len(run.rows) != len(true_rows):
        sys.exit(f"{contender.name} printed {len(run.rows)} rows")
    for k, (row, true_row) in enumerate(zip(run.rows, true_rows)):
        mean_error, errors = truth.relative_errors(true_row, trials)
        wanted = (true_row[0], *true_row[2])
        for value, right, error in zip(row, wanted, (mean_error, *errors)):
            # The histogram's resolution and the truth's grid stand beside the sampling error.
            if not abs(value / right - 1) < WORST_Z * error + 3e-5:
                sys.exit(f"{contender.name}: product {k + 1} has {value}, not {right}")


def contenders(options):
    squiggle = Path(options.cache) / "node_modules/@quri/squiggle-lang"
    kernels = ("--kernels", options.kernels) if options.kernels != "best" else ()
    known = [
        Reaudit("reaudit", [options.reaudit], most=1e12, extra=(*LEAN, *kernels)),
        Reaudit("reaudit-whole", [options.reaudit], most=3e7, extra=kernels),
        Contender("numpy-expert", [PYTHON, HERE / "numpy_expert.py"], most=3e7),
        Contender("numba", [PYTHON, HERE / "numba_chain.py"], most=3e7),
        Contender("numpy-scipy", [PYTHON, HERE / "numpy_plain.py"], rounds=3),
        Contender("R", ["Rscript", HERE / "chain.R"], rounds=3),
        Contender("openturns", [PYTHON, HERE / "openturns_chain.py"], rounds=2),
        Contender("octave", ["octave-cli", "-qf", HERE / "chain.m"], rounds=2),
        Contender("gsl", [options.gsl], rounds=1),
        Contender("squiggle", ["node", HERE / "squiggle_chain.mjs"], most=1e6, rounds=2,
                  environment={"SQUIGGLE": str(squiggle)}),
    ]
    if options.fused:
        known.insert(2, Contender("fused", [options.fused], most=1e9))
    names = [c.name for c in known]
    for name in options.peers:
        if name not in names:
            sys.exit(f"no peer '{name}'; there are {', '.join(names[2:])}")
    if options.quick:
        for contender in known:
            contender.rounds = 1 if contender.rounds <= options.rounds else contender.rounds
    return [c for c in known if c.name in ("reaudit", "reaudit-whole", "fused", *options.peers)]


def available(contender):
    """A short run that must succeed; what the machine does not have is left out and said."""
    try:
        contender.start_cpu = run_once(contender, 1000, 1, 1).cpu
        return True
    except (SystemExit, OSError, ValueError, KeyError) as why:
        print(f"left out: {contender.name} ({str(why).strip().splitlines()[-1][:90]})")
        return False


def race(field_, trials, options, true_rows):
    """Rounds in which every program runs once, one after another."""
    for turn in range(options.rounds):
        for contender in field_:
            if trials > contender.most or turn >= contender.rounds:
                continue
            run = run_once(contender, trials, turn + 1, options.threads)
            check_rows(contender, run, trials, true_rows)
            contender.runs.setdefault(trials, []).append(run)


def median(values):
    return statistics.median(values) if values else float("nan")


def spread(values):
    return f"{min(values):.3g}-{max(values):.3g}" if values else "-"


def in_process(contender, trials):
    """Nanoseconds per trial, a number a round: counted by a peer itself, without its start; of
    reaudit, which has no clock, the difference of runs of this many and of a tenth as many."""
    runs = contender.runs.get(trials, [])
    if isinstance(contender, Reaudit):
        short = contender.runs.get(trials // 10, [])
        return [1e9 * (a.wall - b.wall) / (0.9 * trials) for a, b in zip(runs, short)]
    return [1e9 * run.seconds / trials for run in runs]


def cpu_ns(contender, trials):
    """Nanoseconds of all threads per trial, without the start: what a busy machine disturbs least."""
    runs = contender.runs.get(trials, [])
    if isinstance(contender, Reaudit):
        short = contender.runs.get(trials // 10, [])
        return [1e9 * (a.cpu - b.cpu) / (0.9 * trials) for a, b in zip(runs, short)]
    return [1e9 * (run.cpu - contender.start_cpu) / trials for run in runs]


def print_race(field_, trials):
    leader = field_[0]
    own, own_cpu = in_process(leader, trials), cpu_ns(leader, trials)
    print(f"\n{trials:.0e} trials: nanoseconds a trial without the start, by the clock and of all"
          f" threads; whole process")
    print(f"{'':13}{'ns/trial':>9} {'spread':>15} {'ratio':>7} {'spread':>12} {'CPU ns':>8}"
          f" {'ratio':>7} {'process s':>10} {'ratio':>7} {'MiB':>7} {'runs':>5}")
    for contender in field_:
        runs = contender.runs.get(trials, [])
        if not runs:
            continue
        each = in_process(contender, trials)
        ratios = [a / b for a, b in zip(each, own)]
        cpu = cpu_ns(contender, trials)
        cpu_ratio = median(cpu) / median(own_cpu)
        walls = [a.wall / b.wall for a, b in zip(runs, leader.runs[trials])]
        print(f"{contender.name:13}{median(each):9.1f} {spread(each):>15} {median(ratios):7.2f}"
              f" {spread(ratios):>12} {median(cpu):8.1f} {cpu_ratio:7.2f}"
              f" {median([r.wall for r in runs]):10.4f} {median(walls):7.2f}"
              f" {max(r.memory for r in runs):7.1f} {len(runs):5}", flush=True)


def accuracy_of(run, true_rows):
    """The largest relative error of the three quantiles of the last product."""
    return max(abs(v / w - 1) for v, w in zip(run.rows[-1][1:], true_rows[-1][2]))


def time_to_accuracy(field_, options, true_rows):
    """How long until p5, p50 and p95 are within 0.1 % in 95 % of the runs."""
    need = truth.trials_needed(true_rows[-1], ERROR, CONFIDENCE)
    print(f"\np5, p50 and p95 of the last product within {100 * ERROR:g} % in {100 * CONFIDENCE:g} %"
          f" of the runs:\nindependent trials: {need:.3g} (from the law itself)")
    found = {}
    for contender in field_:
        if isinstance(contender, Reaudit):
            continue
        largest = max(contender.runs, default=None)
        if largest is None:
            continue
        start = median([r.wall - r.seconds for r in contender.runs[largest]])
        seconds = start + need * median([r.seconds for r in contender.runs[largest]]) / largest
        found[contender.name] = seconds
        print(f"{contender.name:14}{seconds:9.3f} s, from its {largest:.0e} trials")
    leader = field_[0]
    found["reaudit exact"] = seed_runs(leader, 1024, options, true_rows, EXACT, "exact")
    found["reaudit random"] = seed_runs(leader, need, options, true_rows, LEAN, "random")
    for power in range(options.sobol_from, 26):
        seconds = seed_runs(leader, 1 << power, options, true_rows, SOBOL, "sobol")
        if seconds is not None:
            found["reaudit sobol"] = seconds
            break
    return found


def seed_runs(leader, trials, options, true_rows, extra, label):
    """Runs of other seeds: the share that is accurate enough, and the median time if it suffices."""
    before, leader.extra = leader.extra, extra
    runs = [run_once(leader, trials, seed, options.threads) for seed in range(1, options.seeds + 1)]
    leader.extra = before
    good = sum(accuracy_of(run, true_rows) < ERROR for run in runs)
    seconds = median([run.wall for run in runs])
    print(f"reaudit {label:6}{seconds:9.4f} s, {trials} trials: {good} of {len(runs)} seeds within")
    return seconds if good >= CONFIDENCE * len(runs) else None


def print_machine():
    model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo")
                  if line.startswith("model name")), platform.machine())
    flags = Path("/proc/cpuinfo").read_text()
    print(f"machine: {model}, {os.cpu_count()} processors"
          f"{', AVX-512' if 'avx512f' in flags else ', AVX2' if 'avx2' in flags else ''}"
          f"; load before the run {os.getloadavg()[0]:.1f}")


def parse():
    parser = argparse.ArgumentParser(prog="script/bench", description=__doc__)
    parser.add_argument("--reaudit", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--gsl", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--measure", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--fused", help=argparse.SUPPRESS)
    parser.add_argument("--indices", help=argparse.SUPPRESS)
    parser.add_argument("--convolution", help=argparse.SUPPRESS)
    parser.add_argument("--cache", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--quick", action="store_true", help="under a minute: 1e6 trials, two rounds")
    parser.add_argument("--trials", type=float, nargs="+", help="how many (default 1e6 1e7)")
    parser.add_argument("--rounds", type=int, help="of every size (default 5; slow peers fewer)")
    parser.add_argument("--kernels", default="best", help="of reaudit: v2, v3, v4 (default best)")
    parser.add_argument("--threads", type=int, default=min(2, os.cpu_count()), help="(default 2)")
    parser.add_argument("--peers", nargs="*", help="which (default all that the machine has)",
                        default=["numpy-expert", "numba", "numpy-scipy", "R", "openturns", "octave",
                                 "gsl", "squiggle"])
    parser.add_argument("--seeds", type=int, default=100, help="behind the accuracy (0: leave out)")
    parser.add_argument("--sobol-from", type=int, default=20, help="first power of two to try")
    parser.add_argument("--errors", type=int, metavar="SEEDS",
                        help="only the errors of random numbers and Sobol points, of so many seeds")
    parser.add_argument("--no-limits", action="store_true", help="leave out the other limits")
    options = parser.parse_args()
    if options.quick:
        options.trials, options.rounds = options.trials or [1e6], options.rounds or 2
        options.seeds = min(options.seeds, 20)
    options.trials = [int(n) for n in options.trials or [1e6, 1e7]]
    options.rounds = options.rounds or 5
    return options


def main():
    options = parse()
    print_machine()
    Contender.measure = options.measure
    true_rows = truth.rows()
    if options.errors:
        print_errors(options.reaudit, true_rows[-1], options.errors, (13, 15, 17, 18, 20, 22))
        return
    field_ = [c for c in contenders(options) if available(c)]
    if not field_ or not isinstance(field_[0], Reaudit):
        sys.exit("reaudit itself does not run")
    sizes = sorted({size for n in options.trials for size in (n // 10, n)})
    for trials in sizes:
        racers = field_ if trials in options.trials else [c for c in field_ if isinstance(c, Reaudit)]
        race(racers, trials, options, true_rows)
        if trials in options.trials:
            print_race(field_, trials)
    accuracy = time_to_accuracy(field_, options, true_rows) if options.seeds > 0 else {}
    indices = race_indices(options) if options.indices else None
    if not options.no_limits:
        check_limits(field_, options, {**accuracy, "indices": indices}, run_once, in_process)


main()
