#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Make the corpus out of captures, and look at it.

  pick.py make PCAP... --out DIR    write DIR/*.smb and DIR/INDEX
  pick.py make --add PCAP... --out DIR
                                    add to them what is not in there yet
  pick.py check DIR                 every file is well formed, every response has its request
  pick.py table DIR                 messages by command and direction
  pick.py show FILE                 one line a message

The label of a connection (see tcpstream.py) is "name|client|server|what", with
"|whole" at the end for a connection that is kept as it is.
"""

import argparse
import collections
import glob
import os
import sys

import smbmsg
import tcpstream

PORTS = (445, 446, 447, 139)
MARK_PORT = 9
PER_KIND = 2
MAX_FRAME = 12 * 1024
MAX_CORPUS = 1 << 20
OPAQUE = {smbmsg.SEALED_MAGIC: "SEALED", smbmsg.COMPRESSED_MAGIC: "COMPRESSED"}


class Exchange:
    """A request frame and every frame that answers it, with their kinds."""

    def __init__(self):
        self.frames = []
        self.kinds = []
        self.keys = None
        self.answered = False
        self.opaque = False

    def add(self, index, frame, kinds):
        self.frames.append((index, frame))
        self.kinds += kinds

    def size(self):
        return sum(len(f) for _, f in self.frames)


def exchanges2(conn_frames):
    """Group the frames of a connection into exchanges.

    A response belongs to the last request with its MessageId; a CANCEL belongs
    to the request that it cancels; a break notification stands alone.
    """
    out, owner, asked = [], {}, {}
    for index, (from_client, frame) in enumerate(conn_frames):
        magic = frame[4:8]
        if magic == smbmsg.SMB1_MAGIC:
            _one_smb1(out, owner, asked, index, from_client, frame)
            continue
        msgs = smbmsg.split(frame) if magic == smbmsg.SMB2_MAGIC else []
        if not msgs:
            ex = Exchange()
            ex.opaque = ex.answered = True
            ex.add(index, frame, [("client" if from_client else "server",
                                   OPAQUE.get(magic, "OPAQUE"), len(frame) > 4)])
            out.append(ex)
            continue
        first = msgs[0]
        if first.response and first.mid == 0xFFFFFFFFFFFFFFFF:
            ex = Exchange()
            ex.answered = True
            ex.add(index, frame, [("server",) + smbmsg.kind2(first, None)])
            out.append(ex)
            continue
        _one_smb2(out, owner, asked, index, frame, msgs)
    return [e for e in out if e.answered]


def _one_smb2(out, owner, asked, index, frame, msgs):
    first = msgs[0]
    kinds = []
    for m in msgs:
        side = "server" if m.response else "client"
        kinds.append((side,) + smbmsg.kind2(m, asked.get(m.mid) if m.response else None))
    if len(msgs) > 1:
        side = "server" if first.response else "client"
        kinds.append((side, "COMPOUND") + tuple(
            (m.name(), bool(m.flags & smbmsg.SMB2_FLAGS_RELATED)) for m in msgs))
    if first.response:
        ex = owner.get(first.mid)
        if ex is None:
            return
        ex.add(index, frame, kinds)
        if any(m.status != smbmsg.STATUS_PENDING for m in msgs):
            ex.answered = True
        return
    ex = owner.get(first.mid) if first.command == smbmsg.CANCEL else None
    if ex is None:
        ex = Exchange()
        ex.answered = first.command == smbmsg.CANCEL
        out.append(ex)
    ex.add(index, frame, kinds)
    if first.command != smbmsg.CANCEL:
        for m in msgs:
            owner[m.mid] = ex
            asked[m.mid] = m


def _one_smb1(out, owner, asked, index, from_client, frame):
    pdu = frame[4:]
    if len(pdu) < 35:
        return
    mid = ("smb1", pdu[26:28], pdu[30:32])
    reply = bool(pdu[9] & 0x80)
    kind = smbmsg.kind1(pdu, asked.get(mid) if reply else None)
    if reply and mid in owner:
        owner[mid].answered = True
        owner[mid].add(index, frame, [("server",) + kind])
        return
    ex = Exchange()
    # An oplock break of the server is a request without an answer.
    ex.answered = not from_client
    ex.add(index, frame, [("client" if from_client else "server",) + kind])
    out.append(ex)
    if from_client:
        owner[mid], asked[mid] = ex, kind
        # A multi-protocol NEGOTIATE may be answered by SMB2 (MessageId 0).
        if pdu[4] == smbmsg.SMB1_NEGOTIATE:
            owner[0] = ex


class Picker:
    """Counts how often each (implementation, kind) is in the corpus already."""

    def __init__(self):
        self.seen = collections.Counter()

    def keys(self, ex, client, server):
        if ex.keys is None:
            ex.keys = {((client if k[0] == "client" else server),) + k for k in ex.kinds}
        return ex.keys

    def wants(self, ex, client, server):
        return any(self.seen[k] < PER_KIND for k in self.keys(ex, client, server))

    def gain(self, exs, who):
        """How many kinds of these exchanges are still wanted."""
        return len({k for ex in exs for k in self.keys(ex, *who)
                    if self.seen[k] < PER_KIND})

    def take(self, ex, client, server):
        self.seen.update(self.keys(ex, client, server))


def family(version):
    """"Samba 4.17.12" and "Samba 4.19" are one implementation: the first word."""
    return version.split()[0]


def pick(conns, picker):
    """Return [(connection, label fields, frames kept)], richest connections first."""
    out, rest = [], []
    for conn in conns:
        fields = conn.label.split("|")
        if len(fields) < 4 or not conn.frames:
            continue
        exs = exchanges2(conn.frames)
        who = (family(fields[1]), family(fields[2]))
        if fields[-1] == "whole":
            for ex in exs:
                picker.take(ex, *who)
            out.append((conn, fields, [f for _, f in conn.frames]))
            continue
        small = [e for e in exs if not e.opaque and
                 all(len(f) <= MAX_FRAME for _, f in e.frames)]
        rest.append((conn, fields, who, small))
    while rest:
        rest.sort(key=lambda r: picker.gain(r[3], r[2]))
        conn, fields, who, exs = rest.pop()
        kept = []
        for ex in sorted(exs, key=Exchange.size):
            if picker.wants(ex, *who):
                picker.take(ex, *who)
                kept += ex.frames
        if not kept:
            break
        out.append((conn, fields, [f for _, f in sorted(kept)]))
    return out


def dialect_of(frames):
    for frame in frames:
        for m in smbmsg.split(frame) if frame[4:8] == smbmsg.SMB2_MAGIC else []:
            if m.response and m.command == smbmsg.NEGOTIATE and not m.status:
                d = smbmsg.u("H", m.body, 4)
                if d != 0x2FF:
                    return {0x202: "2.0.2", 0x210: "2.1", 0x300: "3.0", 0x302: "3.0.2",
                            0x311: "3.1.1"}.get(d, hex(d))
    return "1" if any(f[4:8] == smbmsg.SMB1_MAGIC for f in frames) else "-"


def index_rows(folder):
    """The lines of a corpus's INDEX, as lists of fields."""
    with open(os.path.join(folder, "INDEX"), encoding="utf-8") as f:
        return [ln.rstrip("\n").split("\t") for ln in f if not ln.startswith("#")]


def present(folder, picker):
    """Count what is in a corpus; return its size and the lines of its INDEX."""
    size, rows = 0, index_rows(folder)
    for name, client, server, *_ in rows:
        frames = frames_of(os.path.join(folder, name))
        size += sum(len(f) for f in frames)
        for ex in exchanges2([(is_from_client(f), f) for f in frames]):
            picker.take(ex, family(client), family(server))
    return size, ["\t".join(row) for row in rows]


def make(args):
    conns = []
    for path in args.pcap:
        conns += tcpstream.connections(path, PORTS, MARK_PORT)
    picker = Picker()
    total, lines = present(args.out, picker) if args.add else (0, [])
    picked = pick(conns, picker)
    total += sum(len(f) for _, _, frames in picked for f in frames)
    if not picked:
        sys.exit("pick: nothing captured")
    if total > MAX_CORPUS:
        sys.exit(f"pick: the corpus would be {total} bytes, more than {MAX_CORPUS}")
    if not args.add:
        for old in glob.glob(os.path.join(args.out, "*.smb")):
            os.unlink(old)
    used = collections.Counter(ln.split("\t")[0].rpartition("-")[0] for ln in lines)
    for conn, fields, frames in sorted(picked, key=lambda p: conns.index(p[0])):
        used[fields[0]] += 1
        name = f"{fields[0]}-{used[fields[0]]:02}.smb"
        with open(os.path.join(args.out, name), "wb") as f:
            f.write(b"".join(frames))
        full = [fr for _, fr in conn.frames]
        lines.append("\t".join((name, fields[1], fields[2], dialect_of(full), fields[3],
                                "whole" if fields[-1] == "whole" else "picked",
                                str(len(frames)))))
    with open(os.path.join(args.out, "INDEX"), "w", encoding="utf-8") as f:
        f.write("# file\tclient\tserver\tdialect\twhat it did\twhole connection or picked"
                " exchanges\tframes\n")
        f.write("\n".join(lines) + "\n")
    print(f"{len(picked)} connections of {len(conns)}, {total} bytes, "
          f"{len(picker_kinds(picked))} kinds of messages")


def picker_kinds(picked):
    kinds = set()
    for _, fields, frames in picked:
        p = Picker()
        for ex in exchanges2([(is_from_client(f), f) for f in frames]):
            kinds |= p.keys(ex, family(fields[1]), family(fields[2]))
    return kinds


def is_from_client(frame):
    """The direction of a frame by its flags (that is how a reader of the corpus knows)."""
    if frame[4:8] == smbmsg.SMB2_MAGIC:
        return not smbmsg.Msg2(frame[4:]).response
    if frame[4:8] == smbmsg.SMB1_MAGIC:
        # An oplock break (LOCKING_ANDX, MID 0xffff) is the server's, without the reply flag.
        oplock_break = frame[8] == 0x24 and frame[34:36] == b"\xff\xff"
        return not frame[13] & 0x80 and not oplock_break
    return True


def frames_of(path):
    with open(path, "rb") as f:
        data = f.read()
    out, pos = [], 0
    while pos < len(data):
        size = int.from_bytes(data[pos + 1:pos + 4], "big") if len(data) - pos >= 4 else -1
        if size < 0 or len(data) - pos - 4 < size:
            raise ValueError(f"{path}: frame at offset {pos} runs past the end")
        out.append(data[pos:pos + 4 + size])
        pos += 4 + size
    return out


def check(args):
    """KTAP, one test a file."""
    files = sorted(glob.glob(os.path.join(args.dir, "*.smb")))
    index = [row[0] for row in index_rows(args.dir)]
    print(f"KTAP version 1\n1..{len(files) + 1}")
    bad = 0
    same = sorted(index) == [os.path.basename(f) for f in files] and files
    print("ok 1 INDEX" if same else "not ok 1 INDEX does not name the files")
    bad += not same
    for n, path in enumerate(files, 2):
        why = check_file(path)
        bad += bool(why)
        print(f"{'not ok' if why else 'ok'} {n} {os.path.basename(path)}" +
              (f" # {why}" if why else ""))
    return 1 if bad else 0


def check_file(path):
    try:
        frames = frames_of(path)
    except ValueError as e:
        return str(e)
    asked = set()
    for frame in frames:
        msgs = smbmsg.split(frame) if frame[4:8] == smbmsg.SMB2_MAGIC else []
        for m in msgs:
            if not m.response:
                asked.add(m.mid)
            elif m.mid != 0xFFFFFFFFFFFFFFFF and m.mid not in asked:
                return f"a response ({m.name()}, MessageId {m.mid}) without its request"
        if frame[4:8] == smbmsg.SMB1_MAGIC and not frame[13] & 0x80:
            asked.add(0)  # may be answered by an SMB2 NEGOTIATE
    return "" if frames else "empty"


def table(args):
    count = collections.Counter()
    variants = collections.defaultdict(set)
    for path in glob.glob(os.path.join(args.dir, "*.smb")):
        frames = [(is_from_client(f), f) for f in frames_of(path)]
        for ex in exchanges2(frames):
            for k in ex.kinds:
                count[k[1], k[0]] += 1
                variants[k[1], k[0]].add(k)
    print(f"{'message':<18} {'requests':>9} {'kinds':>6} {'responses':>10} {'kinds':>6}")
    for name in sorted({n for n, _ in count}):
        c, s = (name, "client"), (name, "server")
        print(f"{name:<18} {count[c]:>9} {len(variants[c]):>6} {count[s]:>10}"
              f" {len(variants[s]):>6}")


def show(args):
    frames = frames_of(args.file)
    for ex in exchanges2([(is_from_client(f), f) for f in frames]):
        for kind in ex.kinds:
            print(*kind)
        print()


def main():
    ap = argparse.ArgumentParser(description=__doc__,
                                 formatter_class=argparse.RawDescriptionHelpFormatter)
    sub = ap.add_subparsers(dest="job", required=True)
    p = sub.add_parser("make")
    p.add_argument("pcap", nargs="+")
    p.add_argument("--out", required=True)
    p.add_argument("--add", action="store_true")
    p.set_defaults(run=make)
    for name, run in (("check", check), ("table", table)):
        p = sub.add_parser(name)
        p.add_argument("dir")
        p.set_defaults(run=run)
    p = sub.add_parser("show")
    p.add_argument("file")
    p.set_defaults(run=show)
    args = ap.parse_args()
    sys.exit(args.run(args))


if __name__ == "__main__":
    main()
