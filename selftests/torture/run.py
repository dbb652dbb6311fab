# SPDX-License-Identifier: GPL-2.0-or-later
"""Run suites inside machines; a fresh machine when one died over a suite."""

import ctypes
import os
import signal
import subprocess
import sys

import results
import suites

TREE = os.path.realpath(os.path.join(os.path.dirname(__file__), "..", ".."))
GUEST = os.path.join(TREE, "selftests", "torture", "guest")
SERVER_DIED = 3
BOOT_SECONDS = 180
END_SECONDS = 30


class Suite:
    """What became of a suite."""

    def __init__(self, name):
        self.name = name
        self.tests = []
        self.seconds = 0
        self.timed_out = False
        self.server_died = False
        self.note = ""

    def read(self, out, limit):
        log, end = (os.path.join(out, f"{self.name}.{e}") for e in ("log", "end"))
        with open(log, encoding="utf-8", errors="replace") as f:
            text = f.read()
        self.tests = results.parse(text, self.name)
        status = None
        if os.path.exists(end):
            with open(end, encoding="ascii") as f:
                words = f.read().split()
            if len(words) == 2:
                status, self.seconds = int(words[0]), int(words[1])
        self.timed_out = status in (124, 137)
        if status is None:
            self.timed_out, self.seconds = True, limit
            self.server_died = True
            self.note = "the machine ended over it"
        elif status not in (0, 1, 124, 137):
            self.note = f"smbtorture ended with status {status}"

    def counts(self):
        return results.counts(self.tests, self.timed_out)


def run(options, names, out, report):
    """Run the suites called names; call report(suite) for each as it is done."""
    todo = list(names)
    while todo:
        limits = {n: options.timeout or suites.seconds(n, options.server) for n in todo}
        status = _machine(options, out, todo, limits, report)
        done = [n for n in todo if os.path.exists(os.path.join(out, n + ".log"))]
        if not done:
            sys.exit(f"torture: the machine ended with status {status} before any suite:\n"
                     + _last_lines(os.path.join(out, "machine.log")))
        for name in done:
            todo.remove(name)
        _finish(done, out, limits, report, status)


def _machine(options, out, todo, limits, report):
    """One boot. Suites are reported as their end marks appear."""
    argv = [os.path.join(TREE, "scripts", "vm"), "--machine", options.machine,
            "--smp", "1", "--timeout", str(sum(limits.values()) + BOOT_SECONDS),
            "--share", out, "--", GUEST, options.server, options.dialect, out]
    argv += [f"{n}:{limits[n]}" for n in todo]
    with open(os.path.join(out, "machine.log"), "a", encoding="utf-8") as log:
        # pylint: disable=consider-using-with,subprocess-popen-preexec-fn
        p = subprocess.Popen(argv, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                             start_new_session=True, preexec_fn=_die_with_parent)
        try:
            while True:
                try:
                    return p.wait(timeout=1)
                except subprocess.TimeoutExpired:
                    _finish([n for n in todo if _ended(out, n)], out, limits, report, None)
        finally:
            _end(p)


def _die_with_parent():
    """In the child: SIGTERM when the parent ends (PR_SET_PDEATHSIG)."""
    ctypes.CDLL(None, use_errno=True).prctl(1, signal.SIGTERM)


def _end(p):
    """No machine, and no build for one, outlives the run that started it."""
    if p.poll() is not None:
        return
    os.killpg(p.pid, signal.SIGTERM)
    try:
        p.wait(timeout=END_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(p.pid, signal.SIGKILL)
        p.wait()


def _last_lines(path):
    with open(path, encoding="utf-8", errors="replace") as f:
        return "".join(f.readlines()[-15:]).rstrip()


def _ended(out, name):
    path = os.path.join(out, name + ".end")
    return os.path.exists(path) and os.path.getsize(path) > 0


def _finish(names, out, limits, report, status):
    """Read and report the suites among names that have not been reported yet."""
    for name in names:
        mark = os.path.join(out, name + ".reported")
        if os.path.exists(mark):
            continue
        suite = Suite(name)
        suite.read(out, limits[name])
        if status == SERVER_DIED and name == names[-1]:
            suite.server_died = True
            suite.note = "the server died over it"
        with open(mark, "w", encoding="ascii"):
            pass
        report(suite)
