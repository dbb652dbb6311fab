# SPDX-License-Identifier: GPL-2.0-or-later
"""A client that believes nothing: every answer must be to a question of its own, signed, and
right, as MS-SMB2 3.2.5 demands; NTLMv2 with MIC, SPNEGO with mechListMIC, VALIDATE_NEGOTIATE.
With strict=False it believes everything, so that what the server does can be seen."""
import hashlib
import hmac
import os
import socket
import struct
import time

from Cryptodome.Cipher import AES, ARC4
from Cryptodome.Hash import CMAC, MD4

import smb2
from smb2 import (ASYNC, CLOSE, CREATE, D210, D300, D302, D311, ECHO, HDR, IOCTL, LOGOFF,
                  MORE_PROCESSING, NAMES, NEGOTIATE, PENDING, READ, RELATED, RESPONSE,
                  SESSION_SETUP, SET_INFO, SIGNED, TREE_CONNECT, WRITE, Msg)

VALIDATE_NEGOTIATE_INFO, PIPE_TRANSCEIVE = 0x140204, 0x11C017
LAST_FILE = b"\xff" * 16  # the open of the message before, 2.2.3.1
OPEN, MAKE, OPEN_IF, OVERWRITE_IF = 1, 2, 3, 5
ALL_ACCESS, DELETE = 0x12019f, 0x10000


class Refused(Exception):
    """The server has said no."""

    def __init__(self, status):
        super().__init__(NAMES.get(status, hex(status)))
        self.status = status


class Tampered(Exception):
    """The client has seen that it is not the server who speaks."""


class Gone(Exception):
    """The connection has ended."""


class Silent(Exception):
    """Nothing came in time."""


# ---- NTLMv2, MS-NLMP 3.3.2 and 3.4 --------------------------------------------------

NTLM_FLAGS = 0x62888215  # KEY_EXCH 128 VERSION TARGET_INFO ESS ALWAYS_SIGN NTLM SIGN TARGET UNICODE
VERSION = bytes([6, 1, 0, 0, 0, 0, 0, 15])


def md5_hmac(key, *data):
    return hmac.new(key, b"".join(data), hashlib.md5).digest()


class Ntlm:
    def __init__(self, user, password, mic=True):
        self.user, self.mic, self.negotiate = user, mic, b""
        nt = MD4.new(password.encode("utf-16le")).digest()
        self.owf = md5_hmac(nt, user.upper().encode("utf-16le"))

    def first(self):
        self.negotiate = b"NTLMSSP\0" + struct.pack("<II", 1, NTLM_FLAGS) + bytes(16) + VERSION
        return self.negotiate

    def _pairs(self, info):
        out, stamp, pos = b"", None, 0
        while (kind := struct.unpack_from("<H", info, pos)[0]):
            size = struct.unpack_from("<H", info, pos + 2)[0]
            value, pos = info[pos + 4:pos + 4 + size], pos + 4 + size
            stamp = value if kind == 7 else stamp
            if kind != 6:
                out += struct.pack("<HH", kind, size) + value
        if self.mic:
            out += struct.pack("<HHI", 6, 4, 2)
        return out + bytes(4), stamp or bytes(8)

    def second(self, challenge):
        flags, = struct.unpack_from("<I", challenge, 20)
        size, at = struct.unpack_from("<H2xI", challenge, 40)
        pairs, stamp = self._pairs(challenge[at:at + size])
        temp = b"\x01\x01" + bytes(6) + stamp + os.urandom(8) + bytes(4) + pairs + bytes(4)
        proof = md5_hmac(self.owf, challenge[24:32], temp)
        base = md5_hmac(self.owf, proof)
        self.key = os.urandom(16)
        self.key_exchange = bool(flags & 0x40000000)
        sealed = ARC4.new(base).encrypt(self.key)
        if not self.key_exchange:
            self.key, sealed = base, b""
        payload, fields = b"", b""
        for data in (bytes(24), proof + temp, b"", self.user.encode("utf-16le"), b"", sealed):
            fields += struct.pack("<HHI", len(data), len(data), 88 + len(payload))
            payload += data
        head = b"NTLMSSP\0" + struct.pack("<I", 3) + fields + struct.pack("<I", flags & NTLM_FLAGS) + VERSION
        whole = head + bytes(16) + payload
        if self.mic:
            whole = head + md5_hmac(self.key, self.negotiate, challenge, whole) + payload
        return whole

    def sign(self, direction, data):
        """A signature with sequence number 0, MS-NLMP 3.4.4.2."""
        word = b"session key to %s %%s key magic constant\0" % direction
        check = md5_hmac(hashlib.md5(self.key + word % b"signing").digest(), bytes(4), data)[:8]
        if self.key_exchange:
            check = ARC4.new(hashlib.md5(self.key + word % b"sealing").digest()).encrypt(check)
        return struct.pack("<I", 1) + check + bytes(4)


def kdf(key, label, context):
    """SP 800-108 in counter mode, MS-SMB2 3.1.4.2."""
    return hmac.new(key, struct.pack(">I", 1) + label + b"\0" + context + struct.pack(">I", 128),
                    hashlib.sha256).digest()[:16]


class Client:
    def __init__(self, port, dialects=(D210, D300, D302, D311), strict=True, required=True, mic=True,
                 timeout=20):
        self.dialects, self.strict, self.required, self.mic = dialects, strict, required, mic
        self.sock = socket.create_connection(("127.0.0.1", port), timeout=timeout)
        self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.mid, self.session, self.tree_id, self.key = 0, 0, 0, None
        self.asked, self.answers, self.preauth = set(), {}, bytes(64)
        self.pending = []
        self.guid = os.urandom(16)
        self.mode = 2 if required else 1
        self.capabilities = 0x4 if max(dialects) == D210 else 0x44
        self.dialect = 0

    def close(self):
        self.sock.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    # -- messages ---------------------------------------------------------------------

    def mac(self, m):
        copy = Msg(m.b)
        copy.signature = bytes(16)
        if self.dialect < D300:
            return hmac.new(self.key, copy.b, hashlib.sha256).digest()[:16]
        return CMAC.new(self.key, ciphermod=AES, msg=bytes(copy.b)).digest()

    def sign(self, m):
        m.flags |= SIGNED
        m.signature = self.mac(m)

    def message(self, command, body, flags=0, charge=1, tree=None, mid=None):
        if mid is None:
            mid, self.mid = self.mid, self.mid + max(charge, 1)
        tree = self.tree_id if tree is None else tree
        return Msg(smb2.header(command, mid, self.session, tree, flags, charge) + body)

    def compound(self, *parts):
        """(command, body) each; the second and later ones are related to the one before."""
        msgs = [self.message(c, b, RELATED if i else 0) for i, (c, b) in enumerate(parts)]
        for m in msgs[:-1]:
            m.b += bytes(-len(m.b) % 8)
            m.next = len(m.b)
        return msgs

    def send(self, *msgs, sign=True):
        for m in msgs:
            if self.key and sign:
                self.sign(m)
            self.asked.add(m.mid)
        self.put(smb2.join(msgs))
        return [m.mid for m in msgs]

    def put(self, raw):
        try:
            self.sock.sendall(raw)
        except OSError:
            raise Gone from None

    def _verify(self, m):
        """3.2.5.1.2 and 3.2.5.1.3"""
        if not m.flags & RESPONSE or m.mid not in self.asked:
            raise Tampered("nobody has asked for this")
        if m.status == PENDING and m.flags & ASYNC:
            return
        if m.session != self.session:
            raise Tampered("another session's")
        if not m.flags & SIGNED:
            raise Tampered("not signed")
        if not hmac.compare_digest(self.mac(m), m.signature):
            raise Tampered("wrong signature")

    def _next_frame(self):
        try:
            raw = smb2.read_frame(self.sock)
        except TimeoutError:
            raise Silent from None
        if raw is None:
            raise Gone
        msgs = smb2.split(raw[4:])
        if not msgs:
            raise Tampered("no SMB2")
        return msgs

    def recv(self, mid):
        while mid not in self.answers:
            for m in self._next_frame():
                if self.strict and self.key:
                    self._verify(m)
                if m.status == PENDING and m.flags & ASYNC:
                    self.pending.append(m)
                    continue
                self.asked.discard(m.mid)
                self.answers[m.mid] = m
        return self.answers.pop(mid)

    def interims(self, mid):
        """The interim responses to a request that have come."""
        return [m for m in self.pending if m.mid == mid]

    def transact(self, command, body, ok=(0,), **kw):
        mid, = self.send(self.message(command, body, **kw))
        m = self.recv(mid)
        if m.status not in ok:
            raise Refused(m.status)
        if self.strict and m.command != command:
            raise Tampered("the answer to another command")
        return m

    # -- connection -------------------------------------------------------------------

    def hash(self, m):
        self.preauth = hashlib.sha512(self.preauth + bytes(m.b)).digest()

    def negotiate(self):
        items = [smb2.preauth_context(os.urandom(32)), smb2.algorithm_context(smb2.ENCRYPTION, [2, 1]),
                 smb2.algorithm_context(smb2.SIGNING, [1, 0])]
        q = self.message(NEGOTIATE, smb2.negotiate_request(self.dialects, items, self.mode,
                                                           self.capabilities, self.guid))
        self.send(q)
        a = self.recv(q.mid)
        if a.status:
            raise Refused(a.status)
        self.server_mode, self.dialect = a.at(HDR + 2, "H"), a.at(HDR + 4, "H")
        self.server_guid, self.server_capabilities = a.at(HDR + 8, "16s"), a.at(HDR + 24, "I")
        if self.dialect not in self.dialects:
            raise Tampered("a dialect that was not offered")
        if self.dialect == D311:
            self.hash(q)
            self.hash(a)
            got = smb2.contexts(bytes(a.b[a.at(HDR + 60, "I"):]), a.at(HDR + 6, "H"))
            hashes = [d for k, d in got if k == smb2.PREAUTH]
            if len(hashes) != 1 or struct.unpack_from("<H2xH", hashes[0]) != (1, 1):
                raise Tampered("no hash for the log-on")

    def _setup(self, token, previous=0):
        body = struct.pack("<HBBIIHHQ", 25, 0, self.mode, self.capabilities & 1, 0, HDR + 24, len(token), previous)
        q = self.message(SESSION_SETUP, body + token, tree=0)
        self.hash(q)
        self.send(q, sign=False)
        a = self.recv(q.mid)
        self.session = a.session
        return a

    def logon(self, user, password, previous=0):
        ntlm, mechs = Ntlm(user, password, self.mic), [smb2.NTLMSSP]
        a = self._setup(smb2.spnego_init(mechs, ntlm.first()), previous)
        if a.status != MORE_PROCESSING:
            raise Refused(a.status)
        self.hash(a)
        parts = smb2.spnego_resp_parts(a.span(HDR + 4, "H", HDR + 6, "H"))
        if 0xa2 not in parts:
            # The server has not looked at our token: it thinks that it was for another mechanism.
            a = self._setup(smb2.spnego_resp(ntlm.first()), previous)
            if a.status != MORE_PROCESSING:
                raise Refused(a.status)
            self.hash(a)
            parts = smb2.spnego_resp_parts(a.span(HDR + 4, "H", HDR + 6, "H"))
        token = ntlm.second(parts[0xa2])
        listed = smb2.mech_list(mechs)
        mic = ntlm.sign(b"client-to-server", listed) if self.mic else None
        a = self._setup(smb2.spnego_resp(token, mic), previous)
        self._logged_on(a, ntlm, listed)

    def _logged_on(self, a, ntlm, listed):
        if a.status:
            raise Refused(a.status)
        self.key = ntlm.key
        if self.dialect >= D300:
            label = (b"SMBSigningKey\0", self.preauth) if self.dialect == D311 else \
                (b"SMB2AESCMAC\0", b"SmbSign\0")
            self.key = kdf(ntlm.key, *label)
        if not self.strict:
            return
        self.asked.add(a.mid)
        self._verify(a)
        self.asked.discard(a.mid)
        if a.at(HDR + 2, "H"):
            raise Tampered("a guest's session")
        got = smb2.spnego_resp_parts(a.span(HDR + 4, "H", HDR + 6, "H"))
        if self.mic and got.get(0xa3) != ntlm.sign(b"server-to-client", listed):
            raise Tampered("wrong mechListMIC")

    def connect(self, share):
        path = ("\\\\127.0.0.1\\" + share).encode("utf-16le")
        a = self.transact(TREE_CONNECT, struct.pack("<HHHH", 9, 0, HDR + 8, len(path)) + path, tree=0)
        self.tree_id = a.tree
        if self.dialect < D311 and self.dialects[-1] > D210:
            self.validate()

    def validate(self):
        """3.2.5.5: what was said before there was a key is said again."""
        said = struct.pack("<I16sHH%dH" % len(self.dialects), self.capabilities, self.guid, self.mode,
                           len(self.dialects), *self.dialects)
        a = self.transact(IOCTL, ioctl_body(LAST_FILE, VALIDATE_NEGOTIATE_INFO, said, 24))
        heard = struct.pack("<I16sHH", self.server_capabilities, self.server_guid, self.server_mode, self.dialect)
        if self.strict and a.span(HDR + 32, "I", HDR + 36, "I") != heard:
            raise Tampered("NEGOTIATE was changed")

    def begin(self, user, password, share):
        self.negotiate()
        self.logon(user, password)
        self.connect(share)
        return self

    # -- files ------------------------------------------------------------------------

    def open(self, name, disposition=OPEN, access=ALL_ACCESS, options=0):
        return self.transact(CREATE, create_body(name, disposition, access, options)).at(HDR + 64, "16s")

    def write(self, fid, data, off=0):
        return self.transact(WRITE, write_body(fid, data, off)).at(HDR + 4, "I")

    def read(self, fid, size, off=0, ok=(0,)):
        return read_data(self.transact(READ, read_body(fid, size, off), ok=ok))

    def close_file(self, fid):
        self.transact(CLOSE, close_body(fid))

    def delete(self, fid):
        self.transact(SET_INFO, set_info_body(fid, 13, b"\1"))

    def rename(self, fid, name):
        text = name.encode("utf-16le")
        self.transact(SET_INFO, set_info_body(fid, 10, struct.pack("<B7xQI", 0, 0, len(text)) + text))

    def transceive(self, fid, data, room=65536, ok=(0,)):
        a = self.transact(IOCTL, ioctl_body(fid, PIPE_TRANSCEIVE, data, room), ok=ok)
        return a.span(HDR + 32, "I", HDR + 36, "I")

    def echo(self):
        self.transact(ECHO, struct.pack("<HH", 4, 0))

    def logoff(self):
        self.transact(LOGOFF, struct.pack("<HH", 4, 0), tree=0)


# ---- bodies ---------------------------------------------------------------------------

def create_body(name, disposition=OPEN, access=ALL_ACCESS, options=0):
    text = name.encode("utf-16le")
    return struct.pack("<HBBIQQIIIIIHHII", 57, 0, 0, 2, 0, 0, access, 0, 7, disposition, options,
                       HDR + 56, len(text), 0, 0) + (text or b"\0")


def write_body(fid, data, off=0):
    return struct.pack("<HHIQ16sIIHHI", 49, HDR + 48, len(data), off, fid, 0, 0, 0, 0, 0) + data


def read_body(fid, size, off=0):
    return struct.pack("<HBBIQ16sIIIHHB", 49, 0, 0, size, off, fid, 0, 0, 0, 0, 0, 0)


def read_data(m):
    off, size = m.b[HDR + 2], m.at(HDR + 4, "I")
    return bytes(m.b[off:off + size])


def close_body(fid):
    return struct.pack("<HHI16s", 24, 0, 0, fid)


def set_info_body(fid, kind, data):
    return struct.pack("<HBBIHHI16s", 33, 1, kind, len(data), HDR + 32, 0, 0, fid) + data


def ioctl_body(fid, code, data, room):
    return struct.pack("<HHI16sIIIIIIII", 57, 0, code, fid, HDR + 56, len(data), 0, 0, 0, room, 1, 0) + data


def until(condition, seconds=10):
    """Does it become true in time?"""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.01)  # between looks at a condition with a deadline
    return True
