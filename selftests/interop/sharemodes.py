#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Share modes and delete-on-close between clients, from either end. Run in a machine:
scripts/vm -- selftests/interop/sharemodes.py [TEST...]"""
import json
import os
import subprocess
import sys

sys.dont_write_bytecode = True
import served as s
from served import DATA, WORK, Client, Refused, refused, sh, wait_for

ID, DAEMON = {}, None

# Rights that take part, by what they want of the others (MS-FSA 2.1.5.1.2.2).
CLASSES = ((s.DATA_READ | s.EXECUTE, s.SHARE_READ), (s.DATA_WRITE | s.APPEND, s.SHARE_WRITE),
           (s.DELETE, s.SHARE_DELETE))
ACCESSES = (s.READ_ATTRIBUTES, s.DATA_READ, s.DATA_WRITE, s.DELETE, s.DATA_READ | s.DATA_WRITE,
            s.DATA_READ | s.DELETE, s.DATA_WRITE | s.DELETE,
            s.DATA_READ | s.DATA_WRITE | s.DELETE)
OTHER_ACCESSES = (s.EXECUTE, s.APPEND, s.WRITE_ATTRIBUTES, s.READ_CONTROL, 0x100008,
                  s.EXECUTE | s.APPEND)


def takes_part(access):
    return any(access & rights for rights, _ in CLASSES)


def conflict(first, second):
    """The rule, for two opens (access, share): each has to let the other do what it wants."""
    if not takes_part(first[0]) or not takes_part(second[0]):
        return False
    return any(a[0] & rights and not b[1] & share
               for rights, share in CLASSES for a, b in ((first, second), (second, first)))


def pairs(accesses):
    return [(access, share) for access in accesses for share in range(8)]


def check_pairs(first_client, second_client, firsts, seconds):
    wrong, count = [], 0
    for first in firsts:
        with first_client.open("matrix", *first):
            for second in seconds:
                count += 1
                try:
                    second_client.open("matrix", *second).close()
                    got = None
                except Refused as e:
                    got = e.name
                wanted = "STATUS_SHARING_VIOLATION" if conflict(first, second) else None
                if got != wanted:
                    wrong.append((tuple(map(hex, first)), tuple(map(hex, second)), got, wanted))
    assert not wrong, wrong[:8]
    return count


def fresh(name, data=b"data"):
    path = DATA / name
    path.write_bytes(data)
    path.chmod(0o666)
    return path


# ---- the rule ------------------------------------------------------------------------

def test_matrix():
    """all accesses by all share modes, 4096 pairs: the second gets what the rule says"""
    fresh("matrix")
    with Client() as a, Client("bob") as b:
        assert check_pairs(a, b, pairs(ACCESSES), pairs(ACCESSES)) == 4096


def test_matrix_others():
    """rights that read, write or delete by other names, and those that do neither"""
    fresh("matrix")
    plain = [(s.DATA_READ, 0), (s.DATA_WRITE, 7), (s.DELETE, 3), (s.READ_ATTRIBUTES, 0),
             (s.DATA_READ, 5), (s.DATA_READ, 6)]
    with Client() as a, Client("bob") as b:
        check_pairs(a, b, pairs(OTHER_ACCESSES), plain)
        check_pairs(b, a, plain, pairs(OTHER_ACCESSES))


def test_dispositions():
    """overwriting wants to write, whatever access is asked for; nothing is cut if refused"""
    path = fresh("kept", b"keep me")
    with Client() as a, Client("bob") as b:
        with a.open("kept", s.DATA_READ, s.SHARE_READ | s.SHARE_DELETE):
            for disposition in (s.OVERWRITE, s.OVERWRITE_IF, s.SUPERSEDE):
                refused("SHARING_VIOLATION", b.open, "kept", s.READ_ATTRIBUTES,
                        disposition=disposition)
                refused("SHARING_VIOLATION", b.open, "kept", s.DATA_READ,
                        disposition=disposition)
            b.open("kept", s.DATA_READ, disposition=s.OPEN_IF).close()
            assert path.read_bytes() == b"keep me"


def test_three():
    """the third has to agree with both of the first two"""
    fresh("three")
    with Client() as a, Client("bob") as b, Client("carol") as c:
        with a.open("three", s.DATA_READ, s.SHARE_READ | s.SHARE_WRITE):
            with b.open("three", s.DATA_READ, s.SHARE_READ | s.SHARE_DELETE):
                refused("SHARING_VIOLATION", c.open, "three", s.DATA_WRITE)
                refused("SHARING_VIOLATION", c.open, "three", s.DELETE)
                refused("SHARING_VIOLATION", c.open, "three", s.DATA_READ, 0)
                c.open("three", s.DATA_READ).close()
            c.open("three", s.DATA_WRITE).close()
            refused("SHARING_VIOLATION", c.open, "three", s.DELETE)
        c.open("three", s.DELETE).close()


def test_ends():
    """an open ends with close, tree, session or a cut cable, and so does its share mode"""
    fresh("ends")
    with Client("bob") as b:
        for end in ("close", "disconnect", "logoff", "cut", "admin"):
            a = Client()
            f = a.open("ends", s.RWD, 0)
            refused("SHARING_VIOLATION", b.open, "ends", s.DATA_READ)
            if end == "close":
                f.close()
            elif end == "disconnect":
                a.ask(s.TREE_DISCONNECT, b"\x04\0\0\0")
            elif end == "logoff":
                a.ask(s.LOGOFF, b"\x04\0\0\0")
            elif end == "admin":
                s.lwsmb("file", "close", *numbers("ends"))
            else:
                a.end()
                wait_for(lambda: opens(b, "ends"), "the end of the connection's opens")
            b.open("ends", s.RWD, 0).close()
            a.end()


def numbers(name):
    """Of the opens of a name, as an administrator sees them."""
    return [x["id"] for x in json.loads(s.lwsmb("file", "list", "--json").stdout)
            if x["path"] == "/" + name]


def is_open(name):
    return bool(numbers(name))


def opens(client, name):
    try:
        client.open(name, s.RWD, 0).close()
        return True
    except Refused:
        return False


def test_two_shares():
    """two shares of one folder, any spelling, another hard link: the file decides"""
    path = fresh("Spelled")
    os.link(path, DATA / "another")
    with Client() as a, Client("bob", "again") as b:
        for name in ("Spelled", "sPELLED", "another"):
            with a.open("Spelled", s.DATA_READ, s.SHARE_READ):
                refused("SHARING_VIOLATION", b.open, name, s.DATA_WRITE)
                b.open(name, s.DATA_READ).close()
            with b.open(name, s.DATA_WRITE, s.SHARE_WRITE):
                refused("SHARING_VIOLATION", a.open, "Spelled", s.DATA_READ)
        with a.open("Spelled", s.DATA_READ, 0):
            path.rename(DATA / "renamed")  # by a local process
            refused("SHARING_VIOLATION", b.open, "renamed", s.DATA_READ)


# ---- deletion ------------------------------------------------------------------------

def test_delete_on_close():
    """delete-on-close: others must share deletion; pending until the last has closed"""
    with Client() as one, Client("bob") as two:
        for a, b in ((one, two), (two, one)):
            path = fresh("doc")
            with b.open("doc", s.DATA_READ, s.SHARE_READ | s.SHARE_WRITE):
                refused("SHARING_VIOLATION", a.open, "doc", s.DELETE, options=s.DELETE_ON_CLOSE)
            assert path.exists()
            f = a.open("doc", s.DELETE | s.DATA_READ, options=s.DELETE_ON_CLOSE)
            refused("SHARING_VIOLATION", b.open, "doc", s.DATA_READ,
                    s.SHARE_READ | s.SHARE_WRITE)
            g = b.open("doc", s.DATA_READ)  # not pending before the close
            f.close()
            assert path.exists() and g.standard()[3] == 1
            for disposition in (s.OPEN, s.OPEN_IF, s.MAKE, s.OVERWRITE_IF):
                refused("DELETE_PENDING", a.open, "doc", disposition=disposition)
            assert g.read(4) == b"data"
            g.close()
            assert not path.exists()
            a.make("doc", b"new")
            path.unlink()


def test_disposition():
    """a deletion asked for by SET_INFO can be taken back, and goes with the cable else"""
    path = fresh("disposed")
    with Client("bob") as b:
        a = Client()
        f, g = a.open("disposed", s.RWD), b.open("disposed", s.DELETE)
        f.set_delete()
        refused("DELETE_PENDING", b.open, "disposed")
        g.set_delete(False)
        b.open("disposed").close()
        g.close()
        f.set_delete()
        a.end()
        wait_for(lambda: not path.exists(), "the deletion")
        with b.open("disposed", s.DATA_READ, disposition=s.OPEN_IF) as h:
            refused("ACCESS_DENIED", h.set_delete)


def test_delete_on_close_of_folder():
    """a folder that is not empty stays, and says so"""
    (DATA / "full").mkdir()
    (DATA / "full").chmod(0o777)
    inside = fresh("full/inside")
    with Client() as a, Client("bob") as b:
        refused("DIRECTORY_NOT_EMPTY", a.open, "full", s.DELETE,
                options=s.DIRECTORY | s.DELETE_ON_CLOSE)
        b.delete("full\\inside")
        assert not inside.exists()
        f = a.open("full", s.DELETE, options=s.DIRECTORY | s.DELETE_ON_CLOSE)
        fresh("full/late")  # a local process is in the way
        f.close()
        assert (DATA / "full/late").exists()
        b.delete("full\\late")
        a.open("full", s.DELETE, options=s.DIRECTORY | s.DELETE_ON_CLOSE).close()
        assert not (DATA / "full").exists()


# ---- others' clients -----------------------------------------------------------------

def smbclient(*commands):
    r = sh("smbclient", "-m", "SMB3", "-U", "bob%bob-secret", "//127.0.0.1/data", "-c",
           "; ".join(commands), check=False)
    return r.stdout + r.stderr


def test_smbclient():
    """impacket is first: smbclient gets NT_STATUS_SHARING_VIOLATION, and after the close its file"""
    path = fresh("both", b"first")
    with Client() as a:
        with a.open("both", s.RW, 0):
            for command in ("get both %s/got", "put /etc/hostname both", "rm both"):
                command = command % WORK if "%s" in command else command
                assert "NT_STATUS_SHARING_VIOLATION" in smbclient(command), command
        assert path.read_bytes() == b"first"
        with a.open("both", s.DATA_READ, s.SHARE_READ):
            assert "NT_STATUS_SHARING_VIOLATION" in smbclient("put /etc/hostname both")
            assert "NT_STATUS" not in smbclient("get both %s/got" % WORK)
        assert "NT_STATUS" not in smbclient("rm both")
    assert not path.exists()


def test_smbclient_first():
    """smbclient is first: impacket gets STATUS_SHARING_VIOLATION until it has gone"""
    fresh("both")
    p = subprocess.Popen(["smbclient", "-m", "SMB3", "-U", "bob%bob-secret", "//127.0.0.1/data"],
                         stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                         text=True)
    try:
        p.stdin.write("open both\n")  # to read and write, others may too
        p.stdin.flush()
        wait_for(lambda: is_open("both"), "smbclient's open")
        with Client() as a:
            refused("SHARING_VIOLATION", a.open, "both", s.DATA_READ, s.SHARE_READ)
            refused("SHARING_VIOLATION", a.open, "both", s.DATA_READ, s.SHARE_WRITE)
            refused("SHARING_VIOLATION", a.open, "both", s.DELETE)
            a.open("both", s.READ_ATTRIBUTES, 0).close()
            a.open("both", s.DATA_READ, s.SHARE_READ | s.SHARE_WRITE).close()
            p.stdin.write("quit\n")
            p.stdin.flush()
            p.wait(30)
            assert opens(a, "both")
    finally:
        p.kill()
        p.wait()


def test_cifs():
    """a mount of cifs.ko and impacket, whichever is first"""
    mnt = WORK / "mnt"
    mnt.mkdir()
    fresh("mounted")
    sh("modprobe", "cifs")
    sh("mount", "-t", "cifs", "//127.0.0.1/data", mnt, "-o",
       "username=bob,password=bob-secret,vers=3.1.1")
    try:
        with Client() as a:
            with a.open("mounted", s.DATA_READ, s.SHARE_READ):
                try:
                    open(mnt / "mounted", "wb")
                    raise AssertionError("written though nobody may")
                except OSError:
                    pass
                assert (mnt / "mounted").read_bytes() == b"data"
            with open(mnt / "mounted", "r+b") as f:
                refused("SHARING_VIOLATION", a.open, "mounted", s.DATA_READ,
                        s.SHARE_READ | s.SHARE_DELETE)
                a.open("mounted", s.DATA_READ).close()
                f.write(b"DATA")
            wait_for(lambda: opens(a, "mounted"), "the close of cifs.ko, which may be late")
            assert a.get("mounted") == b"DATA"
    finally:
        sh("umount", mnt)


# ---- the run -------------------------------------------------------------------------

def prepare():
    global DAEMON
    s.set_up()
    ID.update(s.accounts(["alice", "bob", "carol"]))
    s.configure(s.shares(data=DATA, again=DATA))
    DAEMON = s.Daemon()


if __name__ == "__main__":
    s.main(globals(), prepare)
