#!/usr/bin/python3
"""Lets calls of the system and of libraries fail in the program, and signals reach it.

    check_faults.py PROGRAM INTERPOSER [POINTS [PART...]]

Every case is run once to count its calls of a kind, then again with one of them failing: about POINTS
of them for every kind and error, evenly spread (0: all). Whatever happens, a run ends as without the
fault, or with exit status 4 and a message; a file that stood there is as it was or is the new one, whole,
and nothing else is left beside it. PARTS are memory, disks, signals, folders, streams, site; all without a word.
"""
import collections
import os
import random
import re
import resource
import signal
import subprocess
import sys
import tempfile
import time

from fault_cases import CASES, CLAIMS, FAULTS, MADE_IN_OUT

PROGRAM, INTERPOSER = (os.path.abspath(path) for path in sys.argv[1:3])
POINTS = int(sys.argv[3]) if len(sys.argv) > 3 else 6
PARTS = sys.argv[4:] or ["memory", "disks", "signals", "folders", "streams", "site"]
OLD = b"what stood here before\n"

failures = []
figures = collections.Counter()


def complain(what):
    failures.append(what)
    if len(failures) <= 30:
        print(what, flush=True)


class Run:
    """What a run left behind."""

    def __init__(self, status, messages, files):
        self.status, self.messages, self.files = status, messages, files


def read_files(folder):
    found = {}
    for where, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(where, name)
            with open(path, "rb") as file:
                found[os.path.relpath(path, folder)] = file.read()
    return found


def targets_of(outputs):
    """The files that outputs become."""
    return [os.path.join("out", name) for name in MADE_IN_OUT] if outputs == ["out/"] else outputs


def environment(**more):
    kept = {k: v for k, v in os.environ.items()
            if k not in ("REAUDIT_DATA", "SOURCE_DATE_EPOCH", "COLUMNS", "LD_PRELOAD")}
    return {**kept, "LC_ALL": "C.UTF-8", **more}


def prepare(folder, outputs):
    if outputs == ["out/"]:
        os.mkdir(os.path.join(folder, "out"))
    for name in targets_of(outputs):
        with open(os.path.join(folder, name), "wb") as file:
            file.write(OLD)


def words_of(case):
    words, outputs = CASES[case]
    return [PROGRAM, *words, *(word for name in outputs for word in ("-o", name))]


def run(case, fault, libraries="", old=True):
    """Returns the run and the number of calls."""
    with tempfile.TemporaryDirectory() as folder, tempfile.NamedTemporaryFile() as log:
        if old:
            prepare(folder, CASES[case][1])
        more = environment(LD_PRELOAD=INTERPOSER, FAULT=fault, FAULT_IN=libraries, FAULT_LOG=log.name)
        done = subprocess.run(words_of(case), cwd=folder, env=more, capture_output=True, timeout=60,
                              stdin=subprocess.DEVNULL)
        calls = log.read().strip()
        return Run(done.returncode, done.stderr, read_files(folder)), int(calls or 0)


def judge(name, base, got, old, statuses=(4,)):
    """Says what is wrong with a run, and counts how it ended. `old`: what stood there."""
    expected = set(base.files)
    # A program that was stopped by a bad access to memory cannot tidy up.
    if b"stopped by a" in got.messages:
        got.files = {f: b for f, b in got.files.items() if not re.search(r"\.reaudit-\d", f)}
    strangers = [f for f in got.files if f not in expected]
    torn = [f for f in expected if got.files.get(f) not in (old.get(f), base.files[f])]
    if strangers:
        complain(f"{name}: left behind {strangers}, status {got.status}")
    if torn:
        complain(f"{name}: neither old nor whole: {torn}, status {got.status}")
    if got.status == base.status and got.files == base.files:
        return "as without it"
    if got.status not in statuses:
        complain(f"{name}: status {got.status}, not {base.status}: {got.messages[:200]}")
    elif got.status == 4 and not got.messages:
        complain(f"{name}: no message")
    # Whoever is interrupted while a file is written may finish it.
    if got.status == 4 and b"interrupted" not in got.messages and len(expected) == 1 and got.files == base.files:
        complain(f"{name}: status 4, and the new file stands there")
    return "told"


def old_files(case):
    return {name: OLD for name in targets_of(CASES[case][1])}


def spread(calls, points=POINTS):
    """About so many numbers from 1 to `calls`, the first and the last among them."""
    if points == 0 or calls <= points:
        return range(1, calls + 1)
    return sorted({1 + round(i * (calls - 1) / max(1, points - 1)) for i in range(points)})


def inject(case, kind, error, base, calls, libraries="", old=True, points=POINTS):
    for call in spread(calls, points):
        name = f"{case}, {kind} {call} of {calls}: {error}"
        try:
            got, _ = run(case, f"{kind}:{call}:{error}", libraries, old)
        except subprocess.TimeoutExpired:
            complain(f"{name}: does not end")
            continue
        figures[kind, "injected"] += 1
        figures[kind, judge(name, base, got, old_files(case) if old else {})] += 1


def limited_run(case, kib, threads):
    """A run in an address space of so many KiB, in which memory really ends."""

    def enter():
        resource.setrlimit(resource.RLIMIT_AS, (kib * 1024, kib * 1024))

    with tempfile.TemporaryDirectory() as folder:
        prepare(folder, CASES[case][1])
        done = subprocess.run([*words_of(case), "-j", threads], cwd=folder, env=environment(), capture_output=True,
                              timeout=60, stdin=subprocess.DEVNULL, preexec_fn=enter)
        return Run(done.returncode, done.stderr, read_files(folder))


def limit_memory():
    """The least address space in which the program starts, and from there on up."""
    least = 8192
    while least < 1 << 20 and subprocess.run(
            [PROGRAM, "version"], capture_output=True, preexec_fn=lambda: resource.setrlimit(
                resource.RLIMIT_AS, (least * 1024, least * 1024))).returncode != 0:
        least += 256
    for case, threads in (("json", "1"), ("json", "4"), ("workbook", "2"), ("page", "1")):
        base, _ = run(case, "memory:0:", "libudunits2")
        for step in range(8 * max(POINTS, 1)):
            kib = least + 300 * step * 8 // max(POINTS, 1)
            got = limited_run(case, kib, threads)
            figures["address space", "injected"] += 1
            figures["address space", judge(f"{case}, {threads} threads, {kib} KiB", base, got, old_files(case))] += 1


def part_memory():
    """Memory of the libraries that take it for themselves, and memory that really ends."""
    limit_memory()
    for libraries in ("libxlsxwriter,libminizip,libz", "libudunits2,libexpat"):
        for case in ("workbook", "json"):
            base, calls = run(case, "memory:0:", libraries)
            if calls == 0 and "udunits" in libraries:
                # It is in the program itself, whose own calls for memory then fail too.
                libraries = "program"
                base, calls = run(case, "memory:0:", libraries)
            if base.status > 1 or (calls == 0 and case == "workbook"):
                complain(f"{case}: {libraries}: status {base.status}, {calls} calls without a fault")
            # Crashes are rare among them, so that there are more.
            inject(case, "memory", "ENOMEM", base, calls, libraries, points=10 * POINTS)


def part_disks():
    for case in (case for case in CASES if case != "new"):
        # What takes longer meets one error of each kind at fewer points, and in the tests fewer kinds.
        quick = case in ("json", "workbook") or POINTS == 0
        for kind, errors in FAULTS.items():
            # A claim that cannot be read does not stop the others: a comparison is then one of fewer.
            if (kind == "read" and case in ("comparison", "corpus")) or (
                    not quick and POINTS < 4 and kind not in ("open", "write", "fsync", "rename")):
                continue
            base, calls = run(case, f"{kind}:0:")
            if base.status > 1:
                complain(f"{case}: fails without a fault: {base.messages}")
                break
            for error in errors if quick else errors[:1]:
                inject(case, kind, error, base, calls, points=POINTS if quick else max(2, POINTS // 2))
    # Where no file stood before, none stands there after a failure.
    for case in ("json", "new"):
        for kind, error in (("write", "ENOSPC"), ("write", "short"), ("open", "EROFS"), ("close", "EIO")):
            base, calls = run(case, f"{kind}:0:", old=False)
            inject(case, kind, error, base, calls, old=False)


def signals_at_calls():
    """A signal in the middle of a call: of every kind, at every point of writing."""
    for case in ("json", "workbook", "corpus"):
        base, calls = run(case, "any:0:")
        for word in ("SIGINT", "SIGTERM", "SIGKILL"):
            number = getattr(signal, word)
            for call in spread(calls):
                got, _ = run(case, f"any:{call}:{word}")
                figures[word, "injected"] += 1
                if word == "SIGKILL" and got.status == -number:
                    # Nobody can tidy up; what stands under the name of a target is whole.
                    got.files = {f: b for f, b in got.files.items() if not re.search(r"\.reaudit-\d", f)}
                # Before the handler stands, a signal ends the program, which has done nothing yet.
                figures[word, judge(f"{case}, call {call}: {word}", base, got, old_files(case),
                                    (4, -number))] += 1


def signals_at_moments(times):
    """The same at moments of the clock, to the whole group as from a terminal, or to one process."""
    chance = random.Random(1)
    bases, lengths = {}, {}
    for case in ("json", "workbook", "corpus"):
        start = time.monotonic()
        bases[case], _ = run(case, "any:0:")
        lengths[case] = time.monotonic() - start
    for i in range(times):
        case = ("json", "workbook", "json", "workbook", "corpus")[i % 5]
        base, whole = bases[case], lengths[case]
        word = ("SIGINT", "SIGTERM", "SIGKILL")[i % 3]
        number = getattr(signal, word)
        with tempfile.TemporaryDirectory() as folder:
            prepare(folder, CASES[case][1])
            child = subprocess.Popen(words_of(case), cwd=folder, env=environment(), stderr=subprocess.PIPE,
                                     stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL,
                                     start_new_session=True)
            time.sleep(chance.uniform(0, whole))
            if chance.random() < 0.5:
                os.killpg(child.pid, number)
            else:
                child.send_signal(number)
            _, messages = child.communicate(timeout=60)
            got = Run(child.returncode, messages, read_files(folder))
        figures[word, "injected"] += 1
        if word == "SIGKILL":
            got.files = {f: b for f, b in got.files.items() if not re.search(r"\.reaudit-\d", f)}
        figures[word, judge(f"{case}, moment {i}: {word}", base, got, old_files(case),
                            (4, -number))] += 1


def part_signals():
    signals_at_calls()
    signals_at_moments(100)


def part_folders():
    """Directories that cannot be written, for one who is not root."""
    for name, outputs in (("json", ["x.json"]), ("workbook", ["x.xlsx"]), ("corpus", ["out/"])):
        with tempfile.TemporaryDirectory() as folder:
            inner = os.path.join(folder, "inner")
            os.mkdir(inner)
            if outputs != ["out/"]:
                prepare(inner, outputs)
            before = read_files(inner)
            os.chmod(folder, 0o755)
            os.chmod(inner, 0o555)
            nobody = (lambda: os.setuid(65534)) if os.getuid() == 0 else None
            try:
                done = subprocess.run(words_of(name), cwd=inner, env=environment(), capture_output=True,
                                      timeout=60, stdin=subprocess.DEVNULL, preexec_fn=nobody)
            except (PermissionError, subprocess.SubprocessError):
                print("the program cannot be run by another user here: not tested")
                return
            os.chmod(inner, 0o755)
            figures["read-only directory", "injected"] += 1
            if done.returncode != 4 or b"Permission denied" not in done.stderr:
                complain(f"read-only, {name}: status {done.returncode}: {done.stderr}")
            elif read_files(inner) != before:
                complain(f"read-only, {name}: changed")
            else:
                figures["read-only directory", "told"] += 1


def run_into(words, **streams):
    done = subprocess.run([PROGRAM, *words], env=environment(), stdin=subprocess.DEVNULL, timeout=60,
                          stderr=subprocess.PIPE, **streams)
    return done.returncode, done.stderr


def part_streams():
    """Standard output that is a full disk, closed, or a pipe whose reader has gone."""
    commands = [["run", CLAIMS[0], "-n", "300"], ["run", CLAIMS[0], "-n", "300", "-f", "json"], ["list", "tables"],
                ["show", CLAIMS[0]], ["check", CLAIMS[0]], ["places", CLAIMS[0]], ["data", "V100"], ["help"], ["manual"],
                ["version"], ["new", "--chain", "training"], ["measure", CLAIMS[0]], ["completion", "bash"]]
    for words in commands:
        figures["standard output", "injected"] += 3
        with open("/dev/full", "wb") as full:
            status, messages = run_into(words, stdout=full)
        if status != 4 or b"No space left" not in messages:
            complain(f"{words} to /dev/full: status {status}: {messages[:200]}")
        status, messages = run_into(words, preexec_fn=lambda: os.close(1))
        if status != 4 or not messages:
            complain(f"{words} to nowhere: status {status}: {messages[:200]}")
        reading, writing = os.pipe()
        os.close(reading)
        status, messages = run_into(words, stdout=writing, restore_signals=True)
        os.close(writing)
        # As any program that a pipe ends; nothing is said of it.
        if status != -signal.SIGPIPE or messages:
            complain(f"{words} to a pipe without a reader: status {status}: {messages[:200]}")
        else:
            figures["standard output", "told"] += 3
    # A file that is asked for beside the pipe is not there or whole.
    for count in ("0", "1", "100", "5000"):
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run(["bash", "-c", f'"$0" run {CLAIMS[0]} -n 300 -o x.json | head -c {count}', PROGRAM],
                                  cwd=folder, env=environment(), capture_output=True, timeout=60)
            left = read_files(folder)
        figures["standard output", "injected"] += 1
        torn = "x.json" in left and not left["x.json"].rstrip().endswith(b"}")
        if done.stderr or set(left) - {"x.json"} or torn:
            complain(f"head -c {count}: {done.stderr} {list(left)}")
        else:
            figures["standard output", "as without it"] += 1


def judge_site(name, whole, made, statuses, status):
    """A site is written file by file: after any failure each is the old one or whole."""
    figures["site", "injected"] += 1
    got = read_files(made)
    hidden = [f for f in got if re.search(r"\.reaudit-\d", f)]
    torn = [f for f in set(whole) | set(got) if f not in hidden and got.get(f) != whole.get(f)]
    if torn or (hidden and "SIGKILL" not in name) or status not in statuses:
        complain(f"site, {name}: status {status}, torn {torn}, hidden {hidden}")
    else:
        figures["site", "told" if status not in (0, 1) else "as without it"] += 1
    for left in hidden:
        os.remove(os.path.join(made, left))


def part_site():
    chance = random.Random(2)
    with tempfile.TemporaryDirectory() as top:
        made = os.path.join(top, "made")
        words = [PROGRAM, "site", made, CLAIMS[0], "-q", "-n", "300"]
        quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
        first = subprocess.run(words, env=environment(), timeout=60, **quiet)
        if first.returncode > 1:
            complain(f"no site: {first.stderr}")
            return
        whole = read_files(made)
        start = time.monotonic()
        subprocess.run(words, env=environment(), timeout=60, **quiet)
        length = time.monotonic() - start
        for i in range(4 * max(POINTS, 1)):
            word = ("SIGINT", "SIGTERM", "SIGKILL")[i % 3]
            number = getattr(signal, word)
            child = subprocess.Popen(words, env=environment(), **quiet)
            time.sleep(chance.uniform(0, length))
            child.send_signal(number)
            child.communicate(timeout=60)
            judge_site(word, whole, made, (0, 1, 4, -number), child.returncode)
        for kind, error in (("write", "ENOSPC"), ("rename", "EROFS"), ("fsync", "EIO"), ("open", "EACCES")):
            for call in (1, 5, 20):
                done = subprocess.run(words, env=environment(LD_PRELOAD=INTERPOSER, FAULT=f"{kind}:{call}:{error}"),
                                      timeout=60, **quiet)
                judge_site(f"{kind} {call}: {error}", whole, made, (4, first.returncode), done.returncode)


def main():
    for part in PARTS:
        globals()[f"part_{part}"]()
    for kind in dict.fromkeys(kind for kind, _ in figures):
        print(f"{kind:20} {figures[kind, 'injected']:6} injected, {figures[kind, 'told']:6} told with status 4,"
              f" {figures[kind, 'as without it']:6} without effect")
    total = sum(n for (_, what), n in figures.items() if what == "injected")
    print(f"{total} faults injected, {len(failures)} not survived")
    sys.exit(1 if failures or total == 0 else 0)


if __name__ == "__main__":
    main()
