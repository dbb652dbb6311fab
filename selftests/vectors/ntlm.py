#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Known answers for NTLM, from impacket: writes selftests/vectors/ntlm.h.

  selftests/vectors/ntlm.py > selftests/vectors/ntlm.h

The inputs are those of MS-NLMP section 4.2, where the document has them. Everything
is computed by impacket or, where impacket has no function of its own, by hashlib and
Cryptodome. The values that MS-NLMP 4.2.2 to 4.2.4 print are asserted here.
"""
import hashlib
import hmac

from Cryptodome.Cipher import ARC4
from impacket import ntlm

USER, DOMAIN, PASSWORD = "User", "Domain", "Password"
SERVER = bytes.fromhex("0123456789abcdef")
CLIENT = b"\xaa" * 8
RANDOM_KEY = b"\x55" * 16
TIME = bytes(8)
INFO = bytes.fromhex("02000c0044006f006d00610069006e0001000c0053006500720076006500720000000000")
PLAINTEXT = "Plaintext".encode("utf-16le")

# Printed in MS-NLMP 4.2.2 (NTLMv1), 4.2.3 (NTLM2 session) and 4.2.4 (NTLMv2)
DOCUMENT = {
    "nt_hash": "a4f49c406510bdcab6824ee7c30fd852",
    "v1_response": "67c43011f30298a2ad35ece64f16331c44bdbed927841f94",
    "v1_base_key": "d87262b0cde4b1cb7499becccdf10784",
    "v1_encrypted_key": "518822b1b3f350c8958682ecbb3e3cb7",
    "session_response": "7537f803ae367128ca458204bde7caf81e97ed2683267232",
    "session_kx_key": "eb93429a8bd952f8b89c55b87f475edc",
    "session_seal_key_56": "04dd7f014d8504d265a25cc86a3a7c06",
    "session_sign_key": "60e799be5c72fc92922ae8ebe961fb8d",
    "v2_owf": "0c868a403bfd7a93a3001ef22ef02e3f",
    "v2_proof": "68cd0ab851e51c96aabc927bebef6a1c",
    "v2_base_key": "8de40ccadbc14a82f15cb0ad0de95ca3",
    "v2_lmv2": "86c35097ac9cec102554764a57cccc19aaaaaaaaaaaaaaaa",
    "v2_encrypted_key": "c5dad2544fc9799094ce1ce90bc9d03e",
    "v2_seal_key": "59f600973cc4960a25480a7c196e4c58",
    "v2_sign_key": "4788dc861b4782f35d43fd98fe1a2d39",
    "v2_signature_after_seal": "010000007fb38ec5c55d497600000000",
}

FLAG_128, FLAG_56, FLAG_KEY_EXCH = 0x20000000, 0x80000000, 0x40000000
FLAG_ESS = 0x00080000


def rc4(key, data):
    return ARC4.new(key).encrypt(data)


def sign(flags, key, data, seq, seal):
    return ntlm.SIGN(flags, key, data, seq, seal).getData()


def main():
    out = {}
    nt_hash = ntlm.compute_nthash(PASSWORD)
    out["nt_hash"] = nt_hash
    out["nt_hash_empty"] = ntlm.compute_nthash("")
    out["nt_hash_euro"] = hashlib_md4("p\u00e4ss\u20ac\U0001f511".encode("utf-16le"))

    out["v1_response"] = ntlm.ntlmssp_DES_encrypt(nt_hash, SERVER)
    out["v1_base_key"] = hashlib_md4(nt_hash)
    out["v1_encrypted_key"] = rc4(out["v1_base_key"], RANDOM_KEY)

    session_challenge = hashlib.md5(SERVER + CLIENT).digest()[:8]
    out["session_challenge"] = session_challenge
    out["session_response"] = ntlm.ntlmssp_DES_encrypt(nt_hash, session_challenge)
    out["session_kx_key"] = hmac.new(out["v1_base_key"], SERVER + CLIENT, hashlib.md5).digest()
    weak = FLAG_ESS | FLAG_56
    out["session_seal_key_40"] = ntlm.SEALKEY(FLAG_ESS, out["session_kx_key"])
    out["session_sign_key"] = ntlm.SIGNKEY(FLAG_ESS, out["session_kx_key"])
    out["session_seal_key_56"] = ntlm.SEALKEY(weak, out["session_kx_key"])

    owf = ntlm.NTOWFv2(USER, PASSWORD, DOMAIN, nt_hash)
    temp = b"\1\1" + bytes(6) + TIME + CLIENT + bytes(4) + INFO + bytes(4)
    out["v2_owf"] = owf
    out["v2_temp"] = temp
    out["v2_proof"] = ntlm.hmac_md5(owf, SERVER + temp)
    out["v2_base_key"] = ntlm.hmac_md5(owf, out["v2_proof"])
    out["v2_lmv2"] = ntlm.hmac_md5(owf, SERVER + CLIENT) + CLIENT
    out["v2_encrypted_key"] = ntlm.generateEncryptedSessionKey(out["v2_base_key"], RANDOM_KEY)

    strong = FLAG_ESS | FLAG_128 | FLAG_56 | FLAG_KEY_EXCH
    out["v2_seal_key"] = ntlm.SEALKEY(strong, RANDOM_KEY)
    out["v2_sign_key"] = ntlm.SIGNKEY(strong, RANDOM_KEY)
    out["v2_seal_key_server"] = ntlm.SEALKEY(strong, RANDOM_KEY, "Server")
    out["v2_sign_key_server"] = ntlm.SIGNKEY(strong, RANDOM_KEY, "Server")
    seal = ARC4.new(out["v2_seal_key"]).encrypt
    out["v2_sealed"] = seal(PLAINTEXT)
    out["v2_signature_after_seal"] = sign(strong, out["v2_sign_key"], PLAINTEXT, 0, seal)
    seal = ARC4.new(out["v2_seal_key"]).encrypt
    out["v2_signature_0"] = sign(strong, out["v2_sign_key"], PLAINTEXT, 0, seal)
    out["v2_signature_1"] = sign(strong, out["v2_sign_key"], PLAINTEXT, 1, seal)
    plain = FLAG_ESS | FLAG_128
    out["v2_signature_plain"] = sign(plain, out["v2_sign_key"], PLAINTEXT, 0, None)

    for name, value in DOCUMENT.items():
        assert out[name].hex() == value, f"{name}: {out[name].hex()}, in the document {value}"

    print("/* SPDX-License-Identifier: GPL-2.0-or-later */")
    print("/*\n * Known answers for NTLM, computed by impacket for the inputs of MS-NLMP 4.2.")
    print(" * Made by selftests/vectors/ntlm.py: do not edit.\n */")
    print("#ifndef LWSMB_VECTORS_NTLM_H\n#define LWSMB_VECTORS_NTLM_H\n")
    for name, value in out.items():
        lines = [value[i:i + 8] for i in range(0, len(value), 8)]
        print(f"static const unsigned char vec_{name}[{len(value)}] = {{")
        for line in lines:
            print("\t" + " ".join(f"0x{byte:02x}," for byte in line))
        print("};\n")
    print("#endif /* LWSMB_VECTORS_NTLM_H */")


def hashlib_md4(data):
    from Cryptodome.Hash import MD4
    return MD4.new(data).digest()


if __name__ == "__main__":
    main()
