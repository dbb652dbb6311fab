#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""lwsmbd and lwsmb with the server, as an administrator meets them. Runs in a machine
(selftests/srv/daemon/run); smbclient is the client, but for what it cannot say."""
import io
import json
import os
import pathlib
import pwd
import re
import resource
import shutil
import socket
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "interop"))
sys.dont_write_bytecode = True
from impacket.smbconnection import SessionError, SMBConnection

import served
from served import (BIN, CONF, DATA, DB, STATE, TOP, WORK, Daemon, configure, lwsmb, sh, wait_for)


def listing(noun):
    return json.loads(lwsmb(noun, "list", "--json").stdout)


def stats():
    return json.loads(lwsmb("stats", "--json").stdout)


class running:
    """A daemon for the time of a test."""

    def __init__(self, conf=None):
        configure(conf or STANDARD)

    def __enter__(self):
        self.d = Daemon()
        return self.d

    def __exit__(self, *_):
        if self.d.p.poll() is None:
            self.d.stop()


STANDARD = """[global]
	smb passwd file = %s
[data]
	path = %s
	read only = no
	comment = the data
""" % (DB, DATA)


def client(command="ls", user="alice", password="secret", share="data", *options, check=True,
           timeout=40):
    return sh("smbclient", "-m", "SMB3", "-U", "%s%%%s" % (user, password), *options,
              "//127.0.0.1/" + share, "-c", command, check=check, timeout=timeout)


def refused(user="alice", password="secret", why="NT_STATUS_LOGON_FAILURE", share="data",
            options=()):
    r = client("ls", user, password, share, *options, check=False)
    assert r.returncode and why in r.stdout + r.stderr, r.stdout + r.stderr


class Holding:
    """A client that stays, with a session and a tree."""

    def __init__(self, share="data"):
        self.c = SMBConnection("127.0.0.1", "127.0.0.1", sess_port=445, timeout=30)
        self.c.login("alice", "secret")
        self.share = share
        self.tree = self.c.connectTree(share)

    def put(self, name):
        self.c.putFile(self.share, name, io.BytesIO(b"data of a session").read)
        assert (DATA / name).read_bytes() == b"data of a session"

    def names(self):
        return [f.get_longname() for f in self.c.listPath(self.share, "*")]

    def end(self):
        self.c.getSMBServer().get_socket().close()


# ---- tests -------------------------------------------------------------------------

def test_serves():
    """a user lists, reads and writes; the list of shares is there; SIGTERM ends it all"""
    with running() as d:
        client("put /etc/hostname up; get up %s/down" % WORK)
        assert (WORK / "down").read_bytes() == (DATA / "up").read_bytes()
        assert os.stat(DATA / "up").st_uid == pwd.getpwnam("alice").pw_uid
        out = sh("smbclient", "-m", "SMB3", "-U", "alice%secret", "-L", "127.0.0.1").stdout
        assert re.search(r"data +Disk +the data", out) and "IPC$" in out, out
        assert stats()["daemon"] == d.p.pid or stats()["daemon"]
        h = Holding()
        d.stop()
        assert not listing("session") and not listing("share") and not listing("conn")
        h.end()
    with socket.socket() as s:
        assert s.connect_ex(("127.0.0.1", 445))


def test_refusals():
    """wrong password, unknown, disabled, locked, without account: refused, one line each"""
    with running() as d:
        refused(password="wrong")
        refused(user="nobody-here")
        assert 'client 127.0.0.1, user "alice"' in d.log() and "wrong password" in d.log()
        assert 'user "nobody-here"' in d.log()
        text = DB.read_text()
        DB.write_text(text.replace("[U ", "[DU"))
        refused()
        DB.write_text(text.replace("[U ", "[UL"))
        refused()
        DB.write_text(text.replace("alice:%d:" % pwd.getpwnam("alice").pw_uid, "alice:4242:"))
        refused()
        DB.write_text(text.replace("alice:", "ghost:"))
        refused(user="ghost")
        DB.chmod(0o644)
        refused()
        DB.chmod(0o600)
        DB.write_text(text)
        client()
        log = d.log()
        lines = [x for x in log.splitlines() if "log-on refused" in x]
        assert len(lines) == 7, log
        assert "another uid" in log and "no Unix account" in log
        assert "secret" not in log and not re.search("[0-9A-Fa-f]{32}", log)


def test_escapes():
    """a user's name with control characters does not write lines of its own"""
    with running() as d:
        refused(user="a\nlwsmbd: log-on accepted\x1b[2J")
        lines = d.log().splitlines()
        assert not any(x.startswith("lwsmbd: log-on accepted") for x in lines), lines
        assert "\\x0a" in d.log() and "\x1b" not in d.log()


def test_root():
    """user 0 logs on only if a share says so, and only there"""
    lwsmb("user", "add", "root", stdin="rootpw\n")
    with running() as d:
        refused(user="root", password="rootpw")
        assert "uid 0" in d.log()
        configure(STANDARD + "[admin]\n\tpath = /tmp\n\troot allowed = yes\n")
        d.reload()
        client(user="root", password="rootpw", share="admin")
        refused(user="root", password="rootpw", why="NT_STATUS_ACCESS_DENIED")
    lwsmb("user", "del", "root")


def test_ntlm_versions():
    """NTLMv1 is refused, but for the legacy clients"""
    v1 = ["--option=client ntlmv2 auth=no", "--option=client use spnego=yes",
          "--option=client lanman auth=no"]
    with running() as d:
        refused(options=v1)
        assert "NTLM" in d.log(), d.log()
        configure(STANDARD.replace("[data]", "\tlegacy clients = 127.0.0.0/8\n[data]"))
        d.reload()
        client("ls", "alice", "secret", "data", *v1)


def test_access_lists():
    """valid users, groups, hosts and read only decide who connects and who writes"""
    with running(STANDARD + """[others]
	path = {0}
	valid users = bob
[staff]
	path = {0}
	valid users = @staffers
	read only = no
[reader]
	path = {0}
	read only = no
	read list = alice
[far]
	path = {0}
	hosts allow = 10.0.0.0/8
[hidden]
	path = {0}
	browseable = no
[off]
	path = {0}
	available = no
""".format(DATA)):
        refused(share="others", why="NT_STATUS_ACCESS_DENIED")
        client("put /etc/hostname s", share="staff")
        r = client("put /etc/hostname no", share="reader", check=False)
        assert "NT_STATUS_ACCESS_DENIED" in r.stdout or "WRITE_PROTECTED" in r.stdout, r.stdout
        refused(share="far", why="NT_STATUS_ACCESS_DENIED")
        refused(share="off", why="NT_STATUS_BAD_NETWORK_NAME")
        client(share="hidden")
        out = sh("smbclient", "-m", "SMB3", "-U", "alice%secret", "-L", "127.0.0.1").stdout
        assert "hidden" not in out and "staff" in out, out


def test_reload():
    """a reload changes what has changed and drops nobody; a broken file changes nothing"""
    with running() as d:
        h = Holding()
        session = listing("session")[0]["id"]
        configure(STANDARD + "[more]\n\tpath = %s\n" % WORK)
        d.reload()
        client(share="more")
        configure(STANDARD.replace("the data", "other words"))
        d.reload()
        refused(share="more", why="NT_STATUS_BAD_NETWORK_NAME")
        assert {"name": "data", "comment": "other words"}.items() <= \
            [s for s in listing("share") if s["name"] == "data"][0].items()
        configure(STANDARD + "[broken]\n\tpath = relative\n\tvalid users = nobody-here\n")
        d.reload()
        assert re.search(r"lwsmb\.conf:8: .*path", d.log()), d.log()
        client()
        assert listing("session")[0]["id"] == session
        assert "." in h.names()
        h.end()


def test_unchanged_shares():
    """a reload and a restart do not touch shares that are as they were"""
    with running() as d:
        h = Holding()
        trees = [s["trees"] for s in listing("share") if s["name"] == "data"]
        assert trees == [1], listing("share")
        d.reload()
        assert [s["trees"] for s in listing("share") if s["name"] == "data"] == [1]
        d.kill()
        d2 = Daemon()
        assert [s["trees"] for s in listing("share") if s["name"] == "data"] == [1]
        d2.stop()
        h.end()


def test_killed():
    """kill -9: sessions and files stay, a log-on that began without a daemon succeeds"""
    with running() as d:
        h = Holding()
        ids = [s["id"] for s in listing("session")]
        d.kill()
        assert "not running" in lwsmb("share", "list").stderr
        h.put("while-away")
        late = subprocess.Popen(["smbclient", "-m", "SMB3", "-U", "alice%secret",
                                 "//127.0.0.1/data", "-c", "ls"], stdout=subprocess.PIPE,
                                stderr=subprocess.STDOUT, text=True)
        wait_for(lambda: stats()["waiting"], "a log-on that waits")
        d2 = Daemon()
        out = late.communicate(timeout=30)[0]
        assert late.returncode == 0 and "while-away" in out, out
        assert ids[0] in [s["id"] for s in listing("session")]
        assert "while-away" in h.names()
        h.end()
        d2.stop()


def test_killed_for_long():
    """without a daemon a log-on ends after 10 s with a status that says why"""
    with running() as d:
        d.kill()
        begun = time.monotonic()
        r = client(check=False)
        took = time.monotonic() - begun
        assert r.returncode and 8 < took < 35, (took, r.stdout, r.stderr)
        assert "NT_STATUS_LOGON_FAILURE" not in r.stdout + r.stderr
        Daemon().stop()


def test_killed_often():
    """100 daemons are killed, each when it is ready: an open session works on"""
    with running() as d:
        h = Holding()
        d.kill()
        for _ in range(99):
            Daemon().kill()
        d2 = Daemon()
        assert len(listing("session")) == 1
        h.put("after-all")
        client()
        d2.stop()
        h.end()


def test_one_daemon():
    """a second lwsmbd says that there is one"""
    with running():
        r = sh(BIN / "lwsmbd/lwsmbd", "--config", CONF, "--state-dir", STATE, check=False)
        assert r.returncode == 1 and "another lwsmbd is running" in r.stderr, r.stderr


def test_tool():
    """lists show sessions, files and connections; what is closed is gone"""
    with running():
        h = Holding()
        sessions = listing("session")
        assert sessions[0]["user"] == "alice" and sessions[0]["signed"] is True
        assert sessions[0]["client"].startswith("127.0.0.1:") and sessions[0]["trees"] >= 1
        conns = listing("conn")
        assert conns[0]["sessions"] == 1 and conns[0]["dialect"].startswith("3.")
        for noun in ("session", "conn", "share", "file"):
            assert lwsmb(noun, "list").stdout
        assert "alice" in lwsmb("session", "list").stdout
        lwsmb("session", "close", sessions[0]["id"])
        assert not listing("session")
        r = lwsmb("session", "close", sessions[0]["id"], check=False)
        assert r.returncode == 1 and "there is no session" in r.stderr
        h.end()
        s = stats()
        assert s["logons"] >= 1 and s["requests"] > 3 and s["bytes_received"] > 300, s
        assert lwsmb("session", "close", "x", check=False).returncode == 1
        assert lwsmb("session", "close", check=False).returncode == 2
        assert lwsmb("sesion", "list", check=False).returncode == 2
        # The tree may lie below a folder that is root's alone.
        program = shutil.copy(BIN / "lwsmb/lwsmb", WORK / "lwsmb")
        r = sh(program, "--config", CONF, "stats", check=False, user="nobody")
        assert r.returncode == 1 and "needs root" in r.stderr, r.stderr


def test_files():
    """an open file is listed with its path, and can be closed"""
    with running():
        h = Holding()
        f = h.c.createFile(h.tree, "held.txt")
        files = listing("file")
        assert [x["path"].lstrip("/\\") for x in files] == ["held.txt"], files
        assert files[0]["share"] == "data" and files[0]["user"] == "alice"
        lwsmb("file", "close", files[0]["id"])
        assert not listing("file")
        try:
            h.c.writeFile(h.tree, f, b"x")
            raise AssertionError("written to a closed file")
        except SessionError as e:
            assert e.getErrorCode() in (0xC0000128, 0xC0000008), hex(e.getErrorCode())
        r = lwsmb("file", "close", files[0]["id"], check=False)
        assert r.returncode == 1 and "there is no file" in r.stderr
        h.end()


def test_users():
    """users are added, changed, deleted; the file stays private"""
    r = lwsmb("user", "add", "nosuchuser", stdin="x\n", check=False)
    assert r.returncode == 1 and "no Unix account" in r.stderr
    r = lwsmb("user", "add", "alice", stdin="x\n", check=False)
    assert r.returncode == 1 and "already" in r.stderr
    assert lwsmb("user", "passwd", "alice", stdin="", check=False).returncode == 1
    with running():
        lwsmb("user", "passwd", "alice", stdin="other\n")
        refused()
        client(password="other")
        lwsmb("user", "passwd", "alice", stdin="secret\n")
        client()
        lwsmb("user", "add", "bob", stdin="pässwörd with blanks\n")
        client(user="bob", password="pässwörd with blanks")
        lwsmb("user", "del", "bob")
        refused(user="bob", password="pässwörd with blanks")
    assert os.stat(DB).st_mode & 0o777 == 0o600
    users = json.loads(lwsmb("user", "list", "--json").stdout)
    assert [(u["name"], u["state"]) for u in users] == [("alice", "ok")], users


def test_secrets():
    """the daemon leaves no core and nobody may look into it; its identity stays"""
    with running() as d:
        limits = pathlib.Path("/proc/%d/limits" % d.p.pid).read_text()
        assert re.search(r"Max core file size +0 +0", limits), limits
        # a process that is not dumpable belongs to root in /proc, and only root may ptrace
        status = pathlib.Path("/proc/%d/status" % d.p.pid).read_text()
        assert re.search(r"CapBnd:\t0*200404\n", status), status
        guid = (STATE / "guid").read_text()
        assert re.fullmatch(r"[0-9a-f]{32}\n", guid) and guid[:32] != "0" * 32
    with running():
        assert (STATE / "guid").read_text() == guid


def test_check_config():
    """--check-config names file, line and cause of every error"""
    check = [BIN / "lwsmbd/lwsmbd", "--check-config", "--config", CONF]
    configure(STANDARD)
    assert sh(*check).returncode == 0
    configure(STANDARD + "\tvalid users = @nogroup-here\n\twritabel = yes\n[x]\n\tpath = /none\n")
    r = sh(*check, check=False)
    assert r.returncode == 1 and "lwsmb.conf:8:" in r.stderr, r.stderr
    configure(STANDARD + "\tvalid users = @nogroup-here alice\n")
    r = sh(*check, check=False)
    assert r.returncode == 1 and 'lwsmb.conf:7: [data]: valid users: there is no group ' \
        '"nogroup-here"' in r.stderr, r.stderr
    configure(STANDARD + "[x]\n\tpath = /none\n")
    r = sh(*check, check=False)
    assert r.returncode == 1 and "lwsmb.conf:8:" in r.stderr and "/none" in r.stderr
    configure("[global]\n\tnetbios port = 139\n")
    r = sh(*check, check=False)
    assert r.returncode == 1 and "lwsmb.conf:2:" in r.stderr, r.stderr
    assert sh(BIN / "lwsmbd/lwsmbd", "--check-config", "--config",
              TOP / "etc/lwsmb.conf").returncode == 0


def test_missing_folder():
    """a share without its folder is left out and said; the others are served"""
    with running(STANDARD + "[gone]\n\tpath = /nowhere\n") as d:
        assert "/nowhere" in d.log()
        client()
        refused(share="gone", why="NT_STATUS_BAD_NETWORK_NAME")


def test_no_module():
    """without the module, daemon and tool say so; with it, it can go when nobody serves"""
    configure(STANDARD)
    sh("rmmod", "lwsmb_srv")
    r = lwsmb("stats", check=False)
    assert r.returncode == 1 and "modprobe lwsmb_srv" in r.stderr, r.stderr
    r = sh(BIN / "lwsmbd/lwsmbd", "--config", CONF, "--state-dir", STATE, check=False)
    assert r.returncode == 1 and "modprobe lwsmb_srv" in r.stderr, r.stderr


def prepare():
    resource.setrlimit(resource.RLIMIT_NOFILE, (1024, 1024))
    for d in (WORK, STATE, DATA):
        d.mkdir(mode=0o755)
    DATA.chmod(0o777)
    sh("ip", "link", "set", "lo", "up")
    for user in ("alice", "bob"):
        sh("useradd", "-M", user)
    sh("groupadd", "staffers")
    sh("gpasswd", "-a", "alice", "staffers")
    sh("modprobe", "lwsmb_srv")
    configure(STANDARD)
    lwsmb("user", "add", "alice", stdin="secret\n")


if __name__ == "__main__":
    served.main(globals(), prepare)
