# SPDX-License-Identifier: GPL-2.0-or-later
"""Read what smbtorture --format=subunit says about each test of a suite.

	test: NAME				the test begins
	success: NAME				or "successful:"
	failure: NAME [				or "error:", "skip:", "xfail:", "uxsuccess:"
	reason, over several lines
	]

A test that began and has no result was running when the suite was ended: it is
counted as a time-out. A skip is never a pass.
"""

import re

PASSED, FAILED, SKIPPED, TIMEOUT = "passed", "failed", "skipped", "timeout"
OUTCOME = {"success": PASSED, "successful": PASSED, "failure": FAILED, "error": FAILED,
           "xfail": FAILED, "uxsuccess": FAILED, "skip": SKIPPED}
LINE = re.compile(r"(test|testing|success|successful|failure|error|xfail|uxsuccess|skip)"
                  r": (.+?)( \[)?$")


class Test:
    def __init__(self, name):
        self.name = name
        self.outcome = None
        self.reason = ""


def parse(text, suite):
    """Return the tests of a suite's output, in their order.

    A name that a run uses twice gets "#2", "#3" ...: smbtorture repeats some.
    """
    tests, running, used = [], [], {}
    lines = iter(text.splitlines())
    for line in lines:
        m = LINE.match(line)
        if not m:
            continue
        word, name, has_reason = m.groups()
        if word in ("test", "testing"):
            used[name] = used.get(name, 0) + 1
            full = full_name(suite, name, used[name])
            tests.append(Test(full))
            running.append((name, tests[-1]))
            continue
        reason = _reason(lines) if has_reason else ""
        test = next((t for n, t in reversed(running) if n == name), None)
        if test is None:
            continue  # a message of the test that only looks like a result
        running = [(n, t) for n, t in running if t is not test]
        test.outcome, test.reason = OUTCOME[word], reason
    for _, test in running:
        test.outcome, test.reason = TIMEOUT, "was running when the suite was ended"
    return tests


def full_name(suite, name, number):
    full = name if name.startswith(suite) else f"{suite}.{name}"
    return full if number == 1 else f"{full}#{number}"


def _reason(lines):
    out = []
    for line in lines:
        if line == "]":
            break
        out.append(line.strip())
    return tidy(" ".join(out))


def tidy(text):
    """A reason in one line that is the same in the next run."""
    text = re.sub(r"^(?:\S*/)*source[34]/", "", text)
    text = re.sub(r"\b0x[0-9a-fA-F]{9,}\b", "0x...", text)
    return re.sub(r"\s+", " ", text)[:160].strip()


def counts(tests, timed_out):
    """The figures of a suite as the JSON output has them."""
    out = {PASSED: 0, FAILED: 0, SKIPPED: 0, "timeouts": 0}
    for t in tests:
        out["timeouts" if t.outcome == TIMEOUT else t.outcome] += 1
    if timed_out and not out["timeouts"]:
        out["timeouts"] = 1
    return out
