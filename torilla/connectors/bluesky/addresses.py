"""Addresses of Bluesky: an account is a domain, or a DID, which stays when the domain changes."""

import re

from torilla.connectors import messages
from torilla.connectors.address import NotRecognised
from torilla.connectors.links import Link, read_host
from torilla.connectors.network import Names, Network, below

# A name without a domain is a name on Bluesky's own
OWN_DOMAIN = "bsky.social"
NAMES = Names("a–z 0–9 - .", r"[a-z0-9.-]+", longest=253, shortest=3)
PLC = re.compile(r"did:plc:[a-z2-7]{24}")
WEB = "did:web:"


def key(given: str) -> str | None:
    """A domain in lower case, or a DID."""
    name = given.removeprefix("@")
    if PLC.fullmatch(name):
        return name
    method, domain = (WEB, name[len(WEB) :]) if name.startswith(WEB) else ("", name)
    whole = domain if "." in domain or method else f"{domain}.{OWN_DOMAIN}"
    try:
        handle = NAMES(read_host(whole))
    except NotRecognised:
        return None
    return handle and method + handle


def find(link: Link) -> str:
    """The domain or DID in a link; the host itself where it is a name on Bluesky's own domain."""
    if link.base == OWN_DOMAIN:
        return link.host if link.subdomain else ""
    return link.at(1) if link.first == "profile" else ""


NETWORK = Network(
    slug="bluesky",
    name="Bluesky",
    also_known_as=("bsky",),
    hosts=("bsky.app", OWN_DOMAIN),
    subdomains=r"[a-z0-9-]+",
    short_hosts=("go.bsky.app",),
    example="https://bsky.app/profile/mallila.bsky.social",
    names=NAMES,
    key=key,
    find=find,
    url=below("https://bsky.app/profile/"),
    elsewhere={
        "starter-pack": messages.COLLECTION,
        "start": messages.COLLECTION,
        "search": messages.OWN_PAGE,
        "hashtag": messages.OWN_PAGE,
    },
)
