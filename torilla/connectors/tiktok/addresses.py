"""Addresses of TikTok."""

from torilla.connectors import messages
from torilla.connectors.links import Link
from torilla.connectors.network import Names, Network, below

NAMES = Names("a–z 0–9 . _", r"[a-z0-9_.]*[a-z0-9_]", longest=24, shortest=2)


def find(link: Link) -> str:
    """The name of an account in a link: the word after @."""
    return link.at(0) if link.first.startswith("@") else ""


NETWORK = Network(
    slug="tiktok",
    name="TikTok",
    hosts=("tiktok.com",),
    short_hosts=("vm.tiktok.com", "vt.tiktok.com"),
    example="https://tiktok.com/@mallila",
    names=NAMES,
    find=find,
    url=below("https://tiktok.com/@"),
    elsewhere={
        "t": messages.SHORT,
        "v": messages.VIDEO,
        "video": messages.VIDEO,
        "embed": messages.VIDEO,
        "tag": messages.OWN_PAGE,
        "music": messages.OWN_PAGE,
    },
)
