# SPDX-License-Identifier: GPL-2.0-or-later
"""Other people's clients behind the proxy. What the server must see, it must see with each of
them; what a client does with a changed answer is its own business, and a fact to be noted."""
import io
import os
import pathlib
import subprocess
import tempfile

import smb2
import tampers as t
from client import until
from proxy import ANSWER, REQUEST, Proxy, Tamper
from smb2 import (ACCESS_DENIED, CREATE, D210, D300, D302, D311, HDR, IOCTL, NEGOTIATE, QUERY_DIRECTORY,
                  QUERY_INFO, READ, SESSION_SETUP, TREE_CONNECT, WRITE)


class Env:
    """What the parts share."""

    def __init__(self, tap, server, disk, user, password, share, prepare, forgeries, long):
        self.tap, self.server, self.disk, self.long = tap, server, disk, long
        self.user, self.password, self.share = user, password, share
        self.prepare, self.forgeries = prepare, forgeries

    def old(self):
        return (self.disk / "victim").read_bytes()


def run(*argv, seconds=30):
    """(exit status, output) of a program; it is killed when its time is over."""
    try:
        r = subprocess.run([str(a) for a in argv], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                           stderr=subprocess.STDOUT, timeout=seconds, check=False)
        return r.returncode, r.stdout
    except subprocess.TimeoutExpired:
        return 124, b"no end within %d s" % seconds


def must_be_tampered(proxy):
    assert until(proxy.tampered), "the proxy had nothing to change"
    return proxy.tampered()


def server_saw(proxy, before, env, counted):
    link = must_be_tampered(proxy)
    assert link.server_gone.wait(10) and link.first_end == "server", "the server goes on"
    assert env.forgeries() - before == counted, env.forgeries() - before


# ---- smbclient: it verifies ------------------------------------------------------------

PUT, GET, LS = "put /etc/hostname made", "get victim %s", "ls"

# name: (tamper, command, who ends first, forgeries counted)
SMBCLIENT = {
    "SMB3_11": {
        "WRITE: the last bit": ((REQUEST, WRITE, t.flip_bit(-1)), PUT, "server", 1),
        "WRITE: the flag is stripped": ((REQUEST, WRITE, t.strip()), PUT, "server", 1),
        "CREATE: flag and signature are stripped": ((REQUEST, CREATE, t.strip(True), 1), PUT, "server", 1),
        "WRITE: twice": ((REQUEST, WRITE, t.twice), PUT, "server", 0),
        "NEGOTIATE: salt": ((REQUEST, NEGOTIATE, t.NEGOTIATE_CONTEXTS["salt"]), LS, "client", 0),
        "NEGOTIATE: 3.1.1 taken out": ((REQUEST, NEGOTIATE, t.only(D210, D300, D302)), LS, "server", 0),
        "SESSION_SETUP: NTLM flags": ((REQUEST, SESSION_SETUP, t.ntlm_flags(12, 0x10)), LS, "client", 0),
        "answer to READ: the last bit": ((ANSWER, READ, t.flip_bit(-1)), GET, "client", 0),
        "answer to READ: the flag is stripped": ((ANSWER, READ, t.strip()), GET, "client", 0),
        "answer to NEGOTIATE: security mode":
            ((ANSWER, NEGOTIATE, t.poke(HDR + 2, "H", lambda v: v & ~2)), LS, "client", 0),
    },
    "SMB3_00": {
        "WRITE: the last bit": ((REQUEST, WRITE, t.flip_bit(-1)), PUT, "server", 1),
        "NEGOTIATE: 3.x taken out": ((REQUEST, NEGOTIATE, t.only(D210)), LS, "server", 0),
        "answer to NEGOTIATE: server guid":
            ((ANSWER, NEGOTIATE, t.poke(HDR + 8, "B", lambda v: v ^ 1)), LS, "client", 0),
    },
    "SMB2_10": {
        "WRITE: the last bit": ((REQUEST, WRITE, t.flip_bit(-1)), PUT, "server", 1),
        "answer to READ: flag and signature are stripped": ((ANSWER, READ, t.strip(True)), GET, "client", 0),
        "SESSION_SETUP: Kerberos in front": ((REQUEST, SESSION_SETUP, t.SETUP_GUARDED[
            "Kerberos in front of the mechanisms"][1]), LS, "client", 0),
    },
}


SMBCLIENT_QUICK = {("SMB3_11", "WRITE: the last bit"), ("SMB3_11", "answer to READ: the last bit"),
                   ("SMB3_11", "NEGOTIATE: 3.1.1 taken out")}


def by_smbclient(env, protocol, what, command, first, counted):
    env.prepare()
    before, old = env.forgeries(), env.old()
    tamper = Tamper("smbclient", what[0], what[1], what[2])
    hold = first == "server" and what[1] != NEGOTIATE  # a client that hears nothing goes no further
    with tempfile.TemporaryDirectory() as folder, Proxy(env.server, tamper, hold) as proxy:
        got = pathlib.Path(folder, "got")
        status, out = run("smbclient", "-p", proxy.port, "-U", env.user + "%" + env.password, "-m", protocol,
                          "--client-protection=sign", "//127.0.0.1/" + env.share, "-c",
                          command.replace("%s", str(got)))
        link = must_be_tampered(proxy)
        assert status, "smbclient has seen nothing: %s" % out.decode()
        assert not got.exists() or got.read_bytes() != old, "the file has come all the same"
        assert until(lambda: link.first_end), "nobody has ended the connection"
        assert link.first_end == first, (link.first_end, out)
    assert env.forgeries() - before == counted, env.forgeries() - before
    made = env.disk / "made"
    if counted:
        assert not made.exists() or not made.read_bytes(), made.read_bytes()
    assert env.old() == old


def smbclient(env):
    for protocol, cases in SMBCLIENT.items():
        for name, case in cases.items():
            if not env.long and (protocol, name) not in SMBCLIENT_QUICK:
                continue
            env.tap.check("smbclient %s: %s" % (protocol, name), by_smbclient, env, protocol, *case)


# ---- impacket: it signs, and verifies nothing ----------------------------------------------

def impacket(env):
    from impacket import smb3structs, version  # it takes seconds to load
    from impacket.smbconnection import SMBConnection
    # 0.10 takes wrong keys for 3.1.1, as it says to every server that demands signatures.
    dialects = {smb3structs.SMB2_DIALECT_21: "2.1", smb3structs.SMB2_DIALECT_30: "3.0"}

    def connect(proxy, dialect):
        c = SMBConnection("127.0.0.1", "127.0.0.1", sess_port=proxy.port, preferredDialect=dialect, timeout=20)
        c.login(env.user, env.password)
        return c

    def requests(dialect, command, edit):
        env.prepare()
        before, old = env.forgeries(), env.old()
        with Proxy(env.server, Tamper("impacket", REQUEST, command, edit), hold=True) as proxy:
            try:
                connect(proxy, dialect).putFile(env.share, "made", io.BytesIO(b"data").read)
                raise AssertionError("impacket has seen nothing")
            except AssertionError:
                raise
            except Exception:  # noqa: BLE001: impacket has many words for the end of a connection
                server_saw(proxy, before, env, 1)
        assert not (env.disk / "made").exists() or not (env.disk / "made").read_bytes()
        assert env.old() == old

    def answers(dialect, edit, facts):
        env.prepare()
        got = io.BytesIO()
        with Proxy(env.server, Tamper("impacket", ANSWER, READ, edit)) as proxy:
            try:
                connect(proxy, dialect).getFile(env.share, "victim", got.write)
                saw = "the right data" if got.getvalue() == env.old() else "WRONG DATA"
            except Exception as e:  # noqa: BLE001
                saw = "error: %s" % e
            link = must_be_tampered(proxy)
            facts.append("%s: the program gets %s" % (dialects[dialect], saw))
            assert smb2.split(link.answers[0][4:])[0].flags & smb2.SIGNED, "the server does not sign"

    for dialect in dialects:
        for name, command, edit in (("WRITE: the last bit", WRITE, t.flip_bit(-1)),
                                    ("WRITE: the flag is stripped", WRITE, t.strip()),
                                    ("CREATE: flag and signature are stripped", CREATE, t.strip(True)),
                                    ("TREE_CONNECT: another share", TREE_CONNECT, t.flip_bit(-16))):
            env.tap.check("impacket %s: %s" % (dialects[dialect], name), requests, dialect, command, edit)
        facts = []
        env.tap.check("impacket %s: a changed answer to READ" % dialects[dialect], answers, dialect, t.flip_bit(-1),
                      facts)
        env.tap.check("impacket %s: an answer to READ without signature" % dialects[dialect], answers, dialect,
                      t.strip(True), facts)
        for fact in facts:
            print("# impacket %s" % fact)
    print("# impacket is %s" % version.BANNER.split(" - ")[0])


# ---- cifs.ko: what it forgives ---------------------------------------------------------------

CAT, WRITTEN, LIST, SIZE, MOUNT = "cat", "write", "list", "size", "mount"

# name: (side, command, edit, what is done, nth, versions it makes sense for: None: all)
CIFS = {
    "answer to READ: a bit of the data": (ANSWER, READ, t.flip_bit(-1), CAT),
    "answer to READ: flag stripped": (ANSWER, READ, t.strip(), CAT),
    "answer to READ: flag and signature stripped": (ANSWER, READ, t.strip(True), CAT),
    "answer to READ: signature zeroed": (ANSWER, READ, t.change(signature=bytes(16)), CAT),
    "answer to READ: sent twice": (ANSWER, READ, t.twice, CAT),
    "answer to READ: a forged error": (ANSWER, READ, t.instead(t.forged_error(ACCESS_DENIED)), CAT),
    "answer to QUERY_DIRECTORY: a letter of a name": (ANSWER, QUERY_DIRECTORY, t.flip_bit(-16), LIST),
    "answer to QUERY_INFO: the size": (ANSWER, QUERY_INFO, t.poke(HDR + 56, "Q", lambda v: v ^ 0x1000000), SIZE,
                                       lambda m: len(m.b) > HDR + 100),
    "answer to TREE_CONNECT: flag and signature stripped": (ANSWER, TREE_CONNECT, t.strip(True), MOUNT),
    "answer to SESSION_SETUP: flag and signature stripped": (ANSWER, SESSION_SETUP, t.strip(True), MOUNT, "last"),
    "answer to SESSION_SETUP: a guest": (ANSWER, SESSION_SETUP, t.poke(HDR + 2, "H", lambda v: 1), MOUNT, "last"),
    "answer to NEGOTIATE: signing not required": (ANSWER, NEGOTIATE, t.poke(HDR + 2, "H", lambda v: v & ~2), CAT),
    "answer to NEGOTIATE: server guid": (ANSWER, NEGOTIATE, t.poke(HDR + 8, "B", lambda v: v ^ 1), MOUNT),
    "answer to NEGOTIATE: largest read": (ANSWER, NEGOTIATE, t.poke(HDR + 32, "I", lambda v: v >> 1), MOUNT),
    "answer to VALIDATE_NEGOTIATE_INFO: flag and signature stripped": (ANSWER, IOCTL, t.strip(True), MOUNT, "3.0"),
}

CIFS_QUICK = {"answer to READ: a bit of the data", "answer to READ: flag and signature stripped",
              "answer to SESSION_SETUP: a guest", "answer to NEGOTIATE: server guid",
              "WRITE: a bit of the data", "WRITE: flag stripped", "NEGOTIATE: salt"}

# What the server sees, and ends: forgeries counted
CIFS_REQUESTS = {
    "WRITE: a bit of the data": (REQUEST, WRITE, t.flip_bit(-1), WRITTEN, 1),
    "WRITE: flag stripped": (REQUEST, WRITE, t.strip(), WRITTEN, 1),
    "WRITE: sent twice": (REQUEST, WRITE, t.twice, WRITTEN, 0),
    "TREE_CONNECT: another share": (REQUEST, TREE_CONNECT, t.flip_bit(-16), MOUNT, 1),
    "NEGOTIATE: salt": (REQUEST, NEGOTIATE, t.NEGOTIATE_CONTEXTS["salt"], MOUNT, 1, "3.1.1"),
    "NEGOTIATE: security mode": (REQUEST, NEGOTIATE, t.NEGOTIATE_REQUESTS["security mode"], MOUNT, None),
}


def mounted(folder):
    return os.path.ismount(folder)


def cifs_mount(env, proxy, vers, folder):
    return run("mount", "-t", "cifs", "//127.0.0.1/" + env.share, folder, "-o",
               "port=%d,vers=%s,username=%s,password=%s,soft,nosharesock,echo_interval=1,iocharset=utf8" %
               (proxy.port, vers, env.user, env.password))


def cifs_do(env, what, folder):
    """What a program sees."""
    if what == MOUNT:
        return "mounted"
    if what == WRITTEN:
        status, out = run("dd", "if=/dev/zero", "of=%s/victim" % folder, "bs=5000", "count=1", "conv=notrunc,fsync",
                          "status=none")
        return "success" if not status else "error: " + out.decode().strip().rpartition(": ")[2]
    if what == LIST:
        status, out = run("ls", folder)
        right = sorted(out.decode(errors="replace").split()) == ["victim"]
    elif what == SIZE:
        status, out = run("stat", "-c", "%s", folder + "/victim")
        right = out.strip() == b"%d" % len(env.old())
    else:
        status, out = run("cat", folder + "/victim")
        right = out == env.old()
    if status:
        return "error: " + out.decode(errors="replace").strip().rpartition(": ")[2]
    return "right" if right else "FALSIFIED"


def cifs_row(env, vers, what, side, command, edit, kind, row, counted=None, when=None, nth=1):
    """One manipulation: tried, noted in row; for requests the server must have seen it."""
    env.prepare()
    before = env.forgeries()
    tamper = Tamper("cifs", side, command, edit, nth=nth, when=when,
                    armed=kind == MOUNT or command == NEGOTIATE)
    with tempfile.TemporaryDirectory() as folder, Proxy(env.server, tamper) as proxy:
        status, out = cifs_mount(env, proxy, vers, folder)
        try:
            if status:
                saw = "no mount: " + out.decode(errors="replace").partition("(")[0].strip().rpartition(": ")[2]
            else:
                tamper.armed = True
                saw = cifs_do(env, kind, folder)
            link = must_be_tampered(proxy)
            if counted is not None:
                server_saw(proxy, before, env, counted)
            ended = {None: "goes on", "client": "ended by the client", "server": "ended by the server"}[link.first_end]
            row.append((what, vers, saw, ended))
        finally:
            if mounted(folder):
                assert run("umount", folder)[0] == 0 or run("umount", "-l", folder)[0] == 0


def cifs(env):
    assert run("modprobe", "cifs")[0] == 0
    rows = []
    versions = ("2.1", "3.0", "3.1.1") if env.long else ("3.1.1",)
    for vers in versions:
        for name, (side, command, edit, kind, *more) in CIFS.items():
            if "3.0" in more and vers != "3.0" or not env.long and name not in CIFS_QUICK:
                continue
            when = next((m for m in more if callable(m)), None)
            env.tap.check("cifs %s: %s" % (vers, name), cifs_row, env, vers, name, side, command, edit, kind, rows,
                          when=when, nth=2 if "last" in more else 1)
        for name, (side, command, edit, kind, counted, *more) in CIFS_REQUESTS.items():
            if more and vers not in more or not env.long and name not in CIFS_QUICK:
                continue
            env.tap.check("cifs %s: %s" % (vers, name), cifs_row, env, vers, name, side, command, edit, kind, rows,
                          counted)
    print("#\n# What cifs.ko of %s made of it:" % os.uname().release)
    for name, vers, saw, ended in rows:
        print('# "%s", "%s", "%s", "%s"' % (name, vers, saw, ended))
    print("#", flush=True)
