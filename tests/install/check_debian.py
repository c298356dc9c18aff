"""Packs for Debian with cpack, looks at the packages, and runs the program from an extracted one.

check_debian.py TREE BUILD
"""
import gzip
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

TREE, BUILD = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
VERSION = re.search(r"project\(reaudit VERSION ([0-9.]+)", (TREE / "CMakeLists.txt").read_text()).group(1)
LIBRARY = "libreaudit" + ".".join(VERSION.split(".")[:2] if VERSION.startswith("0.") else VERSION.split(".")[:1])
CLEAN = {name: value for name, value in os.environ.items() if name != "REAUDIT_DATA"}


def run(*command, cwd=None, **environment):
    done = subprocess.run([str(word) for word in command], cwd=cwd, env={**CLEAN, **environment}, capture_output=True, text=True)
    if done.returncode not in (0, 1):
        raise AssertionError(f"{command}: {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


class Packages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.work = pathlib.Path(tempfile.mkdtemp(prefix="reaudit-debian-"))
        run("cpack", "-G", "DEB", "-B", cls.work, cwd=BUILD)
        cls.debs = {deb.name.split("_")[0]: deb for deb in cls.work.glob("*.deb")}

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.work)

    def field(self, package, name):
        return run("dpkg-deb", "-f", self.debs[package], name).strip()

    def files(self, package):
        """Path to the letters of its mode, without directories."""
        lines = run("dpkg-deb", "-c", self.debs[package]).splitlines()
        rows = [line.split(None, 5) for line in lines]
        return {row[5].split(" -> ")[0].removeprefix("./"): (row[0], row[1]) for row in rows if row[0][0] != "d"}

    def extracted(self, *packages):
        root = pathlib.Path(tempfile.mkdtemp(dir=self.work))
        for package in packages:
            run("dpkg-deb", "-x", self.debs[package], root)
        return root

    def test_three_packages(self):
        self.assertEqual(sorted(self.debs), sorted(["reaudit", LIBRARY, "libreaudit-dev"]))

    def test_control(self):
        for package in self.debs:
            self.assertEqual(self.field(package, "Version"), f"{VERSION}-1")
            self.assertRegex(self.field(package, "Maintainer"), r"\A[^<>]+ <[^<>@ ]+@[^<>@ ]+>\Z")
            summary, *about = self.field(package, "Description").splitlines()
            self.assertLess(len(summary), 80)
            self.assertGreater(len(about), 2)
        with open(BUILD / "CMakeCache.txt", encoding="utf-8") as file:
            inside = "REAUDIT_ARCHIVES:BOOL=ON" in file.read()
        for package in ("reaudit", LIBRARY):
            depends = self.field(package, "Depends")
            for library in ("libc6", "libcjson1", "libxlsxwriter4"):
                self.assertRegex(depends, rf"(?:^|, ){re.escape(library)}\b")
            for library in ("libgsl27", "libnettle8", "libudunits2-0"):
                check = self.assertNotRegex if inside and package == "reaudit" else self.assertRegex
                check(depends, rf"(?:^|, ){re.escape(library)}\b")
        self.assertIn(f"{LIBRARY} (= {VERSION}-1)", self.field("libreaudit-dev", "Depends"))

    def test_contents(self):
        program = self.files("reaudit")
        for path in ("usr/bin/reaudit", "usr/share/man/man1/reaudit.1.gz",
                     "usr/share/bash-completion/completions/reaudit",
                     "usr/share/zsh/vendor-completions/_reaudit",
                     "usr/share/fish/vendor_completions.d/reaudit.fish",
                     "usr/share/doc/reaudit/copyright", "usr/share/doc/reaudit/changelog.gz",
                     "usr/share/doc/reaudit/changelog.Debian.gz", "usr/share/doc/reaudit/README.md"):
            self.assertIn(path, program)
        shipped = {path.removeprefix("usr/share/reaudit/") for path in program}
        for pattern in ("datasets/**/*", "models/chains/*.json", "tests/cases/*.json"):
            for path in TREE.glob(pattern):
                if path.is_file():
                    self.assertIn(str(path.relative_to(TREE)), shipped)
        self.assertFalse([path for path in program if path.endswith((".a", ".so", ".h", ".cmake", ".pc"))])
        library = self.files(LIBRARY)
        self.assertEqual(len([path for path in library if ".so." in path]), 2)
        self.assertFalse([path for path in library if path.endswith(".so")])
        development = self.files("libreaudit-dev")
        for name in ("reaudit.h", "libreaudit.so", "reaudit.pc", "reauditConfig.cmake", "audit_from_c.c"):
            self.assertEqual(len([path for path in development if path.endswith("/" + name)]), 1, name)

    def test_modes(self):
        for package in self.debs:
            for path, (mode, owner) in self.files(package).items():
                self.assertEqual(owner, "root/root", path)
                wanted = "-rwxr-xr-x" if path == "usr/bin/reaudit" else "-rw-r--r--"
                self.assertIn(mode, (wanted, "lrwxrwxrwx"), path)

    def test_no_file_twice(self):
        names = [path for package in self.debs for path in self.files(package)]
        self.assertEqual(len(names), len(set(names)))

    def test_documents(self):
        root = self.extracted(*self.debs)
        for package in self.debs:
            folder = root / "usr/share/doc" / package
            copyright = (folder / "copyright").read_text()
            self.assertTrue(copyright.startswith("Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/"))
            for text in ("GPL-3", "CC-BY-4.0", "common-licenses/GPL-3"):
                self.assertIn(text, copyright)
            changes = gzip.decompress((folder / "changelog.Debian.gz").read_bytes()).decode()
            self.assertTrue(changes.startswith(f"reaudit ({VERSION}-1) "))
            run("dpkg-parsechangelog", "-l", self.write("changelog", changes))
            self.assertEqual(gzip.decompress((folder / "changelog.gz").read_bytes()), (TREE / "CHANGELOG.md").read_bytes())
        manual = gzip.decompress((root / "usr/share/man/man1/reaudit.1.gz").read_bytes()).decode()
        self.assertEqual(manual, run(root / "usr/bin/reaudit", "manual"))

    def write(self, name, text):
        path = self.work / name
        path.write_text(text)
        return path

    def test_runs_where_it_was_extracted(self):
        root = self.extracted("reaudit")
        program = root / "usr/bin/reaudit"
        paths = [line for line in run(program, "version", "--paths", cwd="/").splitlines() if line.startswith("* ")]
        self.assertEqual(len(paths), 1)
        self.assertIn(str(root / "usr/share/reaudit"), paths[0])
        self.assertIn("626,155", run(program, "run", "strubell-2019-nas", "--trials", 1000, cwd="/"))

    @unittest.skipUnless(os.geteuid() == 0, "dpkg installs into a root as root only")
    def test_installs_and_is_removed(self):
        """dpkg itself unpacks, configures and removes the packages in an empty root."""
        root = pathlib.Path(tempfile.mkdtemp(dir=self.work))
        for folder in ("var/lib/dpkg/info", "var/lib/dpkg/updates"):
            (root / folder).mkdir(parents=True)
        (root / "var/lib/dpkg/status").touch()
        # The scripts of the package call ldconfig; they are not to touch the machine's own cache.
        tools = self.work / "tools"
        tools.mkdir()
        self.write("tools/ldconfig", "#!/bin/sh\n").chmod(0o755)
        path = {"PATH": f"{tools}:{os.environ['PATH']}"}
        dpkg = ("dpkg", f"--root={root}", "--force-depends", "--force-script-chrootless", "--force-not-root",
                f"--log={root}/log")
        run(*dpkg, "--install", *self.debs.values(), **path)
        status = run("dpkg-query", f"--admindir={root}/var/lib/dpkg", "-W", "-f", "${Package} ${db:Status-Status}\n")
        self.assertEqual(sorted(status.split("\n")[:-1]), sorted(f"{name} installed" for name in self.debs))
        self.assertIn("626,155", run(root / "usr/bin/reaudit", "run", "strubell-2019-nas", "--trials", 1000, cwd="/"))
        run(*dpkg, "--purge", *self.debs, **path)
        self.assertEqual([path for path in (root / "usr").rglob("*") if path.is_file()] if (root / "usr").exists() else [], [])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
