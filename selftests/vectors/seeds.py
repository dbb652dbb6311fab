#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Writes the seed corpora of the user-space fuzz targets.

  selftests/vectors/seeds.py          into selftests/fuzz/corpus/NAME/

NTLM and SPNEGO tokens come from impacket and Samba's gensec, talking to auth_peer
(environment variable AUTH_PEER, default build/auth/auth_peer).
"""
import hashlib
import os
import pathlib
import subprocess
import sys
import tempfile

import samba.credentials
import samba.gensec
import samba.param
from impacket import ntlm

TOP = pathlib.Path(__file__).resolve().parent.parent.parent
CORPUS = TOP / "selftests/fuzz/corpus"
PEER = os.environ.get("AUTH_PEER", str(TOP / "build/auth/auth_peer"))


def put(target, data):
    where = CORPUS / target
    where.mkdir(parents=True, exist_ok=True)
    (where / hashlib.sha1(data).hexdigest()[:16]).write_bytes(data)


class Peer:
    def __init__(self, side, layer, *options):
        self.process = subprocess.Popen([PEER, side, layer, "User", "Domain", "Password", *options],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def step(self, token=b""):
        self.process.stdin.write((token.hex() or "-") + "\n")
        self.process.stdin.flush()
        return bytes.fromhex(self.process.stdout.readline().split()[1].strip("-"))


def gensec(conf, mech):
    lp = samba.param.LoadParm()
    lp.load(conf)
    creds = samba.credentials.Credentials()
    creds.guess(lp)
    creds.set_username("User")
    creds.set_domain("Domain")
    creds.set_password("Password")
    creds.set_kerberos_state(samba.credentials.DONT_USE_KERBEROS)
    client = samba.gensec.Security.start_client({"lp_ctx": lp, "target_hostname": "server"})
    client.set_credentials(creds)
    client.want_feature(samba.gensec.FEATURE_SIGN)
    client.start_mech_by_name(mech)
    return client


def messages(conf):
    """NEGOTIATE, CHALLENGE and AUTHENTICATE of Samba and impacket; SPNEGO of Samba."""
    client, peer = gensec(conf, "ntlmssp"), Peer("server", "ntlm")
    tokens = [client.update(b"")[1]]
    tokens.append(peer.step(tokens[0]))
    tokens.append(client.update(tokens[1])[1])
    one = ntlm.getNTLMSSPType1("WS", "DOM", signingRequired=True, use_ntlmv2=True)
    two = Peer("server", "ntlm").step(one.getData())
    for v2 in (True, False):
        three, _ = ntlm.getNTLMSSPType3(one, two, "User", "Password", "Domain", use_ntlmv2=v2)
        tokens.append(three.getData())
    tokens += [one.getData(), two]
    for token in tokens:
        put("ntlm_message", token)
    put("ntlm_message", tokens[2][:52] + b"\0" * 40)
    challenge = ntlm.NTLMAuthChallenge(two)
    put("ntlm_avpairs", bytes(challenge["TargetInfoFields"]))
    put("ntlm_avpairs", ntlm_pairs())
    put("ntlm_message", bytes(16) + b"\1\1" + bytes(26) + ntlm_pairs() + bytes(4))
    spnego(conf)


def ntlm_pairs():
    pairs = ntlm.AV_PAIRS()
    for number in (1, 2, 3, 4, 5, 9):
        pairs[number] = f"name{number}".encode("utf-16le")
    pairs[6] = b"\2\0\0\0"
    pairs[7] = bytes(8)
    pairs[8] = bytes(48)
    pairs[10] = bytes(16)
    return pairs.getData()


def spnego(conf):
    client, peer = gensec(conf, "spnego"), Peer("server", "spnego")
    tokens = [client.update(b"")[1]]
    tokens.append(peer.step(tokens[0]))
    tokens.append(client.update(tokens[1])[1])
    tokens.append(peer.step(tokens[2]))
    hint = bytes.fromhex("604806062b0601050502a03e303ca00e300c060a2b06010401823702020aa32a3028a0261b24") + \
        b"not_defined_in_RFC4178@please_ignore"
    put("spnego", b"\0" + tokens[0])
    put("spnego", b"\0" + hint)
    for token in tokens[1:]:
        put("spnego", b"\1" + token)
    for how in (0, 0x08, 0x80, 0x88):
        put("spnego", bytes([how | 6]))
    talks(tokens)


def talks(tokens):
    """Whole conversations with the mechanism of the fuzz target."""
    krb, ntlmssp = bytes.fromhex("06092a864886f712010202"), bytes.fromhex("060a2b06010401823702020a")
    both = bytes.fromhex("602e06062b0601050502a02430") + b"\x22\xa0\x19\x30\x17" + krb + ntlmssp + b"\xa2\x05\x04\x03abc"
    resp = b"\xa1\x09\x30\x07\xa2\x05\x04\x03abc"
    done = b"\xa1\x09\x30\x07\xa2\x05\x04\x03\xddbc"
    refused = b"\xa1\x09\x30\x07\xa2\x05\x04\x03\xeebc"
    mic = b"\xa1\x09\x30\x07\xa3\x05\x04\x03mic"
    bad = b"\xa1\x09\x30\x07\xa3\x05\x04\x03bad"
    both_mic = b"\xa1\x10\x30\x0e\xa2\x05\x04\x03\xddbc\xa3\x05\x04\x03mic"
    with_token = b"\xa1\x10\x30\x0e\xa2\x05\x04\x03abc\xa3\x05\x04\x03mic"
    reject = b"\xa1\x07\x30\x05\xa0\x03\x0a\x01\x02"
    completed = b"\xa1\x07\x30\x05\xa0\x03\x0a\x01\x00"
    wants_mic = b"\xa1\x07\x30\x05\xa0\x03\x0a\x01\x03"
    to_ntlm = b"\xa1\x15\x30\x13\xa0\x03\x0a\x01\x03\xa1\x0c" + ntlmssp
    completed_mic = b"\xa1\x0e\x30\x0c\xa0\x03\x0a\x01\x00\xa3\x05\x04\x03mic"
    to_other = b"\xa1\x0d\x30\x0b\xa1\x09\x06\x07" + b"\x2a\x01\x02\x03\x04\x05\x06"
    raw = b"NTLMSSP\0abc"
    for how in (0, 0x10, 0x20, 0x40):
        for talk in ([both, resp, resp], [both, resp, mic], [both, resp, both_mic], [both, resp, bad], [both, mic],
                     [both, reject], [both, refused], [both, done], [both, resp, with_token], [raw, raw],
                     [tokens[0], resp, mic], [both, b"x"], [b"x"]):
            put("spnego", bytes([how | 2]) + pack(talk))
        for talk in ([resp, completed], [to_ntlm, resp, completed_mic], [to_ntlm, resp, completed], [reject],
                     [resp, wants_mic, completed_mic], [done, completed], [done, mic], [refused], [to_other],
                     [with_token, completed], [resp, resp], [b"x"], [done, bad]):
            put("spnego", bytes([how | 4]) + pack(talk))


def pack(talk):
    return b"".join(bytes([min(len(token), 255)]) + token[:255] for token in talk)


def files():
    x, digest = "X" * 32, "A4F49C406510BDCAB6824EE7C30FD852"
    put("smbpasswd", f"# users\n\nanna:1000:{x}:{digest}:[U          ]:LCT-5F000001:\n"
                     f"bert:1001:{x}:{x}:[UD         ]:LCT-00000000:\nANNA:1:{x}:{digest}:[]:\n".encode())
    put("smbpasswd", f"nopw:0:NO PASSWORD{'X' * 21}:NO PASSWORD{'X' * 21}:[NUDXWLHTMSI]:\n".encode())
    put("smbpasswd", f"off:1:{x}:{digest}:[UL]:lct\n\u00e4:2:{digest.lower()}:{digest}:[U]:LCT-abcdef01:".encode())
    for line in ("a", ":", "\udcff:", "a:x:", "a:1:", "a:1:X:", f"a:1:{x}:", f"a:1:{x}:G:", f"a:1:{x}:{x}:",
                 f"a:1:{x}:{x}:U:", f"a:1:{x}:{x}:[z]:", f"a:1:{x}:{x}:[U]:LCT-0000000g:", "n" * 256 + ":",
                 "n" * 1025, f"n:1:{x}:{'Z' * 32}:", "a:1", f"a:1:{x}", f"a:1:{x}:{x}", f"a:1:{x}:{x}:[]"):
        put("smbpasswd", line.encode("utf-8", "surrogateescape") + b"\n")
    put("conf", CONF.encode())
    for line in BAD_LINES:
        put("conf", b"[global]\n" + line.encode("utf-8", "surrogateescape") + b"\n")
        put("conf", b"[share]\npath = /x\n" + line.encode("utf-8", "surrogateescape"))
    put("conf", b"\xef\xbb\xbf# nothing\n;\nbefore = x\n")
    put("conf", b"[global]\nserver string = " + b"x" * 5000 + b"\\\nmore\n")
    put("conf", b"[s]\n" + b"valid users = " + b"u " * 300)


CONF = """# a whole configuration
[global]
workgroup = GROUP
netbios name = SERVER
server string = words; and = signs
listen = 10.0.0.1 fd00::1
port = 1445
legacy clients = 192.168.5.0/24, \\
    10.1.2.3
server signing = auto
server min protocol = NT1
smb2 max read = 64K
smb2 max write = 1m
read only = no
[Data]
path = /srv/data
comment =
valid users = anna "bert b",@staff
create mask = 0640
hosts allow = fd00::/8
server smb encrypt = required
[other]
Path = /
root  allowed = on
"""

BAD_LINES = ["port = 0", "port = x", "port = 99999999999999999999999", "read olny = yes", "writable = yes", "xyzzy = 1",
             "workgroup =", "workgroup = longer than fifteen bytes", "server signing = maybe", "read only = maybe",
             "path = relative", "path = /" + "x" * 4080, "create mask = 9", "create mask = 7777", "smb2 max read = 1x",
             "smb2 max read = 99999999999999G", "listen = 1.2.3.0/24", "listen = x", "hosts allow = 1.2.3.4/33",
             "hosts allow = 1.2.3.4/24", "hosts allow = \"1.2.3.4", "valid users = \"a", "valid users = a \"\"", "[x",
             "[]", "[ipc$]", "[a/b]", "[global]", "[share]", "[" + "n" * 81 + "]", "= x", "no equals", "\udcff",
             "server max protocol = NT1", "smb2 max read = 2g", "a key of thirty-two or more characters = 1"]


def main():
    with tempfile.TemporaryDirectory() as scratch:
        conf = os.path.join(scratch, "smb.conf")
        keys = ("private dir", "lock directory", "state directory", "cache directory", "pid directory")
        pathlib.Path(conf).write_text("[global]\n" + "".join(f" {k} = {scratch}\n" for k in keys), encoding="utf-8")
        messages(conf)
    files()
    return 0


if __name__ == "__main__":
    sys.exit(main())
