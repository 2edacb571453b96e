"""Servers on this machine that a test scripts byte by byte, and an internet made of two of them.

`Internet`: whatever leads to a public address is answered by the hostile server, whatever leads to an
inner one by the canary. So no address is out of reach, and the canary counts what should not come.
"""

import socket
import ssl
import threading
from contextlib import ExitStack, contextmanager, suppress
from ipaddress import ip_address

from torilla.outgoing.wire import Network

PUBLIC = "93.184.216.34"
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Type: text/plain\r\n\r\nhello"


class Server:
    """Runs `script(connection, head)` for each connection once the request's head is in."""

    def __init__(self, script=None, tls=None, host="127.0.0.1"):
        self.script, self.tls = script or answering(OK), tls
        self.accepted, self.heads, self.bodies, self.names = 0, [], [], []
        self.ended = threading.Event()
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.socket = socket.create_server((host, 0), family=family)
        self.port = self.socket.getsockname()[1]
        self.threads = [threading.Thread(target=self._accept, daemon=True)]

    def _accept(self):
        while not self.ended.is_set():
            try:
                connection, _from = self.socket.accept()
            except OSError:
                return
            self.accepted += 1
            thread = threading.Thread(target=self._serve, args=(connection,), daemon=True)
            self.threads.append(thread)
            thread.start()

    def _serve(self, connection):
        connection.settimeout(5)
        with suppress(OSError, ssl.SSLError), connection:
            if self.tls:
                connection = self.tls.wrap_socket(connection, server_side=True)
            with connection:
                head, _, body = self._head(connection)
                self.heads.append(head)
                self.bodies.append(body)
                self.script(connection, head)

    @staticmethod
    def _head(connection):
        got = b""
        while b"\r\n\r\n" not in got and (more := connection.recv(65536)):
            got += more
        head, mark, body = got.partition(b"\r\n\r\n")
        length = next((int(line[15:]) for line in head.split(b"\r\n")
                       if line.lower().startswith(b"content-length:")), 0)  # fmt: skip
        while len(body) < length and (more := connection.recv(65536)):
            body += more
        return head.decode("latin-1"), mark, body

    def __enter__(self):
        self.threads[0].start()
        return self

    def __exit__(self, *_error):
        self.ended.set()
        with suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()
        for thread in self.threads:
            thread.join(6)


def answering(*answers):
    """A script that gives these answers in turn, the last one from then on."""
    left = list(answers)

    def script(connection, _head):
        connection.sendall(left.pop(0) if len(left) > 1 else left[0])

    return script


def redirect(to, status=302):
    return f"HTTP/1.1 {status} x\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n".encode()


def with_body(body, *headers):
    lines = ["HTTP/1.1 200 OK", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


class Internet:
    """`names`: what a name resolves to, a list, or a function called anew each time."""

    def __init__(self, public, canary, **names):
        self.public, self.canary, self.asked = public, canary, []
        self.names = {"localhost": ["127.0.0.1", "::1"], "localhost.": ["127.0.0.1"], **names}

    def resolve(self, host, port):
        self.asked.append(host)
        found = self.names.get(host.lower())
        if found is not None:
            return found() if callable(found) else found
        rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
        return [row[4][0] for row in rows]

    def connect(self, address, port, timeout):
        # By Python's own word, not by ours: what it does not call global is an inner address.
        ip = ip_address(address)
        public = ip.is_global and not ip.is_multicast and address.startswith(("93.", "2a00:"))
        to = self.public if public else self.canary
        return socket.create_connection(("127.0.0.1", to.port), timeout)

    @property
    def network(self):
        return Network(self.resolve, self.connect)


@contextmanager
def internet(script=None, tls=None, **names):
    """An internet with `site.example` in it, served by the script."""
    with ExitStack() as stack:
        public, canary = stack.enter_context(Server(script, tls)), stack.enter_context(Server())
        yield Internet(public, canary, **{"site.example": [PUBLIC], **names})
