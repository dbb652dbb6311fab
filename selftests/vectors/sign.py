#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Known answers for SMB2's signatures and keys: writes selftests/vectors/sign.h.

  selftests/vectors/sign.py > selftests/vectors/sign.h

Messages are built and signed by impacket's own client code, keys derived by impacket
and once more by OpenSSL, the pre-authentication chain by hashlib. Asserted here: the
keys of Microsoft's "SMB 2 and SMB 3 security in Windows 10: the anatomy of signing and
cryptographic keys", and the AES-CMAC examples of RFC 4493 section 4.
"""
import hashlib
import subprocess

from impacket import crypto, smb3
from impacket import smb3structs as s

KEY_30 = bytes.fromhex("7cd451825d0450d235424e44ba6e78cc")
KEY_311 = bytes.fromhex("270e1ba896585eeb7af3472d3b4c75a7")
PREAUTH = bytes.fromhex("0dd13628cc3ed218ef9df9772d436d0887ab9814bfae63a80aa845f36909db79"
                        "28622dddad522d9751640a459762c5a9d6bb084cbb3ce6bdadef5d5bce3c6c01")
DOCUMENT = {
    "signing_key_30": "0b7e9c5cac36c0f6ea9ab275298cedce",
    "signing_key_311": "73fe7a9a77bef0bde49c650d8ccb5f76",
}

RFC4493_KEY = bytes.fromhex("2b7e151628aed2a6abf7158809cf4f3c")
RFC4493_MESSAGE = bytes.fromhex("6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
                                "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710")
RFC4493 = {
    0: "bb1d6929e95937287fa37d129b756746",
    16: "070a16b46b4d4144f79bdd9dd04a287c",
    40: "dfa66747de9ae63030ca32611497c827",
    64: "51f0bebf7e3b9d92fc49741779363cfe",
}

# Bytes behind the SMB2 header: around the blocks of both algorithms, a page, and more.
SIZES = (4, 15, 16, 17, 63, 64, 65, 4096, 4097, 10000)


def openssl_kdf(key, label, context, length):
    out = subprocess.run(
        ["openssl", "kdf", "-keylen", str(length), "-kdfopt", "mac:HMAC", "-kdfopt", "digest:SHA256",
         "-kdfopt", "hexkey:" + key.hex(), "-kdfopt", "hexsalt:" + label.hex(),
         "-kdfopt", "hexinfo:" + context.hex(), "KBKDF"], check=True, capture_output=True, text=True)
    return bytes.fromhex(out.stdout.strip().replace(":", ""))


def kdf(key, label, context, length=16):
    value = crypto.KDF_CounterMode(key, label, context, length * 8)
    assert value == openssl_kdf(key, label, context, length), label
    return value


def body(size):
    """Bytes that no page or block has twice; the test makes the same."""
    return bytes((i * 7 + (i >> 8)) & 0xff for i in range(size))


def signature(dialect, session_key, signing_key, size):
    """What impacket's client puts into a message with that many bytes of body."""
    client = smb3.SMB3.__new__(smb3.SMB3)
    client._Connection = {"Dialect": dialect}
    client._Session = {"SessionKey": session_key, "SigningKey": signing_key}
    packet = s.SMB2Packet()
    packet["Command"] = s.SMB2_WRITE
    packet["CreditCharge"] = 1
    packet["CreditRequestResponse"] = 31
    packet["MessageID"] = 0x1122334455667788
    packet["TreeID"] = 5
    packet["SessionID"] = 0x0123456789abcdef
    packet["Flags"] = s.SMB2_FLAGS_SIGNED
    packet["Data"] = body(size)
    client.signSMB(packet)
    return packet["Signature"]


def main():
    out = {"key_30": KEY_30, "key_311": KEY_311, "preauth": PREAUTH}
    for size, value in RFC4493.items():
        assert crypto.AES_CMAC(RFC4493_KEY, RFC4493_MESSAGE[:size], size).hex() == value, size
    out["signing_key_30"] = kdf(KEY_30, b"SMB2AESCMAC\0", b"SmbSign\0")
    out["signing_key_311"] = kdf(KEY_311, b"SMBSigningKey\0", PREAUTH)
    for name, value in DOCUMENT.items():
        assert out[name].hex() == value, f"{name}: {out[name].hex()}, in the document {value}"
    out["kdf_32"] = kdf(KEY_311, b"SMBC2SCipherKey\0", PREAUTH, 32)
    # impacket derives whole blocks only
    out["kdf_40"] = openssl_kdf(KEY_30, b"label", b"", 40)

    chain = bytes(64)
    for size in (0, 1, 200):
        chain = hashlib.sha512(chain + body(size)).digest()
        out[f"chain_{size}"] = chain

    for size in SIZES:
        out[f"hmac_{size}"] = signature(s.SMB2_DIALECT_21, KEY_30, b"", size)[:16]
        out[f"cmac_{size}"] = signature(s.SMB2_DIALECT_311, KEY_311, out["signing_key_311"], size)

    print("/* SPDX-License-Identifier: GPL-2.0-or-later */")
    print("/*\n * Known answers for signatures and keys, from impacket, OpenSSL and hashlib.")
    print(" * Made by selftests/vectors/sign.py: do not edit.\n */")
    print("#ifndef LWSMB_VECTORS_SIGN_H\n#define LWSMB_VECTORS_SIGN_H\n")
    for name, value in out.items():
        lines = [value[i:i + 8] for i in range(0, len(value), 8)]
        print(f"static const unsigned char vec_{name}[{len(value)}] = {{")
        for line in lines:
            print("\t" + " ".join(f"0x{byte:02x}," for byte in line))
        print("};\n")
    print("/* By bytes behind the header. */")
    print("#define VEC_SIGNATURES(V) \\")
    print(" \\\n".join(f"\tV({size})" for size in SIZES))
    print("\n#endif /* LWSMB_VECTORS_SIGN_H */")


if __name__ == "__main__":
    main()
