#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Where the server cannot do what it is asked to: a full disk, a quota, a read-only share, a
share that vanished, a disk that failed. The right status, and nothing lost. Run in a machine:
scripts/vm -- selftests/interop/limits.py [TEST...]"""
import ctypes
import fcntl
import os
import shutil
import struct
import sys

sys.dont_write_bytecode = True
import served as s
from served import DATA, WORK, Client, Daemon, Disk, Refused, refused, sh

ID = {}
LIBC = ctypes.CDLL(None, use_errno=True)


def reload(**folders):
    s.configure(s.shares(data=DATA, **folders))
    Daemon.last.reload()


def fill(f, piece=1 << 18):
    """Writes until nothing fits. Returns what the server said it had taken."""
    taken = b""
    while True:
        block = os.urandom(piece)
        try:
            n = f.write_once(block, len(taken))
        except Refused as e:
            assert e.name == "STATUS_DISK_FULL", e.name
            if piece == 1:
                return taken
            piece //= 8
            piece = piece or 1
            continue
        assert n
        taken += block[:n]


# ---- a full disk ---------------------------------------------------------------------

def test_full_disk():
    """every byte that was taken is there, the rest is STATUS_DISK_FULL; space helps"""
    disk = Disk("full", 8, "-m", "0")
    reload(full=disk.path)
    with Client(share="full") as c:
        c.make("before", b"kept" * 1000)
        with c.open("big", disposition=s.MAKE) as f:
            taken = fill(f)
            assert len(taken) > 4 << 20
            refused("DISK_FULL", f.write_once, b"x" * 65536, len(taken))
            f.flush()
            assert f.standard()[1] == len(taken)
            refused("DISK_FULL", f.set_allocation, 64 << 20)
            assert f.standard()[1] == len(taken)
        with c.open("before") as f:
            refused("DISK_FULL", f.write, b"y" * 65536, 4000)
        assert c.free()[1] * c.free()[3] < 65536
        # A new file that would not fit is not left behind in half.
        refused("DISK_FULL", c.open, "reserved", disposition=s.MAKE,
                contexts=[s.context(b"AlSi", (32 << 20).to_bytes(8, "little"))])
        assert not (disk.path / "reserved").exists()
        assert (disk.path / "big").read_bytes() == taken
        assert (disk.path / "before").read_bytes()[:4000] == b"kept" * 1000
    reload()
    disk.umount()  # from the disk, not from memory
    disk.mount()
    reload(full=disk.path)
    with Client(share="full") as c:
        assert c.get("big") == taken and c.get("before")[:4000] == b"kept" * 1000
        c.delete("before")
        c.make("after", b"z" * 3000)
    assert (disk.path / "after").read_bytes() == b"z" * 3000
    reload()
    disk.remove()


def test_full_disk_other_clients():
    """smbclient and cifs.ko tell their users; what was there stays"""
    disk = Disk("small", 8, "-m", "0")
    reload(small=disk.path)
    kept = os.urandom(1 << 20)
    (disk.path / "kept").write_bytes(kept)
    big = WORK / "big"
    big.write_bytes(os.urandom(12 << 20))
    r = sh("smbclient", "-m", "SMB3", "-U", "alice%alice-secret", "//127.0.0.1/small", "-c",
           "put %s big" % big, check=False)
    assert "NT_STATUS_DISK_FULL" in r.stdout + r.stderr, r.stdout + r.stderr
    with Client(share="small") as c:
        c.delete("big")
    mnt = WORK / "mnt"
    mnt.mkdir()
    sh("modprobe", "cifs")
    sh("mount", "-t", "cifs", "//127.0.0.1/small", mnt, "-o",
       "username=alice,password=alice-secret,vers=3.1.1")
    try:
        r = sh("dd", "if=%s" % big, "of=%s" % (mnt / "big"), "bs=1M", "conv=fsync", check=False)
        assert r.returncode and "No space left on device" in r.stderr, r.stderr
        size = (disk.path / "big").stat().st_size
        assert big.read_bytes()[:1 << 20] == (disk.path / "big").read_bytes()[:1 << 20], size
        (mnt / "big").unlink()
        shutil.copyfile(mnt / "kept", mnt / "copy")
    finally:
        sh("umount", mnt)
    assert (disk.path / "kept").read_bytes() == (disk.path / "copy").read_bytes() == kept
    reload()
    disk.remove()


def test_no_inodes():
    """no inode for a new file: STATUS_DISK_FULL; existing files can be written"""
    disk = Disk("inodes", 8, "-m", "0", "-N", "32")
    reload(inodes=disk.path)
    made = []
    with Client(share="inodes") as c:
        try:
            for i in range(100):
                c.make("file%d" % i, b"x")
                made.append(i)
        except Refused as e:
            assert e.name == "STATUS_DISK_FULL", e.name
        assert 5 < len(made) < 40, made
        refused("DISK_FULL", c.mkdir, "folder")
        refused("DISK_FULL", c.open, "file", disposition=s.OPEN_IF)
        c.make("file0", b"more" * 1000)
        assert len(c.list()) == len(os.listdir(disk.path)) + 2
        c.delete("file1")
        c.make("again", b"x")
    reload()
    disk.remove()


# ---- a quota -------------------------------------------------------------------------

class Dqblk(ctypes.Structure):
    """struct if_dqblk of linux/quota.h"""
    _fields_ = [(n, ctypes.c_uint64) for n in (
        "bhardlimit", "bsoftlimit", "curspace", "ihardlimit", "isoftlimit", "curinodes",
        "btime", "itime")] + [("valid", ctypes.c_uint32)]


def immutable(path, on):
    """chattr's flag, by FS_IOC_GETFLAGS and FS_IOC_SETFLAGS"""
    with open(path, "rb") as f:
        flags, = struct.unpack("=i", fcntl.ioctl(f, 0x80086601, bytes(4)))
        flags = flags | 0x10 if on else flags & ~0x10
        fcntl.ioctl(f, 0x40086602, struct.pack("=i", flags))


def test_link_fails():
    """a link that cannot be made leaves what it was to replace"""
    folder = WORK / "links"
    folder.mkdir()
    sh("mount", "-t", "tmpfs", "-o", "mode=777", "none", folder)
    try:
        reload(links=folder)
        with Client(share="links") as c:
            c.make("mine", b"mine")
            c.make("theirs", b"theirs")
            with c.open("mine") as f:
                immutable(folder / "mine", True)
                refused("ACCESS_DENIED", f.link, "theirs", replace=True)
                immutable(folder / "mine", False)
                assert c.get("theirs") == b"theirs"
                assert sorted(p.name for p in folder.iterdir()) == ["mine", "theirs"]
                f.link("theirs", replace=True)
                assert c.get("theirs") == b"mine"
                assert sorted(p.name for p in folder.iterdir()) == ["mine", "theirs"]
    finally:
        reload()
        sh("umount", folder)


def quotactl(command, device, uid, block):
    """Of users. The tools for it are another package."""
    if LIBC.quotactl(command << 8, str(device).encode(), uid, ctypes.byref(block)):
        raise OSError(ctypes.get_errno(), "quotactl")


def set_quota(device, uid, kib, inodes):
    quotactl(0x800008, device, uid, Dqblk(bhardlimit=kib, ihardlimit=inodes, valid=1 | 4))


def used(device, uid):
    block = Dqblk()
    quotactl(0x800007, device, uid, block)
    return block.curspace, block.curinodes


def test_quota():
    """A's quota is A's limit and not B's: STATUS_DISK_FULL, and nothing of it is lost"""
    disk = Disk("quota", 32, "-m", "0", "-O", "quota", options="usrquota")
    set_quota(disk.device, ID["alice"], 2048, 6)
    reload(quota=disk.path)
    with Client(share="quota") as a, Client("bob", "quota") as b:
        with a.open("big", disposition=s.MAKE) as f:
            taken = fill(f)
            assert 1 << 20 < len(taken) <= 2048 << 10, len(taken)
            refused("DISK_FULL", f.set_allocation, 8 << 20)
        assert (disk.path / "big").read_bytes() == taken
        # What A may take is what A's quota has left; what is free is not.
        _, caller, actual, unit = a.free()
        left = (2048 << 10) - used(disk.device, ID["alice"])[0]
        assert caller == left // unit, (caller, left)
        assert actual == os.statvfs(disk.path).f_bfree > caller
        assert b.free()[1] == os.statvfs(disk.path).f_bavail
        b.make("bob's", b"x" * (4 << 20))  # there is room for others
        assert (disk.path / "bob's").stat().st_size == 4 << 20
        assert used(disk.device, ID["bob"])[0] >= 4 << 20
        assert used(disk.device, ID["alice"])[0] <= 2048 << 10
        refused("DISK_FULL", fill_inodes, a)
        b.make("bob's other")
        a.delete("file0")
        a.delete("big")
        a.make("fits", b"y" * (1 << 20))
        # Space that B's file takes is B's, also where A writes it.
        (disk.path / "bob's").chmod(0o666)
        with a.open("bob's") as f:
            f.write(b"z" * (2 << 20), 4 << 20)
        assert (disk.path / "bob's").stat().st_size == 6 << 20
        assert used(disk.device, ID["alice"])[0] < 2048 << 10
    reload()
    disk.remove()


def fill_inodes(client):
    for i in range(20):
        client.make("file%d" % i)


# ---- nothing may be changed ----------------------------------------------------------

def tree_of(folder):
    return sorted((str(p), p.is_file() and p.read_bytes(), p.lstat().st_mtime_ns,
                   p.lstat().st_ctime_ns) for p in folder.rglob("*"))


def changes(c, status):
    """Everything that would change something"""
    refused(status, c.open, "file", s.DATA_WRITE)
    refused(status, c.open, "file", s.APPEND)
    refused(status, c.open, "file", s.DELETE)
    refused(status, c.open, "file", s.WRITE_ATTRIBUTES)
    refused(status, c.open, "file", s.DATA_READ, disposition=s.OVERWRITE)
    refused(status, c.open, "file", s.DATA_READ, disposition=s.SUPERSEDE)
    refused(status, c.open, "new", s.DATA_READ, disposition=s.MAKE)
    refused(status, c.open, "new", s.DATA_READ, disposition=s.OPEN_IF)
    refused(status, c.mkdir, "new")
    refused(status, c.open, "folder", s.DELETE, options=s.DIRECTORY | s.DELETE_ON_CLOSE)
    assert c.get("file") == b"data" and "folder" in c.list()
    with c.open("file", s.MAXIMUM_ALLOWED, contexts=[s.context(b"MxAc")]) as f:
        access = int.from_bytes(f.contexts[b"MxAc"][4:], "little")
        assert not access & (s.DATA_WRITE | s.APPEND | s.DELETE | s.WRITE_ATTRIBUTES), hex(access)
        refused("ACCESS_DENIED", f.write, b"x")
        refused("ACCESS_DENIED", f.set_size, 0)
        refused("ACCESS_DENIED", f.set_times, written=1 << 60)
        refused("ACCESS_DENIED", f.set_delete)
        refused("ACCESS_DENIED", f.rename, "moved")
        refused([status] if isinstance(status, str) else status, f.link, "linked")


def rig(folder):
    (folder / "file").write_bytes(b"data")
    (folder / "file").chmod(0o666)
    (folder / "folder").mkdir()
    for path in (folder / "file", folder / "folder"):
        os.chown(path, ID["alice"], ID["alice"])


def test_read_only_share():
    """read only = yes: reading works, whatever changes something does not"""
    folder = WORK / "ro"
    folder.mkdir()
    folder.chmod(0o777)
    rig(folder)
    before = tree_of(folder)
    s.configure(s.shares(data=DATA, ro=(folder,)).replace(
        "path = %s\n\tread only = no" % folder, "path = %s\n\tread only = yes" % folder))
    Daemon.last.reload()
    with Client(share="ro") as c:
        changes(c, ["ACCESS_DENIED", "MEDIA_WRITE_PROTECTED"])
        read_only = int.from_bytes(c.fs(s.FS_ATTRIBUTE)[:4], "little") & 0x80000
        assert read_only
    assert tree_of(folder) == before
    s.configure(s.shares(data=DATA, ro=(folder, "read list = alice")))
    Daemon.last.reload()
    with Client(share="ro") as c, Client("bob", "ro") as b:
        changes(c, "ACCESS_DENIED")
        assert tree_of(folder) == before
        b.make("new")
    reload()


def test_read_only_disk():
    """a file system that becomes read-only underneath: STATUS_MEDIA_WRITE_PROTECTED"""
    disk = Disk("rodisk", 8)
    rig(disk.path)
    reload(rodisk=disk.path)
    with Client(share="rodisk") as c:
        with c.open("file", s.DATA_READ | s.READ_ATTRIBUTES) as f:
            sh("mount", "-o", "remount,ro", disk.path)
            before = tree_of(disk.path)
            assert f.read(4) == b"data"
        changes(c, "MEDIA_WRITE_PROTECTED")
        assert int.from_bytes(c.fs(s.FS_ATTRIBUTE)[:4], "little") & 0x80000
        assert tree_of(disk.path) == before
        sh("mount", "-o", "remount,rw", disk.path)
        c.make("file", b"DATA")
        assert not int.from_bytes(c.fs(s.FS_ATTRIBUTE)[:4], "little") & 0x80000
    assert (disk.path / "file").read_bytes() == b"DATA"
    reload()
    disk.remove()


# ---- a share that is gone ------------------------------------------------------------

def test_folder_deleted():
    """the share's folder is deleted: no names, no new connections, open files live on"""
    folder = WORK / "gone"
    folder.mkdir()
    folder.chmod(0o777)
    (folder / "file").write_bytes(b"data")
    (folder / "file").chmod(0o666)
    reload(gone=folder)
    with Client(share="gone") as c:
        with c.open("file") as f:
            os.link(folder / "file", WORK / "kept")
            shutil.rmtree(folder)
            refused("OBJECT_NAME_NOT_FOUND", c.open, "file")
            refused(("OBJECT_PATH_NOT_FOUND", "OBJECT_NAME_NOT_FOUND"), c.open, "new",
                    disposition=s.MAKE)
            refused(("OBJECT_PATH_NOT_FOUND", "OBJECT_NAME_NOT_FOUND"), c.open, "new\\deep",
                    disposition=s.MAKE)
            refused("OBJECT_PATH_NOT_FOUND", c.open, "folder\\file")
            f.write(b"DATA")
            f.flush()
            assert f.read(4) == b"DATA"
        refused("BAD_NETWORK_NAME", Client, "bob", "gone")
        refused("BAD_NETWORK_NAME", Client, "alice", "gone")
        folder.mkdir()
        folder.chmod(0o777)
        Daemon.last.reload()
        with Client("bob", "gone") as b:
            b.make("new", b"data")
        assert (folder / "new").read_bytes() == b"data"
    assert (WORK / "kept").read_bytes() == b"DATA"
    reload()


def test_folder_moved():
    """the share's folder is moved: it is served where it is, a reload says that it is gone"""
    folder = WORK / "moving"
    folder.mkdir()
    folder.chmod(0o777)
    reload(moving=folder)
    with Client(share="moving") as c, c.open("file", disposition=s.MAKE) as f:
        f.write(b"one")
        folder.rename(WORK / "moved")
        f.write(b"two", 3)
        c.make("other", b"x")
        assert (WORK / "moved/file").read_bytes() == b"onetwo"
        assert (WORK / "moved/other").read_bytes() == b"x"
        assert f.name() == "\\file"
        Daemon.last.reload()
        assert str(folder) in Daemon.last.log()
        refused("BAD_NETWORK_NAME", Client, "bob", "moving")
    reload()


def test_disk_unmounted():
    """the disk is taken away lazily: sessions go on with it; a reload serves what is there"""
    disk = Disk("lazy", 8)
    reload(lazy=disk.path)
    with Client(share="lazy") as c:
        c.make("file", b"data")
        sh("umount", "--lazy", disk.path)
        c.make("file2", b"data")
        assert c.get("file") == b"data" and not list(disk.path.iterdir())
    reload()
    sh("losetup", "--detach", disk.device)
    s.wait_for(lambda: not sh("losetup", "--associated", disk.image).stdout, "the end of the disk")
    disk.mount()
    assert (disk.path / "file2").read_bytes() == b"data"
    disk.remove()


def test_disk_failed():
    """the disk fails: writing, flushing and making do not succeed, and say so"""
    disk = Disk("failing", 8)
    reload(failing=disk.path)
    bad = ("IO_DEVICE_ERROR", "UNEXPECTED_IO_ERROR", "FILE_CORRUPT_ERROR", "MEDIA_WRITE_PROTECTED",
           "DISK_CORRUPT_ERROR", "DEVICE_DATA_ERROR")
    with Client(share="failing") as c, c.open("file", disposition=s.MAKE) as f:
        f.write(b"safe")
        f.flush()
        fd = os.open(disk.path, os.O_RDONLY)
        fcntl.ioctl(fd, 0x8004587d, b"\2\0\0\0")  # EXT4_IOC_SHUTDOWN, no log flush
        os.close(fd)
        refused(bad, f.write, b"lost")
        refused(bad, f.flush)
        refused(bad, c.open, "new", disposition=s.MAKE)
        refused(bad, c.mkdir, "new")
    reload()
    disk.umount()
    disk.mount()
    assert (disk.path / "file").read_bytes() == b"safe"
    disk.remove()


# ---- the run -------------------------------------------------------------------------

def prepare():
    s.set_up()
    ID.update(s.accounts(["alice", "bob"]))
    Daemon()


if __name__ == "__main__":
    s.main(globals(), prepare)
