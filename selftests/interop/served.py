# SPDX-License-Identifier: GPL-2.0-or-later
"""What tests in Python share: the server in a machine of scripts/vm, accounts, disks of
its own, and a client that says exactly what it is told to.

A test is a function test_NAME(); served.main() runs those of a module as KTAP. What
transport, log-on and signatures are is impacket's work; the messages are made here, as
its own calls change names, hide statuses and know no create contexts.
"""
import os
import pathlib
import shutil
import signal
import socket
import struct
import subprocess
import sys
import time
import traceback

from impacket import crypto, nt_errors, smb3

TOP = pathlib.Path(__file__).resolve().parents[2]
BIN = TOP / "build/userspace"
WORK = pathlib.Path("/tmp/served")
CONF, DB, STATE, DATA = WORK / "lwsmb.conf", WORK / "smbpasswd", WORK / "state", WORK / "data"
# What the unit leaves the daemon: etc/lwsmbd.service
CONFINED = ["setpriv", "--bounding-set=-all,+sys_admin,+dac_read_search,+net_bind_service",
            "--no-new-privs"]


def wait_for(condition, what, seconds=15):
    end = time.monotonic() + seconds
    while True:
        got = condition()
        if got:
            return got
        assert time.monotonic() < end, "in vain: " + what
        time.sleep(0.02)  # between looks at a condition with a deadline


def sh(*argv, stdin="", check=True, timeout=60, **kw):
    r = subprocess.run([str(a) for a in argv], input=stdin, capture_output=True, text=True,
                       timeout=timeout, **kw)
    if check and r.returncode:
        raise AssertionError("%s: %d: %s%s" % (argv, r.returncode, r.stdout, r.stderr))
    return r


# ---- the server ---------------------------------------------------------------------

def lwsmb(*argv, **kw):
    return sh(BIN / "lwsmb/lwsmb", "--config", CONF, *argv, **kw)


def configure(text):
    CONF.write_text(text)
    CONF.chmod(0o644)


class Daemon:
    last = None

    def __init__(self, *argv):
        Daemon.last = self
        self.log_path = WORK / "log"
        self.log_file = open(self.log_path, "w")
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        name = "\0lwsmbd-test"
        listener.bind(name)
        listener.settimeout(0.1)
        env = dict(os.environ, NOTIFY_SOCKET="@" + name[1:])
        self.p = subprocess.Popen([*CONFINED, BIN / "lwsmbd/lwsmbd", "--config", CONF,
                                   "--state-dir", STATE, *argv], stderr=self.log_file, env=env)
        self.notify = listener
        assert wait_for(self.said, "READY") == b"READY=1"

    def said(self):
        try:
            return self.notify.recv(100)
        except TimeoutError:
            assert self.p.poll() is None, "lwsmbd ended: " + self.log()
            return None

    def log(self):
        return self.log_path.read_text(errors="replace")

    def reload(self):
        self.p.send_signal(signal.SIGHUP)
        assert wait_for(self.said, "RELOADING") == b"RELOADING=1"
        assert wait_for(self.said, "READY") == b"READY=1"

    def kill(self):
        self.p.kill()
        self.p.wait()
        self.notify.close()

    def stop(self):
        self.p.terminate()
        code = self.p.wait(30)
        self.notify.close()
        assert code == 0, (code, self.log())


def shares(**folders):
    """A configuration: share="/folder", or share=("/folder", "key = value", ...)."""
    text = "[global]\n\tsmb passwd file = %s\n" % DB
    for name, what in folders.items():
        folder, *keys = what if isinstance(what, tuple) else (what,)
        text += "[%s]\n\tpath = %s\n\tread only = no\n" % (name, folder)
        text += "".join("\t%s\n" % k for k in keys)
    return text


# ---- the machine --------------------------------------------------------------------

restore = {}  # files of /etc as they were


def accounts(users, groups=None, first=4101):
    """Unix accounts, and users of the server whose password is NAME-secret."""
    ids = {}
    restore.update({p: pathlib.Path(p).read_text() for p in ("/etc/passwd", "/etc/group")})
    with open("/etc/passwd", "a") as passwd, open("/etc/group", "a") as group:
        for uid, name in enumerate(users, first):
            ids[name] = uid
            passwd.write("%s:x:%d:%d::/:/bin/false\n" % (name, uid, uid))
            group.write("%s:x:%d:\n" % (name, uid))
        for gid, (name, members) in enumerate((groups or {}).items(), first + 100):
            ids[name] = gid
            group.write("%s:x:%d:%s\n" % (name, gid, ",".join(members)))
    for name in users:
        lwsmb("user", "add", name, stdin=name + "-secret\n")
    return ids


def set_up():
    """The folders, the loopback device, the module. Changes /etc: only in a machine."""
    if "LWSMB_VM" not in os.environ:
        sys.exit("%s: run this inside of scripts/vm" % sys.argv[0])
    for d in (WORK, STATE, DATA):
        d.mkdir(mode=0o755, exist_ok=True)
    DATA.chmod(0o777)
    sh("ip", "link", "set", "lo", "up")
    sh("modprobe", "lwsmb_srv")
    configure(shares(data=DATA))


def tear_down():
    """As it was before, so that the next can begin."""
    d = Daemon.last
    if d and d.p.poll() is None:
        d.stop()
    for disk in list(Disk.all):
        disk.remove()
    shutil.rmtree(WORK)
    for path, text in restore.items():
        pathlib.Path(path).write_text(text)


class Disk:
    """A file system of its own in an image, mounted on WORK/NAME."""
    all = []

    def __init__(self, name, mib, *mkfs, options="defaults", kind="ext4"):
        self.image, self.path = WORK / (name + ".img"), WORK / name
        self.options, self.kind, self.device = options, kind, None
        with open(self.image, "wb") as f:
            f.truncate(mib << 20)
        sh("mkfs." + kind, "-q", *mkfs, self.image)
        self.path.mkdir()
        self.mount()
        Disk.all.append(self)
        self.path.chmod(0o777)

    def mount(self):
        sh("modprobe", "-q", "loop", check=False)  # where it is no part of the kernel
        # Not by mount -o loop, which has the device open while it mounts: a kernel
        # without BLK_DEV_WRITE_MOUNTED takes that for another mount.
        self.device = sh("losetup", "--find", "--show", self.image).stdout.strip()
        sh("mount", "-t", self.kind, "-o", self.options, self.device, self.path)

    def umount(self):
        # A connection that was cut lets go of the share as soon as that is noticed.
        wait_for(lambda: not sh("umount", self.path, check=False).returncode,
                 "umount of %s" % self.path)
        sh("losetup", "--detach", self.device)

    def remove(self):
        Disk.all.remove(self)
        self.umount()
        self.path.rmdir()
        self.image.unlink()


# ---- the client ---------------------------------------------------------------------

(NEGOTIATE, SESSION_SETUP, LOGOFF, TREE_CONNECT, TREE_DISCONNECT, CREATE, CLOSE, FLUSH, READ,
 WRITE, LOCK, IOCTL, CANCEL, ECHO, QUERY_DIRECTORY, NOTIFY, QUERY_INFO, SET_INFO) = range(18)

# MS-SMB2 2.2.13
SUPERSEDE, OPEN, MAKE, OPEN_IF, OVERWRITE, OVERWRITE_IF = range(6)
DIRECTORY, NON_DIRECTORY, DELETE_ON_CLOSE, REPARSE_POINT = 0x1, 0x40, 0x1000, 0x200000
DATA_READ, DATA_WRITE, APPEND, EXECUTE = 0x1, 0x2, 0x4, 0x20
READ_ATTRIBUTES, WRITE_ATTRIBUTES = 0x80, 0x100
DELETE, READ_CONTROL, MAXIMUM_ALLOWED = 0x10000, 0x20000, 0x2000000
RW = DATA_READ | DATA_WRITE | READ_ATTRIBUTES | WRITE_ATTRIBUTES
RWD = RW | DELETE
SHARE_READ, SHARE_WRITE, SHARE_DELETE, SHARE_ALL = 1, 2, 4, 7

# MS-FSCC 2.4, 2.5
(BASIC, STANDARD, INTERNAL, RENAME, LINK, NAME, DISPOSITION, ALLOCATION, END_OF_FILE,
 FILE_ID) = 4, 5, 6, 10, 11, 9, 13, 19, 20, 59
FS_VOLUME, FS_SIZE, FS_ATTRIBUTE, FS_FULL_SIZE = 1, 3, 5, 7
ID_BOTH_DIRECTORY = 37
SET_SPARSE, QUERY_ALLOCATED_RANGES, SET_ZERO_DATA = 0x900c4, 0x940cf, 0x980c8

# Days from 1601 to 1970 in units of 100 ns
EPOCH = 116444736000000000


def status_name(status):
    return nt_errors.ERROR_MESSAGES.get(status, ("0x%08x" % status,))[0]


def filetime(ns):
    return ns // 100 + EPOCH


class Refused(Exception):
    """The server answered an error."""

    def __init__(self, status):
        super().__init__(status_name(status))
        self.status = status
        self.name = status_name(status)


def refused(name, call, *args, **kw):
    """CALL has to fail, with STATUS_NAME (or one of several)."""
    names = [name] if isinstance(name, str) else name
    try:
        got = call(*args, **kw)
    except Refused as e:
        assert e.name in ["STATUS_" + n for n in names], "%s instead of %s" % (e.name, name)
        return
    raise AssertionError("%s%r succeeded instead of %s: %r" % (call.__name__, args, name, got))


def fast_cmac(key, message, length):
    """impacket's own takes seconds for a large WRITE."""
    from Cryptodome.Cipher import AES
    from Cryptodome.Hash import CMAC
    return CMAC.new(key, message[:length], ciphermod=AES).digest()


crypto.AES_CMAC = fast_cmac


def context(name, data=b""):
    return name, data


def encode_contexts(contexts):
    out = b""
    for i, (name, data) in enumerate(contexts):
        c = struct.pack("<HHHHI", 16, len(name), 0, 24 if data else 0, len(data)) + name
        c = c.ljust(20, b"\0") + data
        size = (4 + len(c) + 7) & ~7
        last = i == len(contexts) - 1
        out += struct.pack("<I", 0 if last else size) + c + b"\0" * (0 if last else size - 4 - len(c))
    return out


def decode_contexts(raw):
    found = {}
    while raw:
        following, name_at, name_len, _, data_at, data_len = struct.unpack_from("<IHHHHI", raw)
        found[raw[name_at:name_at + name_len]] = raw[data_at:data_at + data_len]
        if not following:
            break
        raw = raw[following:]
    return found


def to_name(name):
    return name if isinstance(name, bytes) else name.encode("utf-16le")


class Client:
    """A connection with one session and one tree."""

    def __init__(self, user="alice", share="data", password=None, dialect=0x311):
        self.c = smb3.SMB3("127.0.0.1", "127.0.0.1", sess_port=445, timeout=60,
                           preferredDialect=dialect)
        # What impacket 0.10 forgets where it logs on by NTLM
        self.c._Session["PreauthIntegrityHashValue"] = \
            self.c._Connection["PreauthIntegrityHashValue"]
        try:
            self.c.login(user, user + "-secret" if password is None else password)
            self.tree = self.c.connectTree(share)
        except smb3.SessionError as e:
            self.end()
            raise Refused(e.get_error_code()) from None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.end()

    def end(self):
        """As if the cable was cut."""
        self.c.get_socket().close()

    def ask(self, command, body, size=0, wanted=(0,)):
        """A request; @size: bytes of data either way. Returns (status, response's body)."""
        p = self.c.SMB_PACKET()
        p["Command"], p["TreeID"], p["Data"] = command, self.tree, body
        if size > 65536:
            p["CreditCharge"] = (size + 65535) // 65536
        answer = self.c.recvSMB(self.c.sendSMB(p))
        if answer["Status"] not in wanted:
            raise Refused(answer["Status"])
        return answer["Status"], answer["Data"]

    def open(self, name, access=RW, share=SHARE_ALL, disposition=OPEN, options=0, attributes=0,
             contexts=()):
        wire = to_name(name)
        tail, at = wire, 0
        extra = encode_contexts(contexts)
        if extra:
            tail += b"\0" * (-len(tail) % 8)
            at = 120 + len(tail)
        body = struct.pack("<HBBIQQIIIIIHHII", 57, 0, 0, 2, 0, 0, access, attributes, share,
                           disposition, options, 120, len(wire), at, len(extra))
        return File(self, self.ask(CREATE, body + (tail + extra or b"\0"))[1])

    def make(self, name, data=b"", **kw):
        """A new file with DATA, closed."""
        with self.open(name, disposition=OVERWRITE_IF, **kw) as f:
            f.write(data)

    def mkdir(self, name):
        self.open(name, READ_ATTRIBUTES, disposition=MAKE, options=DIRECTORY).close()

    def get(self, name):
        with self.open(name, DATA_READ | READ_ATTRIBUTES) as f:
            return f.read(f.end_of_file)

    def delete(self, name):
        self.open(name, DELETE, options=DELETE_ON_CLOSE).close()

    def rename(self, name, new, replace=False):
        with self.open(name, DELETE | READ_ATTRIBUTES) as f:
            f.rename(new, replace)

    def link(self, name, new):
        with self.open(name, RW) as f:
            f.link(new)

    def list(self, name="", pattern="*"):
        """{name: (file id, end of file, allocation size, attributes)}"""
        with self.open(name, DATA_READ | READ_ATTRIBUTES, options=DIRECTORY) as f:
            return f.list(pattern)

    def fs(self, info_class):
        with self.open("", READ_ATTRIBUTES) as f:
            return f.query(info_class, 2)

    def free(self):
        """(total, what the caller may take, free, bytes of a unit)"""
        total, caller, actual, sectors, size = struct.unpack("<QQQII", self.fs(FS_FULL_SIZE))
        return total, caller, actual, sectors * size


class File:
    """A FileId, and what CREATE said."""

    def __init__(self, client, answer):
        (_, self.oplock, _, self.action, self.created, self.accessed, self.written, self.changed,
         self.allocation, self.end_of_file, self.attributes, _, self.id, at,
         size) = struct.unpack_from("<HBBIQQQQQQII16sII", answer)
        self.contexts = decode_contexts(answer[at - 64:at - 64 + size] if size else b"")
        self.client = client

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self.client.ask(CLOSE, struct.pack("<HHI16s", 24, 0, 0, self.id))

    def read(self, size, offset=0, piece=1 << 20):
        got = b""
        while len(got) < size:
            n = min(piece, size - len(got))
            body = struct.pack("<HBBIQ16sIIIHHB", 49, 80, 0, n, offset + len(got), self.id, 0, 0,
                               0, 0, 0, 0)
            answer = self.client.ask(READ, body, n)[1]
            at, n = answer[2], struct.unpack_from("<I", answer, 4)[0]
            got += answer[at - 64:at - 64 + n]
        return got

    def write_once(self, data, offset=0, flags=0):
        """Bytes that one WRITE took."""
        body = struct.pack("<HHIQ16sIIHHI", 49, 112, len(data), offset, self.id, 0, 0, 0, 0, flags)
        answer = self.client.ask(WRITE, body + data, len(data))[1]
        return struct.unpack_from("<I", answer, 4)[0]

    def write(self, data, offset=0, piece=1 << 20, flags=0):
        done = 0
        while done < len(data):
            done += self.write_once(data[done:done + piece], offset + done, flags)

    def flush(self):
        self.client.ask(FLUSH, struct.pack("<HHI16s", 24, 0, 0, self.id))

    def query(self, info_class, kind=1, size=4096):
        body = struct.pack("<HBBIHHIII16s", 41, kind, info_class, size, 0, 0, 0, 0, 0, self.id)
        answer = self.client.ask(QUERY_INFO, body + b"\0")[1]
        at, size = struct.unpack_from("<HI", answer, 2)
        return answer[at - 64:at - 64 + size]

    def set(self, info_class, data, kind=1):
        body = struct.pack("<HBBIHHI16s", 33, kind, info_class, len(data), 96, 0, 0, self.id)
        self.client.ask(SET_INFO, body + data)

    def standard(self):
        """(allocation size, end of file, links, delete pending, directory)"""
        return struct.unpack_from("<QQIBB", self.query(STANDARD))

    def basic(self):
        """(created, accessed, written, changed, attributes)"""
        return struct.unpack_from("<QQQQI", self.query(BASIC))

    def inode(self):
        return struct.unpack("<Q", self.query(INTERNAL))[0]

    def name(self):
        return self.query(NAME)[4:].decode("utf-16le")

    def set_times(self, created=0, accessed=0, written=0, attributes=0):
        self.set(BASIC, struct.pack("<QQQQII", created, accessed, written, 0, attributes, 0))

    def set_size(self, size):
        self.set(END_OF_FILE, struct.pack("<Q", size))

    def set_allocation(self, size):
        self.set(ALLOCATION, struct.pack("<Q", size))

    def set_delete(self, delete=True):
        self.set(DISPOSITION, bytes([delete]))

    def _new_name(self, info_class, name, replace):
        wire = to_name(name)
        self.set(info_class, struct.pack("<B7xQI", replace, 0, len(wire)) + wire)

    def rename(self, name, replace=False):
        self._new_name(RENAME, name, replace)

    def link(self, name, replace=False):
        self._new_name(LINK, name, replace)

    def list(self, pattern="*"):
        found, restart = {}, 1
        while True:
            wire = to_name(pattern)
            body = struct.pack("<HBBI16sHHI", 33, ID_BOTH_DIRECTORY, restart, 0, self.id, 96,
                               len(wire), 65536)
            try:
                answer = self.client.ask(QUERY_DIRECTORY, body + wire)[1]
            except Refused as e:
                if e.name in ("STATUS_NO_MORE_FILES", "STATUS_NO_SUCH_FILE"):
                    return found
                raise
            restart = 0
            at, size = struct.unpack_from("<HI", answer, 2)
            found.update(self._entries(answer[at - 64:at - 64 + size]))

    @staticmethod
    def _entries(raw):
        while True:
            following, end, allocation, attributes, name_len = struct.unpack_from(
                "<I36xQQII", raw)
            inode = struct.unpack_from("<Q", raw, 96)[0]
            yield raw[104:104 + name_len].decode("utf-16le"), (inode, end, allocation, attributes)
            if not following:
                return
            raw = raw[following:]

    def control(self, code, data=b"", room=0, wanted=(0,)):
        """An FSCTL: (status, output)."""
        body = struct.pack("<HHI16sIIIIIIII", 57, 0, code, self.id, 120 if data else 0, len(data),
                           0, 0, 0, room, 1, 0)
        status, answer = self.client.ask(IOCTL, body + (data or b"\0"), room, wanted)
        at, size = struct.unpack_from("<II", answer, 32)
        return status, answer[at - 64:at - 64 + size] if size else b""

    def set_sparse(self, sparse=True):
        self.control(SET_SPARSE, bytes([sparse]))

    def zero(self, start, end):
        self.control(SET_ZERO_DATA, struct.pack("<QQ", start, end))

    def allocated(self, start=0, size=1 << 62, room=4096):
        raw = self.control(QUERY_ALLOCATED_RANGES, struct.pack("<QQ", start, size), room)[1]
        return list(struct.iter_unpack("<QQ", raw))


# ---- the run ------------------------------------------------------------------------

def main(module, prepare):
    """Runs the tests of MODULE (its globals), or those named: KTAP, and an exit status."""
    tests = [(n[5:], f) for n, f in module.items() if n.startswith("test_")]
    wanted = sys.argv[1:]
    if "--help" in wanted or "-h" in wanted:
        print("usage: scripts/vm -- %s [TEST...]" % os.path.relpath(sys.argv[0], TOP))
        print("\n".join("  %-20s %s" % (n, f.__doc__) for n, f in tests))
        sys.exit(0)
    unknown = set(wanted) - {n for n, _ in tests}
    if unknown:
        sys.exit("%s: there is no test %s" % (sys.argv[0], ", ".join(sorted(unknown))))
    tests = [t for t in tests if not wanted or t[0] in wanted]
    failed = 0
    print("TAP version 14\n1..%d" % len(tests), flush=True)
    try:
        prepare()
    except Exception:
        traceback.print_exc(file=sys.stdout)
        print("Bail out! nothing could be prepared")
        tear_down()
        print("0 passed, 1 failed, 0 skipped", flush=True)
        sys.exit(1)
    for i, (name, fn) in enumerate(tests, 1):
        begun = time.monotonic()
        try:
            fn()
            print("ok %d - %s: %s # %.1f s" % (i, name, fn.__doc__, time.monotonic() - begun),
                  flush=True)
        except Exception:
            failed += 1
            print("not ok %d - %s: %s" % (i, name, fn.__doc__))
            print("# " + traceback.format_exc().replace("\n", "\n# "), flush=True)
    tear_down()
    print("%d passed, %d failed, 0 skipped" % (len(tests) - failed, failed), flush=True)
    sys.exit(failed != 0)
