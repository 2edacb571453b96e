"""The public register over HTTP, beside a bare Django ping on the same web server."""

import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils import timezone

from benchmarks.figures import Figure
from benchmarks.serving import BARE, WEB, served
from benchmarks.sizes import Size
from torilla.core.actors import SYSTEM
from torilla.register.commands.switch_public import switch_public

BENCH = "public"
REFERENCE = "bare Django ping on the same server"
RATIO = 0.6
CONNECTIONS, ROUNDS = 4, 5


@dataclass
class Asked:
    """A page, and requests a second of it in each round."""

    path: str
    port: int
    tag: str = ""
    rates: list[float] = field(default_factory=list)
    size: int = 0

    def round(self, seconds: float) -> None:
        """Ask on all connections at once, as soon as each has answered, for so many seconds."""
        head = f"GET {self.path} HTTP/1.1\r\nHost: localhost\r\n"
        request = (head + (f"If-None-Match: {self.tag}\r\n" if self.tag else "") + "\r\n").encode()
        open_ = [socket.create_connection(("127.0.0.1", self.port)) for _n in range(CONNECTIONS)]
        for each in open_:
            each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            each.sendall(request)
        began, done = time.perf_counter(), 0
        while time.perf_counter() - began < seconds:
            for each in open_:
                self.size = _read(each)
                each.sendall(request)
                done += 1
        self.rates.append(done / (time.perf_counter() - began))
        for each in open_:
            each.close()


def _read(connection: socket.socket) -> int:
    """Read one whole answer; the length of its body. Raises AssertionError for an error's status."""
    got = b""
    while b"\r\n\r\n" not in got:
        got += connection.recv(1 << 20)
    head, _mark, body = got.partition(b"\r\n\r\n")
    if head[9:12] not in {b"200", b"304"}:
        raise AssertionError(head.decode())
    lines = head.lower().split(b"\r\n")
    length = int(next((each[15:] for each in lines if each.startswith(b"content-length:")), b"0"))
    left = length - len(body)
    while left > 0:
        left -= len(connection.recv(1 << 20))
    return length


def _tag(port: int, path: str) -> str:
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        head = connection.recv(4096).decode("latin-1")
    found = (line for line in head.split("\r\n") if line.lower().startswith("etag:"))
    return next(found).partition(":")[2].strip()


def run(size: Size) -> Iterator[Figure]:
    """The ping and the pages in turn, so that all meet the same moments of the machine."""
    switch_public(actor=SYSTEM, on=True, now=timezone.now())
    seconds = min(2, size.seconds) / 2
    with served(*BARE, path="/ping") as bare, served(*WEB, path="/fi/") as torilla:
        ping = Asked("/ping", bare.port)
        pages = {
            "register": Asked("/fi/accounts/", torilla.port),
            "register, unchanged": Asked(
                "/fi/accounts/", torilla.port, _tag(torilla.port, "/fi/accounts/")
            ),
            "is it official?": Asked("/fi/check/?q=facebook.com/nobody", torilla.port),
        }
        for _round in range(ROUNDS):
            for each in (ping, *pages.values()):
                each.round(seconds)
    for what, page in pages.items():
        yield Figure(
            BENCH,
            what,
            sorted(page.rates)[ROUNDS // 2],
            "requests/s",
            reference=REFERENCE,
            reference_value=sorted(ping.rates)[ROUNDS // 2],
            ratio_at_least=RATIO if what == "register" else None,
            more={"bytes": page.size},
        )
