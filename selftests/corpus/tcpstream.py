# SPDX-License-Identifier: GPL-2.0-or-later
"""Read a pcap file and put its TCP connections together again.

Only what a capture on a loopback or Ethernet device needs: classic pcap files of
either byte order and resolution, link types Ethernet, Linux cooked and raw IP,
IPv4 and IPv6 without extension headers, no IP fragments. Segments may come
late, twice or overlapping; a hole in a direction ends that direction.
"""

import struct
import sys

LINK_ETHERNET = 1
LINK_RAW = 101
LINK_COOKED = 113
LINK_COOKED2 = 276

TCP_FIN, TCP_SYN, TCP_RST = 1, 2, 4


def packets(path):
    """Yield (link type, bytes) for each packet of the pcap file at path."""
    with open(path, "rb") as f:
        head = f.read(24)
        if len(head) < 24:
            raise ValueError(f"{path}: not a pcap file")
        magic = head[:4]
        if magic in (b"\xd4\xc3\xb2\xa1", b"\x4d\x3c\xb2\xa1"):
            order = "<"
        elif magic in (b"\xa1\xb2\xc3\xd4", b"\xa1\xb2\x3c\x4d"):
            order = ">"
        else:
            raise ValueError(f"{path}: not a pcap file")
        link = struct.unpack(order + "I", head[20:24])[0] & 0xFFFF
        while True:
            rec = f.read(16)
            if len(rec) < 16:
                return
            caplen, wirelen = struct.unpack(order + "8xII", rec)
            data = f.read(caplen)
            if len(data) < caplen:
                return
            if caplen < wirelen:
                raise ValueError(f"{path}: packet cut short by the snap length")
            yield link, data


def ip_payload(link, data):
    """Return (protocol, source, destination, payload), or None if not IP."""
    skip = {LINK_ETHERNET: 14, LINK_RAW: 0, LINK_COOKED: 16, LINK_COOKED2: 20}
    if link not in skip:
        raise ValueError(f"link type {link} is not supported")
    ip = data[skip[link]:]
    if not ip:
        return None
    if ip[0] >> 4 == 4 and len(ip) >= 20:
        total = struct.unpack(">H", ip[2:4])[0]
        hlen = (ip[0] & 15) * 4
        # Large segments made by offload have a total length of 0.
        end = total if total else len(ip)
        return ip[9], ip[12:16], ip[16:20], ip[hlen:end]
    if ip[0] >> 4 == 6 and len(ip) >= 40:
        plen = struct.unpack(">H", ip[4:6])[0]
        end = 40 + plen if plen else len(ip)
        return ip[6], ip[8:24], ip[24:40], ip[40:end]
    return None


class Half:
    """One direction: bytes in sequence order, and the segments that wait."""

    def __init__(self):
        self.next = None
        self.wait = {}
        self.data = bytearray()

    def add(self, seq, payload):
        """Take a segment; return True if the direction grew."""
        if self.next is None:
            self.next = seq
        grown = False
        if payload:
            old = self.wait.get(seq, b"")
            if len(payload) > len(old):
                self.wait[seq] = payload
        while True:
            for s in list(self.wait):
                ahead = (self.next - s) & 0xFFFFFFFF
                if ahead >= 0x80000000:
                    continue  # still in the future
                part = self.wait.pop(s)[ahead:]
                if part:
                    self.data += part
                    self.next = (self.next + len(part)) & 0xFFFFFFFF
                    grown = True
                    break
            else:
                return grown


class Connection:
    """A TCP connection: label, client and server side, frames in order."""

    def __init__(self, label):
        self.label = label
        self.half = {True: Half(), False: Half()}  # True: from the client
        self.taken = {True: 0, False: 0}
        self.frames = []  # (from client, bytes with the 4-byte header)
        self.broken = False

    def feed(self, from_client, seq, flags, payload):
        half = self.half[from_client]
        if flags & TCP_SYN:
            half.add((seq + 1) & 0xFFFFFFFF, b"")
            return
        if half.add(seq, payload):
            self._cut(from_client)

    def _cut(self, from_client):
        """Cut the complete direct-TCP frames off (MS-SMB2 2.1)."""
        data, pos = self.half[from_client].data, self.taken[from_client]
        while len(data) - pos >= 4:
            size = int.from_bytes(data[pos + 1:pos + 4], "big")
            if data[pos] not in (0, 0x81, 0x82, 0x83, 0x85):
                self.broken = True  # not a session service stream
                break
            if len(data) - pos - 4 < size:
                break
            self.frames.append((from_client, bytes(data[pos:pos + 4 + size])))
            pos += 4 + size
        self.taken[from_client] = pos

    def holes(self):
        return any(h.wait for h in self.half.values())


def connections(path, ports, mark_port):
    """Return the connections to one of ports, in the order of their SYNs.

    A UDP datagram to mark_port is a label: its text is kept with every
    connection that begins after it.
    """
    live, done, label = {}, [], ""
    for link, data in packets(path):
        ip = ip_payload(link, data)
        if not ip:
            continue
        proto, src, dst, seg = ip
        if proto == 17 and len(seg) >= 8:
            if struct.unpack(">H", seg[2:4])[0] == mark_port:
                label = seg[8:].decode()
            continue
        if proto != 6 or len(seg) < 20:
            continue
        sport, dport, seq = struct.unpack(">HHI", seg[:8])
        flags = seg[13]
        payload = seg[(seg[12] >> 4) * 4:]
        from_client = dport in ports
        if not from_client and sport not in ports:
            continue
        key = (src, sport, dst, dport) if from_client else (dst, dport, src, sport)
        if flags & TCP_SYN and from_client and (key not in live or live[key].taken[True]):
            live[key] = Connection(label)
            done.append(live[key])
        if key in live:
            live[key].feed(from_client, seq, flags, payload)
    for conn in done:
        if conn.holes():
            print(f"{path}: a connection of '{conn.label}' has a hole", file=sys.stderr)
    return done
