"""Addresses of Pinterest, which has a domain of its own in many countries."""

from torilla.connectors import messages
from torilla.connectors.links import Link
from torilla.connectors.network import Names, Network, below

NAMES = Names("a–z 0–9 _", r"[a-z0-9_]+", longest=30, shortest=3)
NEAR = ("at", "ch", "co.uk", "de", "dk", "es", "fi", "fr", "ie", "it", "pt", "se")
FAR = ("ca", "cl", "co.kr", "com.au", "com.mx", "jp", "nz", "ph")
PAGES_OF_PINTEREST = ("ideas", "search", "login", "today", "business", "resource", "settings")


def find(link: Link) -> str:
    """The name of an account in a link."""
    return link.at(0)


NETWORK = Network(
    slug="pinterest",
    name="Pinterest",
    hosts=("pinterest.com", *(f"pinterest.{country}" for country in NEAR + FAR)),
    # fi.pinterest.com is the same page in Finnish
    subdomains=r"(www|m|mobile|[a-z]{2})",
    short_hosts=("pin.it",),
    example="https://pinterest.com/mallila",
    names=NAMES,
    find=find,
    url=below("https://pinterest.com/"),
    elsewhere={
        "pin": messages.POST,
        **dict.fromkeys(PAGES_OF_PINTEREST, messages.OWN_PAGE),
    },
)
