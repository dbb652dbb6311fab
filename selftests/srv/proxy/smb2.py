# SPDX-License-Identifier: GPL-2.0-or-later
"""Frames and messages of SMB2 (MS-SMB2 2.1, 2.2.1) as bytes that can be changed in place:
what a proxy needs to spoil them, and what a client needs to make them."""
import struct

NEGOTIATE, SESSION_SETUP, LOGOFF, TREE_CONNECT, TREE_DISCONNECT, CREATE, CLOSE, FLUSH, READ, WRITE, \
    LOCK, IOCTL, CANCEL, ECHO, QUERY_DIRECTORY, CHANGE_NOTIFY, QUERY_INFO, SET_INFO, OPLOCK_BREAK = range(19)

RESPONSE, ASYNC, RELATED, SIGNED = 1, 2, 4, 8
D210, D300, D302, D311 = 0x210, 0x300, 0x302, 0x311
PREAUTH, ENCRYPTION, SIGNING = 1, 2, 8  # types of negotiate contexts

OK, PENDING = 0, 0x103
BUFFER_OVERFLOW = 0x80000005
INVALID_PARAMETER, MORE_PROCESSING, ACCESS_DENIED, NOT_FOUND, LOGON_FAILURE = \
    0xC000000D, 0xC0000016, 0xC0000022, 0xC0000034, 0xC000006D
USER_SESSION_DELETED, HASH_OVERLAP, NETWORK_NAME_DELETED = 0xC0000203, 0xC05D0000, 0xC00000C9
NAMES = {v: k for k, v in globals().items() if k.isupper() and isinstance(v, int) and v > 0x1000}

HDR = 64
NTLMSSP = bytes.fromhex("2b06010401823702020a")
KRB5 = bytes.fromhex("2a864886f712010202")
SPNEGO = bytes.fromhex("2b0601050502")


class Field:
    """A number or bytes at an offset of a message."""

    def __init__(self, off, fmt):
        self.off, self.fmt = off, "<" + fmt

    def __get__(self, msg, _=None):
        return struct.unpack_from(self.fmt, msg.b, self.off)[0]

    def __set__(self, msg, value):
        struct.pack_into(self.fmt, msg.b, self.off, value)


class Msg:
    """A message from its header to the next one's, padding included."""
    protocol, size, charge, status = Field(0, "4s"), Field(4, "H"), Field(6, "H"), Field(8, "I")
    command, credits, flags, next = Field(12, "H"), Field(14, "H"), Field(16, "I"), Field(20, "I")
    mid, pid, tree, async_id = Field(24, "Q"), Field(32, "I"), Field(36, "I"), Field(32, "Q")
    session, signature = Field(40, "Q"), Field(48, "16s")

    def __init__(self, data):
        self.b = bytearray(data)

    def at(self, off, fmt):
        return struct.unpack_from("<" + fmt, self.b, off)[0]

    def put(self, off, fmt, value):
        struct.pack_into("<" + fmt, self.b, off, value)

    @property
    def body(self):
        return bytes(self.b[HDR:])

    def span(self, off, fmt_off, length, fmt_len):
        """Bytes that a pair of offset and length in the message points to."""
        start = self.at(off, fmt_off)
        return bytes(self.b[start:start + self.at(length, fmt_len)])


def header(command, mid, session=0, tree=0, flags=0, charge=1, credits=64):
    return struct.pack("<4sHHIHHIIQIIQ16s", b"\xfeSMB", HDR, charge, 0, command, credits, flags, 0,
                       mid, 0xfeff, tree, session, bytes(16))


def split(payload):
    """Messages of a frame; [] if it is not one of SMB2."""
    out = []
    while len(payload) >= HDR and payload[:4] == b"\xfeSMB":
        nxt = struct.unpack_from("<I", payload, 20)[0]
        if nxt and not HDR <= nxt <= len(payload):
            return []
        out.append(Msg(payload[:nxt] if nxt else payload))
        payload = payload[nxt:] if nxt else b""
    return [] if payload else out


def frame(payload, length=None):
    return struct.pack(">I", len(payload) if length is None else length) + bytes(payload)


def join(msgs):
    return frame(b"".join(m.b for m in msgs))


def read_exactly(sock, n):
    data = b""
    while len(data) < n:
        try:
            piece = sock.recv(n - len(data))
        except TimeoutError:
            raise
        except OSError:
            piece = b""
        if not piece:
            return None
        data += piece
    return data


def read_frame(sock):
    """A whole frame with its NetBIOS header; None at the end of the connection. A socket with
    a time-out raises TimeoutError."""
    head = read_exactly(sock, 4)
    if head is None:
        return None
    rest = read_exactly(sock, int.from_bytes(head[1:], "big"))
    return None if rest is None else head + rest


# ---- NEGOTIATE, 2.2.3 and 2.2.4 -----------------------------------------------------

def contexts(blob, count):
    out, pos = [], 0
    for _ in range(count):
        kind, size = struct.unpack_from("<HH", blob, pos)
        out.append((kind, blob[pos + 8:pos + 8 + size]))
        pos += (8 + size + 7) & ~7
    return out


def context_bytes(items):
    out = b""
    for kind, data in items:
        out += bytes(-len(out) % 8) + struct.pack("<HHI", kind, len(data), 0) + data
    return out


def preauth_context(salt, hashes=(1,)):
    return PREAUTH, struct.pack("<HH%dH" % len(hashes), len(hashes), len(salt), *hashes) + salt


def algorithm_context(kind, algorithms):
    return kind, struct.pack("<%dH" % (len(algorithms) + 1), len(algorithms), *algorithms)


def negotiate_request(dialects, items, mode, capabilities, guid):
    count = len(dialects)
    body = struct.pack("<HHHHI16s", 36, count, mode, 0, capabilities, guid)
    names = struct.pack("<%dH" % count, *dialects)
    if D311 not in dialects:
        return body + bytes(8) + names
    pad = bytes(-(HDR + 36 + len(names)) % 8)
    where = HDR + 36 + len(names) + len(pad)
    return body + struct.pack("<IHH", where, len(items), 0) + names + pad + context_bytes(items)


def negotiate_parts(m):
    """What negotiate_request() was made of."""
    count = m.at(HDR + 2, "H")
    dialects = list(struct.unpack_from("<%dH" % count, m.b, HDR + 36))
    items = []
    if D311 in dialects:
        items = contexts(bytes(m.b[m.at(HDR + 28, "I"):]), m.at(HDR + 32, "H"))
    return dialects, items, m.at(HDR + 4, "H"), m.at(HDR + 8, "I"), m.at(HDR + 12, "16s")


# ---- SPNEGO, RFC 4178, as far as NTLMSSP goes ------------------------------------------

def der(tag, *content):
    data = b"".join(content)
    if len(data) < 128:
        return bytes([tag, len(data)]) + data
    size = len(data).to_bytes((len(data).bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(size)]) + size + data


def der_items(data):
    """[(tag, content)...] of what stands one behind the other."""
    out, pos = [], 0
    while pos + 2 <= len(data):
        tag, size, pos = data[pos], data[pos + 1], pos + 2
        if size & 0x80:
            n = size & 0x7f
            size, pos = int.from_bytes(data[pos:pos + n], "big"), pos + n
        out.append((tag, data[pos:pos + size]))
        pos += size
    return out


def mech_list(mechs):
    return der(0x30, *(der(6, m) for m in mechs))


def spnego_init(mechs, token):
    inner = der(0x30, der(0xa0, mech_list(mechs)), der(0xa2, der(4, token)))
    return der(0x60, der(6, SPNEGO), der(0xa0, inner))


def spnego_init_parts(blob):
    """(mechanisms, token) of a NegTokenInit."""
    (_, whole), = der_items(blob)
    fields = dict(der_items(der_items(der_items(whole)[1][1])[0][1]))
    mechs = [m for _, m in der_items(der_items(fields[0xa0])[0][1])]
    return mechs, der_items(fields[0xa2])[0][1]


def spnego_resp(token=None, mic=None):
    parts = []
    if token is not None:
        parts.append(der(0xa2, der(4, token)))
    if mic is not None:
        parts.append(der(0xa3, der(4, mic)))
    return der(0xa1, der(0x30, *parts))


def spnego_resp_parts(blob):
    """{context tag: content} of a NegTokenResp."""
    (_, whole), = der_items(blob)
    return {tag: der_items(data)[0][1] for tag, data in der_items(der_items(whole)[0][1])}
