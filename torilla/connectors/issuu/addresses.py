"""Addresses of Issuu: an account is a publisher."""

from torilla.connectors import messages
from torilla.connectors.links import Link
from torilla.connectors.network import Names, Network, below

NAMES = Names("a–z 0–9 . _ -", r"[a-z0-9]([a-z0-9._-]*[a-z0-9])?", longest=50)


def find(link: Link) -> str:
    """The name of a publisher in a link, also in that of a publication."""
    return link.at(0)


NETWORK = Network(
    slug="issuu",
    name="Issuu",
    hosts=("issuu.com",),
    example="https://issuu.com/mallila",
    names=NAMES,
    find=find,
    url=below("https://issuu.com/"),
    elsewhere=dict.fromkeys(
        ("search", "explore", "categories", "store", "signin", "signup"), messages.OWN_PAGE
    ),
)
