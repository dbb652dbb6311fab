#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Many clients, slow ones and greedy ones: what they cost, and whom they delay.
Run in a machine: scripts/vm -- selftests/interop/crowd.py [--clients N] [TEST...]"""
import json
import pathlib
import re
import resource
import socket
import statistics
import struct
import sys
import time

sys.dont_write_bytecode = True
import served as s
from served import DATA, Client, lwsmb, wait_for

CLIENTS = 100
MIB = 1 << 20
PER_CLIENT = 32 * 1024      # bytes of kernel memory that an idle connection may take
BUDGET = (32 + 16) * MIB    # requests in work, replies in the queue: kernel/srv/net.h, conn.c
STRANGERS = 64              # connections of an address before log-on
STRANGER_SECONDS = 30

stranger = None


def meminfo():
    text = pathlib.Path("/proc/meminfo").read_text()
    return {k: int(v) * 1024 for k, v in re.findall(r"^(\w+):\s+(\d+) kB", text, re.M)}


def kernel_bytes():
    """What the kernel has taken for itself."""
    m = meminfo()
    pages = re.search(r"^TCP:.* mem (\d+)", pathlib.Path("/proc/net/sockstat").read_text(), re.M)
    return (m["Slab"] + m["KernelStack"] + m.get("Percpu", 0) + m.get("VmallocUsed", 0) +
            int(pages.group(1)) * resource.getpagesize())


def kernel_threads():
    """Tasks without a program; workers of the shared queues come and go."""
    count = 0
    for status in pathlib.Path("/proc").glob("[0-9]*/status"):
        try:
            text = status.read_text()
        except OSError:
            continue
        count += "\nPPid:\t2\n" in text
    return count


def connections():
    """Those of clients; the stranger has an address of its own."""
    conns = json.loads(lwsmb("conn", "list", "--json").stdout)
    return [c for c in conns if "127.0.0.3" not in str(c)]


def plain_pairs(count):
    """TCP connections of which both ends are a program's."""
    with socket.create_server(("127.0.0.1", 0), backlog=count) as server:
        pairs = []
        for _ in range(count):
            pairs.append(socket.create_connection(server.getsockname()))
            pairs.append(server.accept()[0])
        return pairs


def cost_of_an_end():
    """Bytes of kernel memory that a program's end of a TCP connection takes."""
    before = kernel_bytes()
    pairs = plain_pairs(CLIENTS)
    cost = (kernel_bytes() - before) / len(pairs)
    for sock in pairs:
        sock.close()
    return cost


def test_idle():
    """idle connections have no thread each, and little memory"""
    with Client() as first:
        first.get("file")       # what the first of all costs is not a client's
        end = cost_of_an_end()
        memory, threads = kernel_bytes(), kernel_threads()
        clients = [Client() for _ in range(CLIENTS)]
        each = (kernel_bytes() - memory) / CLIENTS - end
        more = kernel_threads() - threads
        print("# %d clients, %.1f KiB each (the client's end, %.1f KiB, is not in it), %d threads more"
              % (CLIENTS, each / 1024, end / 1024, more))
        assert len(connections()) == CLIENTS + 1
        assert more < 16, "%d threads more" % more
        assert each <= PER_CLIENT, "%.1f KiB each" % (each / 1024)
        for c in clients:
            assert c.get("file") == b"some bytes"
            c.end()
        wait_for(lambda: len(connections()) == 1, "the end of %d connections" % CLIENTS)


def ask_much(client, handle, count, size):
    """Sends READs and takes no answer."""
    for _ in range(count):
        p = client.c.SMB_PACKET()
        charge = size // 65536
        p["Command"], p["TreeID"], p["CreditCharge"] = s.READ, client.tree, charge
        p["Data"] = struct.pack("<HBBIQ16sIIIHHB", 49, 80, 0, size, 0, handle.id, 0, 0, 0, 0, 0, 0)
        client.c.sendSMB(p)
        client.c._Connection["SequenceWindow"] += charge - 1


def earn(client, credits):
    """Each answer grants what impacket asks for: 127."""
    for _ in range(credits // 126 + 1):
        client.ask(s.ECHO, struct.pack("<HH", 4, 0))


def timed_work(client):
    begun = time.monotonic()
    assert len(client.get("large")) == MIB
    return time.monotonic() - begun


def undisturbed(times):
    """What a quarter of the times stays below: others on this machine only ever add."""
    return sorted(times)[len(times) // 4]


def slow_readers(count):
    """Clients with 16 MiB of answers each, of which they read a byte now and then."""
    slow = [Client("bob") for _ in range(count)]
    for c in slow:
        earn(c, 16 * 16)
        ask_much(c, c.open("large", s.DATA_READ), 16, MIB)
    return slow


def test_slow_reader():
    """clients that read a byte a second delay others by at most 10%"""
    ratios = []
    with Client() as busy:
        timed_work(busy)
        for _ in range(9):
            quiet = [timed_work(busy) for _ in range(12)]
            slow = slow_readers(8)
            byte_at = 0
            beside = []
            for _ in range(12):
                if time.monotonic() > byte_at:
                    byte_at = time.monotonic() + 1
                    assert all(c.c.get_socket().recv(1) for c in slow)
                beside.append(timed_work(busy))
            for c in slow:
                c.end()
            wait_for(lambda: len(connections()) == 1, "the end of the slow clients")
            # What else this machine does changes from round to round, hardly within one
            ratios.append(undisturbed(beside) / undisturbed(quiet))
    ratio = statistics.median(ratios)
    print("# beside them : without: %s; %.2f" % (" ".join("%.2f" % r for r in sorted(ratios)), ratio))
    assert ratio < 1.10, "%.2f" % ratio


def test_greedy():
    """a client that asks for much and reads nothing has a budget; others are served"""
    with Client() as other:
        greedy = Client("bob")
        earn(greedy, 8000)
        handle = greedy.open("large", s.DATA_READ)
        before = meminfo()["MemAvailable"]
        ask_much(greedy, handle, 480, MIB)
        most, end = 0, time.monotonic() + 3
        while time.monotonic() < end:
            most = max(most, before - meminfo()["MemAvailable"])
            assert other.get("file") == b"some bytes"
        print("# %.1f MiB at most" % (most / MIB))
        # Beside the budget: what the sockets of both ends hold, slack of the allocator.
        assert most < BUDGET + 24 * MIB, "%.1f MiB" % (most / MIB)
        assert most > 8 * MIB, "nothing was asked of it: %.1f MiB" % (most / MIB)
        greedy.end()
        wait_for(lambda: len(connections()) == 1, "the end of the greedy one")


def test_greedy_compound():
    """a frame may not ask for more than a frame can answer"""
    with Client() as c:
        earn(c, 8000)
        window = c.c._Connection["SequenceWindow"]
        frame = b""
        for i in range(8):
            body = struct.pack("<HBBIQ16sIIIHHB", 49, 80, 0, 8 * MIB, 0, b"\xff" * 16, 0, 0, 0, 0, 0, 0)
            body += b"\0" * (-(64 + len(body)) % 8)
            following = 64 + len(body) if i < 7 else 0
            frame += struct.pack("<4sHHIHHIIQIIQ16s", b"\xfeSMB", 64, 128, 0, s.READ, 1, 0, following,
                                 window + i * 128, 0, c.tree, c.c._Session["SessionID"], b"") + body
        sock = c.c.get_socket()
        sock.sendall(struct.pack(">I", len(frame)) + frame)
        sock.settimeout(20)
        assert sock.recv(1) == b"", "it was answered"


def closed(sock, seconds):
    sock.settimeout(seconds)
    try:
        return sock.recv(1) == b""
    except ConnectionResetError:
        return True
    except TimeoutError:
        return False


def connect(address="127.0.0.1"):
    return socket.create_connection(("127.0.0.1", 445), source_address=(address, 0))


def test_strangers():
    """an address has so many connections that have not logged on; others have theirs"""
    mine = [connect("127.0.0.2") for _ in range(STRANGERS)]
    wait_for(lambda: len(connections()) >= STRANGERS, "%d connections" % STRANGERS)
    assert closed(connect("127.0.0.2"), 20), "one more is served"
    with Client() as other:
        assert other.get("file") == b"some bytes"
    for sock in mine:
        sock.close()
    wait_for(lambda: len(connections()) <= 1, "the end of the strangers")


def test_long_frame():
    """a frame of more than 64 KiB before log-on ends the connection, unread"""
    sock = connect()
    sock.sendall(struct.pack(">I", 65537))
    assert closed(sock, 20), "it waits for the rest"
    sock = connect()
    sock.sendall(struct.pack(">I", 65536))
    assert not closed(sock, 0.5), "64 KiB are too much"
    sock.close()


def test_silent_stranger():
    """who does not log on is sent away after 30 s"""
    sock, begun = stranger
    assert closed(sock, STRANGER_SECONDS + 15), "it is still there"
    took = time.monotonic() - begun
    assert took > STRANGER_SECONDS - 2, "after %.1f s already" % took


def prepare():
    global stranger
    s.set_up()
    s.accounts(["alice", "bob"])
    (DATA / "file").write_bytes(b"some bytes")
    (DATA / "large").write_bytes(bytes(MIB))
    s.Daemon()
    stranger = connect("127.0.0.3"), time.monotonic()


if __name__ == "__main__":
    if "--clients" in sys.argv:
        at = sys.argv.index("--clients")
        CLIENTS = int(sys.argv[at + 1])
        del sys.argv[at:at + 2]
    resource.setrlimit(resource.RLIMIT_NOFILE, (65536, 65536))
    s.main(globals(), prepare)
