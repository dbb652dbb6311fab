# SPDX-License-Identifier: GPL-2.0-or-later
"""The suites of smbtorture that are run, and how long each may take.

Left out on purpose: bench, hold, scan, ping-pong, casetable, utable, delay and
multichannel suites, and those that need a special share.
"""

SMB2 = """
acls acls_non_canonical charset check-sharemode compound compound_async compound_find
connect create create_no_streams credits delete-on-close-perms deny dir durable-open
durable-open-disconnect durable-v2-open ea fileid getinfo ioctl ioctl-on-stream lease
lock mangle maxfid maximum_allowed mkdir notify openattr oplock read rename replay rw
samba3misc sdread secleak session session-id session-require-signing set-sparse-ioctl
setinfo sharemode streams tcon timestamp_resolution timestamps zero-data-ioctl
"""

BASE = """
aliases attr birthtime charset chkpath createx_access createx_sharemodes_dir
createx_sharemodes_file defer_open delete deny1 deny2 deny3 denydos dir1 dir2 disconnect
lock mangle maximum_allowed negnowait ntdeny1 ntdeny2 nttrans open openattr properties
rename rw1 samba3error secleak smb tcon tcondev trans2 unlink vuid xcopy
"""

RAW = """
acls chkpath close composite context eas ioctl lock mkdir mux notify offline open oplock
qfileinfo qfsinfo read rename samba3badnameblob samba3badpath samba3caseinsensitive
samba3checkfsp samba3closeerr samba3hide samba3oplocklogoff samba3posixtimedlock
samba3rootdirfid samba3rootdirfid2 search seek session sfileinfo streams unlink write
"""

# Suites that are slow and not stuck: they wait for time-outs or open very many
# files. All others have DEFAULT_SECONDS.
DEFAULT_SECONDS = 200
SLOW_SECONDS = 420
# Thousands of files under a user-space server in User-Mode Linux.
VERY_SLOW_SECONDS = 900
VERY_SLOW = {"smb2.compound_find", "smb2.dir", "smb2.maxfid"}
SLOW = {"smb2.replay", "smb2.lease", "smb2.oplock", "smb2.session",
        "smb2.durable-open", "smb2.durable-v2-open", "smb2.notify", "smb2.lock",
        "smb2.timestamps", "smb2.ioctl", "smb2.credits", "smb2.streams",
        "smb2.compound_async", "smb2.fileid", "raw.oplock", "raw.notify", "raw.lock", "raw.open",
        "raw.search", "base.delete", "base.deny3", "base.denydos", "base.ntdeny1",
        "base.ntdeny2", "base.lock", "base.createx_sharemodes_file", "base.defer_open"}


def names(smb1):
    if smb1:
        return [f"base.{s}" for s in BASE.split()] + [f"raw.{s}" for s in RAW.split()]
    return [f"smb2.{s}" for s in SMB2.split()]


def seconds(suite, server):
    """The time limit of a suite in seconds.

    ksmbd hangs in suites that Samba finishes (a lease break that never comes), so
    that patience is wasted on it, but for those that are only much work.
    """
    if suite in VERY_SLOW:
        return VERY_SLOW_SECONDS
    return SLOW_SECONDS if suite in SLOW and server != "ksmbd" else DEFAULT_SECONDS
