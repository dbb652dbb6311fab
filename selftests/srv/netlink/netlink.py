# SPDX-License-Identifier: GPL-2.0-or-later
"""Generic netlink, as far as the tests of the family lwsmb-srv need it, by hand: a test
must be able to say what a library would not let it say."""
import errno
import pathlib
import re
import socket
import struct

TOP = pathlib.Path(__file__).resolve().parents[3]
HEADER = TOP / "include/uapi/linux/lwsmb_netlink.h"
NETLINK_GENERIC, GENL_ID_CTRL, CTRL_GETFAMILY = 16, 16, 3
NLM_F_REQUEST, NLM_F_ACK, NLM_F_DUMP = 1, 4, 0x300
NLMSG_ERROR, NLMSG_DONE = 2, 3
NESTED = 0x8000


def constants():
    """Names and numbers of the header: enumerations and defines."""
    found, value = {}, 0
    for line in HEADER.read_text().splitlines():
        if m := re.match(r"#define (LWSMB_\w+)\s+(\d+)$", line):
            found[m[1]] = int(m[2])
        elif re.match(r"enum\b.*\{", line):
            value = 0
        elif m := re.match(r"\t(LWSMB_\w+)( = (\d+))?,", line):
            value = int(m[3]) if m[3] else value
            found[m[1].removeprefix("LWSMB_SRV_")] = value
            value += 1
    return found


C = constants()


def attr(kind, payload=b"", nested=False):
    size = 4 + len(payload)
    head = struct.pack("=HH", size, kind | (NESTED if nested else 0))
    return head + payload + bytes(-size % 4)


def parse(data):
    """Attributes as {type: [payload...]}."""
    out = {}
    while len(data) >= 4:
        size, kind = struct.unpack_from("=HH", data)
        out.setdefault(kind & 0x3fff, []).append(data[4:size])
        data = data[(size + 3) & ~3:]
    return out


def u8(n):
    return struct.pack("=B", n)


def u16(n):
    return struct.pack("=H", n)


def u32(n):
    return struct.pack("=I", n)


def u64(n):
    return struct.pack("=Q", n)


def text(s):
    return s.encode() + b"\0"


def number(payload):
    return int.from_bytes(payload, "little")


class Refused(Exception):
    """The kernel's error."""

    def __init__(self, number_, words):
        super().__init__("%s: %s" % (errno.errorcode.get(number_, number_), words))
        self.errno = number_


class Socket:
    def __init__(self, rcvbuf=0):
        self.s = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW | socket.SOCK_CLOEXEC,
                               NETLINK_GENERIC)
        self.s.bind((0, 0))
        self.s.setsockopt(270, 11, 1)  # NETLINK_EXT_ACK
        self.s.setsockopt(270, 10, 1)  # NETLINK_CAP_ACK
        self.s.setsockopt(270, 5, 1)  # NETLINK_NO_ENOBUFS: the server sends again
        if rcvbuf:
            self.s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, rcvbuf)
        self.s.settimeout(20)
        self.seq = 100
        self.events = []
        self.family = None

    def close(self):
        self.s.close()

    def _send(self, kind, cmd, payload, flags):
        self.seq += 1
        body = struct.pack("=BBH", cmd, 1, 0) + payload
        self.s.send(struct.pack("=IHHII", 16 + len(body), kind, flags, self.seq, 0) + body)
        return self.seq

    def _messages(self):
        data = self.s.recv(1 << 20)
        while len(data) >= 16:
            size, kind, flags, seq, _ = struct.unpack_from("=IHHII", data)
            yield kind, flags, seq, data[16:size]
            data = data[(size + 3) & ~3:]

    def _transact(self, kind, cmd, payload, flags):
        want, answers = self._send(kind, cmd, payload, flags), []
        while True:
            for t, fl, seq, body in self._messages():
                if t in (NLMSG_ERROR, NLMSG_DONE) and seq == want:
                    code = struct.unpack_from("=i", body)[0]
                    if code < 0:
                        tlvs = parse(body[20:]) if t == NLMSG_ERROR and fl & 0x200 else {}
                        raise Refused(-code, tlvs.get(1, [b""])[0].rstrip(b"\0").decode())
                    return answers
                if t == NLMSG_ERROR:
                    continue
                row = (body[0], parse(body[4:]))
                (answers if seq == want else self.events).append(row)

    def resolve(self):
        if self.family is None:
            found = self._transact(GENL_ID_CTRL, CTRL_GETFAMILY, attr(2, text("lwsmb-srv")),
                                   NLM_F_REQUEST | NLM_F_ACK)
            self.family = number(found[0][1][1][0])
        return self.family

    def call(self, cmd, payload=b"", dump=False):
        """Sends a command and waits: the messages that answer it, or Refused."""
        flags = NLM_F_REQUEST | (NLM_F_DUMP if dump else NLM_F_ACK)
        return self._transact(self.resolve(), C["CMD_" + cmd], payload, flags)

    def event(self):
        """The next question of the server: command and attributes."""
        while not self.events:
            for t, _, seq, body in self._messages():
                if t >= 16 and seq == 0:
                    self.events.append((body[0], parse(body[4:])))
        return self.events.pop(0)
