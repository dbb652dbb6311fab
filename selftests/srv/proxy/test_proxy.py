#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Somebody on the way between clients and lwsmb: what he changes, the server or the client
must see. Runs in a machine, started by proxy.sh, which has started the server."""
import argparse
import os
import pathlib
import random
import sys
import time
import traceback

HERE = pathlib.Path(__file__).resolve().parent
sys.path += [str(HERE), str(HERE.parent / "netlink")]

import others  # noqa: E402
import smb2  # noqa: E402
import tampers as t  # noqa: E402
from client import (ALL_ACCESS, DELETE, MAKE, OPEN_IF, Client, Gone, Refused, Silent, Tampered, close_body,  # noqa: E402
                    create_body, until, write_body)
from netlink import C, Socket, number  # noqa: E402
from proxy import ANSWER, REQUEST, Proxy, Tamper  # noqa: E402
from smb2 import (ACCESS_DENIED, CREATE, D210, D300, D302, D311, ECHO, HDR, IOCTL, LOGON_FAILURE,  # noqa: E402
                  NEGOTIATE, READ, SESSION_SETUP, SET_INFO, TREE_CONNECT, USER_SESSION_DELETED, WRITE)

USER, PASSWORD, SHARE = os.environ["PROXY_USER"], os.environ["PROXY_PASSWORD"], "share"
PORT, DISK = int(os.environ["PROXY_PORT"]), pathlib.Path(os.environ["PROXY_DISK"])
SERVER = ("127.0.0.1", PORT)
VICTIM, MADE = DISK / "victim", DISK / "made"
OLD, NEW, NEWER = b"old " * 2000, b"new " * 1500, b"newer" * 1200  # more than the server takes without pages
SHORT = b"short data"
LISTS = {D210: (D210,), D300: (D210, D300), D302: (D210, D300, D302), D311: (D210, D300, D302, D311)}
NAME = {D210: "2.1", D300: "3.0", D302: "3.0.2", D311: "3.1.1"}


class Tap:
    """Results. What the protocol lets nobody see is listed, and is no success."""

    def __init__(self):
        self.count, self.failed, self.unseen = 0, 0, []
        self.only = None

    def check(self, name, fn, *args, **kw):
        if self.only and self.only not in name:
            return
        self.count += 1
        begin = time.monotonic()
        try:
            fn(*args, **kw)
            print("ok %d %s" % (self.count, name), flush=True)
            if time.monotonic() - begin > 2:
                print("# %.1f s" % (time.monotonic() - begin), flush=True)
        except Exception:  # noqa: BLE001: whatever it was, it is a failure of this one
            self.failed += 1
            print("not ok %d %s" % (self.count, name))
            print("# " + traceback.format_exc().rstrip().replace("\n", "\n# "), flush=True)

    def undetectable(self, name, why, fn, *args, **kw):
        """It is tried, and a failure if somebody sees it after all: then it belongs above."""
        if self.only and self.only not in name:
            return
        try:
            fn(*args, **kw)
        except Exception:  # noqa: BLE001
            self.check(name + ": taken for undetectable", self._again, traceback.format_exc())
            return
        self.unseen.append((name, why))

    @staticmethod
    def _again(what):
        raise AssertionError(what)

    def end(self):
        print("#\n# What the protocol lets neither side see (not counted as passed):")
        for name, why in self.unseen:
            print("#   %s: %s" % (name, why))
        print("1..%d" % self.count)
        print("%d passed, %d failed, 0 skipped" % (self.count - self.failed, self.failed))
        return self.failed


TAP = Tap()
STATS = Socket()


def forgeries():
    """Wrong signatures that the server has counted."""
    return number(STATS.call("STATS_GET")[0][1][C["A_STATS_SIGNATURES_FAILED"]][0])


def prepare():
    for f in DISK.iterdir():
        f.unlink()
    VICTIM.write_bytes(OLD)
    VICTIM.chmod(0o666)
    os.chown(VICTIM, DISK.stat().st_uid, DISK.stat().st_gid)


def untouched():
    assert sorted(os.listdir(DISK)) == ["victim"], os.listdir(DISK)
    assert VICTIM.read_bytes() == OLD, VICTIM.read_bytes()[:60]


# ---- what a client does, and what may not happen then -----------------------------------

def do_write(c, data=NEW):
    c.write(c.open("victim"), data)


def do_short_write(c):
    do_write(c, SHORT)


def do_create(c):
    c.open("made", MAKE)


def do_delete(c):
    fid = c.open("victim", access=DELETE)
    c.delete(fid)
    c.close_file(fid)


def do_rename(c):
    c.rename(c.open("victim", access=ALL_ACCESS | DELETE), "made")


def do_compound(c):
    mids = c.send(*c.compound((CREATE, create_body("made", MAKE)), (WRITE, write_body(b"\xff" * 16, SHORT)),
                              (smb2.CLOSE, close_body(b"\xff" * 16))))
    for m in [c.recv(mid) for mid in mids]:
        if m.status:
            raise Refused(m.status)


OPS = {"WRITE": (WRITE, do_write), "short WRITE": (WRITE, do_short_write), "CREATE": (CREATE, do_create),
       "SET_INFO delete": (SET_INFO, do_delete), "SET_INFO rename": (SET_INFO, do_rename)}


# ---- requests: the server sees it ---------------------------------------------------------

def attempt(c, op):
    """What became of it: a status, None for success, Gone or Silent."""
    try:
        op(c)
        return None
    except Refused as e:
        return e.status
    except (Gone, Silent) as e:
        return type(e)


def ended_by_server(proxy):
    assert until(proxy.tampered), "the proxy had nothing to change"
    link = proxy.tampered()
    assert link.server_gone.wait(10), "the server goes on"
    assert link.first_end == "server", "the client has ended first"


def statuses(link):
    return [m.status for raw in link.answers for m in smb2.split(raw[4:])]


def begun(proxy, dialect, strict=False, **kw):
    return Client(proxy.port, LISTS[dialect], strict, **kw).begin(USER, PASSWORD, SHARE)


def sees(dialect, tamper, op, forged, check=untouched):
    """The server ends the connection and does nothing. @forged: it takes it for a forgery and
    says so: ACCESS_DENIED, counter; None: for whatever it likes; False: it says nothing."""
    prepare()
    before = forgeries()
    with Proxy(SERVER, tamper, hold=True) as proxy, begun(proxy, dialect) as c:
        got = attempt(c, op)
        ended_by_server(proxy)
        said = statuses(proxy.tampered())
        if forged:
            assert said[-1:] == [ACCESS_DENIED] and got in (ACCESS_DENIED, Gone), (said, got)
        elif forged is False:
            assert not said and got is Gone, (said, got)
        assert got is not None, "the request has succeeded"
    assert forged is None or forgeries() - before == bool(forged), forgeries() - before
    check()


def request_tamper(name, edit, command, **kw):
    return Tamper(name, REQUEST, command, edit, **kw)


# Where the server finds no frame or no id that fits, there is nothing left to answer.
SILENT_FIELDS = {"ProtocolId", "StructureSize", "CreditCharge", "NextCommand", "MessageId"}


def flips(dialect, what):
    command, op = OPS[what]
    for field in t.FIELDS:
        edit = t.flip_bit(t.field_bit(field))
        TAP.check("%s: %s: a bit of %s" % (NAME[dialect], what, field), sees, dialect,
                  request_tamper(field, edit, command), op, field not in SILENT_FIELDS)


def random_flips(dialect, what, count, rng):
    """Bits anywhere but in the session's id, which answers otherwise (see foreign_session)."""
    command, op = OPS[what]
    size = {"WRITE": HDR + 48 + len(NEW), "short WRITE": HDR + 48 + len(SHORT), "CREATE": HDR + 56 + 8,
            "SET_INFO delete": HDR + 33, "SET_INFO rename": HDR + 32 + 28}[what]
    for _ in range(count):
        bit = rng.choice([b for b in range(8 * size) if not 40 * 8 <= b < 48 * 8])
        TAP.check("%s: %s: bit %d of byte %d" % (NAME[dialect], what, bit % 8, bit // 8), sees, dialect,
                  request_tamper("bit", t.flip_bit(bit), command), op, None)


def single_requests(dialect):
    """One request, changed once."""
    def case(what, name, edit, forged=True):
        command, op = OPS[what]
        TAP.check("%s: %s: %s" % (NAME[dialect], what, name), sees, dialect,
                  request_tamper(name, edit, command), op, forged)

    case("WRITE", "the last bit of the data", t.flip_bit(-1))
    case("short WRITE", "the last bit of the data", t.flip_bit(-1))
    case("WRITE", "offset", t.poke(HDR + 8, "Q", lambda v: v + 1))
    case("CREATE", "a letter of the name", t.flip_bit(8 * (HDR + 56)))
    case("CREATE", "disposition", t.poke(HDR + 36, "I", lambda v: 3))
    case("CREATE", "tree id", t.change(tree=lambda v: v + 1))
    case("SET_INFO delete", "file id", t.flip_bit(8 * (HDR + 16)))
    case("SET_INFO rename", "a letter of the new name", t.flip_bit(-16))
    for what in ("WRITE", "CREATE", "SET_INFO delete"):
        case(what, "the flag is stripped", t.strip())
        case(what, "flag and signature are stripped", t.strip(zero=True))
    case("WRITE", "the signature is zeroed", t.change(signature=bytes(16)))
    case("WRITE", "8 bytes less", t.truncate(8))
    case("short WRITE", "8 bytes less", t.truncate(8))
    case("WRITE", "8 bytes more", t.extend(8))
    case("CREATE", "a forged ECHO in front", t.in_front(t.forged_echo), None)
    case("CREATE", "a forged ECHO in its place", t.instead(t.forged_echo))
    case("CREATE", "a forged LOGOFF in its place", t.instead(t.forged_logoff))
    case("CREATE", "a forged SESSION_SETUP in its place", t.instead(t.forged_setup))
    case("CREATE", "an ECHO with a signature of zeros in its place", t.instead(t.forged_signed_echo))
    case("CREATE", "a second NEGOTIATE in its place", t.instead(t.forged_negotiate), False)
    case("CREATE", "a bit of the frame's type", t.frame_bit(0), False)
    TAP.check("%s: CREATE: 8 bytes more than the frame's length" % NAME[dialect], junk, dialect)
    TAP.check("%s: a forged CANCEL has no answer" % NAME[dialect], forged_cancel, dialect)


def junk(dialect):
    """The request is whole, and done; what follows is no frame."""
    with Proxy(SERVER, request_tamper("junk", t.extend(8, honest=False), CREATE)) as proxy, \
            begun(proxy, dialect) as c:
        attempt(c, do_create)
        ended_by_server(proxy)


def forged_cancel(dialect):
    prepare()
    before = forgeries()
    tamper = request_tamper("cancel", t.instead(t.forged_cancel), CREATE)
    with Proxy(SERVER, tamper, hold=True) as proxy, begun(proxy, dialect) as c:
        assert attempt(c, do_create) is Gone
        ended_by_server(proxy)
        assert not proxy.tampered().answers
    assert forgeries() - before == 1
    untouched()


def frame_length(dialect):
    """The length in front is too long: the server waits for the rest, which the next frame is
    taken for; then nothing fits any more."""
    prepare()
    with Proxy(SERVER, request_tamper("length", t.frame_bit(8 * 2 + 4), CREATE)) as proxy, \
            begun(proxy, dialect, timeout=1) as c:
        assert attempt(c, do_create) is Silent
        untouched()
        c.sock.settimeout(20)
        c.send(c.message(WRITE, write_body(b"\xff" * 16, NEW)))
        ended_by_server(proxy)
    untouched()


def foreign_session(dialect, edit, name, op, command):
    """A session that the connection does not have: the request fails, the connection is
    others' as well and stays (3.3.5.2.9); a client that believes nothing ends it."""
    prepare()
    with Proxy(SERVER, request_tamper(name, edit, command)) as proxy:
        with begun(proxy, dialect) as c:
            assert attempt(c, op) == USER_SESSION_DELETED
            assert not proxy.tampered().first_end
            c.echo()
        untouched()
    with Proxy(SERVER, request_tamper(name, edit, command)) as proxy, begun(proxy, dialect, strict=True) as c:
        try:
            op(c)
            raise AssertionError("the client has believed it")
        except Tampered:
            pass
    untouched()


def signed_echo(dialect):
    """ECHO needs no session, but a signed one does: 3.3.5.2.4."""
    edit = t.change(session=lambda s: s ^ 1 << 40)
    with Proxy(SERVER, request_tamper("echo", edit, ECHO)) as proxy, begun(proxy, dialect) as c:
        assert attempt(c, lambda c: c.echo()) == USER_SESSION_DELETED


def replayed(dialect, new_id):
    """A request that was served is said again later."""
    prepare()
    before = forgeries()
    tamper = request_tamper("replay", t.keep, WRITE, follow=t.replay(new_id))
    with Proxy(SERVER, tamper) as proxy, begun(proxy, dialect) as c:
        fid = c.open("victim")
        c.write(fid, NEW)
        c.write(fid, NEWER)
        got = attempt(c, Client.echo)
        assert got in (ACCESS_DENIED, Gone), got
        ended_by_server(proxy)
    assert VICTIM.read_bytes()[:len(NEWER)] == NEWER
    assert forgeries() - before == new_id


def reordered(dialect, same_id):
    """Two requests that are on their way at the same time: MS-SMB2 3.3.5.2.3 lets ids come in
    any order within the window, so both are done; one id is not used twice."""
    prepare()
    tamper = request_tamper("reorder", t.lose, WRITE, follow=t.swap(same_id))
    with Proxy(SERVER, tamper) as proxy, begun(proxy, dialect) as c:
        fid = c.open("victim")
        a, = c.send(c.message(WRITE, write_body(fid, b"first")))
        b, = c.send(c.message(WRITE, write_body(fid, b"second", 100)))
        if same_id:
            ended_by_server(proxy)
            assert VICTIM.read_bytes()[:5] != b"first"
            return
        assert [c.recv(m).status for m in (b, a)] == [0, 0]
    data = VICTIM.read_bytes()
    assert data[:5] == b"first" and data[100:106] == b"second", data[:110]


def compound(dialect, name, edit, status, check):
    """CREATE, WRITE and CLOSE in one frame, each signed for itself."""
    prepare()
    with Proxy(SERVER, request_tamper(name, edit, CREATE), hold=status == ACCESS_DENIED) as proxy, \
            begun(proxy, dialect, timeout=3) as c:
        got = attempt(c, do_compound)
        if status == ACCESS_DENIED:
            ended_by_server(proxy)
            assert got in (ACCESS_DENIED, Gone), got
        else:
            assert statuses(proxy.tampered())[0] == status, statuses(proxy.tampered())
    check()


def made_empty():
    assert not MADE.exists() or MADE.read_bytes() == b"", MADE.read_bytes()


def compounds(dialect):
    for name, edit, status, check in (
            ("a bit of the second", t.flip_second, ACCESS_DENIED, made_empty),
            ("the second made unrelated", t.unrelate, ACCESS_DENIED, made_empty),
            ("the first taken out", t.cut_first, smb2.INVALID_PARAMETER, untouched),
            # Each is signed for itself: CREATE is done, WRITE has nothing to stand on (3.3.5.2.7.2).
            ("the first two swapped", t.swap_first, smb2.INVALID_PARAMETER, made_empty)):
        TAP.check("%s: compound: %s" % (NAME[dialect], name), compound, dialect, name, edit, status, check)


def spliced(dialect, adopt):
    """A request of another session of the same user."""
    prepare()
    before = forgeries()
    with Proxy(SERVER, t.Splice("splice", WRITE, adopt), hold=adopt) as proxy, begun(proxy, dialect) as one, \
            begun(proxy, dialect) as other:
        do_write(one)
        VICTIM.write_bytes(OLD)
        got = attempt(other, do_short_write)
        if adopt:
            ended_by_server(proxy)
            assert forgeries() - before == 1
        else:
            assert got == USER_SESSION_DELETED, got
        one.echo()
    untouched()


def lost(dialect):
    """A request never comes. Nobody numbers requests one by one: ids may stay unused."""
    prepare()
    with Proxy(SERVER, request_tamper("lose", t.lose, WRITE)) as proxy, begun(proxy, dialect, timeout=1) as c:
        assert attempt(c, do_write) is Silent
        c.sock.settimeout(20)
        c.echo()
    untouched()


def few(dialect):
    """Does the dialect's signature hold?"""
    for name, edit in (("the last bit of the data", t.flip_bit(-1)), ("a bit of TreeId", t.flip_bit(8 * 36)),
                       ("the flag is stripped", t.strip()), ("the signature is zeroed", t.change(signature=bytes(16)))):
        TAP.check("%s: WRITE: %s" % (NAME[dialect], name), sees, dialect, request_tamper(name, edit, WRITE), do_write,
                  True)
    TAP.check("%s: answer: a bit of the data" % NAME[dialect], noticed, dialect,
              Tamper("data", ANSWER, READ, t.flip_bit(-1)))


def requests(dialect, args, rng):
    flips(dialect, "WRITE")
    single_requests(dialect)
    TAP.check("%s: the frame is longer than it is" % NAME[dialect], frame_length, dialect)
    TAP.check("%s: another session's id" % NAME[dialect], foreign_session, dialect,
              t.change(session=lambda s: s ^ 1 << 40), "session", do_create, CREATE)
    TAP.check("%s: ECHO, another session's id" % NAME[dialect], signed_echo, dialect)
    TAP.check("%s: a replay" % NAME[dialect], replayed, dialect, False)
    TAP.check("%s: a replay under a new id" % NAME[dialect], replayed, dialect, True)
    TAP.check("%s: two in the other order are both done" % NAME[dialect], reordered, dialect, False)
    TAP.check("%s: two in the other order under one id" % NAME[dialect], reordered, dialect, True)
    TAP.check("%s: another session's frame" % NAME[dialect], spliced, dialect, False)
    TAP.check("%s: another session's frame under this one's id" % NAME[dialect], spliced, dialect, True)
    compounds(dialect)
    TAP.undetectable("%s: a request is lost" % NAME[dialect],
                     "ids within the window need not come (MS-SMB2 3.3.5.2.3); the client waits", lost, dialect)
    for what in OPS:
        random_flips(dialect, what, 40 if args.long else 1, rng)


# ---- answers: a client that believes nothing sees it --------------------------------------

def do_read(c):
    assert c.read(c.open("victim"), 100) == OLD[:100]
    c.echo()


def noticed(dialect, tamper, op=do_read, got=(Tampered,)):
    prepare()
    with Proxy(SERVER, tamper) as proxy:
        try:
            with Client(proxy.port, LISTS[dialect], timeout=3) as c:
                op(c.begin(USER, PASSWORD, SHARE))
        except got:
            assert proxy.tampered(), "the proxy had nothing to change"
            return
        raise AssertionError("the client has believed it")


def answers(dialect, args, rng):
    def case(name, edit, got=(Tampered,), command=READ, op=do_read):
        TAP.check("%s: answer: %s" % (NAME[dialect], name), noticed, dialect,
                  Tamper(name, ANSWER, command, edit), op, got)

    broken = (Tampered, Gone, Silent)  # where the frame itself does not hold
    for field in t.FIELDS:
        case("a bit of %s" % field, t.flip_bit(t.field_bit(field)), broken)
    case("a bit of the data", t.flip_bit(-1))
    case("another status", t.change(status=ACCESS_DENIED))
    case("another session", t.change(session=lambda s: s ^ 1))
    case("the flag is stripped", t.strip())
    case("flag and signature are stripped", t.strip(zero=True))
    case("the signature is zeroed", t.change(signature=bytes(16)))
    case("a forged error", t.instead(t.forged_error(ACCESS_DENIED)))
    case("a replay", t.twice)
    case("8 bytes less", t.truncate(8))
    case("8 bytes more", t.extend(8))
    case("success of a refused request", t.change(status=0), command=CREATE,
         op=lambda c: c.open("not there"))
    for _ in range(40 if args.long else 2):
        bit = rng.randrange(8 * (HDR + 16 + 100))
        case("bit %d of byte %d" % (bit % 8, bit // 8), t.flip_bit(bit), broken)
    TAP.undetectable("%s: an answer is lost" % NAME[dialect],
                     "answers have no order of their own (MS-SMB2 3.2.5.1); the client waits", noticed, dialect,
                     Tamper("lose", ANSWER, READ, t.lose), do_read, (Silent,))


# ---- what is said before there is a key ------------------------------------------------------

def downgraded(side, edit, dialects, chosen, command=NEGOTIATE, nth=1):
    """Both ends see it: a client that believes nothing, and the server, when a client that
    believes everything goes on. 3.1.1: keys are others than the server's; older: VALIDATE_
    NEGOTIATE_INFO, which is the first that this client sends on a tree."""
    prepare()
    tamper = Tamper("negotiate", side, command, edit, nth=nth)
    with Proxy(SERVER, tamper) as proxy, Client(proxy.port, dialects) as c:
        try:
            c.begin(USER, PASSWORD, SHARE)
            raise AssertionError("the client has believed it")
        except (Tampered, Gone):
            assert proxy.tampered() and c.dialect == chosen, hex(c.dialect)
    tamper = Tamper("negotiate", side, command, edit, nth=nth)
    before = forgeries()
    with Proxy(SERVER, tamper, hold=False) as proxy, Client(proxy.port, dialects, strict=False) as c:
        got = attempt(c, lambda c: c.begin(USER, PASSWORD, SHARE))
        if side == ANSWER and chosen < D311:
            return  # what the client says is what the server heard: it is the client's to see
        assert got in (ACCESS_DENIED, Gone), got
        ended_by_server(proxy)
    assert forgeries() - before == (chosen == D311)


def refused(side, edit, dialects, status, command=NEGOTIATE, nth=1):
    """The server says no at once, and nobody is logged on."""
    prepare()
    with Proxy(SERVER, Tamper("setup", side, command, edit, nth=nth)) as proxy, \
            Client(proxy.port, dialects, strict=False) as c:
        got = attempt(c, lambda c: c.begin(USER, PASSWORD, SHARE))
        assert proxy.tampered(), "the proxy had nothing to change: %s" % got
        assert got == status, got if got is None or isinstance(got, type) else hex(got)


def believed(side, edit, dialects, command=NEGOTIATE, nth=1, op=do_write):
    prepare()
    with Proxy(SERVER, Tamper("believed", side, command, edit, nth=nth)) as proxy, \
            Client(proxy.port, dialects) as c:
        op(c.begin(USER, PASSWORD, SHARE))
        assert proxy.tampered(), "the proxy had nothing to change"


def negotiates():
    best, old = LISTS[D311], LISTS[D302]
    for name, edit in t.NEGOTIATE_REQUESTS.items():
        chosen = {"3.1.1 taken out": D302, "3.x taken out": D210}.get(name, D311)
        TAP.check("3.1.1: NEGOTIATE: %s" % name, downgraded, REQUEST, edit, best, chosen)
        if "3.1.1" not in name and "dialect more" not in name:
            TAP.check("3.0.2: NEGOTIATE: %s" % name, downgraded, REQUEST, edit, old,
                      D210 if "taken out" in name else D302)
    TAP.check("3.0.2: NEGOTIATE: 3.0.2 taken out", downgraded, REQUEST, t.only(D210, D300), old, D300)
    for name, edit in t.NEGOTIATE_CONTEXTS.items():
        TAP.check("3.1.1: NEGOTIATE: %s" % name, downgraded, REQUEST, edit, best, D311)
    for name, (edit, status) in t.NEGOTIATE_HASH.items():
        TAP.check("3.1.1: NEGOTIATE: %s" % name, refused, REQUEST, edit, best, status)
    for name, where in {**t.NEGOTIATE_ANSWERS, **t.NEGOTIATE_ANSWERS_311}.items():
        edit = t.poke(HDR + where[0], *where[1:])
        TAP.check("3.1.1: answer to NEGOTIATE: %s" % name, downgraded, ANSWER, edit, best, D311)
        if name in t.NEGOTIATE_ANSWERS:
            TAP.check("3.0.2: answer to NEGOTIATE: %s" % name, downgraded, ANSWER, edit, old, D302)
        else:
            TAP.undetectable("3.0.2: answer to NEGOTIATE: %s" % name,
                             "VALIDATE_NEGOTIATE_INFO does not repeat it (MS-SMB2 2.2.32.6)", believed, ANSWER,
                             edit, old)
    for d in (D300, D210):
        TAP.check("3.0.2: answer to NEGOTIATE: it says %s" % NAME[d], downgraded, ANSWER,
                  t.poke(HDR + 4, "H", lambda v, d=d: d), old, d)
    TAP.check("a signed NEGOTIATE is refused", refused, REQUEST, t.change(flags=lambda f: f | 8), best,
              smb2.INVALID_PARAMETER)
    for name in ("security mode", "capabilities", "client guid"):
        TAP.undetectable("2.1: NEGOTIATE: %s" % name,
                         "a client of 2.1 alone neither hashes nor validates NEGOTIATE (MS-SMB2 3.2.5.5)", believed,
                         REQUEST, t.NEGOTIATE_REQUESTS[name], LISTS[D210])
    for name, where in t.NEGOTIATE_ANSWERS.items():
        TAP.undetectable("2.1: answer to NEGOTIATE: %s" % name, "likewise", believed, ANSWER,
                         t.poke(HDR + where[0], *where[1:]), LISTS[D210])


def setups(dialect):
    dialects = LISTS[dialect]
    for name, (leg, edit) in t.SETUP_GUARDED.items():
        TAP.check("%s: SESSION_SETUP: %s" % (NAME[dialect], name), refused, REQUEST, edit, dialects,
                  LOGON_FAILURE, SESSION_SETUP, leg)
    for name, edit in t.SETUP_CHALLENGE.items():
        TAP.check("%s: answer to SESSION_SETUP: %s" % (NAME[dialect], name), refused, ANSWER, edit, dialects,
                  LOGON_FAILURE, SESSION_SETUP)
    for name, (leg, off, fmt, how) in t.SETUP_FIELDS.items():
        edit = t.poke(HDR + off, fmt, how)
        if dialect == D311:
            TAP.check("3.1.1: SESSION_SETUP: %s" % name, downgraded, REQUEST, edit, dialects, D311,
                      SESSION_SETUP, leg)
        else:
            TAP.undetectable("%s: SESSION_SETUP: %s" % (NAME[dialect], name),
                             "not signed, as there is no key yet; 3.1.1 hashes it (MS-SMB2 3.2.5.3)", believed,
                             REQUEST, edit, dialects, SESSION_SETUP, leg)
    for name, edit in (("a guest's session", t.poke(HDR + 2, "H", lambda v: 1)), ("the flag is stripped", t.strip()),
                       ("flag and signature are stripped", t.strip(zero=True)),
                       ("a bit of the token", t.flip_bit(-1))):
        TAP.check("%s: last answer to SESSION_SETUP: %s" % (NAME[dialect], name), noticed, dialect,
                  Tamper(name, ANSWER, SESSION_SETUP, edit, nth=2))
    for name, edit in (("the flag is stripped", t.strip()), ("another share", t.flip_bit(-16)),
                       ("a bit of the signature", t.flip_bit(8 * 50))):
        TAP.check("%s: TREE_CONNECT: %s" % (NAME[dialect], name), tree, dialect, edit)
    if dialect != D311:
        TAP.check("%s: VALIDATE_NEGOTIATE_INFO: the flag is stripped" % NAME[dialect], tree, dialect, t.strip(),
                  IOCTL) if dialect > D210 else None


def tree(dialect, edit, command=TREE_CONNECT):
    before = forgeries()
    with Proxy(SERVER, request_tamper("tree", edit, command), hold=True) as proxy, \
            Client(proxy.port, LISTS[dialect], strict=False) as c:
        assert attempt(c, lambda c: c.begin(USER, PASSWORD, SHARE)) in (ACCESS_DENIED, Gone)
        ended_by_server(proxy)
    assert forgeries() - before == 1


def clean(dialect):
    """Without manipulation all of it works through the proxy: the other tests can fail."""
    prepare()
    with Proxy(SERVER) as proxy, begun(proxy, dialect, strict=True) as c:
        assert c.dialect == dialect
        do_read(c)
        do_write(c)
        assert VICTIM.read_bytes()[:len(NEW)] == NEW
        do_compound(c)
        assert MADE.read_bytes() == SHORT
        MADE.unlink()
        do_rename(c)
        assert MADE.exists() and not VICTIM.exists()
        c.logoff()


# ---- main -----------------------------------------------------------------------------

def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--long", action="store_true", help="every dialect, many more bits, everything with every client")
    p.add_argument("--only", help="those whose name has this in it")
    p.add_argument("--seed", type=int, default=1, help="which bits are chosen (1)")
    p.add_argument("--part", action="append", choices=["strict", "smbclient", "impacket", "cifs"])
    args = p.parse_args()
    # impacket takes seconds to load, and says nothing that our own client does not
    parts = args.part or ["strict", "smbclient", "cifs"] + ["impacket"] * args.long
    rng = random.Random(args.seed)
    TAP.only = args.only
    env = others.Env(TAP, SERVER, DISK, USER, PASSWORD, SHARE, prepare, forgeries, args.long)
    print("TAP version 14\n# seed %d" % args.seed, flush=True)
    if "strict" in parts:
        begin = time.monotonic()
        for dialect in (D210, D300, D302, D311):
            TAP.check("%s: untouched, everything works" % NAME[dialect], clean, dialect)
            if not args.long and dialect != D311:
                few(dialect)
                continue
            requests(dialect, args, rng)
            answers(dialect, args, rng)
            setups(dialect)
        negotiates()
        print("# %d s" % (time.monotonic() - begin), flush=True)
    for part in ("smbclient", "impacket", "cifs"):
        if part in parts:
            begin = time.monotonic()
            getattr(others, part)(env)
            print("# %s: %d s" % (part, time.monotonic() - begin), flush=True)
    sys.exit(TAP.end() != 0)


if __name__ == "__main__":
    main()
