#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Named pipes of IPC$ are in message mode: small reads, several of them, fragments, and
FSCTL_PIPE_TRANSCEIVE. Runs in a machine, started by pipe.sh, which has started the server."""
import os
import pathlib
import struct
import sys
import traceback
import uuid

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent / "proxy"))

import smb2  # noqa: E402
from client import (Client, Refused, close_body, create_body, ioctl_body, read_body, read_data, write_body,  # noqa: E402
                    LAST_FILE, PIPE_TRANSCEIVE)
from smb2 import BUFFER_OVERFLOW, CANCEL, CLOSE, CREATE, HDR, IOCTL, READ, WRITE  # noqa: E402

USER, PASSWORD, PORT = os.environ["PIPE_USER"], os.environ["PIPE_PASSWORD"], int(os.environ["PIPE_PORT"])
SHARES = int(os.environ["PIPE_SHARES"])
PIPE_BUSY, PIPE_DISCONNECTED, CANCELLED = 0xC00000AE, 0xC00000B0, 0xC0000120
SRVSVC = uuid.UUID("4b324fc8-1670-01d3-1278-5a47bf6ee188").bytes_le + struct.pack("<HH", 3, 0)
NDR = uuid.UUID("8a885d04-1ceb-11c9-9fe8-08002b104860").bytes_le + struct.pack("<I", 2)
REQUEST, RESPONSE, BIND, BIND_ACK = 0, 2, 11, 12
REMOTE_TOD, SHARE_ENUM = 28, 15
FIRST, LAST = 1, 2


def pdu(kind, call, body, flags=FIRST | LAST):
    return struct.pack("<BBBBIHHI", 5, 0, kind, flags, 0x10, 16 + len(body), 0, call) + body


def bind(call=1):
    return pdu(BIND, call, struct.pack("<HHIBxHHBx", 4280, 4280, 0, 1, 0, 0, 1) + SRVSVC + NDR)


def request(call, opnum=REMOTE_TOD, stub=bytes(4), flags=FIRST | LAST):
    return pdu(REQUEST, call, struct.pack("<IHH", len(stub), 0, opnum) + stub, flags)


def share_enum(call):
    """NetrShareEnum, level 1, everything."""
    return request(call, SHARE_ENUM, struct.pack("<IIIIIIII", 0, 1, 1, 0x20000, 0, 0, 0xffffffff, 0))


def parts(data):
    """(type, flags, call id) of a PDU, which must be one and whole."""
    kind, flags, size, call = struct.unpack_from("<2xBB4xH2xI", data)
    assert size == len(data), (size, len(data))
    return kind, flags, call


class Pipe:
    """An open pipe."""

    def __init__(self, bound=True):
        self.c = Client(PORT).begin(USER, PASSWORD, "IPC$")
        self.fid = self.c.open("srvsvc", access=0x12019f)
        if bound:
            assert parts(self.c.transceive(self.fid, bind()))[0] == BIND_ACK

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.c.close()

    def write(self, data):
        return self.c.write(self.fid, data)

    def read(self, size=65536, ok=(0,)):
        return self.c.read(self.fid, size, ok=ok)

    def ask_read(self, size=65536):
        return self.c.send(self.c.message(READ, read_body(self.fid, size)))[0]

    def ask_transceive(self, data, size=65536):
        return self.c.send(self.c.message(IOCTL, ioctl_body(self.fid, PIPE_TRANSCEIVE, data, size)))[0]

    def answer(self, mid, ok=(0,)):
        m = self.c.recv(mid)
        if m.status not in ok:
            raise Refused(m.status)
        return m

    def read_answer(self, mid):
        return read_data(self.answer(mid))

    def transceive_answer(self, mid):
        return self.answer(mid).span(HDR + 32, "I", HDR + 36, "I")


def refused(status, fn, *args):
    try:
        fn(*args)
    except Refused as e:
        assert e.status == status, hex(e.status)
        return
    raise AssertionError("not refused")


# ---- tests ----------------------------------------------------------------------------------

def test_small_reads():
    """a read that is too small gets a part and STATUS_BUFFER_OVERFLOW, the next the rest"""
    with Pipe(bound=False) as p:
        p.write(bind())
        a = p.read(10, ok=(BUFFER_OVERFLOW,))
        b = p.read(1, ok=(BUFFER_OVERFLOW,))
        assert (len(a), len(b)) == (10, 1)
        assert parts(a + b + p.read())[0] == BIND_ACK


def test_one_message_a_read():
    """two answers are two messages, whatever a read has room for"""
    with Pipe() as p:
        p.write(request(7) + request(8))
        assert [parts(p.read())[2] for _ in range(2)] == [7, 8]


def test_exact_read():
    """a read that has just enough room gets no warning"""
    with Pipe() as p:
        p.write(request(7) + request(8))
        first = p.read()
        assert parts(p.read(len(first)))[2] == 8


def test_fragments():
    """bind and request come in pieces of 7 bytes; a read waits for the answer"""
    with Pipe(bound=False) as p:
        for message, kind in ((bind(1), BIND_ACK), (request(2), RESPONSE)):
            mid = p.ask_read()
            for i in range(0, len(message), 7):
                p.write(message[i:i + 7])
            assert parts(p.read_answer(mid))[0] == kind


def test_request_fragments():
    """a request in three PDUs has one answer"""
    with Pipe() as p:
        p.write(request(5, stub=b"\0", flags=FIRST))
        p.write(request(5, stub=b"\0\0", flags=0))
        p.write(request(5, stub=b"\0", flags=LAST))
        assert parts(p.read())[2] == 5


def test_several_reads():
    """reads that wait are served in their order"""
    with Pipe() as p:
        mids = [p.ask_read() for _ in range(3)]
        for call in (11, 12, 13):
            p.write(request(call))
        assert [parts(p.read_answer(m))[2] for m in mids] == [11, 12, 13]


def test_several_small_reads():
    """two small reads that wait share a message"""
    with Pipe() as p:
        mids = [p.ask_read(20), p.ask_read(4)]
        p.write(request(3))
        got = [read_data(p.answer(m, ok=(BUFFER_OVERFLOW,))) for m in mids]
        assert [len(g) for g in got] == [20, 4]
        assert parts(b"".join(got) + p.read())[2] == 3


def test_transceive_overflow():
    """a transceive that is too small gets a part; then nobody transceives until it is read"""
    with Pipe() as p:
        a = p.c.transceive(p.fid, request(4), 16, ok=(BUFFER_OVERFLOW,))
        assert len(a) == 16
        refused(PIPE_BUSY, p.c.transceive, p.fid, request(5))
        assert parts(a + p.read())[2] == 4
        assert parts(p.c.transceive(p.fid, request(6)))[2] == 6


def test_transceives():
    """several at a time: each has the answer to its own request"""
    with Pipe() as p:
        mids = [p.ask_transceive(request(call)) for call in range(20, 28)]
        assert [parts(p.transceive_answer(m))[2] for m in mids] == list(range(20, 28))


def test_transceive_and_reader():
    """who reads gets nothing of another's transceive"""
    with Pipe() as p:
        reader = p.ask_read()
        assert parts(p.c.transceive(p.fid, request(31)))[2] == 31
        p.write(request(32))
        assert parts(p.read_answer(reader))[2] == 32


def test_transceive_half():
    """the first half of a request has no answer: the transceive waits for that of the whole"""
    with Pipe() as p:
        whole = request(9)
        mid = p.ask_transceive(whole[:10])
        p.write(whole[10:])
        assert parts(p.transceive_answer(mid))[2] == 9


def test_big_answer():
    """a list that does not fit into a PDU comes in several, each a message"""
    with Pipe() as p:
        first = p.c.transceive(p.fid, share_enum(2))
        pieces, flags = [first], parts(first)[1]
        assert flags == FIRST, flags
        while not flags & LAST:
            pieces.append(p.read())
            kind, flags, call = parts(pieces[-1])
            assert (kind, call) == (RESPONSE, 2) and len(pieces[-1]) <= 4280
        assert len(pieces) > 2
        assert b"".join(x[24:] for x in pieces).count("long".encode("utf-16le")) == 4 * SHARES


def test_cancel():
    """a read that waits is cancelled; the next message is another's"""
    with Pipe() as p:
        mid, other = p.ask_read(), p.ask_read()
        m = p.c.message(CANCEL, struct.pack("<HH", 4, 0), mid=mid)
        p.c.sign(m)
        p.c.put(smb2.join([m]))
        refused(CANCELLED, p.answer, mid)
        p.write(request(6))
        assert parts(p.read_answer(other))[2] == 6


def test_cancel_related():
    """a read that is related to the opening of the pipe is cancelled, and by its session alone"""
    with Pipe() as p:
        create, read = p.c.compound((CREATE, create_body("srvsvc", access=0x12019f)),
                                    (READ, read_body(LAST_FILE, 100)))
        read.session = 0xffffffffffffffff
        p.c.send(create, read)
        p.answer(create.mid)
        m = p.c.message(CANCEL, struct.pack("<HH", 4, 0), mid=read.mid)
        m.session = read.session
        p.c.put(smb2.join([m]))  # nobody's, and not signed
        p.c.echo()
        assert read.mid not in p.c.answers
        m = p.c.message(CANCEL, struct.pack("<HH", 4, 0), mid=read.mid)
        p.c.sign(m)
        p.c.put(smb2.join([m]))
        refused(CANCELLED, p.answer, read.mid)


def test_credits():
    """the interim response of a read that waits gives the credits, the final one none"""
    with Pipe() as p:
        mid = p.ask_read()
        p.write(request(3))
        first, = p.c.interims(mid)
        last = p.answer(mid)
        assert (first.credits, last.credits) == (64, 0), (first.credits, last.credits)
        assert first.async_id == last.async_id and parts(read_data(last))[2] == 3


def test_close():
    """closing ends those who wait, also if it comes right behind them"""
    with Pipe() as p:
        mids = [p.ask_read(), p.ask_read()]
        p.c.transact(CLOSE, close_body(p.fid))
        for m in mids:
            refused(PIPE_DISCONNECTED, p.answer, m)
    with Pipe() as p:
        at_once = [p.c.message(READ, read_body(p.fid, 100)) for _ in range(50)]
        at_once.append(p.c.message(CLOSE, close_body(p.fid)))
        for m in at_once:
            p.c.sign(m)
            p.c.asked.add(m.mid)
        p.c.put(b"".join(smb2.join([m]) for m in at_once))
        assert p.c.recv(at_once[-1].mid).status == 0
        for m in at_once[:-1]:
            refused(PIPE_DISCONNECTED, p.answer, m.mid)


def test_over():
    """what is no RPC ends the association, and those who wait; what was said is read first"""
    with Pipe() as p:
        p.write(request(3))
        mid, = p.c.send(p.c.message(WRITE, write_body(p.fid, b"\xff" * 64)))
        p.c.recv(mid)
        assert parts(p.read())[2] == 3
        for _ in range(3):  # it may say why, with a last PDU
            try:
                p.write(request(4))
            except Refused as e:
                assert e.status == PIPE_DISCONNECTED, hex(e.status)
                break
        else:
            raise AssertionError("it goes on")
        try:
            p.read()
        except Refused as e:
            assert e.status == PIPE_DISCONNECTED, hex(e.status)
            return
        refused(PIPE_DISCONNECTED, p.read)


def test_impacket():
    """impacket lists the shares, in fragments of 40 bytes each"""
    from impacket.dcerpc.v5 import srvs, transport
    t = transport.SMBTransport("127.0.0.1", PORT, r"\srvsvc", USER, PASSWORD)
    t.preferred_dialect(0x300)
    dce = t.get_dce_rpc()
    dce.connect()
    dce.bind(srvs.MSRPC_UUID_SRVS)
    dce.set_max_fragment_size(40)
    answer = srvs.hNetrShareEnum(dce, 1)
    names = [s["shi1_netname"] for s in answer["InfoStruct"]["ShareInfo"]["Level1"]["Buffer"]]
    assert len(names) == SHARES + 2 and "IPC$\0" in names, names
    answer = srvs.hNetrShareGetInfo(dce, "many7\0", 1)
    assert answer["InfoStruct"]["ShareInfo1"]["shi1_remark"] == "a comment that is long " * 4 + "7\0", answer.dump()


def main():
    tests = [(n[5:], f) for n, f in globals().items() if n.startswith("test_")]
    tests = [t for t in tests if not sys.argv[1:] or t[0] in sys.argv[1:]]
    failed = 0
    print("TAP version 14\n1..%d" % len(tests), flush=True)
    for i, (name, fn) in enumerate(tests, 1):
        try:
            fn()
            print("ok %d - %s: %s" % (i, name, fn.__doc__), flush=True)
        except Exception:  # noqa: BLE001: whatever it was, it is a failure of this one
            failed += 1
            print("not ok %d - %s: %s" % (i, name, fn.__doc__))
            print("# " + traceback.format_exc().rstrip().replace("\n", "\n# "), flush=True)
    print("%d passed, %d failed, 0 skipped" % (len(tests) - failed, failed))
    sys.exit(failed != 0)


if __name__ == "__main__":
    main()
