"""Installs, moves what was installed, and uses it from there: program, headers, library.

check_install.py TREE BUILD CC [CXX]
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

import openpyxl

TREE, BUILD, CC = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3]
CXX = sys.argv[4] if len(sys.argv) > 4 else ""
CLAIM = "strubell-2019-nas"
CLEAN = {name: value for name, value in os.environ.items()
         if name not in ("REAUDIT_DATA", "LD_LIBRARY_PATH", "CMAKE_PREFIX_PATH")}


def run(*command, cwd=None, **environment):
    """Runs a command; returns what it printed."""
    done = subprocess.run([str(word) for word in command], cwd=cwd, env={**CLEAN, **environment},
                          capture_output=True, text=True)
    if done.returncode not in (0, 1):
        raise AssertionError(f"{command}: {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def declared(header):
    """The functions of a header, found from their comment-free text."""
    text = re.sub(r"/\*.*?\*/", "", header.read_text(), flags=re.S)
    text = re.sub(r"^#(?:.*\\\n)*.*$", "", text, flags=re.M)
    text = re.sub(r"\{[^{}]*\}", "{}", text.replace('extern "C" {', ""))
    names = set()
    for statement in text.split(";"):
        if "typedef" not in statement and (found := re.search(r"\b(ra_\w+)\s*\(", statement)):
            names.add(found.group(1))
    return names


class Installed(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.work = pathlib.Path(tempfile.mkdtemp(prefix="reaudit-install-"))
        first = cls.work / "first"
        run("cmake", "--install", BUILD, "--prefix", first)
        cls.prefix = cls.work / "moved to" / "somewhere else"
        cls.prefix.parent.mkdir()
        first.rename(cls.prefix)
        cls.program = cls.prefix / "bin" / "reaudit"
        cls.include = cls.prefix / "include" / "reaudit"
        cls.library = next(cls.prefix.glob("lib*/**/libreaudit.so")).parent
        cls.expected = json.loads(run(cls.program, "run", CLAIM, "--trials", 100000, "--format", "json"))

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.work)

    def test_program_finds_its_data(self):
        for folder in (self.work, pathlib.Path("/")):
            paths = run(self.program, "version", "--paths", cwd=folder)
            taken = [line for line in paths.splitlines() if line.startswith("* ")]
            self.assertEqual(len(taken), 1)
            self.assertIn(str(self.prefix / "share" / "reaudit"), taken[0])
        self.assertIn("626,155", run(self.program, "run", CLAIM, "--trials", 1000, cwd="/"))

    def test_nothing_of_the_build_is_named(self):
        for path in self.prefix.rglob("*"):
            if path.suffix in (".cmake", ".pc", ".h"):
                text = path.read_text()
                for place in (TREE, BUILD, self.work / "first"):
                    self.assertNotIn(str(place), text, path)

    def test_exported_symbols(self):
        """The library exports what the installed headers declare, to the name."""
        wanted = set().union(*(declared(header) for header in self.include.rglob("*.h")))
        table = run("nm", "-D", "--defined-only", self.library / "libreaudit.so")
        found = {line.split()[-1].split("@")[0] for line in table.splitlines() if line.split()[-2] in "TDBRVW"}
        self.assertGreater(len(wanted), 100)
        self.assertEqual(found, wanted)

    def test_headers_alone(self):
        """Every installed header compiles alone, as C11 and as C++17, with no other folder."""
        tries = [(CC, "c11", "c")] + ([(CXX, "c++17", "c++")] if CXX else [])
        for compiler, standard, language in tries:
            lines = ""
            for header in sorted(self.include.rglob("*.h")):
                name = header.relative_to(self.include)
                source = f'#include "{name}"\n#include "{name}"\nint alone;\n'
                done = subprocess.run(
                    [compiler, f"-std={standard}", "-x", language, "-pedantic-errors", "-Wall", "-Wextra",
                     "-Werror", "-fsyntax-only", f"-I{self.include}", "-"],
                    input=source, capture_output=True, text=True, cwd="/")
                lines += done.stderr
            self.assertEqual(lines, "")

    def check_example(self, example):
        book = self.work / "nas.xlsx"
        printed = run(example, CLAIM, book, cwd="/").splitlines()
        factor = self.expected["factor"]
        interval = factor["interval"]
        self.assertEqual(printed[0], self.expected["claim"]["title"])
        self.assertEqual(printed[1], f"factor {factor['point']:.4g}, 90 % interval "
                                     f"{interval['low']:.4g} to {interval['high']:.4g}")
        self.assertEqual(printed[2], self.expected["verdict"]["text"])
        sheets = openpyxl.load_workbook(book, read_only=True).sheetnames
        self.assertIn("Ladder", sheets)
        book.unlink()
        wrong = subprocess.run([example, "strubell-2019-nsa"], env=CLEAN, capture_output=True, text=True)
        self.assertEqual(wrong.returncode, 2)
        self.assertIn(CLAIM, wrong.stderr)

    def test_find_package(self):
        build = self.work / "by cmake"
        run("cmake", "-G", "Ninja", "-S", TREE / "examples", "-B", build, f"-DCMAKE_PREFIX_PATH={self.prefix}",
            f"-DCMAKE_C_COMPILER={CC}", "-DCMAKE_C_FLAGS=-Wall -Wextra -Werror")
        run("cmake", "--build", build)
        self.check_example(build / "audit_from_c")

    def test_find_package_refuses_another_version(self):
        source = self.work / "newer"
        source.mkdir()
        (source / "CMakeLists.txt").write_text("cmake_minimum_required(VERSION 3.25)\nproject(newer LANGUAGES NONE)\n"
                                               "find_package(reaudit 999.0 REQUIRED)\n")
        done = subprocess.run(["cmake", "-S", source, "-B", source / "build", f"-DCMAKE_PREFIX_PATH={self.prefix}"],
                              env=CLEAN, capture_output=True, text=True)
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("999.0", done.stderr)

    def test_pkg_config(self):
        # A path with spaces is escaped by pkg-config for a shell, as it is meant to be used.
        where = {"PKG_CONFIG_PATH": str(self.library / "pkgconfig")}
        example = self.work / "by-pkg-config"
        data = run("pkg-config", "--variable=datadir", "reaudit", **where).strip().replace("\\ ", " ")
        self.assertTrue((pathlib.Path(data) / "datasets").is_dir(), data)
        command = (f'{CC} -std=c11 -Wall -Wextra -Werror "-DREAUDIT_DATA_DIR=\\"{data}\\"" '
                   f'"{TREE}/examples/audit_from_c.c" -o "{example}" "-Wl,-rpath,{self.library}" '
                   f'{run("pkg-config", "--cflags", "--libs", "reaudit", **where).strip()}')
        run("sh", "-c", command)
        self.check_example(example)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
