"""Addresses of Flickr: an account is a name that it chose, or a number such as 12345678@N00."""

import re

from torilla.connectors import messages
from torilla.connectors.links import Link
from torilla.connectors.network import Names, Network, below

NAMES = Names("a–z 0–9 _ -", r"[a-z0-9_-]+", longest=32)
NUMBERS = re.compile(r"[0-9]{5,12}@n[0-9]{2}")


def key(given: str) -> str | None:
    """A number with its capital N, or a name in lower case."""
    return given.upper() if NUMBERS.fullmatch(given.lower()) else NAMES(given)


def find(link: Link) -> str:
    """The name or number in a link: after /photos/ or /people/."""
    return link.at(1) if link.first in {"photos", "people"} else ""


NETWORK = Network(
    slug="flickr",
    name="Flickr",
    hosts=("flickr.com",),
    short_hosts=("flic.kr",),
    example="https://flickr.com/photos/mallila",
    names=NAMES,
    key=key,
    find=find,
    url=below("https://flickr.com/photos/"),
    elsewhere={
        "groups": messages.GROUP,
        "photo.gne": messages.POST,
        "explore": messages.OWN_PAGE,
        "search": messages.OWN_PAGE,
    },
)
