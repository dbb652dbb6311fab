#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Tests of torture's own reading: smbtorture's output, the ledger. KTAP."""

import os
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.realpath(__file__)))

# pylint: disable=wrong-import-position
import ledger
import results
import suites

OUTPUT = """smbtorture 4.17.12-Debian
Using seed 1
time: 2026-11-22 18:33:47.006312
test: valid-request
time: 2026-11-22 18:33:47.006312
success: valid-request
test: rw none
error: this line belongs to no test
failure: rw none [
../../source4/torture/smb2/lock.c:70: status was NT_STATUS_OK, expected 0x12345678abcdef
second line
]
test: cancel
skip: cancel [
not supported here
]
test: again
success: again
test: again
failure: again [
]
test: hangs
time: 2026-11-22 18:34:47.006312
"""


def outcomes():
    got = [(t.name, t.outcome) for t in results.parse(OUTPUT, "smb2.lock")]
    want = [("smb2.lock.valid-request", "passed"), ("smb2.lock.rw none", "failed"),
            ("smb2.lock.cancel", "skipped"), ("smb2.lock.again", "passed"),
            ("smb2.lock.again#2", "failed"), ("smb2.lock.hangs", "timeout")]
    return got == want or got


def reason():
    got = results.parse(OUTPUT, "smb2.lock")[1].reason
    want = "torture/smb2/lock.c:70: status was NT_STATUS_OK, expected 0x... second line"
    return got == want or got


def figures():
    got = results.counts(results.parse(OUTPUT, "smb2.lock"), True)
    return got == {"passed": 2, "failed": 2, "skipped": 1, "timeouts": 1} or got


def empty_time_out():
    got = results.counts(results.parse("", "smb2.lock"), True)
    return got == {"passed": 0, "failed": 0, "skipped": 0, "timeouts": 1} or got


def skip_is_no_pass():
    with_ledger = load("smb2.lock.cancel\nsmb2.lock.valid-request\n")
    got = with_ledger.compare(results.parse(OUTPUT, "smb2.lock"), ["smb2.lock"])
    return got == (["smb2.lock.cancel"], ["smb2.lock.again"]) or got


def missing_is_broken():
    got = load("smb2.lock.gone\nsmb2.other.x\n").compare([], ["smb2.lock"])
    return got == (["smb2.lock.gone"], []) or got


def unstable_is_neither():
    book = load("~ smb2.lock.cancel\t# sometimes\n~ smb2.lock.again\t# sometimes\n")
    got = book.compare(results.parse(OUTPUT, "smb2.lock"), ["smb2.lock"])
    return got == ([], ["smb2.lock.valid-request"]) or got


def suite_names_do_not_overlap():
    """smb2.durable-open must not speak for smb2.durable-open-disconnect."""
    return not ledger.in_suites("smb2.durable-open-disconnect.x", ["smb2.durable-open"])


def reason_is_required():
    try:
        load("- smb2.lock.x\n")
    except ValueError as e:
        return "has no reason" in str(e) or e
    return "accepted"


def twice_is_refused():
    try:
        load("smb2.a\nsmb2.a\n")
    except ValueError as e:
        return "twice" in str(e) or e
    return "accepted"


def update_and_read_again():
    book = load("# head\n~ smb2.lock.again\t# sometimes\n- smb2.lock.rw none\t# own words\n"
                "smb2.lock.gone\nsmb2.other.x\n", remove=False)
    book.update(results.parse(OUTPUT, "smb2.lock"), ["smb2.lock"])
    book.write()
    with open(book.path, encoding="utf-8") as f:
        got = f.read()
    os.unlink(book.path)
    want = ("# head\n~ smb2.lock.again\t# sometimes\n- smb2.lock.again#2\t# failed\n"
            "- smb2.lock.cancel\t# skipped: not supported here\n"
            "- smb2.lock.hangs\t# timeout: was running when the suite was ended\n"
            "- smb2.lock.rw none\t# own words\nsmb2.lock.valid-request\nsmb2.other.x\n")
    return got == want or got


def every_suite_once():
    for smb1 in (False, True):
        names = suites.names(smb1)
        if len(names) != len(set(names)):
            return "a suite is listed twice"
    return suites.SLOW | suites.VERY_SLOW <= set(suites.names(False) + suites.names(True)) or "unknown slow suite"


def load(text, remove=True):
    fd, path = tempfile.mkstemp(prefix="ledger.")
    with os.fdopen(fd, "w", encoding="utf-8") as f:
        f.write(text)
    try:
        return ledger.Ledger(path)
    finally:
        if remove:
            os.unlink(path)


TESTS = (outcomes, reason, figures, empty_time_out, skip_is_no_pass, missing_is_broken,
         unstable_is_neither, suite_names_do_not_overlap, reason_is_required, twice_is_refused,
         update_and_read_again, every_suite_once)


def main():
    print(f"KTAP version 1\n1..{len(TESTS)}")
    bad = 0
    for number, test in enumerate(TESTS, 1):
        got = test()
        if got is True:
            print(f"ok {number} {test.__name__}")
        else:
            bad += 1
            print(f"# {test.__name__}: {got!r}\nnot ok {number} {test.__name__}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
