# SPDX-License-Identifier: GPL-2.0-or-later
"""Somebody on the way: a TCP proxy that reads SMB2 frames and may do one thing to them."""
import socket
import threading

from smb2 import PENDING, RESPONSE, read_frame, split

REQUEST, ANSWER = "request", "answer"  # the two directions


class Tamper:
    """One manipulation: what it waits for, and what it then sends instead.

    edit(msgs, i, link) gets the frame's messages and the number of the one that was waited
    for; it returns the frames to send. It is done once in the life of a proxy, and not before
    arm() if armed=False. follow(raw, link) then gets the later frames of that connection and
    direction.
    """

    def __init__(self, name, side, command, edit, nth=1, follow=None, when=None, armed=True):
        self.armed = armed
        self.name, self.side, self.command, self.edit = name, side, command, edit
        self.nth, self.follow, self.when = nth, follow, when
        self.lock, self.seen, self.fired = threading.Lock(), 0, threading.Event()

    def _wanted(self, m):
        return m.command == self.command and bool(m.flags & RESPONSE) == (self.side == ANSWER) and \
            (self.side == REQUEST or m.status != PENDING) and (not self.when or self.when(m))

    def __call__(self, link, side, raw):
        if side != self.side or not self.armed:
            return [raw]
        with self.lock:
            if self.fired.is_set():
                return self.follow(raw, link) if self.follow and link.tampered else [raw]
            msgs = split(raw[4:])
            for i, m in enumerate(msgs):
                if not self._wanted(m):
                    continue
                self.seen += 1
                if self.seen == self.nth:
                    link.tampered = True
                    link.state["before"] = raw
                    out = self.edit(msgs, i, link)
                    self.fired.set()
                    return out
        return [raw]


class Link:
    """A client's connection and the one to the server in its place."""

    def __init__(self, proxy, client):
        self.proxy, self.client = proxy, client
        self.server = socket.create_connection(proxy.target, timeout=None)
        self.lock = threading.Lock()
        self.tampered = False  # the proxy has done its one thing here
        self.state = {}
        self.first_end = None  # who ended first: "client" or "server"
        self.server_gone, self.client_gone = threading.Event(), threading.Event()
        self.answers = []  # frames of the server since the manipulation
        self.held = []
        for s in (self.client, self.server):
            s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.threads = [threading.Thread(target=self._pump, args=a, daemon=True)
                        for a in ((REQUEST, self.client, self.server), (ANSWER, self.server, self.client))]

    def start(self):
        for t in self.threads:
            t.start()

    def _send(self, to, frames):
        try:
            for f in frames:
                to.sendall(f)
        except OSError:
            pass  # its own pump sees the end

    def _pump(self, side, source, to):
        while (raw := read_frame(source)) is not None:
            if side == ANSWER and self.tampered:
                self.answers.append(raw)
            frames = self.proxy.change(self, side, raw)
            if side == ANSWER and self.tampered and self.proxy.hold:
                self.held += frames
            else:
                self._send(to, frames)
        with self.lock:
            if not self.first_end:
                self.first_end = "client" if side == REQUEST else "server"
        (self.client_gone if side == REQUEST else self.server_gone).set()
        if side == ANSWER:
            self._send(to, self.held)
        try:
            to.shutdown(socket.SHUT_WR)
        except OSError:
            pass

    def end(self):
        for s in (self.client, self.server):
            try:
                s.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
        for t in self.threads:
            t.join(10)
        for s in (self.client, self.server):
            s.close()


class Proxy:
    """Listens on a port of its own. @hold: once it has done its thing, what the server says
    reaches the client only when the server has ended, so that it is seen who ends first."""

    def __init__(self, target, tamper=None, hold=False):
        self.target, self.tamper, self.hold, self.links = target, tamper, hold, []
        self.error = None  # of the manipulation itself
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.thread = threading.Thread(target=self._accept, daemon=True)
        self.thread.start()

    def _accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            try:
                link = Link(self, client)
            except OSError:
                client.close()
                continue
            self.links.append(link)
            link.start()

    def change(self, link, side, raw):
        try:
            return self.tamper(link, side, raw) if self.tamper else [raw]
        except Exception as e:
            self.error = e
            raise

    def tampered(self):
        """The connection that was tampered with; None if nothing came that it waited for."""
        return next((link for link in self.links if link.tampered), None)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        # close() alone does not wake accept()
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.thread.join(10)
        for link in self.links:
            link.end()
        if self.error:
            raise AssertionError("the proxy could not do it") from self.error
