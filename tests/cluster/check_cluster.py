#!/usr/bin/python3
"""A run of many processes gives the bytes of one.

    check_cluster.py PROGRAM [PLAIN]

PROGRAM is built with MPI, PLAIN without. Text, JSON and workbook of 1 to 4 processes are those of
PROGRAM and PLAIN alone, for random numbers, Sobol points, and fewer blocks than processes; only one
process writes; an invalid claim, an interruption, and the end of one process end all.
"""
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CLAIM = ROOT / "datasets/claims/strubell-2019-nas.json"
CHAIN = ROOT / "tests/bench/chain10.json"
EXTENSIONS = ("txt", "json", "xlsx")
ENVIRONMENT = {
    **os.environ,
    "NO_COLOR": "1",
    "COLUMNS": "80",
    "OMPI_ALLOW_RUN_AS_ROOT": "1",
    "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1",
    # Quick on one machine, and no warning where /dev/shm or a network is unusual.
    "OMPI_MCA_btl": "self,vader",
    "OMPI_MCA_btl_vader_single_copy_mechanism": "none",
}
count = 0


def check(good, what):
    global count
    count += 1
    if not good:
        sys.exit(f"cluster: {what}")


def mpirun(processes):
    return ["mpirun", "--oversubscribe", "--bind-to", "none", "-n", str(processes)]


def outputs_of(prefix, program, words, folder):
    """Runs it; returned: the bytes of every file, and what it printed."""
    files = [folder / f"out.{extension}" for extension in EXTENSIONS]
    for file in files:
        file.unlink(missing_ok=True)
    targets = [word for file in files for word in ("-o", file.name)]
    done = subprocess.run([*prefix, program, "run", *words, *targets, "--threads", "2", "--exit-zero"],
                          cwd=folder, env=ENVIRONMENT, capture_output=True, timeout=120,
                          stdin=subprocess.DEVNULL)
    check(done.returncode == 0, f"{prefix} {words} failed: {done.stderr.decode()[-500:]}")
    check(sorted(p.name for p in folder.iterdir()) == sorted(f.name for f in files), "stray files")
    return {file.name: file.read_bytes() for file in files}, done.stdout.replace(b"\r", b"")


def check_same_bytes(program, plain, folder):
    cases = (
        ([CLAIM, "-n", "200000"], (1, 2, 3, 4)),
        ([CHAIN, "-n", "100000", "--sampler", "sobol"], (2, 3, 4)),
        ([CLAIM, "-n", "1500"], (4,)),
    )
    for words, sizes in cases:
        wanted, printed = outputs_of([], plain or program, words, folder)
        for size in (0, *sizes):
            found, said = outputs_of(mpirun(size) if size > 0 else [], program, words, folder)
            for name, content in wanted.items():
                check(found[name] == content, f"{name} of {size} processes differs: {words}")
            check(said == printed, f"{size} processes print something else: {words}")


def children_of(pid):
    found = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        found += [int(child) for child in (task / "children").read_text().split()]
    return found


def runs(pid):
    """Whether a process is at work; one that has ended may wait for its parent."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def start(program, folder):
    """A run that would take hours, once all its processes are at work."""
    job = subprocess.Popen([*mpirun(3), program, "run", CHAIN, "-n", "1e12", "-o", "out.json"],
                           cwd=folder, env=ENVIRONMENT, stdin=subprocess.DEVNULL,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 20
    while len(children_of(job.pid)) < 3 and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(1.0)
    children = children_of(job.pid)
    check(len(children) == 3, f"{len(children)} processes started")
    return job, children


def check_ends(program, folder, name, victim):
    """A signal to mpirun, or to one process, ends all of them soon, and nothing is written."""
    job, children = start(program, folder)
    os.kill(children[1] if victim == "one process" else job.pid, signal.SIGINT)
    try:
        status = job.wait(timeout=30)
    except subprocess.TimeoutExpired:
        job.kill()
        sys.exit(f"cluster: {name} of {victim} does not end the run")
    check(status != 0, f"{name} of {victim} is a success")
    deadline = time.monotonic() + 10
    while any(runs(child) for child in children) and time.monotonic() < deadline:
        time.sleep(0.05)
    check(not any(runs(child) for child in children), f"{name} of {victim} leaves a process")
    check(list(folder.iterdir()) == [], "an interrupted run writes")


def check_invalid(program, folder):
    claim = folder / "bad.json"
    claim.write_text("{}")
    done = subprocess.run([*mpirun(2), program, "run", "./bad.json"], cwd=folder, env=ENVIRONMENT,
                          capture_output=True, timeout=60, stdin=subprocess.DEVNULL, text=True)
    check(done.returncode == 3, f"an invalid claim gives {done.returncode}")
    check(done.stderr.count("missing 'title'") == 1, f"messages: {done.stderr}")
    claim.unlink()


def main():
    program = str(Path(sys.argv[1]).resolve())
    plain = str(Path(sys.argv[2]).resolve()) if len(sys.argv) > 2 else None
    with tempfile.TemporaryDirectory() as folder:
        check_same_bytes(program, plain, Path(folder))
    with tempfile.TemporaryDirectory() as folder:
        check_invalid(program, Path(folder))
        check_ends(program, Path(folder), "interruption", "mpirun")
        check_ends(program, Path(folder), "interruption", "one process")
    print(f"{count} passed, 0 failed")


main()
