#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""DCE/RPC of userspace/lib against the clients of Samba and impacket.

  RPC_PEER=build/rpc/rpc_peer selftests/rpc/test_interop.py [NAME...]

Our side is the program rpc_peer behind a TCP port of the loopback device, which both
take for a pipe as long as no endpoint mapper is asked for. Output is KTAP.
"""
import datetime
import os
import signal
import socket
import struct
import subprocess
import sys
import tempfile

import samba
import samba.credentials
import samba.param
from impacket.dcerpc.v5 import rpcrt, srvs, transport, wkst
from impacket.uuid import uuidtup_to_bin
from samba.dcerpc import srvsvc, wkssvc

PEER = os.environ.get("RPC_PEER", "build/rpc/rpc_peer")
DEADLINE = 30
ALL = 0xFFFFFFFF
HOST, COMMENT, GROUP = "TESTHOST", "A server €", "TESTGROUP"
DATA = ("data", 0, "Some däta 😀")
LISTED = [DATA, ("private$", 0, ""), ("IPC$", 0x80000003, "IPC Service")]
ACCESS_DENIED, INVALID_LEVEL, MORE_DATA, BUF_TOO_SMALL, NO_SUCH_SHARE = 5, 124, 234, 2123, 2310
NDR64 = ("71710533-beba-4937-8319-b5dbef9ccc36", "1.0")


class Pipe:
    """Our side: a process that accepts connections and gives each to an rpc_peer."""

    def __init__(self, *args):
        listener = socket.create_server(("127.0.0.1", 0))
        self.port = listener.getsockname()[1]
        self.child = os.fork()
        if not self.child:
            self.serve(listener, args)
        listener.close()

    @staticmethod
    def serve(listener, args):
        """Until SIGTERM; then exits 1 unless each peer left as it should."""
        signal.signal(signal.SIGTERM, lambda *_: listener.close())
        peers = []
        try:
            while True:
                client, _ = listener.accept()
                peers.append(subprocess.Popen([PEER, *args], stdin=client))
                client.close()
        except OSError:
            pass
        try:
            os._exit(any(peer.wait(DEADLINE) not in (0, 3) for peer in peers))
        except subprocess.TimeoutExpired:
            os._exit(1)

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        os.kill(self.child, signal.SIGTERM)
        status = os.waitpid(self.child, 0)[1]
        if not exc[0]:
            assert status == 0, f"rpc_peer: status {status}"

    def samba(self, module):
        lp = samba.param.LoadParm()
        lp.load(CONF)
        creds = samba.credentials.Credentials()
        creds.guess(lp)
        creds.set_anonymous()
        return getattr(module, module.__name__.rsplit(".", 1)[-1])(f"ncacn_ip_tcp:127.0.0.1[{self.port}]", lp, creds)

    def impacket(self, *bind, frag=0, **options):
        """A client; bound if an interface is given."""
        dce = transport.DCERPCTransportFactory(f"ncacn_ip_tcp:127.0.0.1[{self.port}]").get_dce_rpc()
        dce.connect()
        dce.set_max_fragment_size(frag)
        if bind:
            dce.bind(*bind, **options)
        return dce

    def raw(self):
        return socket.create_connection(("127.0.0.1", self.port), DEADLINE)


def fails(code, call, *args, **options):
    """The call must fail with this result, or with these words."""
    try:
        call(*args, **options)
    except samba.WERRORError as err:
        assert err.args[0] == code, err
    except samba.NTSTATUSError as err:
        assert err.args[0] == code, err
    except rpcrt.DCERPCException as err:
        assert code == err.get_error_code() or (isinstance(code, str) and code in str(err)), err
    else:
        raise AssertionError(f"no error from {call}")


# ---- Samba's client ---------------------------------------------------------------

def samba_enum(client, level, size=ALL, resume=0, call="NetShareEnumAll"):
    """Returns (entries, total, handle)."""
    ctr = srvsvc.NetShareInfoCtr()
    ctr.level = level
    ctr.ctr = getattr(srvsvc, f"NetShareCtr{level}")()
    info, total, handle = getattr(client, call)("server", ctr, size, resume)
    assert info.level == level
    assert len(info.ctr.array or []) == info.ctr.count
    return list(info.ctr.array or []), total, handle


def test_samba_share_enum():
    with Pipe("srvsvc") as pipe:
        client = pipe.samba(srvsvc)
        for call in ("NetShareEnumAll", "NetShareEnum"):
            entries, total, handle = samba_enum(client, 0, call=call)
            assert [e.name for e in entries] == [name for name, _, _ in LISTED]
            entries, total, handle = samba_enum(client, 1, call=call)
            assert [(e.name, e.type, e.comment) for e in entries] == LISTED
            assert (total, handle) == (3, 0)
        fails(ACCESS_DENIED, samba_enum, client, 2)
        fails(INVALID_LEVEL, samba_enum, client, 501)
        fails(INVALID_LEVEL, samba_enum, client, 502)
        del client


def test_samba_share_enum_admin():
    with Pipe("srvsvc", "admin") as pipe:
        client = pipe.samba(srvsvc)
        entries, _, _ = samba_enum(client, 2)
        assert [(e.name, e.type, e.comment) for e in entries] == LISTED
        assert [(e.path, e.current_users, e.max_users) for e in entries] == [
            ("C:\\srv\\data", 3, ALL), ("C:\\srv\\private", 0, ALL), ("", 1, ALL)]
        assert [(e.permissions, e.password) for e in entries] == [(0, None)] * 3
        del client


def test_samba_many_shares():
    """Answers of many fragments."""
    with Pipe("srvsvc", "shares=1000") as pipe:
        client = pipe.samba(srvsvc)
        entries, total, handle = samba_enum(client, 1)
        assert (total, handle) == (1003, 0)
        assert [(e.name, e.comment) for e in entries[3:]] == [
            (f"share{i}", f"This is share number {i} of them all") for i in range(1000)]
        del client


def test_samba_requests_in_bytes():
    with Pipe("srvsvc", "chop=1") as pipe:
        client = pipe.samba(srvsvc)
        entries, _, _ = samba_enum(client, 1)
        assert [(e.name, e.type, e.comment) for e in entries] == LISTED
        del client


def test_samba_share_get_info():
    with Pipe("srvsvc") as pipe:
        client = pipe.samba(srvsvc)
        info = client.NetShareGetInfo("server", "data", 1)
        assert (info.name, info.type, info.comment) == DATA
        assert client.NetShareGetInfo(None, "DATA", 0).name == "data"
        assert client.NetShareGetInfo(None, "hidden", 1).comment == "Not listed"
        fails(NO_SUCH_SHARE, client.NetShareGetInfo, "server", "dat", 1)
        fails(NO_SUCH_SHARE, client.NetShareGetInfo, "server", "data1", 1)
        fails(ACCESS_DENIED, client.NetShareGetInfo, "server", "data", 2)
        for level in (501, 502, 1005):
            fails(INVALID_LEVEL, client.NetShareGetInfo, "server", "data", level)
        del client
    with Pipe("srvsvc", "admin") as pipe:
        client = pipe.samba(srvsvc)
        info = client.NetShareGetInfo("server", "data", 2)
        assert (info.name, info.type, info.comment) == DATA
        assert (info.path, info.current_users, info.max_users) == ("C:\\srv\\data", 3, ALL)
        fails(NO_SUCH_SHARE, client.NetShareGetInfo, "server", "nope", 2)
        del client


def test_samba_server_get_info():
    with Pipe("srvsvc") as pipe:
        client = pipe.samba(srvsvc)
        info = client.NetSrvGetInfo("server", 100)
        assert (info.platform_id, info.server_name) == (500, HOST)
        info = client.NetSrvGetInfo("server", 101)
        assert (info.platform_id, info.server_name, info.comment) == (500, HOST, COMMENT)
        assert (info.version_major, info.version_minor) == (6, 1)
        assert info.server_type == 0x9803
        for level in (102, 502, 503):
            fails(INVALID_LEVEL, client.NetSrvGetInfo, "server", level)
        del client


def test_samba_wksta_get_info():
    with Pipe("WKSSVC") as pipe:
        client = pipe.samba(wkssvc)
        info = client.NetWkstaGetInfo("server", 100)
        assert (info.platform_id, info.server_name, info.domain_name) == (500, HOST, GROUP)
        assert (info.version_major, info.version_minor) == (6, 1)
        for level in (101, 102, 502):
            fails(INVALID_LEVEL, client.NetWkstaGetInfo, "server", level)
        del client


def test_samba_remote_tod():
    with Pipe("srvsvc") as pipe:
        client = pipe.samba(srvsvc)
        before = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)
        tod = client.NetRemoteTOD("server")
        after = datetime.datetime.now(datetime.timezone.utc)
        del client
    said = datetime.datetime(tod.year, tod.month, tod.day, tod.hours, tod.mins, tod.secs,
                             tzinfo=datetime.timezone.utc)
    assert before <= said <= after
    assert tod.elapsed == int(said.timestamp())
    assert tod.weekday == said.isoweekday() % 7
    assert tod.hunds < 100
    assert tod.timezone * 60 == -int(after.astimezone().utcoffset().total_seconds())


def test_smbtorture():
    """The operations that we have, by Samba's own test of them."""
    with Pipe("srvsvc", "admin") as pipe:
        for name in ("NetSrvGetInfo", "NetRemoteTOD"):
            done = subprocess.run(["smbtorture", "-s", CONF, "-U%", f"ncacn_ip_tcp:127.0.0.1[{pipe.port}]",
                                   f"rpc.srvsvc.srvsvc (admin access).{name}"],
                                  stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=DEADLINE)
            assert done.returncode == 0 and f"success: srvsvc (admin access).{name}" in done.stdout, done.stdout


def test_samba_reads_no_other_pipe():
    """Samba's client with the wrong interface."""
    with Pipe("wkssvc") as pipe:
        fails(0xC0020026, pipe.samba, srvsvc)  # what Samba makes of abstract_syntax_not_supported


# ---- impacket ---------------------------------------------------------------------

def text(value):
    return value[:-1] if isinstance(value, str) else value


def impacket_enum(dce, level, size=ALL, resume=0):
    """Returns (result, entries, total, handle)."""
    request = srvs.NetrShareEnum()
    request["ServerName"] = "server\0"
    request["PreferedMaximumLength"] = size
    request["ResumeHandle"] = resume
    request["InfoStruct"]["Level"] = level
    request["InfoStruct"]["ShareInfo"]["tag"] = level
    request["InfoStruct"]["ShareInfo"][f"Level{level}"]["Buffer"] = srvs.NULL
    resp = dce.request(request, checkError=False)
    ctr = resp["InfoStruct"]["ShareInfo"][f"Level{level}"]
    entries = ctr["Buffer"] if ctr["EntriesRead"] else []
    assert len(entries) == ctr["EntriesRead"]
    return resp["ErrorCode"], entries, resp["TotalEntries"], resp["ResumeHandle"]


def entry(e):
    return text(e["shi1_netname"]), e["shi1_type"], text(e["shi1_remark"])


def test_impacket_share_enum():
    for options in ((), ("chop=3",)):
        with Pipe("srvsvc", *options) as pipe:
            dce = pipe.impacket(srvs.MSRPC_UUID_SRVS)
            result, entries, total, handle = impacket_enum(dce, 1)
            assert (result, total, handle) == (0, 3, 0)
            assert [entry(e) for e in entries] == LISTED
            result, entries, _, _ = impacket_enum(dce, 0)
            assert [text(e["shi0_netname"]) for e in entries] == [name for name, _, _ in LISTED]
            assert impacket_enum(dce, 2)[:2] == (ACCESS_DENIED, [])
            dce.disconnect()


def test_impacket_share_enum_in_parts():
    """Every size gives the whole list, one handle after the other."""
    with Pipe("srvsvc", "shares=50") as pipe:
        dce = pipe.impacket(srvs.MSRPC_UUID_SRVS)
        _, whole, total, _ = impacket_enum(dce, 1)
        assert total == 53
        for size in (104, 150, 700, 4000, 4400):
            seen, handle, result, left = [], 0, MORE_DATA, 53
            while result == MORE_DATA:
                result, entries, total, handle = impacket_enum(dce, 1, size, handle)
                assert total == left and entries, (size, total, left, len(entries))
                texts = "".join(e["shi1_netname"] + e["shi1_remark"] for e in entries)
                assert 12 * len(entries) + len(texts.encode("utf-16le")) <= size
                seen += entries
                left -= len(entries)
            assert (result, handle, left) == (0, 0, 0)
            assert [entry(e) for e in seen] == [entry(e) for e in whole]
        for size in (0, 1, 20):
            result, entries, total, handle = impacket_enum(dce, 1, size, 10)
            assert (result, entries, total, handle) == (BUF_TOO_SMALL, [], 44, 10), (size, result, total, handle)
        for resume in (54, 1000, 0x7FFFFFFF):
            assert impacket_enum(dce, 1, ALL, resume) == (0, [], 0, 0)
        dce.disconnect()


def test_impacket_too_many_shares():
    """A list that is larger than a response comes in parts."""
    with Pipe("srvsvc", "shares=4000") as pipe:
        dce = pipe.impacket(srvs.MSRPC_UUID_SRVS)
        seen, handle, result, calls = [], 0, MORE_DATA, 0
        while result == MORE_DATA:
            result, entries, _, handle = impacket_enum(dce, 1, ALL, handle)
            seen += entries
            calls += 1
        assert result == 0 and len(seen) == 4003 and calls > 1
        dce.disconnect()


def test_impacket_operations():
    with Pipe("srvsvc", "admin") as pipe:
        dce = pipe.impacket(srvs.MSRPC_UUID_SRVS)
        info = srvs.hNetrShareGetInfo(dce, "IPC$\0", 2)["InfoStruct"]["ShareInfo2"]
        assert text(info["shi2_netname"]) == "IPC$" and text(info["shi2_path"]) == ""
        assert info["shi2_max_uses"] == ALL and info["shi2_current_uses"] == 1
        info = srvs.hNetrServerGetInfo(dce, 101)["InfoStruct"]["ServerInfo101"]
        assert text(info["sv101_name"]) == HOST and text(info["sv101_comment"]) == COMMENT
        assert (info["sv101_version_major"], info["sv101_version_minor"]) == (6, 1)
        tod = srvs.hNetrRemoteTOD(dce)["BufferPtr"]
        assert 2020 <= tod["tod_year"] < 2200
        fails(INVALID_LEVEL, srvs.hNetrShareEnum, dce, 502)
        fails(INVALID_LEVEL, srvs.hNetrServerGetInfo, dce, 102)
        fails(NO_SUCH_SHARE, srvs.hNetrShareGetInfo, dce, "nope\0", 1)
        dce.disconnect()
    with Pipe("wkssvc") as pipe:
        dce = pipe.impacket(wkst.MSRPC_UUID_WKST)
        info = wkst.hNetrWkstaGetInfo(dce, 100)["WkstaInfo"]["WkstaInfo100"]
        assert (text(info["wki100_computername"]), text(info["wki100_langroup"])) == (HOST, GROUP)
        dce.disconnect()


def test_impacket_request_in_fragments():
    for frag in (1, 7, 8, 24):
        with Pipe("srvsvc") as pipe:
            dce = pipe.impacket(srvs.MSRPC_UUID_SRVS, frag=frag)
            assert [entry(e) for e in impacket_enum(dce, 1)[1]] == LISTED
            assert text(srvs.hNetrShareGetInfo(dce, "data\0", 1)["InfoStruct"]["ShareInfo1"]["shi1_netname"]) == "data"
            dce.disconnect()


def test_impacket_contexts():
    with Pipe("srvsvc") as pipe:
        dce = pipe.impacket(srvs.MSRPC_UUID_SRVS, bogus_binds=20)
        assert len(impacket_enum(dce, 1)[1]) == 3
        again = dce.alter_ctx(srvs.MSRPC_UUID_SRVS)
        assert len(impacket_enum(again, 1)[1]) == 3
        fails("abstract_syntax_not_supported", dce.alter_ctx, wkst.MSRPC_UUID_WKST)
        fails("proposed_transfer_syntaxes_not_supported", dce.bind, srvs.MSRPC_UUID_SRVS, alter=1, transfer_syntax=NDR64)
        assert len(impacket_enum(again, 1)[1]) == 3
        dce.disconnect()


def test_impacket_refused():
    with Pipe("srvsvc") as pipe:
        fails("abstract_syntax_not_supported", pipe.impacket, wkst.MSRPC_UUID_WKST)
        fails("proposed_transfer_syntaxes_not_supported", pipe.impacket, srvs.MSRPC_UUID_SRVS, transfer_syntax=NDR64)
        fails("abstract_syntax_not_supported", pipe.impacket,
              uuidtup_to_bin(("4b324fc8-1670-01d3-1278-5a47bf6ee188", "2.0")))
        dce = pipe.impacket()
        dce.set_auth_type(rpcrt.RPC_C_AUTHN_WINNT)
        dce.set_auth_level(rpcrt.RPC_C_AUTHN_LEVEL_PKT_PRIVACY)
        dce.set_credentials("user", "password")
        fails("Authentication type not recognized", dce.bind, srvs.MSRPC_UUID_SRVS)
        dce.disconnect()


def test_impacket_faults():
    with Pipe("srvsvc") as pipe:
        dce = pipe.impacket(srvs.MSRPC_UUID_SRVS)
        for opnum in (0, 14, 99, 65535):
            dce.call(opnum, b"")
            fails("nca_s_op_rng_error", dce.recv)
        dce.call(21, struct.pack("<II", 0, 7))
        fails("nca_s_fault_invalid_tag", dce.recv)
        dce.call(21, b"abc")
        fails("rpc_x_bad_stub_data", dce.recv)
        assert len(impacket_enum(dce, 1)[1]) == 3, "a fault ends nothing"
        dce.call(21, bytes(70000))
        fails("nca_s_fault_remote_no_memory", dce.recv)
        fails_with_end(dce)


def fails_with_end(dce):
    """The server has hung up."""
    try:
        impacket_enum(dce, 1)
    except Exception as err:  # impacket has no name for it
        assert not isinstance(err, AssertionError), err
    else:
        raise AssertionError("the association lives on")
    dce.disconnect()


# ---- what Windows sends -----------------------------------------------------------

def test_windows_bind():
    """NDR, NDR64 and the features as three contexts, as all since Vista ask."""
    abstract = uuidtup_to_bin(("4b324fc8-1670-01d3-1278-5a47bf6ee188", "3.0"))
    syntaxes = (uuidtup_to_bin(("8a885d04-1ceb-11c9-9fe8-08002b104860", "2.0")), uuidtup_to_bin(NDR64),
                uuidtup_to_bin(("6cb71c2c-9812-4540-0300-000000000000", "1.0")))
    body = struct.pack("<HHIBBH", 4280, 4280, 0, 3, 0, 0)
    for number, syntax in enumerate(syntaxes):
        body += struct.pack("<HBB", number, 1, 0) + abstract + syntax
    with Pipe("srvsvc") as pipe, pipe.raw() as sock:
        sock.sendall(struct.pack("<BBBBIHHI", 5, 0, 11, 3, 0x10, 16 + len(body), 0, 2) + body)
        answer = sock.recv(4280)
    ack = rpcrt.MSRPCBindAck(answer)
    results = [(ack.getCtxItem(i)["Result"], ack.getCtxItem(i)["Reason"]) for i in (1, 2, 3)]
    assert results == [(0, 0), (2, 2), (3, 2)], results
    assert answer[24:39] == b"\x0d\0\\PIPE\\srvsvc\0", answer
    assert ack["assoc_group"] and ack["max_tfrag"] == ack["max_rfrag"] == 4280


def passes(test):
    """Runs a test in a process of its own: Samba's configuration is global to one."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1] == 0
    try:
        test()
    except BaseException as err:  # must not get past the fork
        print(f"# {type(err).__name__}: {' '.join(str(err).split())}", flush=True)
        os._exit(1)
    os._exit(0)


def main():
    tests = {name[5:]: test for name, test in globals().items() if name.startswith("test_")}
    chosen = sys.argv[1:] or list(tests)
    failed = 0
    print("KTAP version 1")
    print(f"1..{len(chosen)}")
    for number, name in enumerate(chosen, 1):
        ok = passes(tests[name])
        failed += not ok
        print(f"{'ok' if ok else 'not ok'} {number} {name}", flush=True)
    print(f"{len(chosen) - failed} passed, {failed} failed, 0 skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="lwsmb-rpc-") as scratch:
        CONF = os.path.join(scratch, "smb.conf")
        with open(CONF, "w", encoding="utf-8") as conf:
            conf.write("[global]\n workgroup = GROUP\n netbios name = CLIENT\n server role = standalone\n")
            for key in ("private dir", "lock directory", "state directory", "cache directory", "pid directory",
                        "ncalrpc dir"):
                conf.write(f" {key} = {scratch}\n")
        sys.exit(main())
