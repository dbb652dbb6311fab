#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Connections of strange clients. The test is the daemon too, so that what is asked of it
can stay unanswered for as long as a test likes. Runs in a machine, started by conn.sh, which
has loaded the module; nothing of it may be in use when this has ended."""
import os
import pathlib
import socket
import struct
import subprocess
import sys
import traceback

HERE = pathlib.Path(__file__).resolve().parent
sys.path += [str(HERE.parent / "proxy"), str(HERE.parent / "netlink")]

import smb2  # noqa: E402
from client import Client, Gone, create_body, kdf, read_body, until, write_body  # noqa: E402
from netlink import C, Socket, attr, number, text, u16, u32  # noqa: E402
from smb2 import (ACCESS_DENIED, CANCEL, CREATE, D311, ECHO, HDR, LOGON_FAILURE, MORE_PROCESSING, READ,  # noqa: E402
                  RELATED, SESSION_SETUP, WRITE)

PORT, KEY, ECHO_BODY = 449, bytes(range(16)), struct.pack("<HH", 4, 0)
SUCCESS, CANCELLED, PIPE_DISCONNECTED = 0, 0xC0000120, 0xC00000B0
MODULE = pathlib.Path("/sys/module/lwsmb_srv/refcnt")


def a(name, payload=b"", nested=False):
    return attr(C["A_" + name], payload, nested)


class Daemon(Socket):
    """Serves IPC$ and answers what it is told to."""

    def __init__(self):
        super().__init__()
        self.call("REGISTER")

    def serve(self):
        values = {"GUID": bytes(16), "MIN_DIALECT": u16(0x210), "MAX_DIALECT": u16(D311), "SIGNING_REQUIRED": b"",
                  "MAX_READ": u32(1 << 20), "MAX_WRITE": u32(1 << 20), "MAX_TRANSACT": u32(1 << 20),
                  "MAX_CONNECTIONS": u32(0), "DEADTIME": u32(0), "SPNEGO_HINT": b""}
        self.call("CONFIG_SET", b"".join(a("CONFIG_" + k, v) for k, v in values.items()))
        self.call("SHARE_ADD", a("SHARE_NAME", text("IPC$")) + a("SHARE_TYPE", u32(1)))
        self.call("LISTEN_ADD", a("LISTENER_LOCAL", a("ENDPOINT_ADDRESS", bytes([127, 0, 0, 1])) +
                                  a("ENDPOINT_PORT", u16(PORT)), nested=True))
        return self

    def asked(self, command):
        """The next question, which must be this one; forgotten log-ons are passed over."""
        while True:
            cmd, attrs = self.event()
            if cmd == C["CMD_" + command]:
                return attrs
            assert cmd == C["CMD_AUTH_FORGET"], (cmd, command)

    def answer_auth(self, q, status=SUCCESS):
        body = a("AUTH_COOKIE", q[C["A_AUTH_COOKIE"]][0]) + a("AUTH_STATUS", u32(status))
        if status == SUCCESS:
            body += a("AUTH_NAME", text("user")) + a("AUTH_UID", u32(1000)) + a("AUTH_GID", u32(1000)) + \
                a("AUTH_SESSION_KEY", KEY)
        self.call("AUTH_ANSWER", body)

    def answer_pipe(self, q, status=SUCCESS, data=b""):
        self.call("PIPE_ANSWER", a("PIPE_COOKIE", q[C["A_PIPE_COOKIE"]][0]) + a("PIPE_STATUS", u32(status)) +
                  a("PIPE_DATA", data))


D = None


def setup_body(token=b"token"):
    return struct.pack("<HBBIIHHQ", 25, 0, 2, 0, 0, HDR + 24, len(token), 0) + token


def stranger():
    c = Client(PORT, dialects=(D311,))
    c.negotiate()
    return c


def user(share="IPC$"):
    """Somebody who has logged on, in one leg."""
    c = stranger()
    q = c.message(SESSION_SETUP, setup_body(), tree=0)
    c.hash(q)
    c.send(q)
    D.answer_auth(D.asked("AUTH_REQUEST"))
    m = c.recv(q.mid)
    assert m.status == SUCCESS, hex(m.status)
    c.session, c.key = m.session, kdf(KEY, b"SMBSigningKey\0", c.preauth)
    c.connect(share)
    return c


def pipe():
    """A user with an open pipe: client and FileId."""
    c = user()
    mid, = c.send(c.message(CREATE, create_body("srvsvc")))
    D.answer_pipe(D.asked("PIPE_OPEN"))
    return c, c.recv(mid).at(HDR + 64, "16s")


def cancel(c, mid):
    m = c.message(CANCEL, ECHO_BODY, mid=mid)
    c.sign(m)
    c.put(smb2.join([m]))


def in_use():
    return int(MODULE.read_text())


def released(idle):
    """A connection that has ended takes a moment to go."""
    assert until(lambda: in_use() == idle), "%d references instead of %d" % (in_use(), idle)


# ---- tests ----------------------------------------------------------------------------------

def test_log_on():
    """the daemon of the test logs a user on, who leaves nothing behind"""
    with user() as c:
        c.echo()


def test_setup_related():
    """a SESSION_SETUP that is related to a message in a session loses no reference to it"""
    with stranger() as c:
        q = c.message(SESSION_SETUP, setup_body(), tree=0)
        c.send(q)
        D.answer_auth(D.asked("AUTH_REQUEST"), MORE_PROCESSING)
        c.session = c.recv(q.mid).session
        echo, setup = c.compound((ECHO, ECHO_BODY), (SESSION_SETUP, setup_body()))
        setup.session = 0
        c.send(echo, setup)
        q = D.asked("AUTH_REQUEST")
        assert number(q[C["A_AUTH_SESSION_ID"]][0]) == c.session
        D.answer_auth(q, MORE_PROCESSING)
        assert c.recv(echo.mid).status == SUCCESS
        last = c.recv(setup.mid)
        assert (last.status, last.session, last.flags & RELATED) == (MORE_PROCESSING, c.session, RELATED)


def test_replies_that_wait():
    """replies that wait behind a log-on count: few of such frames are taken at a time, then the others"""
    frames, each = 6, 256
    with stranger() as c:
        for _ in range(2):  # credits
            m = c.message(ECHO, ECHO_BODY)
            m.credits = 8192
            c.send(m)
            c.recv(m.mid)
        mids = []
        for _ in range(frames):
            msgs = [c.message(ECHO, ECHO_BODY) for _ in range(each - 1)]
            msgs.append(c.message(SESSION_SETUP, setup_body(), tree=0))
            for m in msgs[:-1]:
                m.b += bytes(-len(m.b) % 8)
                m.next = len(m.b)
            mids.append(c.send(*msgs)[-1])
        questions = [D.asked("AUTH_REQUEST")]
        D.s.settimeout(2)
        try:
            while True:
                questions.append(D.asked("AUTH_REQUEST"))
        except TimeoutError:
            pass
        D.s.settimeout(20)
        assert len(questions) < 4, len(questions)
        for i in range(frames):
            if i == len(questions):
                questions.append(D.asked("AUTH_REQUEST"))
            D.answer_auth(questions[i], LOGON_FAILURE)
        for mid in mids:
            assert c.recv(mid).status == LOGON_FAILURE


def test_forged():
    """a forged message is answered, ends the connection, and leaves a line in the log"""
    subprocess.run(["dmesg", "-C"], check=True)
    c = user()
    where = "%s:%d" % c.sock.getsockname()
    m = c.message(ECHO, ECHO_BODY)
    c.sign(m)
    m.signature = bytes(16)
    c.asked.add(m.mid)
    c.strict = False
    c.put(smb2.join([m]))
    assert c.recv(m.mid).status == ACCESS_DENIED
    try:
        c.recv(c.mid)
    except Gone:
        pass
    log = subprocess.run(["dmesg"], check=True, capture_output=True, text=True).stdout.splitlines()
    lines = [x for x in log if "no valid signature" in x]
    assert len(lines) == 1 and where in lines[0] and "%#x" % c.session in lines[0], lines
    c.close()


def test_opening_is_cancelled():
    """a pipe that the daemon opens for a client who has cancelled that is closed"""
    with user() as c:
        mid, = c.send(c.message(CREATE, create_body("srvsvc")))
        q = D.asked("PIPE_OPEN")
        cancel(c, mid)
        assert c.recv(mid).status == CANCELLED
        forgotten = D.asked("PIPE_FORGET")
        assert forgotten[C["A_PIPE_PIPE_ID"]] == q[C["A_PIPE_PIPE_ID"]]


def test_opener_goes():
    """so is one that was opened for a client who has gone"""
    with user() as c:
        c.send(c.message(CREATE, create_body("srvsvc")))
        q = D.asked("PIPE_OPEN")
    forgotten = D.asked("PIPE_FORGET")
    assert forgotten[C["A_PIPE_PIPE_ID"]] == q[C["A_PIPE_PIPE_ID"]]


def test_order():
    """what is written to a pipe without waiting for answers comes in order, and so do the reads"""
    count = 100
    c, fid = pipe()
    writes = [c.message(WRITE, write_body(fid, b"%04d" % i)) for i in range(count)]
    reads = [c.message(READ, read_body(fid, 100)) for _ in range(count)]
    for m in writes + reads:
        c.sign(m)
        c.asked.add(m.mid)
    c.put(b"".join(smb2.join([m]) for m in writes + reads))
    for i in range(count):
        q = D.asked("PIPE_WRITE")
        assert q[C["A_PIPE_DATA"]][0] == b"%04d" % i, (i, q[C["A_PIPE_DATA"]])
        D.answer_pipe(q, data=b"answer %04d" % i)
    for i, m in enumerate(reads):
        body = c.recv(m.mid)
        assert body.status == SUCCESS and bytes(body.b).endswith(b"answer %04d" % i), (i, bytes(body.b)[-20:])
    c.close()
    D.asked("PIPE_FORGET")


def test_daemon_dies():
    """who reads from a pipe is told that its daemon has gone, also behind what was said"""
    global D
    c, fid = pipe()
    other, quiet = pipe()
    mid, = c.send(c.message(READ, read_body(fid, 100)))
    said, = other.send(other.message(WRITE, write_body(quiet, b"x")))
    D.answer_pipe(D.asked("PIPE_WRITE"), data=b"last words")
    assert other.recv(said).status == SUCCESS
    assert number_waiting(c) == 1
    D.close()
    assert c.recv(mid).status == PIPE_DISCONNECTED
    D = Daemon()
    m = other.transact(READ, read_body(quiet, 100))
    assert bytes(m.b).endswith(b"last words")
    mid, = other.send(other.message(READ, read_body(quiet, 100)))
    assert other.recv(mid).status == PIPE_DISCONNECTED
    c.close()
    other.close()
    for _ in range(2):
        D.asked("PIPE_FORGET")
    c, fid = pipe()  # a new daemon's are its own
    mid, = c.send(c.message(READ, read_body(fid, 100)))
    w, = c.send(c.message(WRITE, write_body(fid, b"x")))
    D.answer_pipe(D.asked("PIPE_WRITE"), data=b"hello")
    assert bytes(c.recv(mid).b).endswith(b"hello") and c.recv(w).status == SUCCESS
    c.close()
    D.asked("PIPE_FORGET")


def number_waiting(c):
    """Interim responses that have come."""
    c.sock.settimeout(1)
    try:
        while not c.pending:
            for m in c._next_frame():
                assert m.status == smb2.PENDING, hex(m.status)
                c.pending.append(m)
    finally:
        c.sock.settimeout(20)
    return len(c.pending)


def test_stop():
    """the server stops while the daemon is asked, and nothing of it is in use"""
    with user() as c:
        c.send(c.message(CREATE, create_body("srvsvc")))
        D.asked("PIPE_OPEN")
        c.send(c.message(SESSION_SETUP, setup_body(), tree=0))
        D.asked("AUTH_REQUEST")
        D.call("STOP")
        try:
            while True:
                c.recv(0)
        except Gone:
            pass
    released(0)
    try:
        socket.create_connection(("127.0.0.1", PORT)).close()
        raise AssertionError("it listens")
    except ConnectionRefusedError:
        pass
    D.serve()


def main():
    global D
    tests = [(n[5:], f) for n, f in globals().items() if n.startswith("test_")]
    tests = [t for t in tests if not sys.argv[1:] or t[0] in sys.argv[1:]]
    failed = 0
    print("TAP version 14\n1..%d" % len(tests), flush=True)
    D = Daemon().serve()
    idle = in_use()
    for i, (name, fn) in enumerate(tests, 1):
        try:
            fn()
            released(idle)  # whatever it was about: nothing stays behind, and the next begins with that
            print("ok %d - %s: %s" % (i, name, fn.__doc__), flush=True)
        except Exception:  # noqa: BLE001: whatever it was, it is a failure of this one
            failed += 1
            print("not ok %d - %s: %s" % (i, name, fn.__doc__))
            print("# " + traceback.format_exc().rstrip().replace("\n", "\n# "), flush=True)
    D.call("STOP")
    D.close()
    print("%d passed, %d failed, 0 skipped" % (len(tests) - failed, failed))
    sys.stdout.flush()
    os._exit(failed != 0)


if __name__ == "__main__":
    main()
