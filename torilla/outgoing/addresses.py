"""Which addresses may be asked: of the text that somebody typed, and of the number it leads to."""

import re
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

import httpx2

from torilla.outgoing.errors import Refused

LONGEST = 4096
PORTS = {"http": 80, "https": 443}

IP = IPv4Address | IPv6Address
Origin = tuple[str, int]
"""Host in lower case and port."""

NOT_OURS_TO_ASK = tuple(
    IPv4Network(each)
    for each in (
        "0.0.0.0/8",  # "this network"; Linux takes it for this machine
        "10.0.0.0/8",
        "100.64.0.0/10",  # shared behind a carrier's translation
        "127.0.0.0/8",
        "169.254.0.0/16",  # link-local, and what clouds tell their machines
        "172.16.0.0/12",
        "192.0.0.0/24",  # protocol assignments
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # relays of 6to4
        "192.168.0.0/16",
        "198.18.0.0/15",  # measurements
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
    )
)
"""IANA's special-purpose blocks; Python's own lists differ from release to release."""

GLOBAL_IPV6 = IPv6Network("2000::/3")
"""Only here are global unicast addresses. Mapped, compatible, translated (64:ff9b), unique-local,
link-local and multicast ones all lie outside."""

NOT_IN_GLOBAL_IPV6 = tuple(
    IPv6Network(each)
    for each in (
        "2001::/23",  # protocol assignments, Teredo among them
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: an IPv4 address inside
        "3fff::/20",  # documentation
    )
)
ISATAP = frozenset({b"\x00\x00\x5e\xfe", b"\x02\x00\x5e\xfe"})
"""So begins the half of an address that carries an IPv4 address behind any prefix (RFC 5214, 6.1)."""


def is_global(address: IP) -> bool:
    """Whether this is a public machine's address. One that carries another inside is not."""
    if isinstance(address, IPv4Address):
        return not any(address in block for block in NOT_OURS_TO_ASK)
    if address.scope_id is not None or address.packed[8:12] in ISATAP:
        return False
    return address in GLOBAL_IPV6 and not any(address in block for block in NOT_IN_GLOBAL_IPV6)


_FORBIDDEN = re.compile(r"[\x00-\x20\x7f-\xa0\\]")
_HOST = re.compile(r"[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?\.?", re.ASCII)
_NUMBER = re.compile(r"(0x[0-9a-f]*|[0-9]+)\.?", re.ASCII)


def read(text: str) -> httpx2.URL:
    """The address that a text is. Raises Refused for one that is not plainly http or https."""
    check_signs(text)
    try:
        url = httpx2.URL(text)
    except (httpx2.InvalidURL, UnicodeError, ValueError):
        raise Refused("this is not an address") from None
    if url.scheme not in PORTS:
        raise Refused("only http and https are asked")
    if "@" in re.split(r"[/?#]", text.partition("//")[2], maxsplit=1)[0]:
        raise Refused("an address with a name or password in it is not asked")
    _check_host(url.raw_host.decode("ascii", "replace"))
    return url


def check_signs(text: str) -> None:
    """Raises Refused for a text with signs that some parsers would quietly drop or turn round."""
    if len(text) > LONGEST or _FORBIDDEN.search(text):
        raise Refused("the address is too long or holds signs that no address has")


def _check_host(host: str) -> None:
    if ":" in host:
        try:
            address = ip_address(host)
        except ValueError:
            raise Refused("the host is not written plainly") from None
        if isinstance(address, IPv6Address) and address.scope_id is not None:
            raise Refused("an address that names a network card is not asked")
        return
    if not _HOST.fullmatch(host) or ".." in host:
        raise Refused("the host is not written plainly")
    last = host.rstrip(".").rpartition(".")[2]
    if _NUMBER.fullmatch(last):  # then the whole is an IPv4 address, in whatever spelling
        try:
            IPv4Address(host)
        except ValueError:
            raise Refused("the host is a number that is not written plainly") from None


def origin(url: httpx2.URL) -> Origin:
    """Host and port of an address."""
    port = PORTS[url.scheme] if url.port is None else url.port
    return url.raw_host.decode("ascii").lower(), port


def origins(addresses: Iterable[str]) -> frozenset[Origin]:
    """Those of addresses that the operator has set."""
    return frozenset(origin(read(address)) for address in addresses)
