"""The way to the network: names are resolved here, checked here, and the address that was checked is the
one connected to. Nothing between the check and the connection asks for the name again."""

import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Any

import httpcore2

from torilla.outgoing.addresses import IP, Origin, is_global
from torilla.outgoing.errors import Refused, Unavailable, Untrusted

HEADERS_AND_FRAMES = 256 * 1024
"""So many bytes besides the body may come: headers, chunk sizes."""
MOST_ADDRESSES = 4
"""So many addresses of one name are tried."""


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a name, by this machine's own resolver."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(sockaddr[0]) for *_ignored, sockaddr in found))


def connect(address: str, port: int, timeout: float) -> socket.socket:
    """A connection to an address (never a name)."""
    return socket.create_connection((address, port), timeout)


@dataclass(frozen=True)
class Network:
    """How names are resolved and addresses connected to; tests give an internet of their own."""

    resolve: Callable[[str, int], list[str]] = resolve
    connect: Callable[[str, int, float], socket.socket] = connect


INTERNET = Network()


@dataclass
class Budget:
    """The seconds and bytes of one request with all its redirects, and whether anything was sent."""

    seconds: float
    bytes: int
    began: float = field(default_factory=time.monotonic)
    sent: bool = False

    def left(self) -> float:
        """Seconds left; raises httpcore2.ReadTimeout when there are none."""
        left = self.began + self.seconds - time.monotonic()
        if left <= 0:
            raise httpcore2.ReadTimeout("no time left")
        return left

    def take(self, count: int) -> None:
        self.bytes -= count
        if self.bytes < 0:
            raise httpcore2.ReadError("the answer is longer than it may be")


class Guarded(httpcore2.NetworkBackend):
    """Connects to public addresses, and to inner ones only where the operator has set the host."""

    def __init__(self, network: Network, trusted: frozenset[Origin], budget: Budget) -> None:
        self.network, self.trusted, self.budget = network, trusted, budget

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """Raises Refused when every address of the host is an inner one, Unavailable."""
        addresses, failure = self._checked(host, port)[:MOST_ADDRESSES], OSError()
        for number, address in enumerate(addresses):
            share = self.budget.left() / (len(addresses) - number)
            try:
                connected = self.network.connect(str(address), port, share)
            except OSError as error:
                failure = error
                continue
            connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return Stream(connected, self.budget)
        raise Unavailable(f"no connection to {host}: {_words(failure)}") from None

    def _checked(self, host: str, port: int) -> list[IP]:
        found = [ip_address(text) for text in self._resolved(host, port)]
        inner_too = (host.lower(), port) in self.trusted
        good = [address for address in found if inner_too or is_global(address)]
        if not good:
            raise Refused(f"{host} leads to no public machine")
        return good

    def _resolved(self, host: str, port: int) -> list[str]:
        """In a thread of its own, since a resolver knows no time limit."""
        answer: queue.SimpleQueue[list[str] | BaseException] = queue.SimpleQueue()

        def ask() -> None:
            try:
                answer.put(self.network.resolve(host, port))
            except Exception as error:  # told to the caller, who waits
                answer.put(error)

        threading.Thread(target=ask, daemon=True).start()
        try:
            told = answer.get(timeout=self.budget.left())
        except queue.Empty:
            raise Unavailable(f"no answer to what {host} is") from None
        if isinstance(told, BaseException) or not told:
            raise Unavailable(f"{host} is not known") from None
        return told


class Stream(httpcore2.NetworkStream):
    """A socket whose every step is bounded by what is left of the budget."""

    def __init__(self, connected: socket.socket, budget: Budget) -> None:
        self.socket, self.budget = connected, budget

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        self.socket.settimeout(self.budget.left())
        try:
            got = self.socket.recv(max_bytes)
        except TimeoutError as error:
            raise httpcore2.ReadTimeout(_words(error)) from None
        except OSError as error:
            raise httpcore2.ReadError(_words(error)) from None
        self.budget.take(len(got))
        return got

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        view = memoryview(buffer)
        while view:
            self.socket.settimeout(self.budget.left())
            self.budget.sent = True
            try:
                view = view[self.socket.send(view) :]
            except TimeoutError as error:
                raise httpcore2.WriteTimeout(_words(error)) from None
            except OSError as error:
                raise httpcore2.WriteError(_words(error)) from None

    def close(self) -> None:
        self.socket.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        """The certificate must be the host's, though we connected to a number."""
        self.socket.settimeout(self.budget.left())
        try:
            secured = ssl_context.wrap_socket(self.socket, server_hostname=server_hostname)
        except (ssl.CertificateError, ssl.SSLError) as error:
            self.close()
            raise Untrusted(f"{server_hostname}: {error.reason or _words(error)}") from None
        except (OSError, ValueError) as error:
            self.close()
            raise Unavailable(f"{server_hostname}: {_words(error)}") from None
        return Stream(secured, self.budget)

    def get_extra_info(self, info: str) -> Any:
        return self.socket if info == "socket" else None


def _words(error: BaseException) -> str:
    return (str(error) or type(error).__name__)[:200]
