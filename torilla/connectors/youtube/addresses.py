"""Addresses of YouTube: channels by handle, number or one of the two older kinds of name."""

from torilla.connectors import messages
from torilla.connectors.address import NotRecognised
from torilla.connectors.links import Link
from torilla.connectors.network import Kinds, Names, Network, below

NAMES = Names("a–z å ä ö 0–9 . _ - ·", r"[\w.·-]*[\w-]", longest=30, shortest=3)
OLDER = Names("a–z å ä ö 0–9 . _ -", r"[\w.-]*[\w-]", longest=100)
# A channel's number keeps its capitals
NUMBERS = Names("A–Z a–z 0–9 _ -", r"UC[A-Za-z0-9_-]{22}", longest=24, keeps_case=True)
KINDS = Kinds("@", {"channel": NUMBERS, "c": OLDER, "user": OLDER})


def key(given: str) -> str | None:
    """@ and a handle, or the kind and the name of a channel."""
    if "/" in given:
        return KINDS(given)
    handle = NAMES(given)
    return handle and f"@{handle}"


def find(link: Link) -> str:
    """The handle of a channel in a link, or its kind and name."""
    if link.base == "youtu.be":
        raise NotRecognised(NETWORK.reason(messages.VIDEO))
    if link.first.startswith("@"):
        return link.at(0)
    if link.first in KINDS.of:
        return f"{link.first}/{link.at(1)}"
    # youtube.com/name is the oldest form of youtube.com/c/name
    return link.at(0) and f"c/{link.at(0)}"


NETWORK = Network(
    slug="youtube",
    name="YouTube",
    also_known_as=("yt",),
    hosts=("youtube.com", "youtu.be"),
    subdomains=r"(www|m|music|studio)",
    example="https://youtube.com/@mallila",
    names=NAMES,
    key=key,
    find=find,
    url=below("https://youtube.com/"),
    elsewhere={
        "watch": messages.VIDEO,
        "shorts": messages.VIDEO,
        "live": messages.VIDEO,
        "embed": messages.VIDEO,
        "v": messages.VIDEO,
        "clip": messages.VIDEO,
        "post": messages.POST,
        "playlist": messages.COLLECTION,
        **dict.fromkeys(("results", "feed", "hashtag", "account", "t"), messages.OWN_PAGE),
    },
)
