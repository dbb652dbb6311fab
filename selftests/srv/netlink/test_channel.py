#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The channel between server and daemon, from the daemon's end, well and ill behaved.
Runs in a machine with the module lwsmb_channel (selftests/srv/netlink/run)."""
import ctypes
import errno
import fcntl
import os
import signal
import socket
import struct
import sys
import threading
import time
import traceback

from netlink import C, Refused, Socket, attr, number, text, u8, u16, u32, u64

ASK = "/sys/kernel/debug/lwsmb_channel/ask"
ROWS = "/sys/module/lwsmb_channel/parameters/rows"
KEY = bytes(range(16))
BAD = errno.EINVAL, errno.ERANGE  # the policy says which
SUCCESS, MORE, DENIED = 0, 0xC0000016, 0xC000006D
libc = ctypes.CDLL(None, use_errno=True)


class Asker:
    """A client's question."""

    def __init__(self, *words):
        self.f = os.open(ASK, os.O_RDWR | os.O_CLOEXEC)
        self.say(*words)

    def say(self, *words):
        line = " ".join(str(w) for w in words).encode()
        os.write(self.f, line)

    def answer(self):
        words = os.read(self.f, 4 << 20).decode().split()
        return int(words[0]), int(words[1], 16), words[2:]

    def waiting(self):
        fl = fcntl.fcntl(self.f, fcntl.F_GETFL)
        fcntl.fcntl(self.f, fcntl.F_SETFL, fl | os.O_NONBLOCK)
        try:
            os.read(self.f, 0)
            return False
        except BlockingIOError:
            return True
        finally:
            fcntl.fcntl(self.f, fcntl.F_SETFL, fl)

    def close(self):
        os.close(self.f)


def auth(session, which="first", token="00"):
    return Asker("auth", session, which, token)


def daemon(**kw):
    s = Socket(**kw)
    version = number(s.call("REGISTER")[0][1][C["A_DAEMON_VERSION"]][0])
    assert version == C["LWSMB_SRV_PROTOCOL_VERSION"], version
    return s


def refused(why, fn, *args, **kw):
    try:
        fn(*args, **kw)
    except (Refused, OSError) as e:
        reasons = why if isinstance(why, tuple) else (why,)
        assert e.errno in reasons, "%s instead of %s" % (e, [errno.errorcode[r] for r in reasons])
        return
    raise AssertionError("not refused")


def a(name, payload=b"", nested=False):
    return attr(C["A_" + name], payload, nested)


def answer(cookie, status=SUCCESS, token=b"", extra=b"", who=True):
    body = a("AUTH_COOKIE", cookie) + a("AUTH_STATUS", u32(status)) + a("AUTH_TOKEN", token)
    if status == SUCCESS and who:
        body += a("AUTH_NAME", text("user")) + a("AUTH_UID", u32(1000)) + \
            a("AUTH_GID", u32(100)) + a("AUTH_SESSION_KEY", KEY)
    return body + extra


def question(s, command="AUTH_REQUEST"):
    cmd, attrs = s.event()
    assert cmd == C["CMD_" + command], (cmd, command)
    return attrs


def whole(s):
    """An auth-request with all its parts: cookie and token."""
    token = b""
    while True:
        q = question(s)
        assert number(q[C["A_AUTH_OFFSET"]][0]) == len(token)
        token += q[C["A_AUTH_TOKEN"]][0]
        if C["A_AUTH_MORE"] not in q:
            return q[C["A_AUTH_COOKIE"]][0], token


def in_child(fn):
    """Runs fn in a process of its own."""
    pid = os.fork()
    if pid == 0:
        try:
            fn()
            os._exit(0)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
    assert os.waitpid(pid, 0)[1] == 0


def rows(n):
    with open(ROWS, "w") as f:
        f.write(str(n))


def endpoint(address, port):
    return a("LISTENER_LOCAL", a("ENDPOINT_ADDRESS", address) + a("ENDPOINT_PORT", u16(port)),
             nested=True)


LISTS = "SESSION_GET", "OPEN_GET", "SHARE_GET", "LISTEN_GET", "CONN_GET"


def nothing_works(s):
    refused(errno.EPERM, s.call, "REGISTER")
    refused(errno.EPERM, s.call, "STATS_GET")
    refused(errno.EPERM, s.call, "SESSION_CLOSE", a("SESSION_ID", u64(1000)))
    refused(errno.EPERM, s.call, "AUTH_ANSWER", answer(u64(1)))
    for name in LISTS:
        refused(errno.EPERM, s.call, name, dump=True)


# ---- tests: name and docstring are printed ------------------------------------------

def test_nobody():
    """a user without privilege may do nothing"""
    def child():
        os.setgid(65534)
        os.setuid(65534)
        nothing_works(Socket())
    in_child(child)


def test_net_admin():
    """CAP_NET_ADMIN alone, as a container has it, may do nothing"""
    def child():
        # _LINUX_CAPABILITY_VERSION_3; effective, permitted, inheritable: CAP_NET_ADMIN
        bit = 1 << 12
        header = struct.pack("=Ii", 0x20080522, 0)
        data = struct.pack("=6I", bit, bit, 0, 0, 0, 0)
        assert libc.capset(header, data) == 0
        nothing_works(Socket())
    in_child(child)


def test_user_namespace():
    """root of another user namespace may do nothing to the server of its own network"""
    def child():
        assert libc.unshare(0x10000000 | 0x40000000) == 0  # NEWUSER, NEWNET
        nothing_works(Socket())
    in_child(child)


def test_borrowed_socket():
    """a privileged process that is made to write to a socket of another lends nothing"""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)

    def child():
        os.setgid(65534)
        os.setuid(65534)
        s = Socket()
        socket.send_fds(theirs, [b"x"], [s.s.fileno()])
        theirs.recv(1)
    pid = os.fork()
    if pid == 0:
        child()
        os._exit(0)
    _, fds, _, _ = socket.recv_fds(ours, 1, 1)
    borrowed = Socket()
    borrowed.s.close()
    borrowed.s = socket.socket(fileno=fds[0])
    nothing_works(borrowed)
    ours.send(b"x")
    os.waitpid(pid, 0)


def test_one_daemon():
    """a second registration is refused, from another socket and from the same"""
    first, second = daemon(), Socket()
    refused(errno.EBUSY, second.call, "REGISTER")
    refused(errno.EBUSY, first.call, "REGISTER")
    first.close()
    second.call("REGISTER")
    second.close()


def test_owner_alone():
    """the daemon's commands are refused from any other socket"""
    s, other = daemon(), Socket()
    asker = auth(5)
    cookie, _ = whole(s)
    refused(errno.EPERM, other.call, "AUTH_ANSWER", answer(cookie))
    refused(errno.EPERM, other.call, "PIPE_ANSWER",
            a("PIPE_COOKIE", cookie) + a("PIPE_STATUS", u32(0)))
    refused(errno.EPERM, other.call, "CONFIG_SET")
    refused(errno.EPERM, other.call, "SHARE_ADD", a("SHARE_NAME", text("x")))
    refused(errno.EPERM, other.call, "SHARE_DEL", a("SHARE_NAME", text("x")))
    refused(errno.EPERM, other.call, "LISTEN_ADD", endpoint(bytes(4), 445))
    refused(errno.EPERM, other.call, "LISTEN_DEL", endpoint(bytes(4), 445))
    assert asker.waiting()
    s.call("AUTH_ANSWER", answer(cookie, DENIED))
    assert asker.answer() == (0, DENIED, ["-"])
    asker.close()
    s.close()


def test_other_namespace():
    """each network namespace has its own server and daemon"""
    s = daemon()

    def child():
        assert libc.unshare(0x40000000) == 0
        daemon().close()
    in_child(child)
    s.close()


def test_cookie():
    """an answer needs the cookie, the right kind, and comes once"""
    s = daemon()
    asker = auth(0x1122334455667788, token="a1b2c3")
    q = question(s)
    cookie = q[C["A_AUTH_COOKIE"]][0]
    assert number(q[C["A_AUTH_SESSION_ID"]][0]) == 0x1122334455667788
    assert C["A_AUTH_FIRST"] in q and C["A_AUTH_MORE"] not in q
    assert q[C["A_AUTH_TOKEN"]][0] == bytes.fromhex("a1b2c3")
    assert C["A_AUTH_CLIENT"] in q
    wrong = u64((number(cookie) + 1) & (1 << 64) - 1)
    refused(errno.ENOENT, s.call, "AUTH_ANSWER", answer(wrong))
    refused(errno.ENOENT, s.call, "AUTH_ANSWER", answer(u64(0)))
    refused(errno.ENOENT, s.call, "PIPE_ANSWER",
            a("PIPE_COOKIE", cookie) + a("PIPE_STATUS", u32(0)))
    assert asker.waiting()
    s.call("AUTH_ANSWER", answer(cookie, token=b"tok"))
    assert asker.answer() == (0, 0, [b"tok".hex(), "user", "1000", "100", "-", KEY.hex(), "0"])
    refused(errno.ENOENT, s.call, "AUTH_ANSWER", answer(cookie))
    asker.close()
    s.close()


def test_malformed_answers():
    """answers that are not as specified change nothing"""
    s = daemon()
    asker = auth(6)
    cookie, _ = whole(s)
    ck, st = a("AUTH_COOKIE", cookie), a("AUTH_STATUS", u32(0))
    name, uid = a("AUTH_NAME", text("user")), a("AUTH_UID", u32(1))
    gid, key = a("AUTH_GID", u32(1)), a("AUTH_SESSION_KEY", KEY)
    for body in (b"", ck, st, ck + st, ck + st + name + uid + gid,
                 ck + st + name + uid + key, ck + st + name + gid + key,
                 ck + st + uid + gid + key,
                 ck + st + name + a("AUTH_UID", u32(0xffffffff)) + gid + key,
                 ck + st + name + uid + a("AUTH_GID", u32(0xffffffff)) + key,
                 ck + st + name + uid + gid + a("AUTH_SESSION_KEY", KEY[:15]),
                 ck + st + name + uid + gid + a("AUTH_SESSION_KEY", KEY + b"x"),
                 ck + st + a("AUTH_NAME", b"user") + uid + gid + key,
                 ck + st + name + uid + gid + key + attr(99, b"1234"),
                 ck + st + name + uid + gid + key + a("AUTH_GROUP", u32(0xffffffff)),
                 ck + st + name + uid + gid + key + a("AUTH_SESSION_ID", u64(1)),
                 ck + st + name + uid + gid + key + b"\x01",
                 a("AUTH_COOKIE", cookie[:4]) + st + name + uid + gid + key,
                 ck + a("AUTH_STATUS", u16(0)) + name + uid + gid + key):
        refused(BAD, s.call, "AUTH_ANSWER", body)
    refused(BAD, s.call, "AUTH_ANSWER",
            ck + st + a("AUTH_NAME", text("x" * 300)) + uid + gid + key)
    assert asker.waiting()
    refused(errno.EPROTO, s.call, "AUTH_ANSWER", answer(cookie, extra=a("AUTH_OFFSET", u32(7))))
    refused(errno.EMSGSIZE, s.call, "AUTH_ANSWER", answer(cookie, token=bytes(40000)))
    assert asker.waiting()
    s.call("AUTH_ANSWER", answer(cookie, DENIED))
    assert asker.answer()[1] == DENIED
    asker.close()
    s.close()


def test_parts():
    """tokens, answers and groups of any size come in parts and arrive whole"""
    s = daemon()
    for size in (0, 1, 32767, 32768, 32769, 65535, 200000):
        sent = os.urandom(size)
        asker = auth(size, token=sent.hex() or "-")
        cookie, token = whole(s)
        assert token == sent
        groups = list(range(5000, 5000 + size % 3000))
        parts = [sent[i:i + 32768] for i in range(0, size, 32768)] or [b""]
        for i, part in enumerate(parts):
            extra = a("AUTH_OFFSET", u32(i * 32768))
            mine = groups[i::len(parts)]
            extra += b"".join(a("AUTH_GROUP", u32(g)) for g in mine)
            if i < len(parts) - 1:
                s.call("AUTH_ANSWER", answer(cookie, who=False, token=part,
                                             extra=extra + a("AUTH_MORE")))
                assert asker.waiting()
            else:
                s.call("AUTH_ANSWER", answer(cookie, token=part, extra=extra))
        err, status, rest = asker.answer()
        assert (err, status) == (0, 0) and bytes.fromhex(rest[0].strip("-")) == sent
        got = [int(g) for g in rest[4].split(",") if g != "-"]
        assert sorted(got) == groups, (size, len(got))
        asker.close()
    s.close()


def test_half():
    """what the daemon has begun to say when the time is up is given to nobody"""
    s = daemon()
    asker = auth(8)
    cookie, _ = whole(s)
    s.call("AUTH_ANSWER", answer(cookie, token=b"half", extra=a("AUTH_MORE")))
    assert asker.answer() == (-errno.ETIMEDOUT, 0, ["-"])
    asker.close()
    s.close()


def test_too_long():
    """a payload over the limit is refused where it is asked and where it is answered"""
    s = daemon()
    limit = C["LWSMB_SRV_PAYLOAD_MAX"]
    refused(errno.EMSGSIZE, auth, 9, token="00" * (limit + 1))
    asker = auth(9)
    cookie, _ = whole(s)
    for off in range(0, limit, 32768):
        s.call("AUTH_ANSWER", answer(cookie, who=False, token=bytes(32768),
                                     extra=a("AUTH_OFFSET", u32(off)) + a("AUTH_MORE")))
    refused(errno.EMSGSIZE, s.call, "AUTH_ANSWER",
            answer(cookie, who=False, token=b"x", extra=a("AUTH_OFFSET", u32(limit))))
    s.close()
    asker.close()


def test_pipe():
    """a pipe is opened, written to, closed"""
    s = daemon()
    asker = Asker("open", 77, "srvsvc")
    q = question(s, "PIPE_OPEN")
    assert q[C["A_PIPE_NAME"]][0] == b"srvsvc\0" and q[C["A_PIPE_USER"]][0] == b"somebody\0"
    assert number(q[C["A_PIPE_UID"]][0]) == 7 and number(q[C["A_PIPE_PIPE_ID"]][0]) == 77
    refused(errno.ENOENT, s.call, "AUTH_ANSWER", answer(q[C["A_PIPE_COOKIE"]][0]))
    s.call("PIPE_ANSWER", a("PIPE_COOKIE", q[C["A_PIPE_COOKIE"]][0]) + a("PIPE_STATUS", u32(0)))
    assert asker.answer() == (0, 0, ["-"])
    asker.close()
    data = os.urandom(70000)
    asker = Asker("write", 77, data.hex())
    got = b""
    while len(got) < len(data):
        q = question(s, "PIPE_WRITE")
        got += q[C["A_PIPE_DATA"]][0]
    assert got == data
    s.call("PIPE_ANSWER", a("PIPE_COOKIE", q[C["A_PIPE_COOKIE"]][0]) +
           a("PIPE_STATUS", u32(0)) + a("PIPE_DATA", b"answer"))
    assert asker.answer() == (0, 0, [b"answer".hex()])
    for lengths in ((7,), (3, 2), (6, 1), (0, 6), (0xffffffff, 7)):
        bad = Asker("write", 77, "00")
        ck = a("PIPE_COOKIE", question(s, "PIPE_WRITE")[C["A_PIPE_COOKIE"]][0])
        messages = b"".join(a("PIPE_MESSAGE", u32(n)) for n in lengths)
        refused(errno.EINVAL, s.call, "PIPE_ANSWER",
                ck + a("PIPE_STATUS", u32(0)) + a("PIPE_DATA", b"answer") + messages)
        assert bad.waiting()
        bad.say("cancel")
        bad.close()
    asker.say("close", 77)
    assert number(question(s, "PIPE_FORGET")[C["A_PIPE_PIPE_ID"]][0]) == 77
    asker.say("forget", 78)
    assert number(question(s, "AUTH_FORGET")[C["A_AUTH_SESSION_ID"]][0]) == 78
    asker.close()
    s.close()


def test_death():
    """a daemon's death: first legs and opens go to the next one, the rest ends"""
    s = daemon()
    first, again, opening = auth(1, token="aa"), auth(1, "next"), Asker("open", 2, "srvsvc")
    writing = Asker("write", 2, "bb")
    cookie, _ = whole(s)
    # half an answer must not be taken for the beginning of the next daemon's
    s.call("AUTH_ANSWER", answer(cookie, who=False, token=b"half",
                                 extra=a("AUTH_MORE") + a("AUTH_GROUP", u32(1))))
    s.close()
    assert again.answer()[0] == -errno.ECONNRESET
    assert writing.answer()[0] == -errno.ECONNRESET
    assert first.waiting() and opening.waiting()
    refused(errno.ECONNRESET, auth, 1, "next")
    refused(errno.ECONNRESET, Asker, "write", 2, "bb")
    s = daemon()
    cookie, token = whole(s)
    assert token == b"\xaa"
    q = question(s, "PIPE_OPEN")
    s.call("AUTH_ANSWER", answer(cookie, token=b"whole"))
    err, status, rest = first.answer()
    assert (err, status, rest[0], rest[4]) == (0, 0, b"whole".hex(), "-"), rest
    s.call("PIPE_ANSWER", a("PIPE_COOKIE", q[C["A_PIPE_COOKIE"]][0]) + a("PIPE_STATUS", u32(0)))
    assert opening.answer()[0] == 0
    for x in (first, again, opening, writing):
        x.close()
    s.close()


def test_late_daemon():
    """a log-on that begins without a daemon waits for it"""
    asker = auth(3)
    assert asker.waiting()
    s = daemon()
    cookie, _ = whole(s)
    s.call("AUTH_ANSWER", answer(cookie))
    assert asker.answer()[0] == 0
    asker.close()
    s.close()


def test_timeout():
    """a log-on that nobody answers ends after 10 s, with and without a daemon"""
    lone, begun = auth(3), time.monotonic()
    assert lone.answer()[0] == -errno.ETIMEDOUT
    assert 9 < time.monotonic() - begun < 16
    s, begun = daemon(), time.monotonic()
    mute = auth(4)
    cookie, _ = whole(s)
    assert mute.answer()[0] == -errno.ETIMEDOUT
    assert 9 < time.monotonic() - begun < 16
    refused(errno.ENOENT, s.call, "AUTH_ANSWER", answer(cookie))
    lone.close()
    mute.close()
    s.close()


def test_cancel():
    """who gives up is not called back, and the answer is told that nobody waits"""
    s = daemon()
    asker = auth(3)
    cookie, _ = whole(s)
    asker.say("cancel")
    refused(errno.EALREADY, asker.say, "cancel")
    refused(errno.ENOENT, s.call, "AUTH_ANSWER", answer(cookie))
    asker.close()
    early = auth(4, token="00" * 100000)
    early.close()  # perhaps in the middle of its parts
    late = auth(5, token="0505")
    while True:
        q = question(s)
        if number(q[C["A_AUTH_SESSION_ID"]][0]) == 5:
            break
    s.call("AUTH_ANSWER", answer(q[C["A_AUTH_COOKIE"]][0]))
    assert late.answer()[0] == 0
    late.close()
    s.close()


def test_slow_daemon():
    """a daemon that reads slowly with a small buffer loses nothing, and order holds"""
    s = daemon(rcvbuf=40000)
    askers = [auth(i, token="%04x" % i * 10000) for i in range(40)]
    for i in range(40):
        cookie, token = whole(s)
        assert token == bytes.fromhex("%04x" % i) * 10000, i
        s.call("AUTH_ANSWER", answer(cookie))
    for x in askers:
        assert x.answer()[0] == 0
        x.close()
    s.close()


def test_memory_limit():
    """without a daemon, questions hold a bounded amount of memory"""
    askers = []

    def more():
        askers.append(auth(1, token="00" * 1000000))
    for _ in range(31):
        more()
    refused(errno.ENOBUFS, lambda: [more() for _ in range(4)])
    for x in askers:
        x.close()
    auth(1).close()


def test_lists():
    """lists longer than a message are whole and in order"""
    s = Socket()
    for n in (0, 1, 5000):
        rows(n)
        for name, kind, base in (("SESSION_GET", "SESSION_ID", 1000),
                                 ("OPEN_GET", "OPEN_ID", 2000), ("CONN_GET", "CONN_ID", 3000)):
            got = [number(r[C["A_" + kind]][0]) for _, r in s.call(name, dump=True)]
            assert got == list(range(base, base + n)), (name, n, len(got))
    s.call("SESSION_CLOSE", a("SESSION_ID", u64(1001)))
    refused(errno.ENOENT, s.call, "SESSION_CLOSE", a("SESSION_ID", u64(1)))
    refused(errno.EINVAL, s.call, "SESSION_CLOSE")
    s.call("OPEN_CLOSE", a("OPEN_ID", u64(2001)))
    refused(errno.ENOENT, s.call, "OPEN_CLOSE", a("OPEN_ID", u64(1)))
    stats = s.call("STATS_GET")[0][1]
    assert number(stats[C["A_STATS_SESSIONS"]][0]) == 5000
    assert number(stats[C["A_STATS_DAEMON"]][0]) == 0
    rows(3)
    s.close()


def shares(s):
    return {r[C["A_SHARE_NAME"]][0][:-1].decode(): r for _, r in s.call("SHARE_GET", dump=True)}


def disk(name, fd, extra=b""):
    return a("SHARE_NAME", text(name)) + a("SHARE_TYPE", u32(0)) + \
        a("SHARE_ROOT_FD", u32(fd)) + extra


def test_shares():
    """shares are added, replaced whatever their case, and deleted; bad ones are refused"""
    s = daemon()
    fd = os.open("/tmp", os.O_PATH | os.O_DIRECTORY)
    plain = os.open("/etc/passwd", os.O_RDONLY)
    s.call("SHARE_ADD", disk("Data", fd, a("SHARE_FINGERPRINT", u64(1 << 63)) +
                             a("SHARE_COMMENT", text("hello")) + a("SHARE_READ_ONLY") +
                             b"".join(a("SHARE_VALID_USER", u32(u)) for u in (9, 3, 7))))
    row = shares(s)["Data"]
    assert number(row[C["A_SHARE_FINGERPRINT"]][0]) == 1 << 63
    assert row[C["A_SHARE_COMMENT"]][0] == b"hello\0" and C["A_SHARE_READ_ONLY"] in row
    s.call("SHARE_ADD", disk("DATA", fd))
    s.call("SHARE_ADD", a("SHARE_NAME", text("IPC$")) + a("SHARE_TYPE", u32(1)))
    assert sorted(shares(s)) == ["DATA", "IPC$"]
    net = a("NETWORK_ADDRESS", bytes(4))
    for why, body in ((errno.EINVAL, a("SHARE_NAME", text("x"))),
                      (errno.EINVAL, a("SHARE_TYPE", u32(0))),
                      (errno.EINVAL, a("SHARE_NAME", text("x")) + a("SHARE_TYPE", u32(0))),
                      (errno.EINVAL, disk("", fd)), (errno.EINVAL, disk("a/b", fd)),
                      (errno.EINVAL, disk("a\\b", fd)), (BAD, disk("x" * 81, fd)),
                      (errno.EBADF, disk("x", 999)), (errno.EBADF, disk("x", 0xffffffff)),
                      (errno.ENOTDIR, disk("x", plain)),
                      (BAD, disk("x", fd, a("SHARE_CREATE_MASK", u32(0o1777)))),
                      (errno.EINVAL, disk("x", fd, a("SHARE_TREES", u32(1)))),
                      (errno.EINVAL, disk("x", fd, a("SHARE_HOST_ALLOW", net, True))),
                      (errno.EINVAL, disk("x", fd, a("SHARE_HOST_ALLOW", net +
                                                     a("NETWORK_PREFIX", u8(33)), True))),
                      (errno.EINVAL, disk("x", fd, a("SHARE_HOST_DENY",
                                                     a("NETWORK_ADDRESS", bytes(5)) +
                                                     a("NETWORK_PREFIX", u8(3)), True))),
                      (errno.E2BIG, disk("x", fd, a("SHARE_READ_USER", u32(1)) * 1025)),
                      (BAD, a("SHARE_NAME", text("x")) + a("SHARE_TYPE", u32(7)))):
        refused(why, s.call, "SHARE_ADD", body)
    assert sorted(shares(s)) == ["DATA", "IPC$"]
    s.call("SHARE_DEL", a("SHARE_NAME", text("data")))
    refused(errno.ENOENT, s.call, "SHARE_DEL", a("SHARE_NAME", text("data")))
    s.close()
    assert sorted(shares(Socket())) == ["IPC$"], "shares outlive the daemon"
    os.close(fd)
    os.close(plain)


def test_listeners():
    """listeners are added once, listed, deleted; bad addresses are refused"""
    s = daemon()
    six = bytes(15) + b"\1"
    s.call("LISTEN_ADD", endpoint(bytes((127, 0, 0, 1)), 445))
    s.call("LISTEN_ADD", endpoint(six, 445))
    refused(errno.EEXIST, s.call, "LISTEN_ADD", endpoint(six, 445))
    assert len(s.call("LISTEN_GET", dump=True)) == 2
    for bad in (b"", a("LISTENER_LOCAL", b"", True), endpoint(bytes(5), 1),
                a("LISTENER_LOCAL", a("ENDPOINT_ADDRESS", bytes(4)), True),
                a("LISTENER_LOCAL", a("ENDPOINT_PORT", u16(4)), True)):
        refused(errno.EINVAL, s.call, "LISTEN_ADD", bad)
    s.call("LISTEN_DEL", endpoint(six, 445))
    refused(errno.ENOENT, s.call, "LISTEN_DEL", endpoint(six, 445))
    assert len(s.call("LISTEN_GET", dump=True)) == 1
    s.close()


def config(**change):
    values = {"GUID": bytes(16), "MIN_DIALECT": u16(0x202), "MAX_DIALECT": u16(0x311),
              "MAX_READ": u32(1), "MAX_WRITE": u32(1), "MAX_TRANSACT": u32(1),
              "MAX_CONNECTIONS": u32(0), "DEADTIME": u32(0), "SPNEGO_HINT": b"hint"}
    values.update(change)
    return b"".join(a("CONFIG_" + k, v) for k, v in values.items() if v is not None)


def test_config():
    """settings are taken whole or not at all"""
    s = daemon()
    s.call("CONFIG_SET", config())
    s.call("CONFIG_SET", config(SIGNING_REQUIRED=b"", SPNEGO_HINT=bytes(1024)))
    for key in ("GUID", "MIN_DIALECT", "MAX_READ", "DEADTIME", "SPNEGO_HINT"):
        refused(BAD, s.call, "CONFIG_SET", config(**{key: None}))
    refused(BAD, s.call, "CONFIG_SET", config(MAX_READ=u32(0)))
    refused(BAD, s.call, "CONFIG_SET", config(MIN_DIALECT=u16(0x312)))
    refused(BAD, s.call, "CONFIG_SET", config(SPNEGO_HINT=bytes(1025)))
    refused(BAD, s.call, "CONFIG_SET", config(GUID=bytes(15)))
    s.close()


def test_stop():
    """stop takes listeners and shares away; only the daemon may say it"""
    s, other = daemon(), Socket()
    s.call("LISTEN_ADD", endpoint(bytes(4), 446))
    s.call("SHARE_ADD", a("SHARE_NAME", text("IPC$")) + a("SHARE_TYPE", u32(1)))
    refused(errno.EPERM, other.call, "STOP")
    s.call("STOP")
    assert not shares(s) and not s.call("LISTEN_GET", dump=True)
    s.close()


def killed_daemon():
    try:
        daemon().event()
        os.kill(os.getpid(), signal.SIGKILL)
    except BaseException:
        traceback.print_exc()
    os._exit(1)


def test_killed_daemons():
    """100 daemons are killed with log-ons waiting; each log-on is answered in the end"""
    askers = []
    for i in range(100):
        askers.append(auth(i, token="%02x" % i * 40000))
        if len(askers) > 4:
            askers.pop(0).close()
        pid = os.fork()
        if pid == 0:
            killed_daemon()
        assert os.waitpid(pid, 0)[1] == signal.SIGKILL
    s = daemon()
    for i, x in enumerate(askers, 96):
        cookie, token = whole(s)
        assert token == bytes([i]) * 40000
        s.call("AUTH_ANSWER", answer(cookie))
        assert x.answer()[0] == 0
        x.close()
    s.close()


def test_answer_and_timeout_race():
    """answers that come with the time-out, the cancel and the death: one call back each"""
    s = daemon()
    done = []

    def asker_loop():
        while len(done) < 200:
            x = auth(1)
            if len(done) % 3 == 0:
                try:
                    x.say("cancel")
                except OSError:
                    pass
            else:
                x.answer()
            x.close()
            done.append(1)
    t = threading.Thread(target=asker_loop)
    t.start()
    s.s.settimeout(0.5)
    while t.is_alive():
        try:
            cookie, _ = whole(s)
            s.call("AUTH_ANSWER", answer(cookie, DENIED))
        except Refused as e:
            assert e.errno == errno.ENOENT
        except TimeoutError:
            pass
    t.join()
    s.close()


def main():
    tests = [(n[5:], f) for n, f in globals().items() if n.startswith("test_")]
    wanted = sys.argv[1:]
    tests = [t for t in tests if not wanted or t[0] in wanted]
    failed = 0
    print("TAP version 14\n1..%d" % len(tests))
    for i, (name, fn) in enumerate(tests, 1):
        try:
            fn()
            print("ok %d - %s: %s" % (i, name, fn.__doc__), flush=True)
        except Exception:
            failed += 1
            print("not ok %d - %s: %s" % (i, name, fn.__doc__))
            print("# " + traceback.format_exc().replace("\n", "\n# "), flush=True)
    print("%d passed, %d failed, 0 skipped" % (len(tests) - failed, failed))
    sys.exit(failed != 0)


if __name__ == "__main__":
    main()
