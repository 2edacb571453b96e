"""Addresses of Snapchat."""

from torilla.connectors import messages
from torilla.connectors.links import Link
from torilla.connectors.network import Names, Network, below

NAMES = Names("a–z 0–9 . _ -", r"[a-z][a-z0-9._-]*[a-z0-9]", longest=15, shortest=3)


def find(link: Link) -> str:
    """The name of an account in a link: after /add/ or after @."""
    if link.first in {"add", "u"}:
        return link.at(1)
    return link.at(0) if link.first.startswith("@") else ""


NETWORK = Network(
    slug="snapchat",
    name="Snapchat",
    hosts=("snapchat.com",),
    subdomains=r"(www|m|mobile|story)",
    example="https://snapchat.com/@mallila",
    names=NAMES,
    find=find,
    url=below("https://snapchat.com/@"),
    elsewhere={
        "p": messages.SHORT,
        "t": messages.SHORT,
        "spotlight": messages.VIDEO,
        "lens": messages.OWN_PAGE,
        "discover": messages.OWN_PAGE,
    },
)
