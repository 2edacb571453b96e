"""Addresses of Vimeo: a path of digits is a video, any other first word an account."""

from torilla.connectors import messages
from torilla.connectors.address import NotRecognised
from torilla.connectors.links import Link
from torilla.connectors.network import Names, Network, below

NAMES = Names("a–z 0–9 _ -", r"[a-z0-9_-]*[a-z_-][a-z0-9_-]*", longest=50)
PAGES_OF_VIMEO = ("watch", "search", "log_in", "join", "upgrade", "categories", "manage", "blog")


def find(link: Link) -> str:
    """The name of an account in a link."""
    name = link.at(0)
    if name.isdigit():
        raise NotRecognised(NETWORK.reason(messages.VIDEO))
    return name


NETWORK = Network(
    slug="vimeo",
    name="Vimeo",
    hosts=("vimeo.com",),
    example="https://vimeo.com/mallila",
    names=NAMES,
    find=find,
    url=below("https://vimeo.com/"),
    elsewhere={
        "channels": messages.COLLECTION,
        "showcase": messages.COLLECTION,
        "album": messages.COLLECTION,
        "ondemand": messages.COLLECTION,
        "groups": messages.GROUP,
        "event": messages.EVENT,
        "video": messages.VIDEO,
        **dict.fromkeys(PAGES_OF_VIMEO, messages.OWN_PAGE),
    },
)
