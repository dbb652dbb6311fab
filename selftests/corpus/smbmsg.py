# SPDX-License-Identifier: GPL-2.0-or-later
"""What kind of message is this? Just enough of SMB to tell two messages apart.

A message's kind is a tuple of everything by which a decoder has to behave
differently: command, direction, dialects, contexts, information class, FSCTL
code, status, structure size. It is not a decoder: lengths and offsets that do
not fit make a kind of their own ("odd") instead of an error.
"""

import struct

SMB2_MAGIC = b"\xfeSMB"
SMB1_MAGIC = b"\xffSMB"
SEALED_MAGIC = b"\xfdSMB"
COMPRESSED_MAGIC = b"\xfcSMB"

SMB2_FLAGS_SERVER_TO_REDIR = 0x1
SMB2_FLAGS_ASYNC = 0x2
SMB2_FLAGS_RELATED = 0x4
STATUS_PENDING = 0x103
STATUS_BUFFER_OVERFLOW = 0x80000005

NAMES2 = ["NEGOTIATE", "SESSION_SETUP", "LOGOFF", "TREE_CONNECT", "TREE_DISCONNECT",
          "CREATE", "CLOSE", "FLUSH", "READ", "WRITE", "LOCK", "IOCTL", "CANCEL",
          "ECHO", "QUERY_DIRECTORY", "CHANGE_NOTIFY", "QUERY_INFO", "SET_INFO",
          "OPLOCK_BREAK"]
(NEGOTIATE, SESSION_SETUP, LOGOFF, TREE_CONNECT, TREE_DISCONNECT, CREATE, CLOSE,
 FLUSH, READ, WRITE, LOCK, IOCTL, CANCEL, ECHO, QUERY_DIRECTORY, CHANGE_NOTIFY,
 QUERY_INFO, SET_INFO, OPLOCK_BREAK) = range(19)


def u(fmt, data, off):
    return struct.unpack_from("<" + fmt, data, off)[0]


class Msg2:
    """One SMB2 message of a frame."""

    def __init__(self, raw):
        self.raw = raw
        self.status = u("I", raw, 8)
        self.command = u("H", raw, 12)
        self.flags = u("I", raw, 16)
        self.next = u("I", raw, 20)
        self.mid = u("Q", raw, 24)
        self.response = bool(self.flags & SMB2_FLAGS_SERVER_TO_REDIR)
        self.body = raw[64:self.next or None]

    def name(self):
        return NAMES2[self.command] if self.command < 19 else f"SMB2_{self.command}"


def split(frame):
    """Return the SMB2 messages of a frame (4-byte header included)."""
    out, pdu, pos = [], frame[4:], 0
    while len(pdu) - pos >= 64 and pdu[pos:pos + 4] == SMB2_MAGIC:
        msg = Msg2(pdu[pos:])
        out.append(msg)
        if not msg.next or msg.next > len(pdu) - pos:
            break
        pos += msg.next
    return out


def create_contexts(raw, off, length):
    """Names and data lengths of a chain of create contexts (MS-SMB2 2.2.13.2)."""
    out, pos, end = [], off, off + length
    while length and pos + 16 <= end <= len(raw):
        nxt, noff, nlen, doff, dlen = struct.unpack_from("<IHH2xHI", raw, pos)
        out.append((bytes(raw[pos + noff:pos + noff + nlen]).hex(), dlen))
        if not nxt:
            break
        pos += nxt
    return tuple(out)


def negotiate_contexts(raw, off, count):
    out, pos = [], off
    for _ in range(count):
        if pos + 8 > len(raw):
            break
        ctype, dlen = struct.unpack_from("<HH", raw, pos)
        out.append((ctype, dlen))
        pos += (8 + dlen + 7) & ~7
    return tuple(out)


def _negotiate(m, b):
    if m.response:
        dialect = u("H", b, 4)
        ctx = negotiate_contexts(m.raw, u("I", b, 60), u("H", b, 6)) if dialect == 0x311 else ()
        return (dialect, u("H", b, 2), ctx)
    n = u("H", b, 2)
    dialects = struct.unpack_from(f"<{n}H", b, 36)
    ctx = negotiate_contexts(m.raw, u("I", b, 28), u("H", b, 32)) if 0x311 in dialects else ()
    return (dialects, u("H", b, 4), tuple(c[0] for c in ctx))


def _session_setup(m, b):
    if m.response:
        return (u("H", b, 2), u("H", b, 6) != 0)
    return (b[2], b[3], u("H", b, 14) != 0, u("Q", b, 16) != 0)


def _tree_connect(m, b):
    return (b[2], u("I", b, 4), u("I", b, 8)) if m.response else (u("H", b, 2),)


def _create(m, b):
    if m.response:
        return (b[2], b[3], u("I", b, 4), create_contexts(m.raw, u("I", b, 80), u("I", b, 84)))
    return (b[3], u("H", b, 46) != 0, create_contexts(m.raw, u("I", b, 48), u("I", b, 52)))


def _more(m, off, length):
    """Shape of a buffer of chained entries: none, one, several."""
    if not length:
        return "none"
    return "several" if length >= 4 and u("I", m.raw, off) else "one"


# The classes of QUERY_DIRECTORY (MS-FSCC 2.4); all others are one kind.
DIRECTORY_CLASSES = (1, 2, 3, 12, 37, 38, 50, 60, 78, 79, 80, 81, 100)


def _directory_class(b):
    return b[2] if b[2] in DIRECTORY_CLASSES else "unknown"


def _query_directory(m, b):
    if m.response:
        return (_more(m, u("H", b, 2), u("I", b, 4)),)
    return (_directory_class(b), b[3], u("H", b, 26) != 0)


def _query_info(m, b):
    if m.response:
        return (_more(m, u("H", b, 2), u("I", b, 4)),)
    # The class changes nothing in a request's form: it counts with the response.
    return (b[2], u("I", b, 12), u("I", b, 16), u("I", b, 20))


def _set_info(m, b):
    return () if m.response else (b[2], b[3], u("I", b, 12))


def _ioctl(m, b):
    if m.response:
        return (u("I", b, 4), u("I", b, 28) != 0, u("I", b, 36) != 0)
    return (u("I", b, 4), u("I", b, 28) != 0, u("I", b, 44), u("I", b, 48))


def _lock(m, b):
    if m.response:
        return ()
    n = u("H", b, 2)
    return (min(n, 3), tuple(u("I", b, 24 + 24 * i + 16) for i in range(min(n, 3))))


def _notify(m, b):
    if not m.response:
        return (u("H", b, 2),)
    off, length = u("H", b, 2), u("I", b, 4)
    return (_more(m, off, length), u("I", m.raw, off + 4) if length else 0)


def _read(m, b):
    if m.response:
        return (u("I", b, 4) != 0,)
    return (b[3], u("H", b, 46) != 0)


def _write(m, b):
    return () if m.response else (u("I", b, 4) != 0, u("I", b, 44))


def _close(m, b):
    return (u("H", b, 2),)


DETAIL = {NEGOTIATE: _negotiate, SESSION_SETUP: _session_setup, TREE_CONNECT: _tree_connect,
          CREATE: _create, CLOSE: _close, READ: _read, WRITE: _write, LOCK: _lock,
          IOCTL: _ioctl, QUERY_DIRECTORY: _query_directory, CHANGE_NOTIFY: _notify,
          QUERY_INFO: _query_info, SET_INFO: _set_info}

# Details by which only a request says what its response holds.
ASKED = {QUERY_DIRECTORY: lambda b: (_directory_class(b),), QUERY_INFO: lambda b: (b[2], b[3]),
         SET_INFO: lambda b: (b[2], b[3])}


def kind2(m, asked):
    """The kind of an SMB2 message; asked: the request that it answers, or None."""
    ssize = u("H", m.body, 0) if len(m.body) >= 2 else 0
    base = (m.name(), "response" if m.response else "request", ssize)
    if m.response:
        base += (m.status, bool(m.flags & SMB2_FLAGS_ASYNC))
        if (asked is not None and asked.command == m.command and m.command in ASKED
                and m.status in (0, STATUS_BUFFER_OVERFLOW, STATUS_PENDING)):
            base += ASKED[m.command](asked.body)
        if ssize == 9 and m.status and m.command not in (SESSION_SETUP, QUERY_DIRECTORY,
                                                         QUERY_INFO, CHANGE_NOTIFY):
            return base + ("error", m.body[2], u("I", m.body, 4) != 0)
    try:
        return base + (DETAIL[m.command](m, m.body) if m.command in DETAIL else ())
    except (struct.error, IndexError):
        return base + ("odd",)


# SMB1 (MS-CIFS 2.2.4): the sub-command of these is a word of their setup.
SMB1_TRANSACTION, SMB1_TRANSACTION2, SMB1_NT_TRANSACT, SMB1_NEGOTIATE = 0x25, 0x32, 0xA0, 0x72


def kind1(pdu, asked):
    """The kind of an SMB1 message; asked: the kind of its request, or None."""
    command, reply = pdu[4], bool(pdu[9] & 0x80)
    words = pdu[32] if len(pdu) > 32 else 0
    base = (f"SMB1_{command:02x}", "response" if reply else "request", words)
    if reply:
        base += (u("I", pdu, 5),)
        return base + (asked[3:] if asked else ())
    try:
        if command == SMB1_NEGOTIATE:
            return base + tuple(d.decode() for d in pdu[35:].split(b"\0") if d)
        if command == SMB1_TRANSACTION2:
            sub = u("H", pdu, 33 + 28)
            params = u("H", pdu, 33 + 20)
            level = {1: 6, 2: 6, 3: 0, 5: 0, 6: 0, 7: 2, 8: 2}.get(sub)
            return base + (sub,) + ((u("H", pdu, params + level),) if level is not None else ())
        if command == SMB1_NT_TRANSACT:
            return base + (u("H", pdu, 33 + 36),)
        if command == SMB1_TRANSACTION:
            return base + (u("H", pdu, 33 + 28) if words > 14 else 0,)
    except struct.error:
        return base + ("odd",)
    return base
