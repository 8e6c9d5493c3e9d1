"""What people get: a mail server and a pager on the loopback interface that keep what is sent to them, and pass nothing on."""

import email
import email.policy
import http.server
import json
import socketserver
import threading
import time


class Inbox:
    """Messages in the order in which they came; whoever waits for one is woken."""

    def __init__(self):
        self._messages = []
        self._came = threading.Condition()

    def add(self, message):
        """Keeps a message, with the moment at which it came."""
        with self._came:
            self._messages.append((time.monotonic(), message))
            self._came.notify_all()

    def all(self):
        """(moment, message) of everything so far."""
        with self._came:
            return list(self._messages)

    def wait_for(self, number, patience):
        """The message of this number, from 1, once it is there; raises when patience is over."""
        with self._came:
            if not self._came.wait_for(lambda: len(self._messages) >= number, patience):
                raise TimeoutError(f"waited {patience} s for message {number}, and {len(self._messages)} came")
            return self._messages[number - 1][1]


class _Mail(socketserver.StreamRequestHandler):
    """One connection of SMTP (RFC 5321), as far as a client needs it that only hands in."""

    def handle(self):
        self._say("220 sink.treaty.test")
        for line in self.rfile:
            word = line.split(b" ", 1)[0].strip().upper()
            if word == b"DATA":
                self._say("354 go on")
                self.server.inbox.add(self._message())
            if word == b"QUIT":
                self._say("221 good bye")
                return
            self._say("250 sink.treaty.test" if word in (b"EHLO", b"HELO") else "250 well")

    def _message(self):
        lines = []
        for line in self.rfile:
            if line in (b".\r\n", b".\n"):
                break
            lines.append(line[1:] if line.startswith(b".") else line)
        return email.message_from_bytes(b"".join(lines), policy=email.policy.default)

    def _say(self, text):
        self.wfile.write(text.encode("ascii") + b"\r\n")


class _Pager(http.server.BaseHTTPRequestHandler):
    """Takes one JSON body per page."""

    def do_POST(self):  # the name is that of the library
        self.server.inbox.add(json.loads(self.rfile.read(int(self.headers["content-length"]))))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        """Nothing: what came is in the inbox."""


class _Threads(socketserver.ThreadingMixIn, socketserver.TCPServer):
    allow_reuse_address = True
    daemon_threads = True


def serve(kind):
    """Serves `mail` or `page` at a free port, in a thread of its own; gives the inbox, the port and what closes it."""
    server = _Threads(("127.0.0.1", 0), {"mail": _Mail, "page": _Pager}[kind])
    server.inbox = Inbox()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.inbox, server.server_address[1], server.shutdown
