"""Addresses of Telegram: persons, channels and public groups share one space of names."""

from torilla.connectors import messages
from torilla.connectors.address import NotRecognised
from torilla.connectors.links import Link
from torilla.connectors.network import Names, Network, below

NAMES = Names("a–z 0–9 _", r"[a-z][a-z0-9_]*", longest=32, shortest=4)
PAGES_OF_TELEGRAM = ("share", "addstickers", "addemoji", "proxy", "socks", "setlanguage", "bg")


def find(link: Link) -> str:
    """The name in a link: after t.me, after its preview /s/, or in front of t.me."""
    if link.subdomain and link.subdomain != "www":
        return link.subdomain
    if link.first.startswith("+"):
        raise NotRecognised(NETWORK.reason(messages.INVITATION))
    return link.at(1) if link.first == "s" else link.at(0)


NETWORK = Network(
    slug="telegram",
    name="Telegram",
    also_known_as=("tg",),
    hosts=("t.me", "telegram.me", "telegram.dog"),
    # name.t.me is the same as t.me/name
    subdomains=r"[a-z0-9_-]+",
    example="https://t.me/mallila",
    names=NAMES,
    find=find,
    url=below("https://t.me/"),
    elsewhere={
        "joinchat": messages.INVITATION,
        "c": messages.POST,
        "addlist": messages.COLLECTION,
        **dict.fromkeys(PAGES_OF_TELEGRAM, messages.OWN_PAGE),
    },
)
