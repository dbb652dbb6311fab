# SPDX-License-Identifier: GPL-2.0-or-later
"""What can be done to a frame on its way, each under a name. An edit gets the messages of
the frame, the number of the one that is meant, and the connection; it returns frames."""
import struct

import smb2
from proxy import ANSWER, REQUEST, Tamper
from smb2 import (CANCEL, D210, D300, D302, D311, ECHO, ENCRYPTION, HDR, LOGOFF, NEGOTIATE, PREAUTH,
                  RELATED, SESSION_SETUP, SIGNED, SIGNING, Msg, frame, join)

# What a header consists of: offset, bytes, and a bit whose change says something.
FIELDS = {
    "ProtocolId": (0, 4, 8), "StructureSize": (4, 2, 0), "CreditCharge": (6, 2, 14),
    "ChannelSequence": (8, 4, 3), "Command": (12, 2, 0), "Credit": (14, 2, 2),
    "Flags.Async": (16, 4, 1), "Flags.Priority": (16, 4, 4), "Flags.Dfs": (16, 4, 28),
    "NextCommand": (20, 4, 3), "MessageId": (24, 8, 40), "ProcessId": (32, 4, 5),
    "TreeId": (36, 4, 0), "Signature.first": (48, 16, 0), "Signature.last": (48, 16, 127),
}


def flip_bit(bit):
    """Of the message, counted from its first bit; from its end if negative."""
    def edit(msgs, i, _):
        b = msgs[i].b
        at = bit if bit >= 0 else 8 * len(b) + bit
        b[at // 8] ^= 1 << at % 8
        return [join(msgs)]
    return edit


def field_bit(name):
    off, _, bit = FIELDS[name]
    return 8 * off + bit


def change(**values):
    """Sets header fields, or changes them by a function."""
    def edit(msgs, i, _):
        for name, value in values.items():
            setattr(msgs[i], name, value(getattr(msgs[i], name)) if callable(value) else value)
        return [join(msgs)]
    return edit


def poke(off, fmt, how):
    """Changes a number of the message."""
    def edit(msgs, i, _):
        msgs[i].put(off, fmt, how(msgs[i].at(off, fmt)))
        return [join(msgs)]
    return edit


def frame_bit(bit):
    """A bit of the NetBIOS header."""
    def edit(msgs, _i, _link):
        raw = bytearray(join(msgs))
        raw[bit // 8] ^= 1 << bit % 8
        return [bytes(raw)]
    return edit


def strip(zero=False):
    return change(flags=lambda f: f & ~SIGNED, **({"signature": bytes(16)} if zero else {}))


def truncate(n, honest=True):
    """Takes bytes off the end; the length in front says so, or not."""
    def edit(msgs, _i, _link):
        raw = join(msgs)
        return [frame(raw[4:-n]) if honest else raw[:-n]]
    return edit


def extend(n, honest=True):
    def edit(msgs, _i, _link):
        payload = join(msgs)[4:]
        return [frame(payload + bytes(n), None if honest else len(payload))]
    return edit


def lose(_msgs, _i, _link):
    return []


def twice(msgs, _i, _link):
    return [join(msgs)] * 2


def in_front(make):
    """Something of the proxy's own in front of the real one, with the same message id."""
    def edit(msgs, i, _):
        return [join([make(msgs[i])]), join(msgs)]
    return edit


def instead(make):
    def edit(msgs, i, _):
        return [join([make(msgs[i])])]
    return edit


def forged(command, body, session=True, signed=False):
    """A message of the proxy's own in the place of a client's."""
    def make(m):
        return Msg(smb2.header(command, m.mid, m.session if session else 0, 0, SIGNED if signed else 0) + body)
    return make


forged_echo = forged(ECHO, struct.pack("<HH", 4, 0))
forged_signed_echo = forged(ECHO, struct.pack("<HH", 4, 0), signed=True)
forged_logoff = forged(LOGOFF, struct.pack("<HH", 4, 0))
forged_cancel = forged(CANCEL, struct.pack("<HH", 4, 0))
forged_setup = forged(SESSION_SETUP, struct.pack("<HBBIIHHQ", 25, 0, 1, 0, 0, HDR + 24, 8, 0) + b"NTLMSSP\0")
forged_negotiate = forged(NEGOTIATE, smb2.negotiate_request([D210], [], 1, 0, bytes(16)), session=False)


def forged_error(status):
    """The server's answer, thrown away for an error that nobody has signed."""
    def make(m):
        e = Msg(bytes(m.b[:HDR]) + struct.pack("<HBBIB", 9, 0, 0, 0, 0))
        e.status, e.next, e.signature = status, 0, bytes(16)
        e.flags &= ~SIGNED
        return e
    return make


# ---- manipulations that need a second frame ------------------------------------------

def keep(msgs, _i, _link):
    return [join(msgs)]


def replay(new_id):
    """follow: the next frame passes; in the place of the one after it comes the kept frame once
    more, as it was, or under that one's id."""
    def follow(raw, link):
        link.state["later"] = link.state.get("later", 0) + 1
        if link.state["later"] != 2:
            return [raw]
        msgs = smb2.split(link.state["before"][4:])
        if new_id:
            msgs[0].mid = smb2.split(raw[4:])[0].mid
        return [join(msgs)]
    return follow


def swap(same_id=False):
    """follow: the kept frame, which was held back, behind the next one."""
    def follow(raw, link):
        held = link.state.pop("before", None)
        if held is None:
            return [raw]
        if same_id:
            msgs = smb2.split(held[4:])
            msgs[0].mid = smb2.split(raw[4:])[0].mid
            held = join(msgs)
        return [raw, held]
    return follow


class Splice(Tamper):
    """A request of one connection is let go, and said again on the next connection in front
    of the request there; with that one's session, tree and id, or with its own session."""

    def __init__(self, name, command, adopt):
        super().__init__(name, REQUEST, command, None)
        self.adopt, self.kept = adopt, None

    def __call__(self, link, side, raw):
        msgs = smb2.split(raw[4:]) if side == REQUEST else []
        if not msgs or msgs[0].command != self.command or self.fired.is_set():
            return [raw]
        if self.kept is None:
            self.kept = (link, raw)
            return [raw]
        if self.kept[0] is link:
            return [raw]
        link.tampered = True
        self.fired.set()
        foreign = smb2.split(self.kept[1][4:])[0]
        foreign.mid = msgs[0].mid
        if self.adopt:
            foreign.session, foreign.tree = msgs[0].session, msgs[0].tree
        return [join([foreign])]


# ---- compounds ----------------------------------------------------------------------

def cut_first(msgs, _i, _link):
    return [join(msgs[1:])]


def unrelate(msgs, _i, _link):
    msgs[1].flags &= ~RELATED
    return [join(msgs)]


def swap_first(msgs, _i, _link):
    return [join([msgs[1], msgs[0], *msgs[2:]])]


def flip_second(msgs, _i, _link):
    msgs[1].b[-1] ^= 0x10
    return [join(msgs)]


# ---- NEGOTIATE -----------------------------------------------------------------------

def negotiate(how):
    """A NEGOTIATE request made anew from its parts, which how() changes."""
    def edit(msgs, _i, _link):
        m = msgs[0]
        dialects, items, mode, caps, guid = smb2.negotiate_parts(m)
        parts = {"dialects": dialects, "items": items, "mode": mode, "caps": caps, "guid": guid}
        how(parts)
        if not parts["dialects"]:
            parts["dialects"] = [D210]
        body = smb2.negotiate_request(parts["dialects"], parts["items"], parts["mode"], parts["caps"], parts["guid"])
        return [join([Msg(bytes(m.b[:HDR]) + body)])]
    return edit


def only(*wanted):
    def how(p):
        p["dialects"] = [d for d in p["dialects"] if d in wanted]
    return negotiate(how)


def context(kind, how):
    """Changes the data of a context of a NEGOTIATE request; None takes it out."""
    def change_items(p):
        new = [(k, how(d) if k == kind else d) for k, d in p["items"]]
        p["items"] = [(k, d) for k, d in new if d is not None]
    return negotiate(change_items)


def flipped(data, at):
    out = bytearray(data)
    out[at] ^= 1
    return bytes(out)


def setting(**changes):
    def how(p):
        for name, fn in changes.items():
            p[name] = fn(p[name])
    return negotiate(how)


NEGOTIATE_REQUESTS = {
    "3.1.1 taken out": only(D210, D300, D302),
    "3.x taken out": only(D210),
    "security mode": setting(mode=lambda m: m ^ 2),
    "capabilities": setting(caps=lambda c: c ^ 0x40),
    "client guid": setting(guid=lambda g: flipped(g, 3)),
    "a dialect more": setting(dialects=lambda d: [0x202, *d]),
}

NEGOTIATE_CONTEXTS = {
    "salt": context(PREAUTH, lambda d: flipped(d, -1)),
    "ciphers taken out": context(ENCRYPTION, lambda d: None),
    "weaker cipher": context(ENCRYPTION, lambda d: struct.pack("<HH", 1, 1)),
    "signing taken out": context(SIGNING, lambda d: None),
    "weaker signing": context(SIGNING, lambda d: struct.pack("<HH", 1, 0)),
    "unknown context": setting(items=lambda i: [*i, (0x77, b"who knows")]),
}

NEGOTIATE_HASH = {
    "hash taken out": (context(PREAUTH, lambda d: None), smb2.INVALID_PARAMETER),
    "another hash": (context(PREAUTH, lambda d: flipped(d, 4)), smb2.HASH_OVERLAP),
    "hash twice": (setting(items=lambda i: i + [c for c in i if c[0] == PREAUTH]), smb2.INVALID_PARAMETER),
}


def response(off, fmt, how):
    return Tamper("", ANSWER, NEGOTIATE, poke(HDR + off, fmt, how))


# offset in the body, format, change
NEGOTIATE_ANSWERS = {
    "security mode": (2, "H", lambda v: v & ~2),
    "server guid": (8, "B", lambda v: v ^ 1),
    "capabilities": (24, "I", lambda v: v ^ 0x2),
}
# VALIDATE_NEGOTIATE_INFO does not repeat these: only 3.1.1 guards them
NEGOTIATE_ANSWERS_311 = {
    "largest read": (32, "I", lambda v: v >> 1),
    "time": (40, "Q", lambda v: v + 10**10),
    "security token": (64 + 20, "B", lambda v: v ^ 1),
}

# ---- SESSION_SETUP -------------------------------------------------------------------

FIRST_LEG, LAST_LEG = 1, 2  # by which SESSION_SETUP


def ntlm_flags(off, mask):
    """Changes the flags of the NTLM message in a token."""
    def edit(msgs, i, _):
        at = msgs[i].b.index(b"NTLMSSP\0") + off
        msgs[i].put(at, "I", msgs[i].at(at, "I") ^ mask)
        return [join(msgs)]
    return edit


def mechanisms(how):
    """Changes the list of mechanisms of the first leg."""
    def edit(msgs, i, _):
        m = msgs[i]
        mechs, token = smb2.spnego_init_parts(m.span(HDR + 12, "H", HDR + 14, "H"))
        blob = smb2.spnego_init(how(mechs), token)
        new = Msg(bytes(m.b[:HDR + 24]) + blob)
        new.put(HDR + 12, "H", HDR + 24)
        new.put(HDR + 14, "H", len(blob))
        return [join([new])]
    return edit


# name: (which leg, edit): under NTLM's MIC, or SPNEGO's
SETUP_GUARDED = {
    "NTLM without key exchange, leg 1": (FIRST_LEG, ntlm_flags(12, 0x40000000)),
    "NTLM without extended security, leg 1": (FIRST_LEG, ntlm_flags(12, 0x80000)),
    "NTLM without sign, leg 1": (FIRST_LEG, ntlm_flags(12, 0x10)),
    "NTLM without 128 bits, leg 2": (LAST_LEG, ntlm_flags(60, 0x20000000)),
    "Kerberos in front of the mechanisms": (FIRST_LEG, mechanisms(lambda m: [smb2.KRB5, *m])),
    "a mechanism more": (FIRST_LEG, mechanisms(lambda m: [*m, smb2.KRB5])),
    "NTLM proof": (LAST_LEG, flip_bit(-8 * 60)),
}
# name: (which leg, offset in the body, format, change): of the message around the token
SETUP_FIELDS = {
    "security mode, leg 1": (FIRST_LEG, 3, "B", lambda v: v ^ 3),
    "capabilities, leg 1": (FIRST_LEG, 4, "I", lambda v: v ^ 1),
    "channel, leg 2": (LAST_LEG, 8, "I", lambda v: v + 1),
    "previous session, leg 2": (LAST_LEG, 16, "Q", lambda v: v ^ 0x123456789),
}
SETUP_CHALLENGE = {
    "NTLM flags of the challenge": ntlm_flags(20, 0x20000000),
    "NTLM challenge": ntlm_flags(24, 0x1),
    "NTLM target information": ntlm_flags(60, 0x1),
}
