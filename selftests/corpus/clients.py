#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""SMB clients and a server in Python for the capture: impacket and python3-samba.

  clients.py impacket DIALECT    2.0.2, 2.1, 3.0, 3.1.1 or 1
  clients.py impacket-classes PORT
                                 every information class and the FSCTLs that impacket knows
  clients.py libsmb              Samba's client library through its Python binding
  clients.py serve PORT FOLDER   impacket's server
"""

import io
import struct
import sys

FSCTL_GET_REPARSE_POINT = 0x000900A8
HOST, SHARE, USER, PASSWORD = "127.0.0.1", "share", "corpus", "Corpus-Pass1"


def impacket_client(dialect):
    from impacket import smb3structs as s3
    from impacket.smb import SMB_DIALECT
    from impacket.smbconnection import SMBConnection, SessionError

    want = {"1": SMB_DIALECT, "2.0.2": s3.SMB2_DIALECT_002, "2.1": s3.SMB2_DIALECT_21,
            "3.0": s3.SMB2_DIALECT_30, "3.1.1": s3.SMB2_DIALECT_311}[dialect]
    conn = SMBConnection(HOST, HOST, preferredDialect=want)
    if dialect == "3.0":
        conn.getSMBServer()._Connection["SupportsEncryption"] = False  # it would seal all
    conn.login(USER, PASSWORD)
    try:
        conn.listShares()
    except SessionError:
        # impacket 0.10 does not sign the TREE_CONNECT of 3.1.1, which Samba refuses
        # (MS-SMB2 3.3.5.7): all there is of this dialect is its negotiation and log-on.
        if dialect != "3.1.1":
            raise
        return
    conn.createDirectory(SHARE, "imp")
    conn.putFile(SHARE, "imp\\a.txt", io.BytesIO(b"impacket was here\n" * 20).read)
    conn.rename(SHARE, "imp\\a.txt", "imp\\b.txt")
    conn.listPath(SHARE, "imp\\*")
    got = io.BytesIO()
    conn.getFile(SHARE, "imp\\b.txt", got.write)
    if got.getvalue() != b"impacket was here\n" * 20:
        sys.exit("clients: impacket read something else than it wrote")
    if dialect != "1":
        impacket_smb3(conn, s3, SessionError)
    conn.deleteFile(SHARE, "imp\\b.txt")
    conn.deleteDirectory(SHARE, "imp")
    conn.logoff()


def impacket_smb3(conn, s3, SessionError):
    """What only the lower layer of impacket sends."""
    low = conn.getSMBServer()
    tree = low.connect_tree(SHARE)
    low.echo()
    fid = low.create(tree, "imp\\b.txt", s3.FILE_READ_DATA | s3.FILE_WRITE_DATA |
                     s3.FILE_READ_ATTRIBUTES | s3.READ_CONTROL, 7, 0, s3.FILE_OPEN, 0)
    low.flush(tree, fid)
    for cls in (s3.SMB2_FILE_STANDARD_INFO, s3.SMB2_FILE_ALL_INFO, s3.SMB2_FILE_BASIC_INFO,
                s3.SMB2_FILE_STREAM_INFO, s3.SMB2_FILE_EA_INFO):
        low.queryInfo(tree, fid, infoType=s3.SMB2_0_INFO_FILE, fileInfoClass=cls)
    for cls in (s3.SMB2_FILESYSTEM_VOLUME_INFO, s3.SMB2_FILESYSTEM_FULL_SIZE_INFO,
                s3.SMB2_FILESYSTEM_ATTRIBUTE_INFO):
        low.queryInfo(tree, fid, infoType=s3.SMB2_0_INFO_FILESYSTEM, fileInfoClass=cls)
    low.queryInfo(tree, fid, infoType=s3.SMB2_0_INFO_SECURITY, fileInfoClass=0,
                  additionalInformation=7)
    low.setInfo(tree, fid, struct.pack("<Q", 5), infoType=s3.SMB2_0_INFO_FILE,
                fileInfoClass=s3.SMB2_FILE_END_OF_FILE_INFO)
    try:
        conn.listSnapshots(tree, "/")
    except SessionError:
        pass  # no snapshots: the exchange is what we are after
    low.close(tree, fid)
    low.disconnect_tree(tree)


def impacket_classes(port):
    """Ask for every information class there is: what matters are the server's answers."""
    from impacket import smb3structs as s3
    from impacket.smb3 import SessionError as LowError
    from impacket.smbconnection import SMBConnection, SessionError

    conn = SMBConnection(HOST, HOST, sess_port=port, preferredDialect=s3.SMB2_DIALECT_30)
    conn.getSMBServer()._Connection["SupportsEncryption"] = False
    conn.login(USER, PASSWORD)
    low = conn.getSMBServer()

    def attempt(call, *args, **kwargs):
        try:
            call(*args, **kwargs)
        except (SessionError, LowError):
            pass  # refused: that is an answer too

    def ask(tree, fid):
        for cls in range(4, 80):
            attempt(low.queryInfo, tree, fid, infoType=s3.SMB2_0_INFO_FILE, fileInfoClass=cls)
        for cls in range(1, 15):
            attempt(low.queryInfo, tree, fid, infoType=s3.SMB2_0_INFO_FILESYSTEM,
                    fileInfoClass=cls)
        for code, handle in ((s3.FSCTL_PIPE_PEEK, fid), (FSCTL_GET_REPARSE_POINT, fid),
                             (s3.FSCTL_QUERY_NETWORK_INTERFACE_INFO, None)):
            attempt(low.ioctl, tree, handle, code, flags=s3.SMB2_0_IOCTL_IS_FSCTL,
                    maxOutputResponse=4096)

    tree = low.connect_tree(SHARE)
    attempt(low.mkdir, SHARE, "imp")
    fid = low.create(tree, "imp", s3.FILE_READ_DATA | s3.FILE_READ_ATTRIBUTES | s3.READ_CONTROL,
                     7, s3.FILE_DIRECTORY_FILE, s3.FILE_OPEN, 0)
    ask(tree, fid)
    for cls in (1, 2, 3, 12, 37, 38, 60, 63, 78, 79, 80, 81):
        attempt(low.queryDirectory, tree, fid, searchString="*", informationClass=cls,
                maxBufferSize=4096)
    low.close(tree, fid)
    fid = low.create(tree, "imp\\file", s3.MAXIMUM_ALLOWED, 7, 0, s3.FILE_OPEN_IF, 0)
    ask(tree, fid)
    low.close(tree, fid)
    attempt(conn.createMountPoint, tree, "imp", "C:\\somewhere\\else")
    attempt(conn.removeMountPoint, tree, "imp")
    attempt(low.remove, SHARE, "imp\\file")
    attempt(low.rmdir, SHARE, "imp")
    pipes = low.connect_tree("IPC$")
    fid = low.create(pipes, "srvsvc", s3.FILE_READ_DATA | s3.FILE_WRITE_DATA, 7, 0, s3.FILE_OPEN, 0)
    ask(pipes, fid)
    attempt(low.waitNamedPipe, pipes, "srvsvc")
    low.close(pipes, fid)
    conn.logoff()


def libsmb_client():
    from samba import credentials
    from samba.dcerpc import security
    from samba.ntstatus import NT_STATUS_OBJECT_NAME_NOT_FOUND
    from samba.param import LoadParm
    from samba.samba3 import libsmb_samba_internal as libsmb
    from samba.samba3 import param as s3param

    s3param.get_context().load_default()
    creds = credentials.Credentials()
    creds.guess(LoadParm())
    creds.set_username(USER)
    creds.set_password(PASSWORD)
    conn = libsmb.Conn(HOST, SHARE, lp=s3param.get_context(), creds=creds)
    conn.mkdir("pydir")
    conn.savefile("pydir\\file", b"from python")
    conn.loadfile("pydir\\file")
    conn.list("pydir")
    info = security.SECINFO_OWNER | security.SECINFO_GROUP | security.SECINFO_DACL
    sd = conn.get_acl("pydir\\file", info)
    conn.set_acl("pydir\\file", sd, info)
    fnum = conn.create("pydir", DesiredAccess=security.SEC_GENERIC_READ,
                       CreateOptions=1, CreateDisposition=1, ShareAccess=7)
    wait = conn.notify(fnum=fnum, buffer_size=4096, completion_filter=0xFFF, recursive=True)
    conn.savefile("pydir\\other", b"x")
    wait.get_changes(wait=True)
    conn.close(fnum)
    conn.rename("pydir\\other", "pydir\\third")
    try:
        conn.loadfile("pydir\\missing")
    except OSError:
        raise
    except Exception as e:  # samba.NTSTATUSError has no importable base class
        if e.args[0] != NT_STATUS_OBJECT_NAME_NOT_FOUND:
            raise
    conn.deltree("pydir")


def serve(port, folder):
    from impacket import smbserver
    from impacket.ntlm import compute_lmhash, compute_nthash

    server = smbserver.SimpleSMBServer(listenAddress=HOST, listenPort=int(port))
    server.addShare(SHARE.upper(), folder, "")
    server.addCredential(USER, 0, compute_lmhash(PASSWORD), compute_nthash(PASSWORD))
    server.setSMB2Support(True)
    server.setLogFile("/dev/null")
    server.start()


def main():
    job = sys.argv[1] if len(sys.argv) > 1 else ""
    if job == "impacket" and len(sys.argv) == 3:
        impacket_client(sys.argv[2])
    elif job == "impacket-classes" and len(sys.argv) == 3:
        impacket_classes(int(sys.argv[2]))
    elif job == "libsmb":
        libsmb_client()
    elif job == "serve" and len(sys.argv) == 4:
        serve(sys.argv[2], sys.argv[3])
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
