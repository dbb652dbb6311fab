# SPDX-License-Identifier: GPL-2.0-or-later
"""The ledger of a server: what is expected of each test. One line a test, sorted:

	smb2.lock.valid-request			passes
	- smb2.create.blob	# reason	does not pass
	~ smb2.lease.timeout	# reason	sometimes passes
"""

import os

PASS, FAIL, UNSTABLE = "", "-", "~"


class Ledger:
    def __init__(self, path):
        self.path = path
        self.head = []
        self.entries = {}  # name: (mark, reason)
        if os.path.exists(path):
            self._read()

    def _read(self):
        with open(self.path, encoding="utf-8") as f:
            for number, line in enumerate(f, 1):
                line = line.rstrip("\n")
                if line.startswith("#"):
                    self.head.append(line)
                elif line.strip():
                    self._entry(number, line)

    def _entry(self, number, line):
        text, _, reason = (p.strip() for p in line.partition("\t# "))
        mark, name = PASS, text
        if text[:2] in ("- ", "~ "):
            mark, name = text[0], text[2:].strip()
        if mark != PASS and not reason:
            raise ValueError(f"{self.path}:{number}: {name} has no reason")
        if name in self.entries:
            raise ValueError(f"{self.path}:{number}: {name} is there twice")
        self.entries[name] = (mark, reason)

    def compare(self, tests, suites):
        """Return (broken, new): names that should pass and do not; that newly pass.

        Only the suites that were run count.
        """
        passed = {t.name for t in tests if t.outcome == "passed"}
        expected = {n for n, (mark, _) in self.entries.items()
                    if mark == PASS and in_suites(n, suites)}
        known = {n for n, (mark, _) in self.entries.items() if mark != FAIL}
        return sorted(expected - passed), sorted(passed - known)

    def update(self, tests, suites):
        """Take these results as expected; what is unstable stays so."""
        old = self.entries
        self.entries = {n: e for n, e in old.items()
                        if not in_suites(n, suites) or e[0] == UNSTABLE}
        for t in tests:
            if t.name in self.entries:
                continue
            if t.outcome == "passed":
                self.entries[t.name] = (PASS, "")
                continue
            mark, reason = old.get(t.name, (PASS, ""))
            if mark != FAIL:
                reason = f"{t.outcome}: {t.reason}" if t.reason else t.outcome
            self.entries[t.name] = (FAIL, reason)

    def write(self):
        with open(self.path, "w", encoding="utf-8") as f:
            for line in self.head:
                f.write(line + "\n")
            for name in sorted(self.entries):
                mark, reason = self.entries[name]
                f.write(f"{mark} {name}\t# {reason}\n" if mark else name + "\n")


def in_suites(name, suites):
    return any(name == s or name.startswith(s + ".") for s in suites)
