"""The other sides of a host: a desk that says back what it was told in every form, a pager, a collector, and a mail server. What it is told as a
desk goes to `told`; what it is told as anything else goes to the folder `said`, a file each.

    partner.py FOLDER        (writes its ports to FOLDER/ports: HTTP, then mail)
"""

import base64
import html
import http.server
import json
import pathlib
import socketserver
import sys
import threading
import urllib.parse

FOLDER = pathlib.Path(sys.argv[1])


def keep(name, text):
    """Adds to a file of what was said."""
    with open(FOLDER / name, "a", encoding="utf-8") as file:
        file.write(text + "\n")


def forms(text):
    """A text as others repeat it."""
    raw = text.encode()
    return [
        text, text.upper(), urllib.parse.quote(text, safe=""), urllib.parse.quote_plus(text), html.escape(text), json.dumps(text),
        *(base64.b64encode(b"u" * start + raw + b"..").decode() for start in range(3)), base64.urlsafe_b64encode(raw).decode(),
    ]


class Partner(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, status, body, headers=(), phrase=None):
        data = body if isinstance(body, bytes) else body.encode()
        self.send_response(status, phrase)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self):
        self.answer(200, '{"items": []}', [("content-type", "application/json")])

    def do_PUT(self):
        self.do_POST()

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        if self.path.startswith("/v1/"):
            keep("said/collector.txt", f"{self.path} {self.headers.as_string()} {body.decode()}")
            return self.answer(200, "{}", [("content-type", "application/json")])
        if self.path.startswith("/pager"):
            keep("said/pager.txt", body.decode())
            # Refused with what it was told: the address is a secret.
            return self.answer(500, self.path, phrase="no " + self.path)
        keep("told", f"{self.path}\n{self.headers.as_string()}{body.decode()}\n")
        sent = json.loads(body)
        told = [str(value) for value in [sent.get("title"), sent.get("pin"), *(sent.get("extra") or {}).values()] if value]
        shown = [self.headers[name] for name in ["X-Desk-Token", "Authorization"] if self.headers.get(name)]
        shown += [base64.b64decode(value[6:]).decode().split(":", 1)[1] for value in shown if value.startswith("Basic ")]
        echo = " | ".join(form for text in told + shown for form in forms(text))
        json_type = [("content-type", "application/json"), ("x-answer", "canary-answer-header-1c")]
        mode = sent.get("mode")
        if mode == "rejected":
            return self.answer(422, json.dumps({"message": echo, "more": "canary-answer-body-2d"}), json_type)
        if mode == "denied":
            return self.answer(401, json.dumps({"message": echo}), json_type, "canary-answer-phrase-3e")
        if mode == "edge":
            # What is kept of it ends in the middle of what must not be seen.
            return self.answer(422, "x" * (16_384 - 12) + sent["pin"] + "y" * 100, [("content-type", "text/plain")])
        if mode == "page":
            return self.answer(500, f"<h1>canary-answer-page-4f {echo}</h1>", [("content-type", "text/html")], "canary-answer-phrase-3e")
        if mode == "moved":
            return self.answer(302, "", [("location", f"http://127.0.0.1:{self.server.server_address[1]}/canary-answer-place-5a?{urllib.parse.quote(' '.join(told + shown))}")])
        if mode == "cut":
            return self.answer(201, '{"id": "canary-answer-cut-6b', json_type)
        if mode == "type":
            return self.answer(201, json.dumps({"id": {"canary-answer-type-7c": echo}}), json_type)
        return self.answer(201, json.dumps({"id": "7", "title": sent.get("title")}), json_type)

    def log_message(self, *_):
        """Nothing: what came is kept."""


class Mail(socketserver.StreamRequestHandler):
    """Refuses messages of whoever logs in, with the password that it was shown; takes those of others."""

    def handle(self):
        self.wfile.write(b"220 here\r\n")
        password = ""
        for line in self.rfile:
            word = line.split(b" ", 1)[0].strip().upper()
            if word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                lines = []
                for part in self.rfile:
                    if part == b".\r\n":
                        break
                    lines.append(part)
                if password:
                    words = " ".join(forms(password)).replace("\n", " ")
                    self.wfile.write(f"451 not now, {words} from 127.0.0.1\r\n".encode())
                    continue
                head, _, body = b"".join(lines).partition(b"\r\n\r\n")
                keep("said/mail.txt", head.decode() + "\n\n" + base64.b64decode(body).decode())
            if word == b"EHLO":
                self.wfile.write(b"250-here\r\n250 AUTH PLAIN\r\n")
                continue
            if word == b"AUTH":
                password = base64.b64decode(line.split()[2]).split(b"\0")[2].decode()
                self.wfile.write(b"235 well\r\n")
                continue
            self.wfile.write(b"221 bye\r\n" if word == b"QUIT" else b"250 well\r\n")
            if word == b"QUIT":
                return


class Threads(socketserver.ThreadingMixIn, socketserver.TCPServer):
    allow_reuse_address = True
    daemon_threads = True


def main():
    servers = [Threads(("127.0.0.1", 0), handler) for handler in [Partner, Mail]]
    for server in servers[1:]:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    ports = FOLDER / "ports.new"
    ports.write_text("".join(f"{server.server_address[1]}\n" for server in servers), encoding="utf-8")
    ports.rename(FOLDER / "ports")  # whole, once it is there
    servers[0].serve_forever()


main()
