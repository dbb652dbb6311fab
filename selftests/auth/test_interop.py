#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""NTLM and SPNEGO of userspace/lib against Samba and impacket, in both directions.

  AUTH_PEER=build/auth/auth_peer selftests/auth/test_interop.py [NAME...]

Our side is the program auth_peer, the other one is Samba's gensec (as client),
Samba's ntlm_auth (as server) or impacket. Output is KTAP.
"""
import base64
import hashlib
import hmac
import os
import re
import struct
import subprocess
import sys
import tempfile

import samba.credentials
import samba.gensec
import samba.param
from impacket import ntlm
from impacket.spnego import SPNEGO_NegTokenInit, SPNEGO_NegTokenResp, TypesMech

PEER = os.environ.get("AUTH_PEER", "build/auth/auth_peer")
USER, DOMAIN, PASSWORD = "User", "Domain", "Pässword €1"
NTLM_OID, KRB5_OID = "1.3.6.1.4.1.311.2.2.10", "1.2.840.48018.1.2.2"
PLAIN_PASSWORD = "Password"  # impacket wants no other characters
DEADLINE = 30


class Peer:
    """Our side."""

    def __init__(self, side, layer, *options, user=USER, password=PASSWORD):
        self.process = subprocess.Popen([PEER, side, layer, user, DOMAIN, password, *options],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        self.process.stdin.close()
        status = self.process.wait(DEADLINE)
        if not exc[0]:
            assert status == 0, f"auth_peer: exit status {status}"

    def step(self, token=b""):
        """Returns (state, token, further words)."""
        self.process.stdin.write((token.hex() or "-") + "\n")
        self.process.stdin.flush()
        words = self.process.stdout.readline().split()
        assert words, "auth_peer has died"
        return words[0], bytes.fromhex(words[1].strip("-")), words[2:]


class Samba:
    """What both of Samba's sides need: a configuration of its own."""

    def __init__(self, where):
        self.dir = where
        self.conf = os.path.join(self.dir, "smb.conf")
        with open(self.conf, "w", encoding="utf-8") as file:
            file.write("[global]\n workgroup = GROUP\n netbios name = PEER\n server role = standalone\n"
                       " ntlm auth = ntlmv1-permitted\n")
            for key in ("private dir", "lock directory", "state directory", "cache directory", "pid directory",
                        "ncalrpc dir"):
                file.write(f" {key} = {self.dir}\n")

    def client(self, mech, features=(), password=PASSWORD, options=()):
        lp = samba.param.LoadParm()
        lp.load(self.conf)
        for key, value in options:
            lp.set(key, value)
        creds = samba.credentials.Credentials()
        creds.guess(lp)
        creds.set_username(USER)
        creds.set_domain(DOMAIN)
        creds.set_password(password)
        creds.set_kerberos_state(samba.credentials.DONT_USE_KERBEROS)
        client = samba.gensec.Security.start_client({"lp_ctx": lp, "target_hostname": "server"})
        client.set_credentials(creds)
        for feature in (samba.gensec.FEATURE_SESSION_KEY, *features):
            client.want_feature(feature)
        client.start_mech_by_name(mech)
        return client


class SambaServer:
    """Samba's ntlm_auth as a server with one local user."""

    def __init__(self, protocol, password=PASSWORD):
        self.process = subprocess.Popen(
            ["ntlm_auth", f"--configfile={SAMBA.conf}", f"--helper-protocol={protocol}", f"--username={USER}",
             f"--domain={DOMAIN}", f"--password={password}"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.verb = "YR"

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        self.process.stdin.close()
        self.process.wait(DEADLINE)

    def ask(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().split()

    def step(self, token):
        """Returns (verb, token); AF is accepted, TT goes on, NA is refused."""
        words = self.ask(f"{self.verb} {base64.b64encode(token).decode()}")
        self.verb = "KK"
        text = words[1] if len(words) > 1 and words[1] != "*" else ""
        try:
            return words[0], base64.b64decode(text, validate=True)
        except ValueError:
            return words[0], b""

    def key(self):
        return base64.b64decode(self.ask("GK")[1])


def nt_hash(password=PASSWORD):
    return ntlm.compute_nthash(password)


def run_samba_client(client, peer, first=b""):
    """Lets Samba's client and our server talk; returns our last answer."""
    finished, token = client.update(first)
    for _ in range(6):
        state, answer, rest = peer.step(token)
        if state == "failed":
            return state, answer, rest
        if state == "done":
            if answer:
                finished, token = client.update(answer)
                assert not token
            assert finished, "Samba's client is not satisfied"
            return state, answer, rest
        finished, token = client.update(answer)
    raise AssertionError("no end")


def test_samba_client_ntlmssp():
    client = SAMBA.client("ntlmssp", [samba.gensec.FEATURE_SIGN])
    with Peer("server", "ntlm", "sign") as peer:
        _, token = client.update(b"")
        state, token, _ = peer.step(token)
        assert state == "continue"
        _, token = client.update(token)
        state, token, rest = peer.step(token)
    assert state == "done", rest
    assert rest[0] == client.session_key().hex()
    assert rest[2].lower().startswith(f"{DOMAIN}\\{USER}@".lower()), rest
    client.check_packet(b"hello", b"hello", bytes.fromhex(rest[3]))
    client.check_packet(b"world", b"world", bytes.fromhex(rest[4]))
    try:
        client.check_packet(b"hello", b"hello", bytes.fromhex(rest[4]))
    except Exception:  # whatever Samba raises, it must not accept it
        return
    raise AssertionError("Samba accepts any signature")


def test_samba_client_ntlmssp_without_key_exchange():
    client = SAMBA.client("ntlmssp", [samba.gensec.FEATURE_SIGN], options=[("ntlmssp_client:keyexchange", "no")])
    with Peer("server", "ntlm", "sign") as peer:
        state, _, rest = run_samba_client(client, peer)
    assert state == "done", rest
    assert rest[0] == client.session_key().hex()
    assert not int(rest[1], 16) & 0x40000000
    client.check_packet(b"hello", b"hello", bytes.fromhex(rest[3]))


def test_samba_client_ntlmssp_56_bit():
    client = SAMBA.client("ntlmssp", [samba.gensec.FEATURE_SIGN],
                          options=[("ntlmssp_client:128bit", "no"), ("ntlmssp_client:56bit", "yes")])
    with Peer("server", "ntlm", "sign") as peer:
        state, _, rest = run_samba_client(client, peer)
    assert state == "done", rest
    assert int(rest[1], 16) & 0xa0000000 == 0x80000000
    client.check_packet(b"hello", b"hello", bytes.fromhex(rest[3]))


def test_samba_client_wrong_password():
    client = SAMBA.client("ntlmssp", password="other")
    with Peer("server", "ntlm") as peer:
        state, _, rest = run_samba_client(client, peer)
    assert (state, rest) == ("failed", ["EACCES", "wrong", "password"]), rest


def test_samba_client_v1_refused():
    client = SAMBA.client("ntlmssp", options=[("client ntlmv2 auth", "no"), ("ntlmssp_client:ntlm2", "no")])
    with Peer("server", "ntlm", "v1session") as peer:
        state, _, rest = run_samba_client(client, peer)
    assert state == "failed" and rest[:2] == ["EACCES", "NTLMv1"], rest


def test_samba_client_v1_legacy():
    client = SAMBA.client("ntlmssp", options=[("client ntlmv2 auth", "no"), ("ntlmssp_client:ntlm2", "no")])
    with Peer("server", "ntlm", "v1") as peer:
        state, _, rest = run_samba_client(client, peer)
    assert state == "done", rest
    assert rest[0] == client.session_key().hex()
    assert not int(rest[1], 16) & 0x00080000


def test_samba_client_v1session_refused():
    client = SAMBA.client("ntlmssp", options=[("client ntlmv2 auth", "no")])
    with Peer("server", "ntlm", "v1") as peer:
        state, _, rest = run_samba_client(client, peer)
    assert state == "failed" and rest[:3] == ["EACCES", "NTLM2", "session"], rest


def test_samba_client_v1session_legacy():
    client = SAMBA.client("ntlmssp", options=[("client ntlmv2 auth", "no")])
    with Peer("server", "ntlm", "v1session") as peer:
        state, _, rest = run_samba_client(client, peer)
    assert state == "done", rest
    assert rest[0] == client.session_key().hex()
    assert int(rest[1], 16) & 0x00080000


def test_samba_client_spnego():
    client = SAMBA.client("spnego", [samba.gensec.FEATURE_SIGN])
    with Peer("server", "spnego") as peer:
        state, token, rest = run_samba_client(client, peer)
    assert state == "done", rest
    assert rest[0] == client.session_key().hex()
    assert b"\xa3\x12\x04\x10\x01\x00\x00\x00" in token, "no mechListMIC from our server"


def test_samba_client_spnego_mic_is_verified():
    """A client's mechListMIC with one bit changed is refused."""
    client = SAMBA.client("spnego", [samba.gensec.FEATURE_SIGN])
    with Peer("server", "spnego") as peer:
        _, token = client.update(b"")
        _, token, _ = peer.step(token)
        _, token = client.update(token)
        assert b"\xa3\x12\x04\x10\x01\x00\x00\x00" in token, "no mechListMIC from Samba"
        state, token, rest = peer.step(token[:-5] + bytes([token[-5] ^ 1]) + token[-4:])
    assert state == "failed" and rest[0] == "EACCES", rest
    assert token.hex() == "a1073005a0030a0102", token.hex()


def test_samba_client_spnego_mic_is_demanded():
    """A mechListMIC that was taken off is missed."""
    client = SAMBA.client("spnego", [samba.gensec.FEATURE_SIGN])
    with Peer("server", "spnego") as peer:
        _, token = client.update(b"")
        _, token, _ = peer.step(token)
        _, token = client.update(token)
        state, _, rest = peer.step(strip_mic(token))
    assert state == "failed" and rest[0] == "EACCES", rest


def test_samba_client_struck_list():
    """The client offered Kerberos first; somebody struck it out on the way."""
    client = SAMBA.client("spnego", [samba.gensec.FEATURE_SIGN])
    with Peer("server", "spnego") as peer:
        _, token = client.update(b"")
        forged = make_init([NTLM_OID, KRB5_OID], ntlm_token(token))
        _, token, _ = peer.step(forged)
        _, token = client.update(token)
        state, _, rest = peer.step(token)
    assert state == "failed" and rest[0] == "EACCES", rest


def run_samba_server(peer, server):
    """Lets our client and Samba's server talk; returns our last answer."""
    state, token, rest = peer.step()
    for _ in range(6):
        if state == "failed" or (state == "done" and not token):
            return state, rest, None
        verb, answer = server.step(token)
        if verb not in ("TT", "AF"):
            return "refused", [verb], None
        if state == "done" or (verb == "AF" and not answer):
            return state, rest, verb
        state, token, rest = peer.step(answer)
        if verb == "AF":
            return state, rest, verb
    raise AssertionError("no end")


def test_samba_server_ntlmssp():
    with Peer("client", "ntlm") as peer, SambaServer("squid-2.5-ntlmssp") as server:
        state, rest, verb = run_samba_server(peer, server)
        assert (state, verb) == ("done", "AF"), (state, rest, verb)
        assert server.key().hex() == rest[0]


def test_samba_server_spnego():
    with Peer("client", "spnego") as peer, SambaServer("gss-spnego") as server:
        state, rest, verb = run_samba_server(peer, server)
        assert (state, verb) == ("done", "AF"), (state, rest, verb)
        assert server.key().hex() == rest[0]


def test_samba_server_spnego_second_choice():
    """Our client prefers Kerberos, Samba takes NTLM: both must sign the list."""
    with Peer("client", "spnego", "krb5") as peer, SambaServer("gss-spnego") as server:
        state, rest, verb = run_samba_server(peer, server)
        assert (state, verb) == ("done", "AF"), (state, rest, verb)
        assert server.key().hex() == rest[0]


def test_samba_server_wrong_password():
    with Peer("client", "spnego") as peer, SambaServer("gss-spnego", password="other") as server:
        state, rest, _ = run_samba_server(peer, server)
    assert state in ("refused", "failed"), (state, rest)


def test_samba_server_mic_is_demanded():
    """Samba's mechListMIC is taken off where the list made it necessary."""
    with Peer("client", "spnego", "krb5") as peer, SambaServer("gss-spnego") as server:
        _, token, _ = peer.step()
        while True:
            verb, answer = server.step(token)
            assert verb in ("TT", "AF"), verb
            if verb == "AF":
                break
            _, token, _ = peer.step(answer)
        state, _, rest = peer.step(strip_mic(answer))
    assert state == "failed" and rest[0] == "EACCES", rest


def test_impacket_client_ntlmv2():
    """impacket's messages, with and without SPNEGO."""
    for layer in ("ntlm", "spnego"):
        negotiate = ntlm.getNTLMSSPType1("WS", DOMAIN, signingRequired=True, use_ntlmv2=True)
        with Peer("server", layer, password=PLAIN_PASSWORD) as peer:
            state, token, _ = peer.step(negotiate.getData() if layer == "ntlm"
                                        else make_init([NTLM_OID], negotiate.getData()))
            assert state == "continue"
            challenge = token if layer == "ntlm" else SPNEGO_NegTokenResp(token)["ResponseToken"]
            auth, key = ntlm.getNTLMSSPType3(negotiate, bytes(challenge), USER, PLAIN_PASSWORD, DOMAIN,
                                               use_ntlmv2=True)
            state, _, rest = peer.step(auth.getData() if layer == "ntlm" else wrap_resp(auth.getData()))
        assert state == "done", (layer, rest)
        assert rest[0] == key.hex(), layer


def test_impacket_reads_our_challenge():
    negotiate = ntlm.getNTLMSSPType1("WS", DOMAIN, signingRequired=True, use_ntlmv2=True)
    with Peer("server", "ntlm") as peer:
        _, token, _ = peer.step(negotiate.getData())
    challenge = ntlm.NTLMAuthChallenge(token)
    pairs = ntlm.AV_PAIRS(challenge["TargetInfoFields"])
    text = {i: pairs[i][1].decode("utf-16le") for i in (1, 2, 3, 4)}
    assert text == {1: "SERVER", 2: "GROUP", 3: "server.example", 4: "example"}, text
    assert len(pairs[7][1]) == 8
    assert challenge["domain_name"].decode("utf-16le") == "SERVER"


def test_impacket_verifies_our_client():
    """Proof, MIC and session key of our AUTHENTICATE, computed by impacket and hashlib."""
    pairs = ntlm.AV_PAIRS()
    pairs[ntlm.NTLMSSP_AV_DOMAINNAME] = "GROUP".encode("utf-16le")
    pairs[ntlm.NTLMSSP_AV_HOSTNAME] = "HOST".encode("utf-16le")
    pairs[ntlm.NTLMSSP_AV_TIME] = struct.pack("<Q", 133000000000000000)
    for timed in (True, False):
        info = pairs
        if not timed:
            info = ntlm.AV_PAIRS(pairs.getData())
            del info.fields[ntlm.NTLMSSP_AV_TIME]
        check_our_authenticate(info, timed)


def check_our_authenticate(pairs, timed):
    challenge = b"\x01\x23\x45\x67\x89\xab\xcd\xef"
    info = pairs.getData()
    name = "HOST".encode("utf-16le")
    flags = 0x62898215
    message = (b"NTLMSSP\0" + struct.pack("<I", 2) + struct.pack("<HHI", len(name), len(name), 56) +
               struct.pack("<I", flags) + challenge + bytes(8) +
               struct.pack("<HHI", len(info), len(info), 56 + len(name)) + b"\x06\x01\0\0\0\0\0\x0f" + name + info)
    with Peer("client", "ntlm", "sign") as peer:
        _, negotiate, _ = peer.step()
        state, token, rest = peer.step(message)
    assert state == "done", rest
    auth = ntlm.NTLMAuthChallengeResponse()
    auth.fromString(token)
    assert auth["user_name"].decode("utf-16le") == USER
    assert auth["domain_name"].decode("utf-16le") == DOMAIN
    owf = ntlm.NTOWFv2(USER, PASSWORD, DOMAIN, nt_hash())
    proof, temp = auth["ntlm"][:16], auth["ntlm"][16:]
    assert proof == ntlm.hmac_md5(owf, challenge + temp)
    echoed = ntlm.AV_PAIRS(temp[28:])
    assert echoed[ntlm.NTLMSSP_AV_TARGET_NAME][1].decode("utf-16le") == "cifs/peer"
    assert echoed[ntlm.NTLMSSP_AV_CHANNEL_BINDINGS][1] == bytes(16)
    kx = ntlm.hmac_md5(owf, proof)
    key = ntlm.generateEncryptedSessionKey(kx, auth["session_key"])
    assert key.hex() == rest[0]
    mic = hmac.new(key, negotiate + message + token[:72] + bytes(16) + token[88:], hashlib.md5).digest()
    if timed:
        assert echoed[ntlm.NTLMSSP_AV_FLAGS][1] == b"\x02\0\0\0"
        assert token[72:88] == mic
        assert auth["lanman"] == bytes(24)
    else:
        assert echoed[ntlm.NTLMSSP_AV_FLAGS] is None
        client_challenge = temp[16:24]
        assert auth["lanman"] == ntlm.hmac_md5(owf, challenge + client_challenge) + client_challenge
    sign_key = ntlm.SIGNKEY(flags, key)
    from Cryptodome.Cipher import ARC4
    seal = ARC4.new(ntlm.SEALKEY(flags, key)).encrypt
    for number, text in enumerate((b"hello", b"world")):
        expected = ntlm.SIGN(flags, sign_key, text, number, seal).getData()
        assert rest[3 + number] == expected.hex(), number


def test_spnego_without_common_mechanism():
    with Peer("server", "spnego") as peer:
        state, token, rest = peer.step(make_init([KRB5_OID], b"x"))
    assert state == "failed" and rest[0] == "EACCES"
    assert token.hex() == "a1073005a0030a0102", token.hex()


def test_spnego_second_choice_asks_for_mic():
    for options, expected in (((), 3), (("legacy",), 1)):
        with Peer("server", "spnego", *options) as peer:
            state, token, _ = peer.step(make_init([KRB5_OID, NTLM_OID], b"x"))
        assert state == "continue"
        mech = TypesMech["NTLMSSP - Microsoft NTLM Security Support Provider"]
        assert token == tlv(0xA1, tlv(0x30, bytes([0xA0, 3, 10, 1, expected]) + tlv(0xA1, tlv(6, mech)))), token.hex()


def test_impacket_client_second_choice():
    """impacket never signs the list: refused where it counts, unless a legacy client."""
    for options, expected in (((), "failed"), (("legacy",), "done")):
        negotiate = ntlm.getNTLMSSPType1("WS", DOMAIN, signingRequired=True, use_ntlmv2=True)
        with Peer("server", "spnego", *options, password=PLAIN_PASSWORD) as peer:
            peer.step(make_init([KRB5_OID, NTLM_OID], b"x"))
            _, token, _ = peer.step(wrap_resp(negotiate.getData()))
            challenge = SPNEGO_NegTokenResp(token)["ResponseToken"]
            auth, _ = ntlm.getNTLMSSPType3(negotiate, bytes(challenge), USER, PLAIN_PASSWORD, DOMAIN,
                                               use_ntlmv2=True)
            state, _, rest = peer.step(wrap_resp(auth.getData()))
        assert state == expected, (options, rest)


def test_our_own_halves():
    for options in ((), ("krb5",)):
        with Peer("client", "spnego", *options) as client, Peer("server", "spnego") as server:
            _, token, _ = client.step()
            for _ in range(5):
                state, token, rest = server.step(token)
                ours, token, client_rest = client.step(token)
                if ours == "done":
                    break
            assert (state, ours) == ("done", "done")
            assert rest[0] == client_rest[0]


def make_init(oids, token):
    blob = SPNEGO_NegTokenInit()
    names = {NTLM_OID: "NTLMSSP - Microsoft NTLM Security Support Provider", KRB5_OID: "MS KRB5 - Microsoft Kerberos 5"}
    blob["MechTypes"] = [TypesMech[names[oid]] for oid in oids]
    blob["MechToken"] = token
    return blob.getData()


def wrap_resp(token):
    blob = SPNEGO_NegTokenResp()
    blob["ResponseToken"] = token
    return blob.getData()


def ntlm_token(data):
    return data[data.index(b"NTLMSSP\0"):]


def tlv(tag, body):
    size = bytes([len(body)]) if len(body) < 128 else struct.pack(">BH", 0x82, len(body)) \
        if len(body) > 255 else bytes([0x81, len(body)])
    return bytes([tag]) + size + body


def strip_mic(token):
    """A NegTokenResp without its mechListMIC, the last of its parts."""
    at = token.rindex(b"\xa3\x12\x04\x10\x01\x00\x00\x00")
    assert at + 20 == len(token)
    head = re.match(rb"\xa1(\x82..|\x81.|[\x00-\x7f])\x30(\x82..|\x81.|[\x00-\x7f])", token, re.DOTALL).end()
    return tlv(0xA1, tlv(0x30, token[head:at]))


def passes(test):
    """Runs a test in a process of its own: Samba's configuration is global to one."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1] == 0
    try:
        test()
    except BaseException as err:  # must not get past the fork
        print(f"# {type(err).__name__}: {err}", flush=True)
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
    return 1 if failed else 0


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="lwsmb-auth-") as scratch:
        SAMBA = Samba(scratch)
        sys.exit(main())
