"""Addresses of Instagram."""

from torilla.connectors import messages
from torilla.connectors.links import Link
from torilla.connectors.network import Names, Network, below

# No dot at the end, no two dots together
NAMES = Names("a–z 0–9 . _", r"[a-z0-9_]+(\.[a-z0-9_]+)*", longest=30)
PAGES_OF_INSTAGRAM = ("explore", "accounts", "direct", "about", "legal", "web", "developer")


def find(link: Link) -> str:
    """The name of an account in a link, also of its stories and of its message link."""
    return link.at(1) if link.first in {"stories", "_u", "m"} else link.at(0)


NETWORK = Network(
    slug="instagram",
    name="Instagram",
    also_known_as=("ig", "insta"),
    hosts=("instagram.com", "instagr.am", "ig.me"),
    example="https://instagram.com/mallila",
    names=NAMES,
    find=find,
    url=below("https://instagram.com/"),
    elsewhere={
        "p": messages.POST,
        "reel": messages.POST,
        "reels": messages.POST,
        "tv": messages.VIDEO,
        "share": messages.SHORT,
        "s": messages.COLLECTION,
        **dict.fromkeys(PAGES_OF_INSTAGRAM, messages.OWN_PAGE),
    },
)
