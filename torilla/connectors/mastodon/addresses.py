"""Addresses of Mastodon and of other servers that speak with it, whatever their host.

A link on a host that is not listed below is read only when Mastodon was chosen, since many other
sites have addresses of the same form; @name@host is read everywhere.
"""

import re

from torilla.connectors import messages
from torilla.connectors.address import NotRecognised
from torilla.connectors.links import Link, read_host
from torilla.connectors.network import Names, Network

NAMES = Names("a–z 0–9 _ . - @", r"[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?", longest=60)
HANDLE = re.compile(r"@?([^@/]+)@([^@/]+)")


def key(given: str) -> str | None:
    """name@host of a name written with its host."""
    handle = HANDLE.fullmatch(given)
    if handle is None:
        return None
    try:
        host = read_host(handle[2])
    except NotRecognised:
        return None
    name = NAMES(handle[1])
    return name and f"{name}@{host}"


def find(link: Link) -> str:
    """The account in a link, also one of another server that is looked at through this one."""
    words = link.segments[1:] if link.first in {"web", "deck"} else link.segments
    if len(words) > 1 and words[0] == "users":
        return f"{words[1]}@{link.base}"
    if not words or not words[0].startswith("@"):
        return ""
    return words[0] if HANDLE.fullmatch(words[0]) else f"{words[0]}@{link.base}"


def url(handle: str) -> str:
    """The address of name@host."""
    name, _, host = handle.partition("@")
    return f"https://{host}/@{name}"


NETWORK = Network(
    slug="mastodon",
    name="Mastodon",
    also_known_as=("fediverse",),
    hosts=(
        "mastodon.social",
        "mastodon.online",
        "mastodontti.fi",
        "mementomori.social",
        "mastodon.world",
        "mas.to",
        "mstdn.social",
        "fosstodon.org",
        "hachyderm.io",
        "social.bund.de",
        "social.overheid.nl",
        "ec.social-network.europa.eu",
    ),
    subdomains=r"www",
    example="https://mastodon.social/@mallila",
    names=NAMES,
    key=key,
    find=find,
    url=url,
    elsewhere={
        "explore": messages.OWN_PAGE,
        "public": messages.OWN_PAGE,
        "tags": messages.OWN_PAGE,
        "about": messages.OWN_PAGE,
    },
    any_host=True,
)
