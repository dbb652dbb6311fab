#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Writes the seed corpus of the fuzz target rpc.

  selftests/vectors/rpc_seeds.py          into selftests/fuzz/corpus/rpc/

The PDUs are those of selftests/vectors/rpc.h, and some that no client sent.
"""
import hashlib
import pathlib
import re
import struct

TOP = pathlib.Path(__file__).resolve().parent.parent.parent
CORPUS = TOP / "selftests/fuzz/corpus/rpc"
STREAM, CALL, NDR, WKSSVC, ADMIN, FEW = 0, 1, 2, 4, 8, 16
FIRST, LAST, MAYBE, OBJECT = 1, 2, 0x40, 0x80


def put(how, data):
    data = bytes([how]) + data
    (CORPUS / hashlib.sha1(data).hexdigest()[:16]).write_bytes(data)


def captured():
    text = (TOP / "selftests/vectors/rpc.h").read_text()
    return {name: bytes(int(byte, 16) for byte in re.findall(r"0x[0-9a-f]{2}", body))
            for name, body in re.findall(r"char (\w+)\[\] = \{(.*?)\};", text, re.DOTALL)}


def pdu(kind, body=b"", flags=FIRST | LAST, call=2, version=5, drep=0x10, auth=0):
    return struct.pack("<BBBBIHHI", version, 0, kind, flags, drep, 16 + len(body), auth, call) + body


def request(opnum, stub, flags=FIRST | LAST, context=0, call=2):
    return pdu(0, struct.pack("<IHH", len(stub), context, opnum) + stub, flags, call)


def string(text):
    chars = (text + "\0").encode("utf-16le")
    return struct.pack("<III", len(chars) // 2, 0, len(chars) // 2) + chars + bytes(-len(chars) % 4)


def share_enum(level, size=0xFFFFFFFF, resume=0, array=None):
    stub = struct.pack("<IIII", 0, level, level, 1)
    stub += struct.pack("<II", 0, 0) if array is None else array
    return stub + struct.pack("<III", size, 1, resume)


def streams(pdus):
    bind, alter = pdus["samba_bind"], bytearray(pdus["samba_bind_features"])
    alter[2] = 14
    info = struct.pack("<II", 0, 100)
    yield bind
    yield bind + pdus["smbclient_enum_1"] + pdus["rpcclient_get_info_1"] + pdus["rpcclient_server_101"]
    yield pdus["samba_bind_features"] + bytes(alter) + pdus["impacket_enum_1"]
    yield bind + request(21, info[:4], FIRST) + request(21, info[4:], LAST)
    yield bind + request(21, info[:4], FIRST) + pdu(19) + pdu(18) + request(21, info, FIRST | LAST | MAYBE)
    yield bind + request(21, info[:4], FIRST) + request(21, info[4:], LAST, call=3)
    yield bind + request(21, bytes(16) + info, FIRST | LAST | OBJECT) + request(21, info, context=7)
    yield bind + b"".join(request(21, bytes(4000), 0 if i else FIRST) for i in range(2))
    yield bind + request(99, b"") + request(21, b"") + request(21, struct.pack("<II", 0, 7))
    yield bind + bind
    yield bind + pdu(16) + bind
    yield bytes(alter)
    yield pdu(11, bind[16:], auth=8)
    yield bind + pdu(0, request(21, info)[16:], auth=8)
    yield pdu(11, bind[16:24] + b"\x40" + bind[25:])
    yield pdu(11, bind[16:], version=4)
    yield pdu(11, bind[16:], drep=0)
    yield pdu(0, bind[16:], version=4)
    yield bind[:8] + b"\x0f\0" + bind[10:]
    # a request of more than may be held, which has to be short here: fragments of 4256
    yield bind + request(21, bytes(4256), FIRST) + request(21, bytes(3500), 0)


def calls(pdus):
    for name in ("smbclient_enum_1", "impacket_enum_1", "rpcclient_enum_0", "rpcclient_get_info_1",
                 "rpcclient_get_info_2", "impacket_get_info_2", "rpcclient_server_100", "rpcclient_server_101",
                 "rpcclient_tod"):
        yield pdus[name][22], pdus[name][24:]
    for level in (0, 1, 2, 501, 3):
        yield 15, share_enum(level)
    for size, resume in ((100, 0), (100, 2), (3, 0), (3000, 3), (100, 10000)):
        yield 15, share_enum(1, size, resume)
    entry = struct.pack("<IIIIIII", 2, 1, 2, 1, 0, 0, 0)
    yield 15, share_enum(1, array=struct.pack("<II", 2, 1) + entry + string("a") + string("bc"))
    yield 15, share_enum(0, array=struct.pack("<IIIIII", 3, 1, 3, 1, 0, 1) + string("a") + string("bc"))
    yield 15, struct.pack("<IIIIII", 0, 1, 1, 0, 0xFFFFFFFF, 0)
    for level in (0, 1, 2, 502, 9):
        yield 16, struct.pack("<I", 0) + string("IPC$") + struct.pack("<I", level)
    yield 16, struct.pack("<I", 0) + string("nope") + struct.pack("<I", 1)
    for level in (102, 7):
        yield 21, struct.pack("<II", 0, level)
    yield 5, b""


def main():
    CORPUS.mkdir(parents=True, exist_ok=True)
    pdus = captured()
    for data in streams(pdus):
        put(STREAM | FEW, data)
        put(STREAM | ADMIN | 0x60, data)
    for opnum, stub in calls(pdus):
        put(CALL | ADMIN, bytes([0, opnum]) + stub)
        put(CALL | FEW, bytes([9, opnum]) + stub)
    put(STREAM | WKSSVC, pdus["samba_bind_wkssvc"] + pdus["rpcclient_wksta_100"])
    for stub in (pdus["impacket_wksta_100"][24:], struct.pack("<II", 0, 102), struct.pack("<II", 0, 1), b""):
        put(CALL | WKSSVC, bytes([0, 0]) + stub)
    put(NDR, struct.pack("<I", 1) + string("däta 😀") + struct.pack("<III", 2, 0, 0) + bytes(9))
    put(NDR, struct.pack("<I", 1) + string("") + struct.pack("<I", 0x80000000) + bytes(9))


if __name__ == "__main__":
    main()
