#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Requests that are strange, and what the server makes of them: offsets, contexts, quota
flags, security descriptors. Run in a machine: scripts/vm -- selftests/interop/requests.py [TEST...]"""
import os
import signal
import struct
import sys

sys.dont_write_bytecode = True
import served as s
from served import DATA, TOP, Client, Daemon, Disk, refused

sys.path.append(str(TOP / "selftests/srv/proxy"))
import client as raw
import smb2

ID = {}
READ_CONTROL, WRITE_DAC = 0x20000, 0x40000
DACL = 4
FS_CONTROL = 6
ALLOWED, DENIED = 0, 1


def test_write_offset():
    """an offset below zero is refused; it is not the end of the file"""
    with Client() as a:
        with a.open("offset", s.RW, disposition=s.OVERWRITE_IF) as f:
            f.write(b"0123456789")
            for offset in (2**64 - 1, 2**64 - 2, 2**63):
                refused("INVALID_PARAMETER", f.write_once, b"x", offset)
            refused("INVALID_PARAMETER", f.write_once, b"x", 2**63 - 1)
        assert (DATA / "offset").read_bytes() == b"0123456789"


def test_context_names():
    """a create context's name has four bytes at least; an unknown one is passed over"""
    with Client() as a:
        a.make("named")
        for size in range(4):
            refused("INVALID_PARAMETER", a.open, "named",
                    contexts=[s.context(b"x" * size, b"12345678")])
        for size in (4, 7, 16, 17):
            a.open("named", contexts=[s.context(b"x" * size, b"12345678")]).close()


def quota_flags(client):
    raw = client.fs(FS_CONTROL)
    assert len(raw) == 48 and raw[24:40] == b"\xff" * 16, raw.hex()
    return struct.unpack_from("<I", raw, 40)[0]


def test_quota_flags():
    """FileFsControl shows whether the file system counts and limits what a user has"""
    for share, flags in (("data", 0), ("counted", 1), ("limited", 2)):
        with Client(share=share) as a:
            assert quota_flags(a) == flags, (share, quota_flags(a))


# ---- security descriptors, MS-DTYP 2.4.6 ------------------------------------------------

def sid(uid):
    return struct.pack("<BB", 1, 2) + (22).to_bytes(6, "big") + struct.pack("<II", 1, uid)


EVERYONE = struct.pack("<BB", 1, 1) + (1).to_bytes(6, "big") + struct.pack("<I", 0)


def descriptor(*aces):
    body = b""
    for kind, flags, mask, who in aces:
        body += struct.pack("<BBHI", kind, flags, 8 + len(who), mask) + who
    dacl = struct.pack("<BBHHH", 2, 0, 8 + len(body), len(aces), 0) + body
    return struct.pack("<BBHIIII", 1, 0, 0x8004, 0, 0, 0, 20) + dacl


def entries(raw):
    at = struct.unpack_from("<I", raw, 16)[0]
    count = struct.unpack_from("<H", raw, at + 4)[0]
    found, at = [], at + 8
    for _ in range(count):
        kind, flags, size, mask = struct.unpack_from("<BBHI", raw, at)
        found.append((kind, flags, mask, raw[at + 8:at + size]))
        at += size
    return found


def set_security(f, raw, which=DACL):
    body = struct.pack("<HBBIHHI16s", 33, 3, 0, len(raw), 96, 0, which, f.id)
    f.client.ask(s.SET_INFO, body + raw)


def get_security(f, which=DACL):
    body = struct.pack("<HBBIHHIII16s", 41, 3, 0, 4096, 0, 0, 0, which, 0, f.id)
    answer = f.client.ask(s.QUERY_INFO, body + b"\0")[1]
    at, size = struct.unpack_from("<HI", answer, 2)
    return answer[at - 64:at - 64 + size]


def test_security():
    """a DACL that is set is shown and asked, of who set it and of others; chmod still counts"""
    aces = [(DENIED, 0, s.DATA_WRITE, sid(ID["bob"])), (ALLOWED, 0, 0x1f01ff, EVERYONE)]
    path = DATA / "listed"
    with Client() as a, Client("bob") as b:
        a.make("listed")
        path.chmod(0o666)
        b.open("listed", s.DATA_WRITE).close()
        with a.open("listed", READ_CONTROL | WRITE_DAC) as f:
            set_security(f, descriptor(*aces))
            assert entries(get_security(f)) == aces, entries(get_security(f))
        refused("ACCESS_DENIED", b.open, "listed", s.DATA_WRITE)
        b.open("listed", s.DATA_READ).close()
        path.chmod(0o600)
        refused("ACCESS_DENIED", b.open, "listed", s.DATA_READ)
        with a.open("listed", READ_CONTROL) as f:
            refused("ACCESS_DENIED", set_security, f, descriptor(*aces))
            assert entries(get_security(f)) == aces
        assert os.getxattr(path, "security.NTACL")


def test_security_on_creation():
    """SecD: the new file has that descriptor, and what is made in a folder inherits"""
    read_only = (ALLOWED, 0, 0x120089, EVERYONE)
    inheritable = (ALLOWED, 3, 0x1201ff, EVERYONE)
    with Client() as a:
        f = a.open("given", s.RW, disposition=s.MAKE,
                   contexts=[s.context(b"SecD", descriptor(read_only))])
        f.write(b"as its maker may")
        f.close()
        refused("ACCESS_DENIED", a.open, "given", s.DATA_WRITE)
        with a.open("given", READ_CONTROL) as f:
            assert entries(get_security(f)) == [read_only]
        a.open("heir", s.READ_ATTRIBUTES, disposition=s.MAKE, options=s.DIRECTORY,
               contexts=[s.context(b"SecD", descriptor(inheritable))]).close()
        a.make("heir\\child")
        with a.open("heir\\child", READ_CONTROL) as f:
            assert entries(get_security(f)) == [(ALLOWED, 0, 0x1201ff, EVERYONE)]
        refused("INVALID_SECURITY_DESCR", a.open, "broken", s.RW, disposition=s.MAKE,
                contexts=[s.context(b"SecD", b"rubbish")])
        assert not (DATA / "broken").exists()


# ---- messages made by hand ---------------------------------------------------------------

STATUS = {"ACCESS_DENIED": 0xc0000022, "INVALID_PARAMETER": 0xc000000d, "CANCELLED": 0xc0000120,
          "BAD_NETWORK_NAME": 0xc00000cc, "NETWORK_NAME_DELETED": 0xc00000c9,
          "INVALID_DEVICE_REQUEST": 0xc0000010, "FILE_CLOSED": 0xc0000128}


def by_hand(dialects=(smb2.D302,), **kw):
    return raw.Client(445, dialects, strict=False, **kw)


def says(name, call, *args, **kw):
    """CALL, which uses a client of ours, has to fail with STATUS_NAME."""
    try:
        call(*args, **kw)
    except raw.Refused as e:
        assert e.status == STATUS[name], "%s: %s" % (args, e)
        return
    raise AssertionError("%r succeeded instead of %s" % (args, name))


def test_session_demands_signatures():
    """SESSION_SETUP's SecurityMode counts as NEGOTIATE's does: what is not signed is refused"""
    plain = s.CONF.read_text()
    s.configure(plain.replace("[global]\n", "[global]\n\tserver signing = auto\n"))
    Daemon.last.reload()
    for mode, status in ((1, 0), (2, STATUS["ACCESS_DENIED"])):
        with by_hand(required=False) as c:
            c.negotiate()
            c.mode = mode
            c.logon("alice", "alice-secret")
            c.mode = 1
            c.connect("data")
            mid, = c.send(c.message(smb2.ECHO, struct.pack("<HH", 4, 0)), sign=False)
            assert c.recv(mid).status == status, (mode, status)
    s.configure(plain)
    Daemon.last.reload()


def test_cancel_is_quicker():
    """a CANCEL that comes before its request waits cancels it when it does"""
    with by_hand() as c:
        c.begin("alice", "alice-secret", "IPC$")
        os.kill(Daemon.last.p.pid, signal.SIGSTOP)
        mids = c.send(*c.compound((smb2.CREATE, raw.create_body("srvsvc")),
                                  (smb2.READ, raw.read_body(raw.LAST_FILE, 100))))
        cancel = c.message(smb2.CANCEL, struct.pack("<HH", 4, 0), mid=mids[1])
        c.sign(cancel)
        c.put(smb2.join([cancel]))
        c.echo()  # it is here, while CREATE waits for the daemon
        os.kill(Daemon.last.p.pid, signal.SIGCONT)
        assert [c.recv(m).status for m in mids] == [0, STATUS["CANCELLED"]]


def test_negotiate_contexts():
    """a context that comes twice, or lists nothing, is malformed; an unknown one is not looked at"""
    hashes = smb2.preauth_context(bytes(32))
    ciphers, signing = smb2.algorithm_context(smb2.ENCRYPTION, [2, 1]), \
        smb2.algorithm_context(smb2.SIGNING, [1])
    compression = 3, struct.pack("<HHIH", 1, 0, 0, 1)
    for status, items in (
            (0, [hashes, ciphers, signing, compression, (0x77, b"who knows"), (0x77, b"again")]),
            ("INVALID_PARAMETER", [hashes, ciphers, ciphers]),
            ("INVALID_PARAMETER", [hashes, signing, signing]),
            ("INVALID_PARAMETER", [hashes, compression, compression]),
            ("INVALID_PARAMETER", [smb2.preauth_context(bytes(32), [])]),
            ("INVALID_PARAMETER", [hashes, smb2.algorithm_context(smb2.ENCRYPTION, [])]),
            ("INVALID_PARAMETER", [hashes, smb2.algorithm_context(smb2.SIGNING, [])]),
            ("INVALID_PARAMETER", [hashes, (3, struct.pack("<HHI", 0, 0, 0))])):
        with by_hand((smb2.D311,)) as c:
            body = smb2.negotiate_request(c.dialects, items, 1, 0x44, c.guid)
            if status:
                says(status, c.transact, smb2.NEGOTIATE, body)
            else:
                c.transact(smb2.NEGOTIATE, body)


def test_tree_paths():
    r"""TREE_CONNECT's path is \\server\share, and nothing else"""
    def connect(path):
        wire = path.encode("utf-16le")
        c.transact(smb2.TREE_CONNECT, struct.pack("<HHHH", 9, 0, 72, len(wire)) + wire, tree=0)

    with by_hand() as c:
        c.negotiate()
        c.logon("alice", "alice-secret")
        for path in (r"\\h\data", r"\\[::1]\DATA", r"\\h\IPC$"):
            connect(path)
        for path in ("data", r"\data", r"h\data", r"\h\data", "\\\\\\data", r"\\h\x\data", r"\\h\x\\data",
                     "\\\\h\\data\\", "\\\\h\\", r"\\h"):
            says("BAD_NETWORK_NAME", connect, path)


def test_tree_that_goes():
    """what is related to a TREE_DISCONNECT has no tree any more, and does nothing"""
    with by_hand() as c:
        c.begin("alice", "alice-secret", "data")
        mids = c.send(*c.compound((smb2.TREE_DISCONNECT, struct.pack("<HH", 4, 0)),
                                  (smb2.CREATE, raw.create_body("too late", raw.MAKE))))
        assert [c.recv(m).status for m in mids] == [0, STATUS["NETWORK_NAME_DELETED"]]
        assert not (DATA / "too late").exists()


def test_control_of_no_open():
    """a control code that is of no open is looked at before the FileId"""
    with by_hand() as c:
        c.begin("alice", "alice-secret", "data")
        for code, name in ((0x110018, "INVALID_DEVICE_REQUEST"),  # FSCTL_PIPE_WAIT
                           (0x1401fc, "INVALID_DEVICE_REQUEST"),  # FSCTL_QUERY_NETWORK_INTERFACE_INFO
                           (s.SET_SPARSE, "FILE_CLOSED")):
            says(name, c.transact, smb2.IOCTL, raw.ioctl_body(raw.LAST_FILE, code, b"", 1024))


# ---- preparation ------------------------------------------------------------------------

def prepare():
    s.set_up()
    ID.update(s.accounts(["alice", "bob"]))
    disks = {"counted": "defaults", "limited": "usrquota"}
    disks = {n: Disk(n, 16, "-O", "quota", options=o).path for n, o in disks.items()}
    s.configure(s.shares(data=DATA, **disks))
    s.Daemon()


if __name__ == "__main__":
    s.main(globals(), prepare)
