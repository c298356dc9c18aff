"""Completion scripts and the manual page: run in the shells themselves.

usage: check_completion.py PROGRAM DATA
"""
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

PROGRAM, DATA = sys.argv[1:3]

BASH = r"""
source <(reaudit completion bash)
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=()
_reaudit
printf '%s\n' "${COMPREPLY[@]}"
"""

# zsh completes on a terminal only: zpty is one, and compadd's words are printed in place of being shown.
ZSH = r"""
autoload -Uz compinit; compinit -u -d "$TMPDIR/dump" >/dev/null 2>&1
compadd() {
    local -a all; local arg i
    if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then builtin compadd "$@"; return; fi
    builtin compadd -O all "$@"
    print -rl -- $all >> $TMPDIR/words
    builtin compadd "$@"
}
source <(reaudit completion zsh)
"""
ZSH_RUN = r"""
zmodload zsh/zpty
zpty -b shell zsh -f -i
zpty -w shell "PS1=ready; TMPDIR=$TMPDIR; PATH=$PATH; source $TMPDIR/setup.zsh; print done > $TMPDIR/ready"
for i in {1..200}; do [[ -e $TMPDIR/ready ]] && break; sleep 0.05; done
zpty -w -n shell "$LINE"$'\t'
for i in {1..100}; do sleep 0.05; [[ -s $TMPDIR/words ]] && { sleep 0.3; break; }; done
zpty -d shell
"""


class Completion(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        os.symlink(PROGRAM, os.path.join(self.folder, "reaudit"))
        os.mkdir(os.path.join(self.folder, "there"))
        open(os.path.join(self.folder, "there", "claim.json"), "w").close()
        self.environment = dict(
            os.environ, PATH=self.folder + ":" + os.environ["PATH"], REAUDIT_DATA=DATA,
            HOME=self.folder, TMPDIR=self.folder, XDG_CONFIG_HOME=self.folder,
            XDG_DATA_HOME=self.folder, XDG_CACHE_HOME=self.folder)

    def tearDown(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    def run_shell(self, command):
        done = subprocess.run(command, env=self.environment, cwd=self.folder, text=True,
                              capture_output=True, timeout=60)
        return done.stdout.split("\n")

    def bash(self, line):
        return self.run_shell(["bash", "--norc", "-c", BASH, "bash"] + line)

    def fish(self, line):
        script = "reaudit completion fish | source; complete -C '%s'" % " ".join(line)
        return [row.split("\t")[0] for row in self.run_shell(["fish", "--no-config", "-c", script])]

    def zsh(self, line):
        with open(os.path.join(self.folder, "setup.zsh"), "w") as out:
            out.write(ZSH)
        self.environment["LINE"] = " ".join(line)
        for name in ("words", "ready"):
            path = os.path.join(self.folder, name)
            if os.path.exists(path):
                os.remove(path)
        self.run_shell(["zsh", "-f", "-c", ZSH_RUN])
        try:
            with open(os.path.join(self.folder, "words")) as words:
                return words.read().split("\n")
        except FileNotFoundError:
            return []

    # What is typed, what must be offered, what must not.
    CASES = [
        (["reaudit", "r"], ["run"], ["show"]),
        (["reaudit", "run", "strubell-2019-n"], ["strubell-2019-nas"], ["strubell-2019-bert"]),
        (["reaudit", "run", "--s"], ["--seed", "--set"], ["--sort"]),
        (["reaudit", "list", "--so"], ["--sort"], ["--set"]),
        (["reaudit", "list", "--sort", "f"], ["factor"], ["year"]),
        (["reaudit", "list", "--format", ""], ["csv", "json"], ["xlsx"]),
        (["reaudit", "run", "--format", "x"], ["xlsx"], ["json"]),
        (["reaudit", "completion", "z"], ["zsh"], ["bash"]),
        (["reaudit", "list", "ch"], ["chains"], ["claims"]),
        (["reaudit", "help", "sh"], ["show"], ["run"]),
    ]

    def check(self, shell):
        for line, wanted, unwanted in self.CASES:
            offered = shell(line)
            for word in wanted:
                self.assertIn(word, offered, line)
            for word in unwanted:
                self.assertNotIn(word, offered, line)

    def test_bash(self):
        self.check(self.bash)
        self.assertIn("csv", self.bash(["reaudit", "list", "--format", "=", "c"]))
        self.assertIn("there", self.bash(["reaudit", "run", "--data", "th"]))
        self.assertIn("there/claim.json", self.bash(["reaudit", "check", "there/"]))

    def test_fish(self):
        self.check(self.fish)

    def test_zsh(self):
        self.check(self.zsh)

    def test_manual(self):
        """The page has every command and option, and no request that man(7) does not know."""
        page = subprocess.run([PROGRAM, "manual"], capture_output=True, text=True).stdout
        shown = subprocess.run(["groff", "-man", "-Tascii", "-ww", "-P-c", "-P-b", "-P-u"],
                               input=page, capture_output=True, text=True)
        self.assertEqual(shown.stderr, "")
        self.assertEqual(shown.returncode, 0)
        overview = subprocess.run([PROGRAM, "help", "--width", "200"], capture_output=True,
                                  text=True).stdout
        commands = overview.split("Commands\n")[1].split("\n\n")[0]
        for line in commands.split("\n"):
            name = line.split()[0]
            self.assertIn("reaudit " + name, shown.stdout)
            text = subprocess.run([PROGRAM, "help", name, "--width", "200"], capture_output=True,
                                  text=True).stdout
            for word in text.split():
                if word.startswith("--") and word.strip("-,;.'").islower():
                    self.assertIn(word.rstrip(",;.'"), shown.stdout)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
