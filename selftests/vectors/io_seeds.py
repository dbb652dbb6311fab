#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Writes the seeds of the fuzz targets smb2_io, fsctl and dfs_referral.

  selftests/vectors/io_seeds.py

Each is a message of the unit tests or of a capture behind the bytes that select its
decoder. The order of the names is that of the targets' tables.
"""
import pathlib
import sys

CORPUS = pathlib.Path(__file__).resolve().parent.parent / "fuzz" / "corpus"
IDS = "1817161514131211 2827262524232221"

SMB2_IO = [
    ("flush_req", "1800 ffff 04030201" + IDS),
    ("read_req", "3100 50 02 00100000 0807060504030201" + IDS + "34333231 01000000 00000000 7000 0300 a1a2a3"),
    ("read_rsp", "1100 50 00 04000000 00000000 00000000 d1d2d3d4"),
    ("write_req", "3100 7800 02000000 0807060504030201" + IDS + "01000000 00000000 7000 0300 01000000"
     "c1c2c3 0000000000 d1d2"),
    ("write_rsp", "1100 0000 04000000 00000000 0000 0000"),
    ("lock_req", "3000 0100 11000000" + IDS + "0100000000000000 0200000000000000 12000000 00000000"),
    ("lock_req_elements", "3000 0200 11000000" + IDS + "0100000000000000 0200000000000000 12000000 00000000" * 2),
    ("ioctl_req", "3900 0000 17c01100" + IDS + "78000000 03000000 00000000 80000000 02000000 00100000 01000000"
     "00000000 a1a2a3 0000000000 b1b2"),
    ("ioctl_rsp", "3100 0000 17c01100" + IDS + "70000000 00000000 70000000 02000000 00000000 00000000 b1b2"),
    ("query_directory_req", "2100 25 01 00000000" + IDS + "6000 0200 00000100 2a00"),
    ("buffer_rsp", "0900 4800 03000000 a1a2a3"),
    ("change_notify_req", "2000 0100 00100000" + IDS + "ff0f0000 00000000"),
    ("query_info_req", "2900 01 0f 00100000 6800 0000 03000000 00000000 01000000" + IDS + "a1a2a3"),
    ("query_quota", "01 01 0000 00000000 03000000 02000000 0000 b1b2b3"),
    ("set_info_req", "2100 01 04 03000000 6000 0000 00000000" + IDS + "a1a2a3"),
    ("set_info_rsp", "0200"),
    ("changes", "10000000 04000000 02000000 6100 0000 18000000 05000000 06000000 620063006400 000000000000"
     "00000000 01000000 02000000 6500"),
    ("write_req_beginning", "3100 7000 0f000000 0807060504030201" + IDS + "00000000 00000000 0000 0000 00000000"),
    ("read_rsp_beginning", "1100 50 00 0f000000 00000000 00000000"),
]

GUID = "101112131415161718191a1b1c1d1e1f"
KEY = "d71e362300000000b03abb0a000000007800140000000000"
RANGE = "0000000000000000 0004000000000000"
CHUNK = "0000000000000000 0004000000000000 b80b0000 00000000"
EXTENTS = IDS + RANGE + "0000010000000000"
SNAPSHOT = "".join(f"{ord(c):02x}00" for c in "@GMT-2020.01.02-03.04.05") + "0000"
ADDR4 = "0200 01bd 0a000102" + "00" * 120
ADDR6 = "1700 01bd 00000000 20010db8000000000000000000000001 02000000" + "00" * 100
LINK = "0000 0600 0600 0600 01000000 64002f006200 64002f006200"

FSCTL = [
    ("validate_negotiate_req", "7f000000" + GUID + "0100 0200 0202 1003"),
    ("validate_negotiate_rsp", "7f000000" + GUID + "0100 1003"),
    ("resume_key", KEY + "00000000 00000000"),
    ("copychunk_req", KEY + "02000000 00000000" + CHUNK * 2),
    ("copychunk_rsp", "00010000 00001000 00000001"),
    ("resiliency_req", "60ea0000 00000000"),
    ("snapshots", "01000000 01000000 34000000" + SNAPSHOT + "0000"),
    ("pipe_wait_req", "f8f9fafbfcfdfeff 04000000 01 00 61006200"),
    ("pipe_peek_rsp", "03000000 03000000 01000000 03000000 a1a2a3"),
    ("set_sparse", "ff"),
    ("zero_data", RANGE),
    ("trim_req", "00000000 02000000" + RANGE * 2),
    ("trim_rsp", "02000000"),
    ("regions_req", RANGE + "01000000 00000000"),
    ("regions_rsp", "00000000 01000000 01000000 00000000" + RANGE + "01000000 00000000"),
    ("dup_extents", EXTENTS),
    ("dup_extents_ex", "3000000000000000" + EXTENTS + "01000000 00000000"),
    ("compression", "0100"),
    ("object_id", GUID * 4),
    ("integrity_info", "0200 0000 01000000 00000100 00100000"),
    ("set_integrity", "0200 0000 01000000"),
    ("set_integrity_ex", "01 00 0000 01000000 01 00000000000000"),
    ("reparse_symlink_whole", "0c0000a0 1800 0000" + LINK),
    ("reparse_mount_point", "0000 0600 0800 0400 5c003f005c00 0000 43003a00 0000"),
    ("reparse_symlink", LINK),
    ("reparse_nfs", "4348520000000000 05000000 01000000"),
    ("reparse_lx_symlink", "02000000 612f62"),
    ("copychunks", CHUNK * 2),
    ("regions", (RANGE + "01000000 00000000") * 2),
    ("ranges", RANGE * 2),
    ("netifs", "98000000 01000000 01000000 00000000 00ca9a3b00000000" + ADDR4 +
     "00000000 02000000 01000000 00000000 00ca9a3b00000000" + ADDR6),
    ("snapshot_names", SNAPSHOT * 2 + "0000"),
    ("address6", ADDR6),
    ("reparse_lx_whole", "1d0000a0 0700 0000 02000000 612f62"),
    ("name", "94010600"),
]
FSCTL_MORE = [
    (22, "reparse_guid_whole", "01020304 0300 0000" + GUID + "a1a2a3"),
    (25, "reparse_nfs_link", "4c4e4b0100000000 61002f006200"),
    (9, "set_sparse_empty", ""),
    (32, "address4", ADDR4),
]

DFS = [
    (0, "v3", "2600 0100 02000000 0300 2200 0000 0000 58020000 2200 2800 2e00" + "00" * 16 +
     "5c006100 0000 5c006200 0000 5c006300 0000"),
    (0, "v4_shared", "0201 0200 14131211 0400 2200 0100 0400 24232221 4400 4400 4800" + GUID +
     "0400 2200 0203 0000 34333231 2200 2200 2800" + GUID + "61006200 0000 63006400 0000"),
    (0, "name_list", "0000 0100 00000000 0300 1200 0000 0200 58020000 1200 0200 1800"
     "6400 6500 0000 7800 0000 79007a00 0000"),
    (0, "v2", "0000 0100 00000000 0200 1600 0100 0403 14131211 24232221 1600 1a00 1e00 6100 0000 6200 0000 6300 0000"),
    (0, "v1", "0000 0200 00000000 0100 0e00 0100 0403 61006200 0000 0100 0e00 0000 0000 6300 0000 0000"),
    (2, "request", "0300 5c003100 5c006400 0000"),
    (3, "request_ex", "0400 0100 0c000000 0400 61006200 0400 63006400"),
]


def write(target, name, data):
    path = CORPUS / target / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def main():
    if len(sys.argv) > 1:
        print(__doc__.strip())
        return 0 if sys.argv[1] in ("-h", "--help") else 2
    for number, (name, text) in enumerate(SMB2_IO):
        write("smb2_io", name, bytes([number, 1]) + bytes.fromhex(text))
    for number, (name, text) in enumerate(FSCTL):
        write("fsctl", name, bytes([number]) + bytes.fromhex(text))
    for number, name, text in FSCTL_MORE:
        write("fsctl", name, bytes([number]) + bytes.fromhex(text))
    for number, name, text in DFS:
        write("dfs_referral", name, bytes([number]) + bytes.fromhex(text))
        if not number:
            write("dfs_referral", name + "_replaced", bytes([1]) + bytes.fromhex(text))
    return 0


if __name__ == "__main__":
    sys.exit(main())
