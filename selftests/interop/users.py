#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Users are real: what they make is theirs on disk, what Linux denies them is denied, and
no name leads out of the share. Run in a machine: scripts/vm -- selftests/interop/users.py [TEST...]"""
import os
import stat
import sys
import threading

sys.dont_write_bytecode = True
import served as s
from served import DATA, WORK, Client, Refused, refused, sh

ID, DAEMON = {}, None
OUTSIDE = WORK / "outside"
SECRET = OUTSIDE / "secret"


def owner(path):
    st = os.lstat(path)
    return st.st_uid, st.st_gid


def local(name, data=b"", mode=0o644, user="alice", group=None):
    path = DATA / name
    path.write_bytes(data)
    os.chown(path, ID[user], ID[group or user])
    path.chmod(mode)
    return path


def smbclient(user, *commands, check=True):
    r = sh("smbclient", "-m", "SMB3", "-U", "%s%%%s-secret" % (user, user), "//127.0.0.1/data",
           "-c", "; ".join(commands), check=False)
    # It exits with 0 whatever the server said to a command.
    assert not check or not r.returncode and "NT_STATUS" not in r.stdout, r.stdout + r.stderr
    return r.stdout + r.stderr


# ---- what is whose -------------------------------------------------------------------

def test_owner():
    """files and folders of A and B belong to A and B, with their groups"""
    for user in ("alice", "bob"):
        mine = ID[user], ID[user]
        with Client(user) as c:
            c.make(user + ".file", b"data")
            c.mkdir(user + ".folder")
            c.make(user + ".folder\\deep", b"data")
        smbclient(user, "put /etc/hostname %s.put" % user, "mkdir %s.mkdir" % user)
        for name in (".file", ".folder", ".folder/deep", ".put", ".mkdir"):
            assert owner(DATA / (user + name)) == mine, name
    with Client("bob") as b:  # overwritten or not, it is whose it was
        (DATA / "alice.file").chmod(0o666)
        b.make("alice.file", b"bob's")
        assert owner(DATA / "alice.file") == (ID["alice"], ID["alice"])
    shared = DATA / "shared"
    shared.mkdir()
    os.chown(shared, ID["alice"], ID["team"])
    shared.chmod(0o2775)
    with Client("bob") as b:  # a folder with setgid gives its group
        b.make("shared\\file", b"")
        assert owner(shared / "file") == (ID["bob"], ID["team"])


def test_private():
    """B cannot read, write, delete, rename, link or describe A's 0600 file"""
    path = local("private", b"A's", 0o600)
    DATA.chmod(0o1777)
    try:
        with Client("bob") as b:
            refused("ACCESS_DENIED", b.open, "private", s.DATA_READ)
            refused("ACCESS_DENIED", b.open, "private", s.DATA_WRITE)
            refused("ACCESS_DENIED", b.open, "private", s.APPEND)
            refused("ACCESS_DENIED", b.open, "private", s.EXECUTE)
            refused("ACCESS_DENIED", b.open, "private", s.DELETE)
            refused("ACCESS_DENIED", b.open, "private", s.WRITE_ATTRIBUTES)
            refused("ACCESS_DENIED", b.open, "private", 0x40000)  # WRITE_DAC
            refused("ACCESS_DENIED", b.open, "private", 0x80000)  # WRITE_OWNER
            refused("PRIVILEGE_NOT_HELD", b.open, "private", 0x1000000)
            refused("ACCESS_DENIED", b.open, "private", s.DATA_READ, disposition=s.OVERWRITE)
            refused("ACCESS_DENIED", b.open, "private", s.DATA_READ, disposition=s.SUPERSEDE)
            with b.open("private", s.READ_ATTRIBUTES) as f:  # as stat(2)
                assert f.end_of_file == 3
                refused("ACCESS_DENIED", f.read, 1)
                refused("ACCESS_DENIED", f.write, b"x")
                refused("ACCESS_DENIED", f.flush)
                refused("ACCESS_DENIED", f.set_size, 0)
                refused("ACCESS_DENIED", f.set_times, written=1 << 60)
                refused("ACCESS_DENIED", f.set_delete)
                refused("ACCESS_DENIED", f.rename, "stolen")
                refused("ACCESS_DENIED", f.link, "stolen")
                refused("ACCESS_DENIED", f.allocated)
        assert "NT_STATUS_ACCESS_DENIED" in smbclient("bob", "get private %s" % (WORK / "got"),
                                                      check=False)
        with Client() as a:
            assert a.get("private") == b"A's"
    finally:
        DATA.chmod(0o777)
    assert path.read_bytes() == b"A's" and not (DATA / "stolen").exists()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_private_folder():
    """what lies in a folder that B may not enter is not there for him"""
    folder = DATA / "closed"
    folder.mkdir()
    (folder / "open").write_bytes(b"readable by all")
    os.chown(folder, ID["alice"], ID["alice"])
    folder.chmod(0o700)
    with Client("bob") as b, Client() as a:
        refused("ACCESS_DENIED", b.open, "closed\\open", s.DATA_READ)
        refused("ACCESS_DENIED", b.open, "closed\\new", disposition=s.MAKE)
        refused("ACCESS_DENIED", b.list, "closed")
        assert a.get("closed\\open") == b"readable by all"
        folder.chmod(0o711)
        assert b.get("closed\\open") == b"readable by all"
        refused("ACCESS_DENIED", b.list, "closed")


def test_groups():
    """a group grants, primary or supplementary; who is not in it gets nothing"""
    path = local("team", b"for us", 0o640, group="team")
    with Client("bob") as b, Client("carol") as c:
        assert b.get("team") == b"for us"  # supplementary
        refused("ACCESS_DENIED", b.open, "team", s.DATA_WRITE)
        path.chmod(0o660)
        b.make("team", b"by bob")
        refused("ACCESS_DENIED", c.open, "team", s.DATA_READ)
        os.chown(path, -1, ID["carol"])
        assert c.get("team") == b"by bob"  # primary
        refused("ACCESS_DENIED", b.open, "team", s.DATA_READ)
        sh("setfacl", "-m", "g:team:r", path)
        assert b.get("team") == b"by bob"
        refused("ACCESS_DENIED", b.open, "team", s.DATA_WRITE)
        # As Linux has it: who is in a group that may not, may not, though others may.
        sh("setfacl", "-b", path)
        os.chown(path, -1, ID["team"])
        path.chmod(0o604)
        refused("ACCESS_DENIED", b.open, "team", s.DATA_READ)
        assert c.get("team") == b"by bob"


def test_left_the_group():
    """who has left a group has left it at his next log-on"""
    local("members", b"only", 0o640, group="team")
    group = open("/etc/group").read()
    with Client("bob") as b:
        assert b.get("members") == b"only"
    try:
        with open("/etc/group", "w") as f:
            f.write(group.replace(":bob\n", ":\n"))
        with Client("bob") as b:
            refused("ACCESS_DENIED", b.open, "members", s.DATA_READ)
    finally:
        with open("/etc/group", "w") as f:
            f.write(group)
    with Client("bob") as b:
        assert b.get("members") == b"only"


# ---- who gets in ---------------------------------------------------------------------

def test_refused():
    """an unknown user and a wrong password are refused alike, and logged one line each"""
    before = len(DAEMON.log().splitlines())
    refused("LOGON_FAILURE", Client, "alice", password="wrong-secret")
    refused("LOGON_FAILURE", Client, "nobody-here")
    refused("LOGON_FAILURE", Client, "dave")  # an account that is no user of the server
    lines = [x for x in DAEMON.log().splitlines()[before:] if "log-on refused" in x]
    assert len(lines) == 3, DAEMON.log()
    for line, user, why in zip(lines, ("alice", "nobody-here", "dave"),
                               ("wrong password", "", "")):
        assert "client 127.0.0.1" in line and '"%s"' % user in line and why in line, line
    assert "secret" not in DAEMON.log()


def test_root():
    """root is refused unless a share says so, and then is a user like others"""
    s.lwsmb("user", "add", "root", stdin="root-secret\n")
    path = local("not root's", b"A's", 0o600)
    refused("LOGON_FAILURE", Client, "root")
    assert "uid 0" in DAEMON.log()
    s.configure(s.shares(data=DATA, admin=(DATA, "root allowed = yes")))
    DAEMON.reload()
    with Client("root", "admin") as r:
        r.make("root's", b"")
        assert owner(DATA / "root's") == (0, 0)
        refused("ACCESS_DENIED", r.open, "not root's", s.DATA_READ)
        refused("ACCESS_DENIED", r.open, "not root's", s.DATA_WRITE)
    refused("ACCESS_DENIED", Client, "root", "data")
    s.configure(s.shares(data=DATA))
    DAEMON.reload()
    s.lwsmb("user", "del", "root")
    assert path.read_bytes() == b"A's"


# ---- names that leave the share ------------------------------------------------------

LEAVING = {
    "..": "OBJECT_PATH_SYNTAX_BAD",
    "..\\outside\\secret": "OBJECT_PATH_SYNTAX_BAD",
    "sub\\..\\..\\outside\\secret": "OBJECT_PATH_SYNTAX_BAD",
    "sub\\..": "OBJECT_PATH_SYNTAX_BAD",
    ".": "OBJECT_PATH_SYNTAX_BAD",
    "../outside/secret": "OBJECT_NAME_INVALID",
    "/tmp/served/outside/secret": "OBJECT_NAME_INVALID",
    "sub/inside": "OBJECT_NAME_INVALID",
    "nul\0": "OBJECT_NAME_INVALID",
    "sub\\in\0side": "OBJECT_NAME_INVALID",
    "\0": "OBJECT_NAME_INVALID",
    "\\outside": "INVALID_PARAMETER",
    "\\\\127.0.0.1\\data\\sub": "INVALID_PARAMETER",
    "sub\\\\inside": "OBJECT_NAME_INVALID",
    # What stands for a dot at the end of a name (Services for Macintosh) makes no "..".
    ".\uf029\\outside\\secret": "OBJECT_NAME_INVALID",
    ".\uf029": "OBJECT_NAME_INVALID",
    "sub\\\uf029": "OBJECT_NAME_INVALID",
    # Half a character
    b"\x00\xd8": "OBJECT_NAME_INVALID",
    b"a\x00b": ("OBJECT_NAME_INVALID", "INFO_LENGTH_MISMATCH"),
}

LINKS = {
    "absolute": str(SECRET),
    "relative": "../outside/secret",
    "folder": "../outside",
    "home": str(OUTSIDE),
    "back": "../data/sub",
    "chain": "folder",
    "root": "/",
    "process": "/proc/self/root",
    "up": "..",
    "dangling": "../outside/made",
}


def rig():
    """A folder with what leads out of it, and what must not change outside."""
    for path in (OUTSIDE, DATA / "sub"):
        if not path.exists():
            path.mkdir()
            path.chmod(0o777)
    SECRET.write_bytes(b"secret")
    SECRET.chmod(0o666)
    (DATA / "sub/inside").write_bytes(b"inside")
    for name, target in LINKS.items():
        if not (DATA / name).is_symlink():
            (DATA / name).symlink_to(target)
    local("mover", b"moves", 0o666)


def unchanged():
    assert SECRET.read_bytes() == b"secret" and SECRET.stat().st_nlink == 1
    assert os.listdir(OUTSIDE) == ["secret"], os.listdir(OUTSIDE)
    assert sorted(os.listdir(WORK)) == sorted(rig.beside), os.listdir(WORK)
    assert (DATA / "mover").read_bytes() == b"moves" and (DATA / "mover").stat().st_nlink == 1


def check_target(client, name, status):
    """As the name of an open, of a new file, and as the new name of another file"""
    for disposition in (s.OPEN, s.OPEN_IF, s.OVERWRITE_IF, s.MAKE):
        refused(status, client.open, name, disposition=disposition)
    refused(status, client.open, name, s.READ_ATTRIBUTES, options=s.DIRECTORY,
            disposition=s.MAKE)
    refused(status, client.rename, "mover", name)
    refused(status, client.rename, "mover", name, replace=True)
    refused(status, client.link, "mover", name)
    unchanged()


def test_names():
    """.., NUL, / and their disguises are refused: opened, made, renamed to, linked to"""
    rig()
    rig.beside = os.listdir(WORK)
    with Client() as c:
        for name, status in LEAVING.items():
            try:
                check_target(c, name, status)
            except AssertionError as e:
                raise AssertionError("%r: %s" % (name, e)) from e


def test_links_out():
    """symlinks out of the share lead nowhere, at the end of a name and within"""
    rig()
    rig.beside = os.listdir(WORK)
    out = ["ACCESS_DENIED", "OBJECT_PATH_NOT_FOUND", "OBJECT_NAME_NOT_FOUND"]
    with Client() as c:
        for name in ("folder\\secret", "home\\secret", "chain\\secret", "back\\inside",
                     "root\\etc\\passwd", "process\\etc\\passwd", "up\\outside\\secret",
                     "up\\data\\sub\\inside", "folder\\made", "chain\\made", "folder\\..\\x"):
            check_target(c, name, out + ["OBJECT_PATH_SYNTAX_BAD"])
        for name in LINKS:
            for disposition in (s.OPEN, s.OPEN_IF, s.OVERWRITE, s.OVERWRITE_IF, s.SUPERSEDE):
                refused(out, c.open, name, disposition=disposition)
            refused(out, c.open, name, s.DATA_READ, options=s.DIRECTORY)
            refused(out + ["OBJECT_NAME_COLLISION"], c.open, name, disposition=s.MAKE)
            refused("OBJECT_NAME_COLLISION", c.rename, "mover", name)
            refused("OBJECT_NAME_COLLISION", c.link, "mover", name)
            unchanged()
            with c.open(name, s.READ_ATTRIBUTES, options=s.REPARSE_POINT) as f:
                assert f.attributes & 0x400  # the link itself
                refused(("ACCESS_DENIED", "INVALID_DEVICE_REQUEST"), f.read, 1)
        # Deleted or replaced is the link, never what it leads to.
        c.open("absolute", s.DELETE, options=s.DELETE_ON_CLOSE | s.REPARSE_POINT).close()
        assert not (DATA / "absolute").is_symlink()
        c.rename("mover", "relative", replace=True)
        assert not (DATA / "relative").is_symlink() and (DATA / "relative").read_bytes() == b"moves"
        (DATA / "relative").rename(DATA / "mover")
        unchanged()
        listed = c.list()
        assert "folder" in listed and "sub" in listed, listed


def test_links_within():
    """symlinks within the share are followed"""
    rig()
    (DATA / "sub/up").symlink_to("../mover")
    (DATA / "in").symlink_to("sub")
    with Client() as c:
        assert c.get("in\\inside") == b"inside"
        assert c.get("in\\up") == b"moves"
        c.make("in\\made", b"through a link")
    assert (DATA / "sub/made").read_bytes() == b"through a link"


def test_race():
    """a folder that becomes a symlink while it is walked does not let anybody out"""
    rig()
    rig.beside = os.listdir(WORK)
    flip, real, link = DATA / "flip", DATA / "flip.real", DATA / "flip.link"
    real.mkdir()
    real.chmod(0o777)
    (real / "secret").write_bytes(b"inside")
    link.symlink_to("../outside")
    done, turns = threading.Event(), []

    def turn():
        while not done.is_set():
            real.rename(flip)
            flip.rename(real)
            link.rename(flip)
            flip.rename(link)
            turns.append(1)

    t = threading.Thread(target=turn)
    t.start()
    seen = set()
    try:
        with Client() as c:
            for i in range(200):
                try:
                    got = c.get("flip\\secret")
                    assert got == b"inside", got
                    seen.add("read")
                    c.make("flip\\made%d" % i)
                    c.rename("mover", "flip\\moved")
                    c.rename("flip\\moved", "mover")
                except Refused as e:
                    assert e.name in ("STATUS_OBJECT_PATH_NOT_FOUND", "STATUS_ACCESS_DENIED",
                                      "STATUS_OBJECT_NAME_NOT_FOUND", "STATUS_SHARING_VIOLATION",
                                      "STATUS_OBJECT_NAME_COLLISION"), e.name
                    seen.add(e.name)
    finally:
        done.set()
        t.join()
    assert len(turns) > 10, turns
    assert "read" in seen and len(seen) > 1, seen
    if (real / "moved").exists():
        (real / "moved").rename(DATA / "mover")
    unchanged()


# ---- the run -------------------------------------------------------------------------

def prepare():
    global DAEMON
    s.set_up()
    ID.update(s.accounts(["alice", "bob", "carol"], {"team": ["bob"]}))
    with open("/etc/passwd", "a") as f:
        f.write("dave:x:4190:4190::/:/bin/false\n")
    DAEMON = s.Daemon()


if __name__ == "__main__":
    s.main(globals(), prepare)
