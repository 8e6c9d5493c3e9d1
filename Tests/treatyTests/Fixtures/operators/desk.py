"""A desk that makes of a ticket what its title says: refuses it, does not let the account, loses the answer, or takes it.

    desk.py PORT-FILE

Writes the port that it has into a file. Once a file `mended` lies beside that, it takes everything.
"""
import http.server
import json
import os
import signal
import sys

PORT_FILE = sys.argv[1]
TICKETS = {}

# Whoever starts it may have its signals blocked, which would go over to it.
signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM, signal.SIGINT})


class Desk(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, status, body):
        body = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def ticket(self):
        return json.loads(self.rfile.read(int(self.headers.get("content-length") or 0)) or b"{}")

    def do_GET(self):
        number = self.path.split("/")[-1]
        self.answer(200, TICKETS[number]) if number in TICKETS else self.answer(404, {})

    def do_POST(self):
        title = self.ticket()["title"]
        if not os.path.exists(os.path.dirname(PORT_FILE) + "/mended"):
            if title.startswith("refused"):
                return self.answer(422, {"message": title.removeprefix("refused ")})
            if title.startswith("denied"):
                return self.answer(403, {"message": "no right to make tickets"})
            if title.startswith("lost"):
                self.close_connection = True
                return None
        number = str(4711 + len(TICKETS))
        TICKETS[number] = {"id": number, "title": title}
        self.answer(201, TICKETS[number])

    def do_PUT(self):
        number = self.path.split("/")[-1]
        TICKETS[number] = {"id": number} | self.ticket()
        self.answer(200, TICKETS[number])

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Desk)
with open(PORT_FILE + ".new", "w") as file:
    file.write(str(server.server_address[1]))
os.rename(PORT_FILE + ".new", PORT_FILE)
server.serve_forever()
