#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Values are real: a local process changes a file, and what goes over the wire changes.
Run in a machine: scripts/vm -- selftests/interop/values.py [TEST...]"""
import os
import pathlib
import struct
import sys

sys.dont_write_bytecode = True
import served as s
from served import DATA, WORK, Client, Disk, refused, sh

ID, DISK, DAEMON = {}, None, None
ALL_RIGHTS = 0x1f01ff


def local(name, data=b"", mode=0o644, user="alice", folder=DATA):
    """A file that a local process has made."""
    path = folder / name
    path.write_bytes(data)
    os.chown(path, ID[user], ID[user])
    path.chmod(mode)
    return path


def maximal(client, name):
    """MaximalAccess of CREATE's MxAc context; the request wants next to nothing."""
    with client.open(name, s.READ_ATTRIBUTES, contexts=[s.context(b"MxAc")]) as f:
        status, access = struct.unpack("<II", f.contexts[b"MxAc"])
        assert status == 0
    with client.open(name, s.MAXIMUM_ALLOWED) as f:
        granted = struct.unpack("<I", f.query(8))[0]
    assert granted == access, (hex(granted), hex(access))
    return access


def has(access, bits):
    return access & bits == bits


# ---- MaximalAccess -------------------------------------------------------------------

def test_access_of_owner():
    """MaximalAccess follows chmod of one's own file; the owner may always chmod"""
    path = local("mine", mode=0o600)
    with Client() as a:
        assert maximal(a, "mine") == ALL_RIGHTS, hex(maximal(a, "mine"))
        path.chmod(0o400)
        access = maximal(a, "mine")
        assert has(access, s.DATA_READ) and not access & (s.DATA_WRITE | s.APPEND), hex(access)
        path.chmod(0)
        access = maximal(a, "mine")
        assert not access & (s.DATA_READ | s.DATA_WRITE | s.EXECUTE), hex(access)
        assert has(access, 0xc0000 | s.WRITE_ATTRIBUTES), hex(access)
        refused("ACCESS_DENIED", a.open, "mine", s.DATA_READ)


def test_access_of_others():
    """MaximalAccess is this user's: mode, owner, group, POSIX ACL, parent, immutable"""
    path = local("theirs", mode=0o600)
    with Client("bob") as b:
        assert not maximal(b, "theirs") & (s.DATA_READ | s.DATA_WRITE | 0xc0000)
        path.chmod(0o604)
        assert has(maximal(b, "theirs"), s.DATA_READ)
        assert not has(maximal(b, "theirs"), s.DATA_WRITE)
        path.chmod(0o640)
        assert not has(maximal(b, "theirs"), s.DATA_READ)
        os.chown(path, -1, ID["team"])
        assert has(maximal(b, "theirs"), s.DATA_READ)
        os.chown(path, ID["bob"], -1)
        assert has(maximal(b, "theirs"), s.DATA_WRITE | 0xc0000)
        os.chown(path, ID["alice"], ID["alice"])
        sh("setfacl", "-m", "u:bob:rw", path)
        assert has(maximal(b, "theirs"), s.DATA_READ | s.DATA_WRITE)
        assert has(maximal(b, "theirs"), s.DELETE)
        DATA.chmod(0o755)
        assert not has(maximal(b, "theirs"), s.DELETE)
        DATA.chmod(0o1777)
        assert not has(maximal(b, "theirs"), s.DELETE)
        DATA.chmod(0o777)
    with Client(share="disk") as a:
        path = local("fixed", folder=DISK.path)
        assert has(maximal(a, "fixed"), s.DATA_WRITE | s.DELETE)
        sh("chattr", "+i", path)
        assert not maximal(a, "fixed") & (s.DATA_WRITE | s.DELETE)
        sh("chattr", "-i", path)


def test_append_only():
    """a file of chattr +a is appended to, and neither overwritten nor cut, by its owner too"""
    path = local("log", b"kept", folder=DISK.path)
    with Client(share="disk") as c:
        sh("chattr", "+a", path)
        try:
            access = maximal(c, "log")
            assert has(access, s.APPEND | s.DATA_READ), hex(access)
            assert not access & (s.DATA_WRITE | s.DELETE), hex(access)
            refused("ACCESS_DENIED", c.open, "log", s.DATA_WRITE)
            refused("ACCESS_DENIED", c.open, "log", s.DATA_READ, disposition=s.OVERWRITE)
            with c.open("log", s.APPEND | s.READ_ATTRIBUTES) as f:
                f.write(b"+more", 0)
                refused("ACCESS_DENIED", f.set_size, 0)
            assert path.read_bytes() == b"kept+more"
        finally:
            sh("chattr", "-a", path)
        c.make("log", b"new")
    assert path.read_bytes() == b"new"


def test_access_of_folder():
    """MaximalAccess of a folder: adding and deleting need w and x"""
    folder = DATA / "folder"
    folder.mkdir()
    os.chown(folder, ID["alice"], ID["alice"])
    with Client("bob") as b:
        for mode, wanted in ((0o705, s.DATA_READ | s.EXECUTE), (0o704, s.DATA_READ),
                             (0o706, s.DATA_READ),
                             (0o707, s.DATA_READ | s.EXECUTE | s.DATA_WRITE | s.APPEND | 0x40)):
            folder.chmod(mode)
            got = maximal(b, "folder") & (s.DATA_READ | s.EXECUTE | s.DATA_WRITE | s.APPEND | 0x40)
            assert got == wanted, (oct(mode), hex(got))


# ---- who a file is -------------------------------------------------------------------

def ids_on_the_wire(client, name):
    with client.open(name, contexts=[s.context(b"QFid")]) as f:
        by_context = struct.unpack_from("<Q", f.contexts[b"QFid"])[0]
        by_class = struct.unpack_from("<8xQQ", f.query(s.FILE_ID))
        found = {f.inode(), by_context, by_class[0], client.list()[name][0]}
        assert by_class[1] == 0
    assert len(found) == 1, found
    return found.pop()


def test_file_id():
    """the file id is the inode's number, everywhere; another file has another"""
    path = local("id")
    with Client() as c:
        assert ids_on_the_wire(c, "id") == path.stat().st_ino
        other = local("id.new")
        other.rename(path)
        assert ids_on_the_wire(c, "id") == path.stat().st_ino
        path.rename(DATA / "id.moved")
        path = local("id")
        assert ids_on_the_wire(c, "id.moved") != ids_on_the_wire(c, "id") == path.stat().st_ino


def test_file_id_after_restart():
    """the file id and the volume's serial number survive daemon and module"""
    global DAEMON
    path = local("lasting", folder=DISK.path)
    with Client(share="disk") as c:
        before = ids_on_the_wire(c, "lasting"), c.fs(s.FS_VOLUME)
    DAEMON.stop()
    sh("rmmod", "lwsmb_srv")
    DISK.umount()
    sh("modprobe", "lwsmb_srv")
    DISK.mount()
    DAEMON = s.Daemon()
    with Client(share="disk") as c:
        assert (ids_on_the_wire(c, "lasting"), c.fs(s.FS_VOLUME)) == before
    assert before[0] == path.stat().st_ino


def test_names():
    """an open file's name follows a local rename, and is gone with it"""
    path = local("first")
    with Client() as c, c.open("first") as f:
        assert f.name() == "\\first"
        (DATA / "sub").mkdir()
        path.rename(DATA / "sub/second")
        assert f.name() == "\\sub\\second"
        assert "first" not in c.list() and "second" in c.list("sub")
        refused("OBJECT_NAME_NOT_FOUND", c.open, "first")


# ---- sizes ---------------------------------------------------------------------------

def wire_sizes(client, name):
    with client.open(name) as f:
        shown = (f.allocation, f.end_of_file)
        assert f.standard()[:2] == shown
    assert client.list()[name][2:0:-1] == shown, client.list()[name]
    return shown


def test_allocation():
    """allocation size and end of file are the file system's, whoever changes them"""
    path = local("space", folder=DISK.path)

    def check():
        st = path.stat()
        assert wire_sizes(c, "space") == (st.st_blocks * 512, st.st_size), st
        return st.st_blocks

    with Client(share="disk") as c:
        assert check() == 0
        path.write_bytes(b"x" * 300000)
        assert check() > 500
        sh("fallocate", "-n", "-l", 2 << 20, path)
        assert check() >= 4096
        sh("fallocate", "-p", "-o", 0, "-l", 1 << 18, path)
        assert check() < 3700
        os.truncate(path, 5 << 30)
        assert check() < 3700
        os.truncate(path, 0)
        assert check() == 0
        with c.open("space") as f:
            f.set_allocation(1 << 20)
            assert check() >= 2048
            assert f.standard()[1] == 0


def test_holes():
    """holes that a local process makes are seen; those that a client makes are there"""
    path = local("holes", b"x" * (1 << 20), folder=DISK.path)
    with Client(share="disk") as c, c.open("holes") as f:
        assert not f.basic()[4] & 0x200
        assert f.allocated() == [(0, 1 << 20)]
        assert f.allocated(4096, 100) == [(4096, 100)]
        sh("fallocate", "-p", "-o", 65536, "-l", 131072, path)
        assert f.basic()[4] & 0x200 and c.list()["holes"][3] & 0x200
        assert f.allocated() == [(0, 65536), (196608, (1 << 20) - 196608)]
        assert f.allocated(70000, 1000) == []
        refused("BUFFER_TOO_SMALL", f.allocated, room=15)
        status, raw = f.control(s.QUERY_ALLOCATED_RANGES, struct.pack("<QQ", 0, 1 << 20), 16,
                                (0x80000005,))
        assert struct.unpack("<QQ", raw) == (0, 65536), status
        # A file that is not declared sparse keeps its space.
        sh("fallocate", "-l", 1 << 20, path)
        assert not f.basic()[4] & 0x200
        before = path.stat().st_blocks
        f.zero(0, 65536)
        assert path.read_bytes()[:65537] == b"\0" * 65536 + b"\0"
        assert path.stat().st_blocks == before
        f.set_sparse()
        assert f.basic()[4] & 0x200
        f.zero(512 << 10, 2 << 20)
        st = path.stat()
        assert st.st_size == 1 << 20 and st.st_blocks == before - 1024, (st, before)
        assert f.standard()[:2] == (st.st_blocks * 512, st.st_size)
        assert not any(path.read_bytes()[512 << 10:])
        f.set_sparse(False)
        assert path.stat().st_blocks == before and not f.basic()[4] & 0x200
        refused("INVALID_PARAMETER", f.zero, 2, 1)
        refused("INVALID_PARAMETER", f.zero, 0, 1 << 63)
        refused("INVALID_PARAMETER", f.allocated, 1 << 63, 0)
        refused("INVALID_PARAMETER", f.allocated, 1 << 62, 1 << 62)
        refused("INVALID_PARAMETER", f.control, s.SET_ZERO_DATA, b"short")
    with Client(share="disk") as c:
        with c.open("holes", s.DATA_READ | s.READ_ATTRIBUTES) as f:
            refused("ACCESS_DENIED", f.zero, 0, 1)
            refused("ACCESS_DENIED", f.set_sparse)
        with c.open("holes", s.DATA_WRITE | s.READ_ATTRIBUTES) as f:
            refused("ACCESS_DENIED", f.allocated)
        with c.open("", s.DATA_READ | s.DATA_WRITE, options=s.DIRECTORY) as f:
            refused("INVALID_PARAMETER", f.set_sparse)
            refused("INVALID_PARAMETER", f.allocated)


def test_holes_without_zero_range():
    """a file system without zeroing in place keeps the space of what is not sparse too"""
    path = local("zeroes", os.urandom(1 << 20))
    with Client() as c, c.open("zeroes") as f:
        before, data = path.stat().st_blocks, path.read_bytes()
        f.zero(1000, 600000)
        assert path.read_bytes() == data[:1000] + b"\0" * 599000 + data[600000:]
        assert path.stat().st_blocks == before
        f.set_sparse()
        f.zero(1000, 600000)
        assert path.stat().st_blocks < before - 1000
        assert path.read_bytes() == data[:1000] + b"\0" * 599000 + data[600000:]


def test_links():
    """the link count is the inode's, while it is open too"""
    path = local("links")
    with Client() as c, c.open("links") as f:
        for n in (2, 3, 4):
            os.link(path, DATA / ("link%d" % n))
            assert f.standard()[2] == n
        (DATA / "link2").unlink()
        assert f.standard()[2] == 3
        f.link("by wire")
        assert f.standard()[2] == path.stat().st_nlink == 4


def test_delete_pending():
    """delete-pending is seen by all, and a name that a local process deleted is pending"""
    path = local("doomed")
    with Client() as c, Client("bob") as b:
        mine, other = c.open("doomed", s.RWD), b.open("doomed", s.READ_ATTRIBUTES)
        assert mine.standard()[2:4] == (1, 0)
        mine.set_delete()
        assert mine.standard()[2:4] == other.standard()[2:4] == (0, 1)
        refused("DELETE_PENDING", c.open, "doomed")
        path.rename(DATA / "doomed.moved")  # a local process does not save it
        refused("DELETE_PENDING", c.open, "doomed.moved")
        mine.set_delete(False)
        assert other.standard()[2:4] == (1, 0)
        mine.set_delete()
        mine.close()
        assert (DATA / "doomed.moved").exists()
        other.close()
        assert not (DATA / "doomed.moved").exists()
        path = local("doomed")
        os.link(path, DATA / "survivor")
        with c.open("doomed") as f:
            path.unlink()
            assert f.standard()[2:4] == (1, 1), f.standard()
            (DATA / "survivor").unlink()
            assert f.standard()[2:4] == (0, 1), f.standard()
            f.write(b"still there")
            assert f.read(11) == b"still there"


def test_times():
    """times are the file system's, to 100 ns; those that a client sets arrive"""
    path = local("times")
    with Client() as c, c.open("times") as f:
        os.utime(path, ns=(1_000_000_000_123_456_700, 1_700_000_000_765_432_100))
        _, accessed, written, changed, _ = f.basic()
        st = path.stat()
        assert (accessed, written, changed) == tuple(
            map(s.filetime, (st.st_atime_ns, st.st_mtime_ns, st.st_ctime_ns)))
        f.set_times(accessed=s.filetime(1_234_567_890_123_456_700),
                    written=s.filetime(1_111_111_111_765_432_100))
        st = path.stat()
        assert st.st_atime_ns == 1_234_567_890_123_456_700
        assert st.st_mtime_ns == 1_111_111_111_765_432_100


def test_attributes():
    """attributes in user.DOSATTRIB as Samba keeps them are seen when they change"""
    path = local("attributes")
    with Client() as c, c.open("attributes") as f:
        assert f.basic()[4] == 0x80
        f.set_times(attributes=0x22)
        kept = os.getxattr(path, "user.DOSATTRIB")
        f.set_times(attributes=0x1)
        assert f.basic()[4] == 0x1
        os.setxattr(path, "user.DOSATTRIB", kept)
        assert f.basic()[4] == 0x22 and c.list()["attributes"][3] == 0x22
        os.removexattr(path, "user.DOSATTRIB")
        assert f.basic()[4] == 0x80


# ---- volumes -------------------------------------------------------------------------

def test_free_space():
    """total, free and available units are statfs's, before and after somebody writes"""
    def check():
        v = os.statvfs(DISK.path)
        total, caller, actual, unit = c.free()
        assert (total, caller, actual, unit) == (v.f_blocks, v.f_bavail, v.f_bfree, v.f_frsize)
        size = struct.unpack("<QQII", c.fs(s.FS_SIZE))
        assert size[0] == v.f_blocks and size[1] == v.f_bavail and size[2] * size[3] == v.f_frsize
        return actual * unit

    with Client(share="disk") as c:
        before = check()
        path = local("weight", b"x" * (3 << 20), folder=DISK.path)
        assert check() <= before - (3 << 20)
        path.unlink()
        assert check() >= before - 65536
    with Client() as c:
        assert c.free()[0] == os.statvfs(DATA).f_blocks


def serial(client):
    return struct.unpack_from("<8xI", client.fs(s.FS_VOLUME))[0]


def test_serial():
    """the volume's serial number is the file system's id, and another with another"""
    def expected(path):
        fsid = os.statvfs(path).f_fsid
        return (fsid ^ fsid >> 32) & 0xffffffff

    with Client() as c, Client(share="disk") as d:
        assert serial(c) == expected(DATA) and serial(d) == expected(DISK.path)
        assert serial(c) != serial(d)
        first = serial(d)
        with d.open("", s.READ_ATTRIBUTES, contexts=[s.context(b"QFid")]) as f:
            assert struct.unpack_from("<8xQ", f.contexts[b"QFid"])[0] == first
    DAEMON.stop()
    DISK.umount()
    try:
        sh("e2fsck", "-f", "-p", DISK.image)
        sh("tune2fs", "-U", "random", DISK.image)
    finally:
        DISK.mount()
        restart()
    with Client(share="disk") as d:
        assert serial(d) == expected(DISK.path) != first


def restart():
    global DAEMON
    DAEMON = s.Daemon()


# ---- FLUSH ---------------------------------------------------------------------------

class Tracing:
    """Counts an event of ext4 for one inode."""
    ROOT = pathlib.Path("/sys/kernel/tracing")

    def __init__(self, event, inode):
        if not (self.ROOT / "trace").exists():
            sh("mount", "-t", "tracefs", "tracefs", self.ROOT)
        self.event, self.inode = self.ROOT / "events/ext4" / event, inode

    def __enter__(self):
        (self.ROOT / "trace").write_text("")
        (self.event / "filter").write_text("ino == %d" % self.inode)
        (self.event / "enable").write_text("1")
        return self

    def __exit__(self, *_):
        (self.event / "enable").write_text("0")
        (self.event / "filter").write_text("0")

    def count(self):
        return (self.ROOT / "trace").read_text().count(self.event.name + ":")


def test_flush():
    """FLUSH is vfs_fsync of this file, and so is the end of a write through"""
    path = local("flush", folder=DISK.path)
    with Client(share="disk") as c, c.open("flush") as f, \
            Tracing("ext4_sync_file_enter", path.stat().st_ino) as t:
        f.write(b"data" * 1000)
        assert t.count() == 0
        f.flush()
        assert t.count() == 1
        f.write(b"more", flags=1)  # SMB2_WRITEFLAG_WRITE_THROUGH
        assert t.count() == 2
        with c.open("flush", options=0x2) as through:  # FILE_WRITE_THROUGH
            through.write(b"most")
        assert t.count() == 3
        with c.open("flush", s.DATA_READ) as reader:
            refused("ACCESS_DENIED", reader.flush)
        assert t.count() == 3


def test_flush_of_folder():
    """FLUSH of a folder syncs the folder"""
    folder = DISK.path / "synced"
    folder.mkdir()
    folder.chmod(0o777)
    with Client(share="disk") as c, Tracing("ext4_sync_file_enter", folder.stat().st_ino) as t:
        with c.open("synced", s.DATA_READ | s.DATA_WRITE, options=s.DIRECTORY) as f:
            assert t.count() == 0
            f.flush()
            assert t.count() == 1


# ---- names' case ---------------------------------------------------------------------

def test_case():
    """names are found in any case and kept as they are; a local rename is seen"""
    path = local("Grüße.TXT", b"1")
    with Client() as c:
        assert c.get("grüßE.txt") == b"1"
        assert "Grüße.TXT" in c.list()
        refused("OBJECT_NAME_COLLISION", c.open, "GRÜßE.TXT", disposition=s.MAKE)
        path.rename(DATA / "gRÜße.txt")
        assert c.get("Grüße.TXT") == b"1"
        assert "gRÜße.txt" in c.list() and "Grüße.TXT" not in c.list()
        local("Grüße.txt", b"2")
        assert c.get("Grüße.txt") == b"2"  # the exact one wins
        assert c.get("gRÜße.txt") == b"1"
        (DATA / "Grüße.txt").unlink()
        assert c.get("Grüße.txt") == b"1"
        (DATA / "gRÜße.txt").unlink()
        refused("OBJECT_NAME_NOT_FOUND", c.open, "Grüße.txt")


def test_case_sensitive():
    """case sensitive = yes means exact names, from the reload on"""
    local("Mixed")
    with Client(share="exact") as c:
        refused("OBJECT_NAME_NOT_FOUND", c.open, "mixed")
        c.make("mixed", b"small")
        assert c.get("mixed") == b"small" and c.get("Mixed") == b""
    (DATA / "mixed").unlink()
    s.configure(config(exact="no"))
    DAEMON.reload()
    with Client(share="exact") as c:
        assert c.get("mIXED") == b""
    s.configure(config())
    DAEMON.reload()
    with Client(share="exact") as c:
        refused("OBJECT_NAME_NOT_FOUND", c.open, "mIXED")


# ---- extended attributes -----------------------------------------------------------------

EA_SIZE, FULL_EA, ALTERNATE_NAME = 7, 15, 21
READ_EA, WRITE_EA = 0x8, 0x10
SL_RESTART, SL_SINGLE, SL_INDEX = 1, 2, 4


def chain(entries):
    """Entries that begin with the offset of the next, aligned to 4."""
    out = b""
    for i, e in enumerate(entries):
        last = i == len(entries) - 1
        size = (4 + len(e) + 3) & ~3
        out += struct.pack("<I", 0 if last else size) + (e if last else e.ljust(size - 4, b"\0"))
    return out


def full_eas(eas, flags=0):
    return chain([struct.pack("<BBH", flags, len(n), len(v)) + n + b"\0" + v for n, v in eas])


def get_eas(f, flags=SL_RESTART, names=(), index=0, size=65536, wanted=(0,)):
    """(status, [(name, value)...])"""
    ask = chain([struct.pack("<B", len(n)) + n + b"\0" for n in names])
    body = struct.pack("<HBBIHHIII16s", 41, 1, FULL_EA, size, 104 if ask else 0, 0, len(ask), index,
                       flags, f.id)
    status, answer = f.client.ask(s.QUERY_INFO, body + (ask or b"\0"), wanted=wanted)
    at, size = struct.unpack_from("<HI", answer, 2)
    raw, found = answer[at - 64:at - 64 + size], []
    while raw:
        following, _, name, value = struct.unpack_from("<IBBH", raw)
        found.append((raw[8:8 + name], raw[9 + name:9 + name + value]))
        raw = raw[following:] if following else b""
    return status, found


def test_eas():
    """extended attributes are Linux's, seen and set from both ends; the server's own are not"""
    path = local("ea", folder=DISK.path)
    with Client(share="disk") as c, c.open("ea", s.RW | READ_EA | WRITE_EA) as f:
        assert struct.unpack("<I", f.query(EA_SIZE))[0] == 0
        f.set_times(attributes=2)  # hidden: user.DOSATTRIB is there
        assert b"user.DOSATTRIB" in [n.encode() for n in os.listxattr(path)]
        refused("NO_EAS_ON_FILE", get_eas, f)
        os.setxattr(path, "user.One", b"first")
        os.setxattr(path, "user.DosStream.x:$DATA", b"a stream")
        assert struct.unpack("<I", f.query(EA_SIZE))[0] == 4 + 5 + 3 + 5
        assert get_eas(f) == (0, [(b"One", b"first")])
        f.set(FULL_EA, full_eas([(b"ONE", b"second"), (b"two", b"\0\1"), (b"tWO", b"2")]))
        assert os.getxattr(path, "user.One") == b"second" and os.getxattr(path, "user.two") == b"2"
        assert sorted(get_eas(f)[1]) == [(b"One", b"second"), (b"two", b"2")]
        assert get_eas(f, names=[b"TWO", b"none"])[1] == [(b"two", b"2"), (b"none", b"")]
        f.set(FULL_EA, full_eas([(b"one", b""), (b"none", b"")]))
        assert get_eas(f) == (0, [(b"two", b"2")])
        for name, eas in (("INVALID_EA_NAME", [(b"good", b"x"), (b"a:b", b"x")]),
                          ("INVALID_EA_NAME", [(b"", b"x")]), ("INVALID_EA_NAME", [(b"n" * 251, b"x")]),
                          ("ACCESS_DENIED", [(b"good", b"x"), (b"dosattrib", b"x")]),
                          ("ACCESS_DENIED", [(b"dosStream.x", b"x")])):
            refused(name, f.set, FULL_EA, full_eas(eas))
        refused("INVALID_EA_FLAG", f.set, FULL_EA, full_eas([(b"good", b"x")], 0x80))
        refused("EA_LIST_INCONSISTENT", f.set, FULL_EA, full_eas([(b"good", b"x" * 9)])[:-1])
        refused("DISK_FULL", f.set, FULL_EA, full_eas([(b"large", b"x" * 60000)]))
        assert get_eas(f) == (0, [(b"two", b"2")])
    with Client("bob", share="disk") as b:
        with b.open("ea", s.DATA_READ) as f:
            refused("ACCESS_DENIED", get_eas, f)
        with b.open("ea", READ_EA) as f:
            assert get_eas(f) == (0, [(b"two", b"2")])
            refused("ACCESS_DENIED", f.set, FULL_EA, full_eas([(b"two", b"3")]))
        refused("ACCESS_DENIED", b.open, "ea", WRITE_EA)
        path.chmod(0o600)
        refused("ACCESS_DENIED", b.open, "ea", READ_EA)


def test_eas_step_by_step():
    """a listing of extended attributes goes on where it ended, in buffers of any size"""
    path = local("steps", folder=DISK.path)
    eas = [(b"name%d" % i, b"v" * (10 * i + 1)) for i in range(5)]
    for name, value in eas:
        os.setxattr(path, "user." + name.decode(), value)
    with Client(share="disk") as c, c.open("steps", READ_EA) as f:
        order = get_eas(f)[1]
        assert sorted(order) == eas
        refused("NO_MORE_EAS", get_eas, f, 0)
        assert get_eas(f, SL_RESTART | SL_SINGLE)[1] == order[:1]
        assert get_eas(f, SL_SINGLE)[1] == order[1:2]
        assert get_eas(f, 0)[1] == order[2:]
        assert get_eas(f, SL_INDEX | SL_SINGLE, index=4)[1] == order[3:4]
        refused("NO_MORE_EAS", get_eas, f, SL_INDEX, index=6)
        for index in (0, 7):
            refused("NONEXISTENT_EA_ENTRY", get_eas, f, SL_INDEX, index=index)
        refused("BUFFER_TOO_SMALL", get_eas, f, size=8)
        status, got = get_eas(f, size=64, wanted=(0x80000005,))
        while len(got) < len(order):
            got += get_eas(f, 0, size=64, wanted=(0, 0x80000005))[1]
        assert got == order


def test_eas_on_creation():
    """CREATE's ExtA: a new file has them, or is not made; an overwritten one gets them"""
    def extra(eas):
        return [s.context(b"ExtA", full_eas(eas))]

    with Client(share="disk") as c:
        c.open("born", disposition=s.MAKE, contexts=extra([(b"a", b"1"), (b"b", b"2")])).close()
        path = DISK.path / "born"
        assert os.getxattr(path, "user.a") == b"1" and os.getxattr(path, "user.b") == b"2"
        c.open("born", contexts=extra([(b"a", b"opened")])).close()
        assert os.getxattr(path, "user.a") == b"1"
        c.open("born", disposition=s.OVERWRITE, contexts=extra([(b"A", b"3")])).close()
        assert os.getxattr(path, "user.a") == b"3"
        for name, eas in (("INVALID_EA_NAME", [(b"*", b"x")]), ("ACCESS_DENIED", [(b"SAMBA_PAI", b"x")]),
                          ("DISK_FULL", [(b"x", b"x" * 60000)])):
            refused(name, c.open, "unborn", disposition=s.MAKE, contexts=extra(eas))
        refused("ACCESS_DENIED", c.open, "unborn", disposition=s.MAKE, options=0x200,
                contexts=extra([(b"x", b"x")]))  # FILE_NO_EA_KNOWLEDGE
        assert not (DISK.path / "unborn").exists()


def test_short_name():
    """a name of 8 and 3 characters is its own short name; others have none"""
    with Client() as c:
        for name in ("Short.txt", "EIGHT888.A", "x", "a~1"):
            c.make(name)
            with c.open(name) as f:
                assert f.query(ALTERNATE_NAME)[4:].decode("utf-16le") == name
        for name in ("nine99999", "a.long", "a.b.c", "with space", ".dot", "a+b", "\u00e9"):
            c.make(name)
            with c.open(name) as f:
                refused("OBJECT_NAME_NOT_FOUND", f.query, ALTERNATE_NAME)


# ---- the run -------------------------------------------------------------------------

def config(exact="yes"):
    return s.shares(data=DATA, disk=DISK.path, exact=(DATA, "case sensitive = " + exact))


def prepare():
    global DISK
    s.set_up()
    ID.update(s.accounts(["alice", "bob"], {"team": ["bob"]}))
    DISK = Disk("disk", 64, "-b", "4096")
    s.configure(config())
    restart()


if __name__ == "__main__":
    s.main(globals(), prepare)
