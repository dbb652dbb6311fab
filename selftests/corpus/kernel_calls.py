#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""kernel_calls.py FOLDER: system calls that no ordinary program makes, on a file of a
mount of cifs.ko. A call that the server or the client refuses is named and passed
over: the messages are what we are after."""

import fcntl
import os
import struct
import sys
import threading

CIFS_IOC_COPYCHUNK_FILE = 0x4004CF03
CIFS_IOC_NOTIFY = 0x4005CF09
FICLONE = 0x40049409
FS_IOC_GETFLAGS = 0x80086601


def attempt(what, call):
    try:
        call()
    except OSError as e:
        print(f"kernel_calls: {what}: {e}")


def locks(fd):
    attempt("shared lock", lambda: fcntl.lockf(fd, fcntl.LOCK_SH, 10, 0))
    attempt("lock", lambda: fcntl.lockf(fd, fcntl.LOCK_EX | fcntl.LOCK_NB, 10, 100))
    attempt("unlock", lambda: fcntl.lockf(fd, fcntl.LOCK_UN, 10, 100))
    attempt("flock", lambda: fcntl.flock(fd, fcntl.LOCK_EX))
    attempt("flock", lambda: fcntl.flock(fd, fcntl.LOCK_UN))


def notify(folder):
    """Wait for one change; it is made by the caller's thread."""
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    arg = struct.pack("<IB", 0xFFF, 0)
    attempt("notify", lambda: fcntl.ioctl(fd, CIFS_IOC_NOTIFY, arg))
    os.close(fd)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder = sys.argv[1]
    name = os.path.join(folder, "calls")
    fd = os.open(name, os.O_RDWR | os.O_CREAT, 0o644)
    os.write(fd, b"some data\n" * 50)
    attempt("fsync", lambda: os.fsync(fd))
    attempt("fdatasync", lambda: os.fdatasync(fd))
    locks(fd)
    other = os.open(name + "2", os.O_RDWR | os.O_CREAT, 0o644)
    attempt("copy_file_range", lambda: os.copy_file_range(fd, other, 100, 0, 0))
    attempt("copychunk", lambda: fcntl.ioctl(other, CIFS_IOC_COPYCHUNK_FILE, fd))
    attempt("clone", lambda: fcntl.ioctl(other, FICLONE, fd))
    attempt("get flags", lambda: fcntl.ioctl(fd, FS_IOC_GETFLAGS, bytes(8)))
    attempt("seek for data", lambda: os.lseek(fd, 0, os.SEEK_DATA))
    attempt("seek for a hole", lambda: os.lseek(fd, 0, os.SEEK_HOLE))
    os.close(other)
    waiter = threading.Thread(target=notify, args=(folder,), daemon=True)
    waiter.start()
    for n in range(200):
        if not waiter.is_alive():
            break
        attempt("create", lambda n=n: os.close(os.open(f"{name}-{n}", os.O_CREAT, 0o644)))
        waiter.join(0.05)
    # An open and removed file is renamed or marked for deletion.
    attempt("unlink an open file", lambda: os.unlink(name))
    os.close(fd)


if __name__ == "__main__":
    main()
