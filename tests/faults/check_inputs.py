#!/usr/bin/python3
"""Hostile inputs: files that are no files, names that are paths, numbers that are too large.

    check_inputs.py PROGRAM ROOT
"""
import json
import os
import signal
import socket
import subprocess
import sys
import time
import unittest

from hostile import Base, CLAIM, HANGS_AFTER, PROGRAM, ROOT, SECONDS, environment, plain_claim, run


class Files(Base):
    """What is no readable regular file, wherever a file is taken."""

    # The words around the file.
    READERS = [("run", "FILE"), ("check", "FILE"), ("show", "FILE"), ("run", CLAIM, "--measured", "FILE"),
               ("new", "--from", "FILE")]

    def every_reader(self, path, *parts, user=None):
        for words in self.READERS:
            self.refused([path if word == "FILE" else word for word in words], *parts, user=user)

    def test_a_pipe_that_nobody_writes_to(self):
        os.mkfifo(self.path("x.json"))
        self.every_reader(self.path("x.json"), "x.json", "pipe")

    def test_devices_without_an_end(self):
        for device in ("/dev/zero", "/dev/urandom", "/dev/full", "/dev/null", "/dev/tty"):
            for words in self.READERS:
                done = self.refused([device if word == "FILE" else word for word in words], device)
                self.assertLess(done.seconds, SECONDS)

    def test_a_link_to_a_device(self):
        os.symlink("/dev/zero", self.path("x.json"))
        self.every_reader(self.path("x.json"), "x.json", "device")

    def test_a_socket(self):
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(self.path("x.json"))
            self.every_reader(self.path("x.json"), "x.json")

    def test_a_directory(self):
        os.mkdir(self.path("x.json"))
        self.every_reader(self.path("x.json"), "x.json", "directory")

    def test_links_that_lead_nowhere(self):
        os.symlink("nowhere.json", self.path("x.json"))
        self.every_reader(self.path("x.json"), "x.json")
        os.symlink("y.json", self.path("y.json"))
        self.every_reader(self.path("y.json"), "y.json")

    def test_a_link_to_a_claim_is_followed(self):
        os.symlink(os.path.join(ROOT, "datasets", "claims", f"{CLAIM}.json"), self.path("x.json"))
        self.assertIn(run("run", "x.json", "-n", "100", cwd=self.folder).status, (0, 1))

    def test_an_empty_file(self):
        self.write("x.json", "")
        self.every_reader(self.path("x.json"), "x.json")

    def test_a_file_of_a_tebibyte(self):
        with open(self.path("x.json"), "wb") as file:
            file.truncate(1 << 40)
        for words in self.READERS[:3]:
            self.refused([self.path("x.json") if w == "FILE" else w for w in words], "x.json", "too large")
        # A log may have any size; its first line is longer than a line may be.
        for words in self.READERS[3:]:
            self.refused([self.path("x.json") if w == "FILE" else w for w in words], "x.json")

    def test_a_file_that_may_not_be_read(self):
        if os.getuid() != 0:
            self.skipTest("needs another user")
        os.chmod(self.folder, 0o755)
        os.chmod(self.write("x.json", "{}"), 0)
        self.every_reader(self.path("x.json"), "x.json", "Permission denied", user=65534)

    def test_names_of_every_kind(self):
        for name in ("x\n\x1b[31m.json", "x" * 300 + ".json", "/".join(["d"] * 3000) + "/x.json", "%s%n.json",
                     "-x.json", "x\udcff.json"):
            self.refused(["run", "--", name] if name.startswith("-") else ["run", "./" + name])

    def test_data_that_is_none(self):
        os.mkfifo(self.path("pipe"))
        for data in ("/dev/zero", self.path("pipe"), self.path("nowhere"), self.folder, ""):
            self.refused(["run", CLAIM, "--data", data])

    def test_outputs_that_are_none(self):
        os.mkdir(self.path("folder.json"))
        os.symlink("folder.json", self.path("link.json"))
        os.symlink("nowhere/x.json", self.path("lost.json"))
        os.symlink("loop.json", self.path("loop.json"))
        os.symlink("/dev/full", self.path("full.json"))
        self.write("file", "")
        quick = ["run", CLAIM, "-q", "-n", "100", "-o"]
        for name, part in (("nowhere/x.json", "No such file"), ("file/x.json", "Not a directory"),
                           ("lost.json", "leads nowhere"), ("loop.json", "symbolic link"),
                           ("full.json", "No space left"), ("/dev/full", "which format"),
                           ("x" * 300 + ".json", "too long")):
            self.refused([*quick, name], name[:200], part)
        self.assertEqual(sorted(os.listdir(self.folder)),
                         ["file", "folder.json", "full.json", "link.json", "loop.json", "lost.json"])
        # A directory, or a link to one, takes a file for each claim.
        for name in ("folder.json", "link.json"):
            self.assertIn(run(*quick, name, "-f", "json", cwd=self.folder).status, (0, 1))
        self.assertEqual(os.listdir(self.path("folder.json")), [f"{CLAIM}.json"])


class Names(Base):
    """Names that are paths: unknown, and nothing outside the data is read."""

    PATHS = ["../../etc/passwd", "../../../../../../etc/passwd", "/etc/passwd", "..", ".", "", "x/../../y", "a\\b",
             "%2e%2e/x", "C:x", "claims/../sources"]

    def check(self, claim, *parts):
        done = self.refused(["check", self.write("x.json", json.dumps(claim))], "x.json", *parts, statuses=(3,))
        self.assertNotIn("root:", done.messages + done.output)

    def test_the_plain_claim_is_good(self):
        done = run("check", self.write("x.json", json.dumps(plain_claim())))
        self.assertEqual(done.status, 0, done.messages)

    def test_as_a_chain(self):
        for path in self.PATHS:
            claim = plain_claim(chain=path)
            del claim["steps"]
            self.check(claim, "chain")

    def test_as_a_table(self):
        for path in self.PATHS:
            claim = plain_claim()
            claim["assumptions"][0]["published"] = {"table": path}
            self.check(claim, "table")

    def test_as_an_id(self):
        for path in self.PATHS:
            self.check(plain_claim(id=path), "id")

    def test_as_a_source(self):
        for path in self.PATHS:
            claim = plain_claim()
            claim["source"]["key"] = path
            self.check(claim, "source")

    def test_on_the_command_line(self):
        for path in self.PATHS:
            for words in (["new", "--chain", path], ["run", CLAIM, "--audit", path], ["run", CLAIM, "-f", path],
                          ["run", CLAIM, "--set", f"pue={path}"], ["run", CLAIM, "--map", f"{path}={path}"],
                          ["list", path], ["selftest", path], ["completion", path]):
                if path == "" and words[0] in ("list", "selftest"):
                    continue
                done = self.refused(words)
                self.assertNotIn("root:", done.messages + done.output)

    def test_as_a_claim(self):
        """A path given by the user is read, as a claim, and is none."""
        self.refused(["run", "/etc/passwd"], "/etc/passwd")
        self.refused(["run", "../claims/x"])


class Numbers(Base):
    """Options at, below and above their limits."""

    def test_options(self):
        table = [("--trials", ["1", "2", "1000"], ["0", "-1", "1000000000001", "1e13", "1e300", "nan", "inf", "", "1.5",
                                                  "0x10", "1e", "99999999999999999999999"]),
                 ("--threads", ["1", "2", "1023", "1024"], ["1025", "-1", "99999999999999999999", "x"]),
                 ("--seed", ["0", "18446744073709551614", "18446744073709551615"],
                  ["18446744073709551616", "-1", "x"]),
                 ("--level", ["0.01", "0.5", "0.999"], ["0", "1", "-1", "nan", "inf", "1e-400", "x"]),
                 ("--width", ["40", "41", "80"], ["0", "-1", "99999999999", "x"])]
        for option, good, bad in table:
            for value in good:
                done = run("run", CLAIM, "-q", "-n" if option != "--trials" else "--level",
                           "100" if option != "--trials" else "0.9", option, value)
                self.assertIn(done.status, (0, 1), f"{option} {value}: {done.messages}")
            for value in bad:
                self.refused(["run", CLAIM, option, value], option, statuses=(2,))
        for value, status in (("1", 1), ("8", 1), ("9", 1), ("0", 2), ("10", 2)):
            done = run("run", CLAIM, "-q", "-n", "auto", "--max-trials", "20000", "--digits", value)
            self.assertLessEqual(done.status, status)
            self.assertEqual(done.status == 2, status == 2, done.messages)

    def test_the_most_trials_can_be_interrupted(self):
        """1e12 is allowed, takes a day, and ends at once when it is asked to."""
        process = subprocess.Popen([PROGRAM, "run", CLAIM, "-n", "1e12", "-o", self.path("x.json")],
                                   env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        time.sleep(1)
        start = time.monotonic()
        process.send_signal(signal.SIGTERM)
        _, messages = process.communicate(timeout=HANGS_AFTER)
        self.assertLess(time.monotonic() - start, 10 * SECONDS)
        self.assertEqual(process.returncode, 4)
        self.assertIn(b"interrupted", messages)
        self.assertEqual(os.listdir(self.folder), [])

    def test_figures(self):
        """Digits and exponents of a printed figure."""
        for digits, status in ((29, 0), (30, 0), (31, 3)):
            self.assertEqual(self.check_printed("1." + "1" * (digits - 1)), status, digits)
        for exponent, status in ((299, 0), (300, 0), (301, 3)):
            self.assertEqual(self.check_printed(f"1e{exponent}"), status, exponent)
            self.assertEqual(self.check_printed(f"1e-{exponent}"), status, exponent)

    def check_printed(self, text):
        claim = plain_claim()
        claim["published"] = {"step": "s", "printed": text, "unit": "1"}
        claim["assumptions"][0]["published"] = {"printed": text, "unit": "1"}
        done = run("check", self.write("x.json", json.dumps(claim)))
        self.assertLess(done.seconds, SECONDS)
        return done.status


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
