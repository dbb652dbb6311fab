#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""SMB clients and a server in Python for the capture: impacket and python3-samba.

  clients.py impacket DIALECT    2.0.2, 2.1, 3.0, 3.1.1 or 1
  clients.py libsmb              Samba's client library through its Python binding
  clients.py serve PORT FOLDER   impacket's server
"""

import io
import struct
import sys

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
    elif job == "libsmb":
        libsmb_client()
    elif job == "serve" and len(sys.argv) == 4:
        serve(sys.argv[2], sys.argv[3])
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
