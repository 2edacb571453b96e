"""The one HTTP client, for addresses that people type and that content brings.

It asks public machines alone, whatever the spelling, the redirect or the resolver; it is done in time,
reads no more than it may, keeps no cookies and knows no proxy. An answer with an error's status is an
answer. `Client.trusted` is for the addresses that the operator has set, which may be inner ones.
"""

import json as json_
import re
import ssl
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin

import httpcore2
import httpx2

from torilla.outgoing.addresses import Origin, check_signs, origin, origins, read
from torilla.outgoing.errors import OutcomeUnknown, RateLimited, Refused, Unavailable
from torilla.outgoing.wire import HEADERS_AND_FRAMES, INTERNET, Budget, Guarded, Network

USER_AGENT = "Torilla"
REDIRECTS = frozenset({301, 302, 303, 307, 308})
SAFE = frozenset({"GET", "HEAD"})
WAIT = timedelta(minutes=1)
"""How long a server that says no time is left alone."""
LONGEST_WAIT = timedelta(days=1)
SECRET_HEADERS = frozenset({"authorization", "cookie", "proxy-authorization"})


@dataclass(frozen=True)
class Limits:
    """`seconds` for all of it; `body` in bytes, before and after unpacking; `redirects` in a row."""

    seconds: float = 10
    body: int = 2 * 1024 * 1024
    redirects: int = 5
    ports: frozenset[int] = frozenset({80, 443})


@dataclass(frozen=True)
class Answer:
    """What came back. `url`: the last address asked; `whole`: the body was not cut off."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)
    url: str = field(repr=False)
    whole: bool = True

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300

    @property
    def text(self) -> str:
        """The body as text, by the charset it names, else UTF-8; wrong bytes are replaced."""
        named = re.search(r'charset="?([\w.:-]+)', self.headers.get("content-type", ""), re.ASCII)
        try:
            return self.body.decode(named[1] if named else "utf-8", "replace")
        except LookupError:
            return self.body.decode("utf-8", "replace")


class Client:
    """Asks; raises Refused, Unavailable, OutcomeUnknown or RateLimited when there is no answer."""

    def __init__(
        self,
        limits: Limits = Limits(),  # noqa: B008  (frozen)
        *,
        network: Network = INTERNET,
        tls: ssl.SSLContext | None = None,
        set_by_operator: frozenset[Origin] = frozenset(),
    ) -> None:
        self.limits, self.network = limits, network
        self.tls = tls or ssl.create_default_context()
        self.set_by_operator = set_by_operator

    @classmethod
    def trusted(
        cls,
        addresses: Iterable[str],
        limits: Limits = Limits(),  # noqa: B008  (frozen)
        *,
        network: Network = INTERNET,
        tls: ssl.SSLContext | None = None,
    ) -> "Client":
        """One that may also ask the hosts and ports of these addresses, be they inner ones.

        Only for what stands in the settings. Every other address is held to the usual rules, also when
        one of these redirects to it.
        """
        return cls(limits, network=network, tls=tls, set_by_operator=origins(addresses))

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Answer:
        """Follows redirects, each of which is checked as the first address was."""
        return self._follow("GET", url, headers or {})

    def head(self, url: str, headers: Mapping[str, str] | None = None) -> Answer:
        """As `get`, without the body."""
        return self._follow("HEAD", url, headers or {})

    def post(
        self,
        url: str,
        *,
        json: object = None,
        content: bytes = b"",
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Follows no redirect: what is posted is meant for this address alone."""
        given = dict(headers or {})
        if json is not None:
            content = json_.dumps(json, ensure_ascii=False).encode()
            given.setdefault("Content-Type", "application/json")
        return self._ask("POST", self._allowed(url), given, content, self._budget())

    def _budget(self) -> Budget:
        return Budget(self.limits.seconds, self.limits.body + HEADERS_AND_FRAMES)

    def _follow(self, method: str, text: str, headers: Mapping[str, str]) -> Answer:
        budget, url = self._budget(), self._allowed(text)
        for _turn in range(self.limits.redirects + 1):
            answer = self._ask(method, url, headers, b"", budget)
            target = answer.headers.get("location")
            if answer.status not in REDIRECTS or not target:
                return answer
            before, url = url, self._allowed(_joined(str(url), target))
            if (before.scheme, origin(before)) != (url.scheme, origin(url)):
                headers = {k: v for k, v in headers.items() if k.lower() not in SECRET_HEADERS}
            budget.sent = False
        raise Refused(f"more than {self.limits.redirects} redirects")

    def _allowed(self, text: str) -> httpx2.URL:
        url = read(text)
        at = origin(url)
        if at not in self.set_by_operator and at[1] not in self.limits.ports:
            raise Refused(f"port {at[1]} is not asked")
        return url

    def _ask(
        self,
        method: str,
        url: httpx2.URL,
        headers: Mapping[str, str],
        content: bytes,
        budget: Budget,
    ) -> Answer:
        guard = Guarded(self.network, self.set_by_operator, budget)
        try:
            with (
                httpcore2.ConnectionPool(ssl_context=self.tls, network_backend=guard) as pool,
                pool.stream(
                    method, _target(url), headers=_headers(url, headers, content), content=content
                ) as response,
            ):
                return self._answer(method, url, response)
        except (httpcore2.LocalProtocolError, httpcore2.UnsupportedProtocol) as error:
            raise Refused(f"this cannot be asked: {error}") from None
        except (httpcore2.TimeoutException, httpcore2.NetworkError) as error:
            raise _lost(method, url, budget, error) from None
        except httpcore2.ProtocolError as error:
            raise _lost(method, url, budget, error) from None

    def _answer(self, method: str, url: httpx2.URL, response: httpcore2.Response) -> Answer:
        headers = _told(response.headers)
        wait = _wait(response.status, headers)
        if wait is not None:
            raise RateLimited(f"{url.host} answered {response.status}", wait)
        try:
            body, whole = _body(response, headers, self.limits.body)
        except (httpcore2.TimeoutException, httpcore2.NetworkError, httpcore2.ProtocolError):
            if method in SAFE:
                raise
            body, whole = b"", False  # what was asked was done or not, and the status says which
        return Answer(response.status, headers, body, str(url), whole)


def _joined(base: str, target: str) -> str:
    check_signs(target)
    try:
        return urljoin(base, target)
    except ValueError:
        raise Refused("a redirect leads to no address") from None


def _target(url: httpx2.URL) -> httpcore2.URL:
    return httpcore2.URL(
        scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
    )


def _headers(
    url: httpx2.URL, given: Mapping[str, str], content: bytes
) -> list[tuple[bytes | str, bytes | str]]:
    own = {
        "Host": url.netloc.decode("ascii"),
        "User-Agent": USER_AGENT,
        "Accept": "*/*",
        "Accept-Encoding": "identity",
        "Connection": "close",
    }
    if content:
        own["Content-Length"] = str(len(content))
    return [(name.encode(), value.encode()) for name, value in (own | dict(given)).items()]


def _told(headers: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Names in lower case; of one that comes twice the first counts."""
    told: dict[str, str] = {}
    for name, value in headers:
        told.setdefault(name.decode("latin-1").lower(), value.decode("utf-8", "replace"))
    return told


def _lost(method: str, url: httpx2.URL, budget: Budget, error: Exception) -> Exception:
    why = f"{url.host}: {str(error) or type(error).__name__}"[:300]
    return OutcomeUnknown(why) if budget.sent and method not in SAFE else Unavailable(why)


def _body(
    response: httpcore2.Response, headers: Mapping[str, str], most: int
) -> tuple[bytes, bool]:
    """The body, unpacked where it was packed once though nobody asked for that, and if it is whole."""
    unpacker = _unpacker(headers.get("content-encoding", "").strip().lower())
    raw, got = 0, bytearray()
    for chunk in response.iter_stream():
        raw += len(chunk)
        try:
            got += unpacker.decompress(chunk, most + 1 - len(got)) if unpacker else chunk
        except zlib.error:
            return bytes(got[:most]), False
        if raw > most or len(got) > most:
            return bytes(got[:most]), False
    return bytes(got), not raw or unpacker is None or unpacker.eof


def _unpacker(packed: str) -> Any:
    if packed in ("gzip", "x-gzip"):
        return zlib.decompressobj(zlib.MAX_WBITS | 16)
    return zlib.decompressobj() if packed == "deflate" else None


def _wait(status: int, headers: Mapping[str, str]) -> timedelta | None:
    """How long to wait, where the answer says that nothing was done for now."""
    told = headers.get("retry-after", "").strip()
    if status != 429 and not (status == 503 and told):
        return None
    if told.isascii() and told.isdecimal():
        return min(timedelta(seconds=int(told[:9])), LONGEST_WAIT)
    try:
        # By the server's own clock, so that ours need not agree with it.
        then = parsedate_to_datetime(told) - parsedate_to_datetime(headers.get("date", ""))
    except (ValueError, TypeError):
        return WAIT
    return min(max(then, timedelta()), LONGEST_WAIT)
