#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Makes the seeds of the fuzz targets fscc_file, fscc_dir and fscc_fs.

  fscc_seeds.py [CAPTURES]      default: selftests/corpus

Information buffers of other implementations are cut out of the captured
connections (CAPTURES/*.smb: a concatenation of direct-TCP frames); of each class
the first few that differ in length are kept. Classes that no capture has get one
laid out here after the document. What is there already is replaced.
"""
import pathlib
import struct
import sys

TOP = pathlib.Path(__file__).resolve().parent.parent.parent
SEEDS = TOP / "selftests/fuzz/corpus"
PER_CLASS = 3
LONGEST = 1500
OK = (0, 0x80000005)  # STATUS_SUCCESS, STATUS_BUFFER_OVERFLOW
QUERY_DIRECTORY, QUERY_INFO, SET_INFO = 14, 16, 17
INFO_FILE, INFO_FILESYSTEM, INFO_QUOTA = 1, 2, 4
QUOTA, FULL_EA = 32, 15
FORM_INPUT = 2

kept = {}


def keep(target, head, data, source):
    """One more seed, if the class has not enough and none of this length."""
    lengths = kept.setdefault((target, head), set())
    if not data or len(data) > LONGEST or len(data) in lengths or len(lengths) >= PER_CLASS:
        return
    lengths.add(len(data))
    folder = SEEDS / target
    folder.mkdir(parents=True, exist_ok=True)
    name = "-".join(str(b) for b in head) + f"-{source}-{len(data)}"
    (folder / name).write_bytes(bytes(head) + data)


def messages(raw):
    """Every SMB2 message of a capture, as (header and body, body)."""
    pos = 0
    while pos + 4 <= len(raw):
        size = int.from_bytes(raw[pos + 1:pos + 4], "big")
        pdu = raw[pos + 4:pos + 4 + size]
        pos += 4 + size
        while len(pdu) >= 64 and pdu[:4] == b"\xfeSMB":
            after = struct.unpack_from("<I", pdu, 20)[0]
            yield pdu[:after or None], pdu[64:after or None]
            if not after:
                break
            pdu = pdu[after:]


def cut(msg, off, length):
    return msg[off:off + length] if off + length <= len(msg) else b""


def request(msg, body, command, source):
    """Seeds of a request, and what its answer will be: (target, head)."""
    if command == QUERY_DIRECTORY:
        return "fscc_dir", (body[2],)
    kind, number = body[2], body[3]
    length, off = struct.unpack_from("<IH", body, 4)
    if command == SET_INFO:
        if kind == INFO_FILE:
            keep("fscc_file", (number, 0), cut(msg, off, length), source)
        if kind == INFO_FILESYSTEM:
            keep("fscc_fs", (number,), cut(msg, off, length), source)
        return None
    in_off, in_len = struct.unpack_from("<H2xI", body, 8)
    if kind == INFO_FILE:
        if number == FULL_EA:
            keep("fscc_file", (FULL_EA, FORM_INPUT), cut(msg, in_off, in_len), source)
        return "fscc_file", (number, 0)
    if kind == INFO_FILESYSTEM:
        return "fscc_fs", (number,)
    if kind == INFO_QUOTA:
        # behind the 16 bytes of SMB2_QUERY_QUOTA_INFO
        keep("fscc_file", (QUOTA, FORM_INPUT), cut(msg, in_off, in_len)[16:], source)
        return "fscc_file", (QUOTA, 0)
    return None


def from_capture(path):
    source = path.stem.split("-")[0]
    asked = {}
    for msg, body in messages(path.read_bytes()):
        status, command, flags = struct.unpack_from("<I H 2x I", msg, 8)
        mid = struct.unpack_from("<Q", msg, 24)[0]
        if command not in (QUERY_DIRECTORY, QUERY_INFO, SET_INFO):
            continue
        if not flags & 1:
            asked[mid] = request(msg, body, command, source)
        elif status in OK and asked.get(mid):
            off, length = struct.unpack_from("<HI", body, 2)
            keep(*asked[mid], cut(msg, off, length), source)


def count(size, start=1):
    """Bytes no two of which are alike."""
    return bytes((start + i) & 0xff for i in range(size))


SID = struct.pack("<BB6BI", 1, 1, 0, 0, 0, 0, 0, 22, 7)
NAME = "ab".encode("utf-16-le")
NAMED = struct.pack("<I", len(NAME)) + NAME


def listed(entries, align):
    """Entries without their NextEntryOffset, linked."""
    out = b""
    for i, entry in enumerate(entries):
        size = 4 + len(entry)
        if i + 1 < len(entries):
            size += -size % align
            out += struct.pack("<I", size) + entry.ljust(size - 4, b"\0")
        else:
            out += struct.pack("<I", 0) + entry
    return out


def laid_out():
    file_fixed = {7: 4, 8: 4, 14: 8, 13: 1, 16: 4, 17: 4, 19: 8, 20: 8, 6: 8, 39: 8, 64: 4, 71: 4,
                  4: 40, 5: 24, 54: 12, 34: 56, 35: 8, 28: 16, 23: 8, 24: 40, 25: 12,
                  59: 24, 68: 72, 70: 96, 33: 12}
    for number, size in file_fixed.items():
        keep("fscc_file", (number, 0), count(size), "made")
    for number in (9, 21, 40, 48):
        keep("fscc_file", (number, 0), NAMED, "made")
        keep("fscc_file", (number, 0), NAMED[:6], "made")
    keep("fscc_file", (18, 0), count(96) + NAMED, "made")
    for number in (10, 11):
        keep("fscc_file", (number, 0), count(16) + NAMED, "made")
        keep("fscc_file", (number, 1), count(8) + NAMED, "made")
    for number in (65, 72):
        keep("fscc_file", (number, 0), count(16) + NAMED, "made")
    ea = struct.pack("<BBH", 0x80, 3, 2) + b"EA1\0vw"
    keep("fscc_file", (15, 0), listed([ea, ea], 4), "made")
    get_ea = b"\x03EA1\0"
    keep("fscc_file", (15, 2), listed([get_ea, get_ea], 4), "made")
    stream = struct.pack("<I", len(NAME)) + count(16) + NAME
    keep("fscc_file", (22, 0), listed([stream, stream], 8), "made")
    quota = struct.pack("<I", len(SID)) + count(32) + SID
    keep("fscc_file", (32, 0), listed([quota, quota], 8), "made")
    get_quota = struct.pack("<I", len(SID)) + SID
    keep("fscc_file", (32, 2), listed([get_quota, get_quota], 4), "made")
    link = count(12) + struct.pack("<I", len(NAME) // 2) + NAME
    keep("fscc_file", (46, 0), count(8) + listed([link, link], 8), "made")
    posix = count(80) + SID + SID
    keep("fscc_file", (100, 0), posix, "made")

    short = b"\x04\0" + NAME.ljust(24, b"\0")
    base = count(56, 5) + struct.pack("<I", len(NAME))
    tails = {1: b"", 2: count(4), 3: count(4) + short, 37: count(4) + short + count(10),
             38: count(16), 60: count(24), 63: count(24) + short, 78: count(16),
             79: count(16) + short, 80: count(32), 81: count(32) + short}
    entries = {number: base + tail + NAME for number, tail in tails.items()}
    entries[12] = count(4) + NAMED
    entries[100] = count(4) + posix + NAMED
    for number, entry in entries.items():
        keep("fscc_dir", (number,), listed([entry, entry], 8), "made")
    keep("fscc_dir", (4,), count(40), "made")

    fs_fixed = {3: 24, 4: 8, 6: 48, 7: 32, 8: 64, 11: 28, 100: 56}
    for number, size in fs_fixed.items():
        keep("fscc_fs", (number,), count(size), "made")
    volume = count(12) + struct.pack("<I", len(NAME)) + b"\1\0" + NAME
    keep("fscc_fs", (1,), volume, "made")
    keep("fscc_fs", (1,), volume[:-1], "made")
    keep("fscc_fs", (2,), NAMED, "made")
    attribute = count(8) + NAMED
    keep("fscc_fs", (5,), attribute, "made")
    keep("fscc_fs", (5,), attribute[:-1], "made")
    keep("fscc_fs", (9,), count(4) + NAMED, "made")
    keep("fscc_fs", (99,), NAMED, "made")


def main():
    if len(sys.argv) > 2 or sys.argv[1:2] in (["-h"], ["--help"]):
        sys.exit(__doc__)
    captures = pathlib.Path(sys.argv[1]) if len(sys.argv) == 2 else TOP / "selftests/corpus"
    paths = sorted(captures.glob("*.smb"))
    if not paths:
        sys.exit(f"fscc_seeds.py: no captures in {captures}")
    for target in ("fscc_file", "fscc_dir", "fscc_fs"):
        for old in (SEEDS / target).glob("*"):
            old.unlink()
    for path in paths:
        from_capture(path)
    laid_out()
    print(f"{sum(map(len, kept.values()))} seeds for {len(kept)} classes and forms")


if __name__ == "__main__":
    main()
