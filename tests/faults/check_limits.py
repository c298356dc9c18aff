#!/usr/bin/python3
"""The limits of docs/limits.md: what is at one is read, what is one above is told.

    check_limits.py PROGRAM ROOT
"""
import json
import os
import sys
import unittest

from hostile import Base, CLAIM, ROOT, SECONDS, plain_claim, run


class Limits(Base):
    """The limits of a claim: what is at one is read, what is one above is told."""

    def claim(self, steps=None, assumptions=None, **more):
        claim = plain_claim()
        claim["steps"] = steps or claim["steps"]
        claim["assumptions"] = assumptions or claim["assumptions"]
        return {**claim, **more}

    @staticmethod
    def assumption(name, **figure):
        return {"id": name, "label": "A", "published": {"value": 1, "unit": "1", **figure}}

    @staticmethod
    def uncertain(name):
        law = {"type": "normal", "mean": 1, "sd": 0.1}
        return {"id": name, "label": "A", "published": {"value": 1, "unit": "1"},
                "audited": {"unit": "1", "reason": "r", "distribution": law}}

    def edge(self, most, make, message):
        """make(n) is a claim with n of something, of which there may be `most`."""
        for n in (most - 1, most):
            done = run("check", self.write("x.json", json.dumps(make(n))))
            self.assertLess(done.status, 2, f"{n} of {most}: {done.messages[:500]}")
            self.assertLess(done.seconds, 2 * SECONDS, n)
        self.refused(["check", self.write("x.json", json.dumps(make(most + 1)))], "x.json", message, statuses=(3,))

    def test_assumptions(self):
        self.edge(500, lambda n: self.claim([{"id": "s", "label": "S", "unit": "1", "formula": "a0"}],
                                            [self.assumption(f"a{i}") for i in range(n)]),
                  "at most 500 assumptions")

    def test_steps(self):
        def make(n):
            steps = [{"id": "s" if i == n - 1 else f"s{i}", "label": "S", "unit": "1",
                      "formula": "a" if i == 0 else f"s{i - 1}"} for i in range(n)]
            return self.claim(steps)
        self.edge(200, make, "at most 200 steps")

    def test_local_figures(self):
        def make(n):
            where = {f"w{i}": {"value": 1, "unit": "1"} for i in range(n)}
            figure = {"formula": " * ".join(where), "unit": "1", "where": where}
            return self.claim(None, [{"id": "a", "label": "A", "published": figure}])
        self.edge(32, make, "at most 32 entries")

    def test_local_figures_in_all(self):
        def make(n):
            assumptions = []
            while n > 0:
                where = {f"w{i}": {"value": 1, "unit": "1"} for i in range(min(n, 25))}
                assumptions.append({"id": f"a{len(assumptions)}", "label": "A",
                                    "published": {"formula": "+".join(where), "unit": "1", "where": where}})
                n -= len(where)
            steps = [{"id": "s", "label": "S", "unit": "1", "formula": "a0"}]
            return self.claim(steps, assumptions, published={"step": "s", "value": 25, "unit": "1"})
        self.edge(2000, make, "at most 2000")

    def test_groups(self):
        self.edge(64, lambda n: self.claim(groups=[{"id": f"g{i}", "label": "G"} for i in range(n)]),
                  "at most 64 groups")

    def test_rows(self):
        self.edge(200, lambda n: self.claim(rows=[
            {"id": f"r{i}", "published": {"step": "s", "value": 1, "unit": "1"}} for i in range(n)]),
            "at most 200 rows")

    def test_audits(self):
        source = {"key": "patterson2021", "locator": "p. 1", "evidence": "primary"}
        self.edge(200, lambda n: self.claim(audits=[{"id": f"x{i}", "source": source} for i in range(n)]),
                  "at most 200 audits")

    def test_covariance(self):
        def make(n):
            names = [f"a{i}" for i in range(n)]
            matrix = [[0.01 if i == k else 0 for k in range(n)] for i in range(n)]
            return self.claim([{"id": "s", "label": "S", "unit": "1", "formula": "a0"}],
                              [self.uncertain(name) for name in names],
                              correlations=[{"between": names, "kind": "covariance", "matrix": matrix}])
        self.edge(32, make, "32")

    def test_correlated_pairs(self):
        """Matrices of 32 have 496 pairs; four of them and one of 6 have 1,999, with a pair beside 2,000."""
        def make(n):
            sizes, left = [], n
            while left > 0:
                size = max(k for k in range(2, 33) if k * (k - 1) // 2 <= left)
                sizes.append(size)
                left -= size * (size - 1) // 2
            names = [f"a{i}" for i in range(sum(sizes))]
            matrices, start = [], 0
            for size in sizes:
                matrix = [[0.01 if i == k else 0.001 for k in range(size)] for i in range(size)]
                matrices.append({"between": names[start:start + size], "kind": "covariance", "matrix": matrix})
                start += size
            return self.claim([{"id": "s", "label": "S", "unit": "1", "formula": "a0"}],
                              [self.uncertain(name) for name in names], correlations=matrices)
        self.edge(2000, make, "at most 2000 correlated pairs")

    def test_names(self):
        self.edge(63, lambda n: self.claim([{"id": "s", "label": "S", "unit": "1", "formula": "a" * n}],
                                           [self.assumption("a" * n)]), "at most 63 are allowed")

    def test_sources(self):
        os.mkdir(self.path("data"))
        os.mkdir(self.path("data/datasets"))
        os.symlink(os.path.join(ROOT, "models"), self.path("data/models"))
        for name in os.listdir(os.path.join(ROOT, "datasets")):
            if name != "sources.json":
                os.symlink(os.path.join(ROOT, "datasets", name), self.path(f"data/datasets/{name}"))
        with open(os.path.join(ROOT, "datasets", "sources.json"), encoding="utf-8") as file:
            own = json.load(file)
        for n, told in ((9999, False), (10000, False), (10001, True)):
            more = [{"id": f"zz{i}", "type": "book", "title": "T", "URL": "https://example.org/", "issued": {"date-parts": [[2020]]}}
                    for i in range(n - len(own))]
            self.write("data/datasets/sources.json", json.dumps(own + more))
            done = run("show", CLAIM, "--data", self.path("data"))
            self.assertEqual("more than 10000 sources" in done.messages, told, f"{n}: {done.messages[:300]}")
            self.assertEqual(done.status, 3 if told else 0, done.messages[:300])
            self.assertLess(done.seconds, 2 * SECONDS)

    def test_words_of_a_search(self):
        """Words beyond the 32nd are not looked for."""
        for n, found in ((31, False), (32, False), (33, True)):
            done = run("data", *["V100"] * (n - 1), "zzzzzz")
            self.assertEqual("no figure" not in done.output + done.messages and done.status == 0, found,
                             f"{n}: {done.status} {done.output[:200]}{done.messages[:200]}")

    def test_causes(self):
        """Beyond 256 uncertain assumptions there is only the tornado."""
        for n, indices in ((255, True), (256, True), (257, False)):
            names = [f"a{i}" for i in range(n)]
            claim = self.claim([{"id": "s", "label": "S", "unit": "1", "formula": " + ".join(names)}],
                               [self.uncertain(name) for name in names],
                               published={"step": "s", "value": n, "unit": "1"})
            done = run("run", self.write("x.json", json.dumps(claim)), "-n", "1000", "-f", "json", "--exit-zero")
            self.assertEqual(done.status, 0, done.messages[:300])
            first = json.loads(done.output)["sensitivity"][0]
            self.assertEqual(first.get("first") is not None, indices, n)
            self.assertLess(done.seconds, 5 * SECONDS)

    def test_cards(self):
        """Cards in one log of nvidia-smi."""
        head = "timestamp, index, power.draw [W]\n"
        for n, told in ((63, False), (64, False), (65, True)):
            rows = "".join(f"2024/01/01 00:00:{second:02}.000, {card}, 100.00 W\n"
                           for second in range(0, 50, 10) for card in range(n))
            done = run("check", self.write("x.csv", head + rows))
            # The rows of further cards are refused, each with a warning.
            self.assertEqual("more than 64 cards" in done.messages, told, f"{n}: {done.messages[:300]}")

    def test_texts(self):
        self.edge(200, lambda n: self.claim(title="x" * n), "at most 200 are allowed")
        self.edge(2000, lambda n: self.claim(headline="x" * n), "at most 2000 are allowed")

    def test_formulas(self):
        step = lambda formula: self.claim([{"id": "s", "label": "S", "unit": "1", "formula": formula}])
        self.edge(4096, lambda n: step("a" + " " * (n - 1)), "4096")
        # A sum of n names and n - 1 operators.
        for names, status in ((511, 0), (512, 0), (513, 3)):
            claim = step("+".join(["a"] * names))
            claim["published"]["value"] = names
            done = run("check", self.write("x.json", json.dumps(claim)))
            self.assertEqual(done.status, status, f"{names}: {done.messages[:300]}")
        self.edge(64, lambda n: step("(" * n + "a" + ")" * n), "more than 64 deep")

    def test_formulas_that_expand(self):
        """Every step names the one before it twice: 2^n terms, were they copied."""
        def make(n):
            steps = [{"id": "s" if i == n - 1 else f"s{i}", "label": "S", "unit": "1",
                      "formula": "a" if i == 0 else f"s{i - 1} * s{i - 1}"} for i in range(n)]
            return self.claim(steps)
        done = run("run", self.write("x.json", json.dumps(make(200))), "-n", "1000")
        self.assertEqual(done.status, 0, done.messages)
        self.assertLess(done.seconds, 2 * SECONDS)

    def test_units(self):
        unit = lambda text: self.claim(None, [self.assumption("a", unit=text)])
        self.edge(200, lambda n: unit("h" + " " * (n - 3) + "/h"), "at most 200 bytes")
        self.edge(100, lambda n: unit(f"m^{n}/m^{n}"), "100")
        # Words of a product that differ; what cancels in the end counts all the same.
        names = ["m", "kg", "s", "A", "K", "Wh", "B", "bit", "h", "J", "W", "N", "Pa", "Hz", "L", "mi", "lb", "oz", "USD",
                 "token", "FLOP", "gCO2e", "km", "kW", "kJ", "MB", "GB", "MW", "GW", "mm", "cm", "kN", "kPa", "kHz"]
        self.edge(32, lambda n: self.claim(None, [self.assumption("a"), self.assumption("b", unit=".".join(names[:n]))]),
                  "too large")

    def test_json(self):
        deep = lambda n: '{"id": ' + "[" * (n - 1) + "]" * (n - 1) + "}"
        for n in (63, 64):
            done = run("check", self.write("x.json", deep(n)))
            self.assertNotIn("deep", done.messages)
        self.refused(["check", self.write("x.json", deep(65))], "x.json", "deep", statuses=(3,))
        self.refused(["check", self.write("x.json", deep(100000))], "x.json", "deep", statuses=(3,))
        for n in (65535, 65536):
            self.assertNotIn("64 KiB", run("check", self.write("x.json", json.dumps({"id": "x" * n}))).messages)
        self.refused(["check", self.write("x.json", json.dumps({"id": "x" * 65537}))], "x.json", "64 KiB")
        for n in (59, 60):
            self.assertNotIn("number of", run("check", self.write("x.json", '{"id": %s}' % ("1" * n))).messages)
        self.refused(["check", self.write("x.json", '{"id": %s}' % ("1" * 61))], "x.json", "60")
        if SECONDS > 1:
            return  # what is large takes a sanitizer long; tests/test_json.c has it too
        most = 16 << 20
        for n in (most - 1, most):
            done = run("check", self.write("x.json", "{}" + " " * (n - 2)))
            self.assertNotIn("too large", done.messages)
        self.refused(["check", self.write("x.json", "{}" + " " * (most - 1))], "x.json", "too large")
        # The document itself and the array are values too.
        for n, told in ((999997, False), (999998, False), (999999, True)):
            done = run("check", self.write("x.json", '{"id": [' + ",".join("1" * n) + "]}"))
            self.assertEqual("1000000 values" in done.messages, told, f"{n}: {done.messages[:300]}")
            self.assertLess(done.seconds, 2 * SECONDS)

    def test_logs(self):
        """Lines and fields of a log."""
        head = "timestamp,duration,emissions,energy_consumed\n"
        for n, told in ((65535, False), (65536, False), (65537, True)):
            row = "2020-01-01T00:00:00,1,1,"
            done = run("check", self.write("x.csv", head + row + "1" * 5 + " " * (n - len(row) - 5) + "\n"))
            self.assertEqual("65536" in done.messages, told, f"{n}: {done.messages[:300]}")
        for n, told in ((255, False), (256, False), (257, True)):
            extra = "".join(f",x{i}" for i in range(n - 4))
            text = head[:-1] + extra + "\n" + "2020-01-01T00:00:00,1,1,1" + ",1" * (n - 4) + "\n"
            done = run("check", self.write("x.csv", text))
            self.assertEqual("256" in done.messages, told, f"{n}: {done.messages[:300]}")

    def test_messages(self):
        """Twenty are printed, the others counted."""
        for n, rest in ((19, ""), (20, ""), (21, "1 more error"), (500, "480 more errors")):
            claim = json.dumps(self.claim())[:-1] + "".join(f', "zz{i}": 1' for i in range(n)) + "}"
            done = run("check", self.write("x.json", claim))
            self.assertEqual(done.messages.count("error: "), min(n, 20))
            self.assertIn(rest, done.messages)
            self.assertEqual("more error" in done.messages, bool(rest))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
