#!/usr/bin/python3
"""The same input gives the same bytes, in every format, whatever the surroundings.

    check_determinism.py PROGRAM ROOT FOLDER

PROGRAM is optimised by gcc. In FOLDER it is built again by clang, without optimisation and with kernels
for no more than the base of the processor's instruction set.
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

PROGRAM, ROOT, FOLDER = (os.path.abspath(path) for path in sys.argv[1:4])

# A product of powers, a chain with a law whose inverse is slow, one with rows, one of many steps.
CLAIMS = ["strubell-2019-nas", "thompson-2021-nyc-month", "llama2-2023/7b", "shift-2019-streaming"]
FORMATS = ["json", "txt", "csv", "md", "tex", "bib", "csl.json", "jsonld", "html", "xlsx"]
TIMEOUT = 600


def environment(**more):
    kept = {k: v for k, v in os.environ.items() if k in ("PATH",)}
    return {**kept, "LC_ALL": "C.UTF-8", "REAUDIT_DATA": ROOT, **more}


def outputs(*options, program=PROGRAM, formats=FORMATS, claims=None, trials="20000", cwd=None, user=None, umask=None,
            **more):
    """Returns what one run writes: the bytes of every format and of standard output, by name."""

    def enter():
        if umask is not None:
            os.umask(umask)
        if user is not None:
            os.setuid(user)

    found = {}
    for claim in claims or CLAIMS[:2]:
        with tempfile.TemporaryDirectory(dir=cwd) as folder:
            os.chmod(folder, 0o777)
            words = [word for name in formats for word in ("-o", f"x.{name}")]
            done = subprocess.run([program, "run", claim, "-n", trials, *words, *options], cwd=folder,
                                  env=environment(**more), capture_output=True, timeout=TIMEOUT,
                                  stdin=subprocess.DEVNULL, preexec_fn=enter)
            if done.returncode > 1:
                raise AssertionError(f"{claim}: status {done.returncode}: {done.stderr[:500]}")
            found[claim, "standard output"] = done.stdout
            found[claim, "messages"] = done.stderr
            for name in formats:
                with open(os.path.join(folder, f"x.{name}"), "rb") as file:
                    found[claim, name] = file.read()
    return found


class Base(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.expected = outputs()

    def same(self, got, expected=None):
        expected = expected or self.expected
        self.assertEqual(got.keys(), expected.keys())
        for name, bytes_ in expected.items():
            self.assertTrue(len(bytes_) > 0 or name[1] == "messages", name)
            self.assertEqual(first_difference(got[name], bytes_), None, name)


def first_difference(a, b):
    if a == b:
        return None
    at = next((i for i, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))
    return f"at byte {at}: {a[max(0, at - 40):at + 40]!r} and {b[max(0, at - 40):at + 40]!r}"


class Threads(Base):
    def test_one_to_sixteen(self):
        few = ["json", "txt", "csv"]
        expected = outputs("-j", "1", formats=few, trials="50000")
        for threads in range(2, 17):
            self.same(outputs("-j", str(threads), formats=few, trials="50000"), expected)

    def test_every_format(self):
        # The command that a report records has no -j, which changes no number.
        for threads in ("1", "3", "16"):
            self.same(outputs("-j", threads))


class Surroundings(Base):
    def test_again(self):
        self.same(outputs())

    def test_locales(self):
        """A decimal comma, and a language whose capital I is another letter."""
        with tempfile.TemporaryDirectory() as folder:
            os.chmod(folder, 0o755)
            for name in ("de_DE", "tr_TR"):
                subprocess.run(["localedef", "-i", name, "-f", "UTF-8", os.path.join(folder, f"{name}.UTF-8")],
                               check=True, capture_output=True)
                # The locale is there and is taken: the C library writes a comma in it.
                comma = subprocess.run([sys.executable, "-c", "import locale; locale.setlocale(locale.LC_ALL, '');"
                                        "print(locale.localeconv()['decimal_point'])"],
                                       env={"LC_ALL": f"{name}.UTF-8", "LOCPATH": folder}, capture_output=True)
                self.assertEqual(comma.stdout, b",\n", comma.stderr)
                self.same(outputs(LC_ALL=f"{name}.UTF-8", LOCPATH=folder))
                self.same(outputs(LC_ALL="", LANG=f"{name}.UTF-8", LC_NUMERIC=f"{name}.UTF-8", LOCPATH=folder))

    def test_files_in_the_plainest_locale(self):
        """A terminal without UTF-8 gets other characters; files do not."""
        got = outputs(LC_ALL="C")
        for claim in {claim for claim, _ in got}:
            for name in FORMATS:
                self.assertEqual(first_difference(got[claim, name], self.expected[claim, name]), None, name)

    def test_time_zones(self):
        for zone in ("UTC", "Asia/Kolkata", "America/St_Johns", "Pacific/Kiritimati", "nonsense", ":/dev/zero"):
            self.same(outputs(TZ=zone))

    def test_directories(self):
        with tempfile.TemporaryDirectory() as folder:
            deep = os.path.join(folder, "a b", "ü", "x" * 100)
            os.makedirs(deep)
            self.same(outputs(cwd=folder))
            self.same(outputs(cwd=deep))

    def test_users(self):
        self.same(outputs(HOME="/nowhere", USER="somebody", LOGNAME="somebody", TMPDIR="/nowhere", TERM="xterm",
                          COLUMNS="50"))
        if os.getuid() == 0:
            self.same(outputs(user=65534))

    def test_umask(self):
        for umask in (0, 0o022, 0o077):
            self.same(outputs(umask=umask))

    def test_time_of_creation(self):
        """SOURCE_DATE_EPOCH changes the time that three formats carry, and nothing else; not the zone."""
        got = outputs(SOURCE_DATE_EPOCH="1600000000", TZ="Asia/Kolkata")
        self.same(outputs(SOURCE_DATE_EPOCH="1600000000", TZ="America/St_Johns"), got)
        for (claim, name), bytes_ in got.items():
            # The page carries the workbook; a fact check says when it was made.
            if name in ("xlsx", "html", "jsonld"):
                self.assertNotEqual(bytes_, self.expected[claim, name], name)
            else:
                self.assertEqual(first_difference(bytes_, self.expected[claim, name]), None, name)
        self.same(outputs(SOURCE_DATE_EPOCH="no number"))

    def test_standard_output_and_a_file(self):
        claim = CLAIMS[0]
        names = {"txt": "text", "md": "markdown", "tex": "latex", "bib": "bibtex", "csl.json": "csl",
                 "jsonld": "claimreview"}
        for name in (name for name in FORMATS if name != "xlsx"):
            done = subprocess.run([PROGRAM, "run", claim, "-n", "20000", "-f", names.get(name, name), "-o", "-"],
                                  env=environment(), capture_output=True, timeout=TIMEOUT)
            self.assertEqual(first_difference(done.stdout, self.expected[claim, name]), None, name)

    def test_claims_do_not_change_each_other(self):
        """A claim audited beside others gives what it gives alone."""
        claims = CLAIMS
        done = subprocess.run([PROGRAM, "run", *claims, "-n", "20000", "-f", "json", "-o", "-"], env=environment(),
                              capture_output=True, timeout=TIMEOUT)
        alone = outputs(formats=["json"], claims=claims)
        for claim, together in zip(claims, json.loads(done.stdout)):
            own = json.loads(alone[claim, "json"])
            # What is recorded is the command, which is another.
            own["run"].pop("command", None), together["run"].pop("command", None)
            self.assertEqual(own, together)


class Machines(Base):
    """Other processors and other compilers."""

    LESS = "glibc.cpu.hwcaps=-AVX2,-FMA,-FMA4,-AVX512F,-AVX512VL,-AVX512DQ,-AVX512BW,-ERMS"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clang = os.path.join(FOLDER, "clang", "reaudit")
        quiet = {"check": True, "stdout": subprocess.DEVNULL}
        cache = ["-DCMAKE_C_COMPILER_LAUNCHER=ccache"] if shutil.which("ccache") else []
        subprocess.run(["cmake", "-S", ROOT, "-B", os.path.dirname(cls.clang), "-G", "Ninja", "-DCMAKE_C_COMPILER=clang",
                        "-DCMAKE_BUILD_TYPE=Debug", "-DCMAKE_C_FLAGS_DEBUG=-O0", "-DBUILD_TESTING=OFF",
                        "-DREAUDIT_HAS_X86_LEVELS=OFF", *cache], **quiet)
        subprocess.run(["cmake", "--build", os.path.dirname(cls.clang), "--target", "reaudit", "--", "--quiet"], **quiet)

    def close(self, got, expected):
        """Numbers to 1e-9, everything else, and every digit that is printed for a person, the same."""
        self.assertEqual(got.keys(), expected.keys())
        for (claim, name), bytes_ in expected.items():
            if name != "json":
                self.assertEqual(first_difference(got[claim, name], bytes_), None, (claim, name))
                continue
            ours, theirs = [], []
            texts = [json.dumps(json.loads(text, parse_float=lambda number: found.append(float(number)) or 0))
                     for text, found in ((got[claim, name], ours), (bytes_, theirs))]
            self.assertEqual(*texts)
            self.assertEqual(len(ours), len(theirs))
            for own, other in zip(ours, theirs):
                self.assertLessEqual(abs(own - other), 1e-9 * max(abs(own), abs(other)), claim)

    def test_a_c_library_without_fma_and_avx2(self):
        """Its functions differ in the last bit; ours, of which the trials are made, do not."""
        few = ["json", "txt", "md", "tex"]
        expected = outputs(formats=few, claims=CLAIMS)
        self.close(outputs(formats=few, claims=CLAIMS, GLIBC_TUNABLES=self.LESS), expected)
        self.close(outputs(program=self.clang, formats=few, claims=CLAIMS, GLIBC_TUNABLES=self.LESS), expected)

    def test_clang_without_optimisation(self):
        self.same(outputs(program=self.clang))

    def test_clang_elsewhere(self):
        few = ["json", "txt"]
        self.same(outputs(program=self.clang, formats=few, claims=CLAIMS), outputs(formats=few, claims=CLAIMS))
        for option in (["--engine", "convolution"], ["--sampler", "sobol"], ["--exact-quantiles"]):
            self.same(outputs(*option, program=self.clang, formats=few, claims=CLAIMS[:1]),
                      outputs(*option, formats=few, claims=CLAIMS[:1]))

    def test_kernels(self):
        """What the loops are made of changes no byte."""
        few = ["json", "txt"]
        expected = outputs(formats=few, claims=CLAIMS)
        for kernels in ("base", "v2"):
            self.same(outputs("--kernels", kernels, formats=few, claims=CLAIMS), expected)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[4:]])
