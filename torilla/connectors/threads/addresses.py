"""Addresses of Threads."""

from torilla.connectors import messages
from torilla.connectors.links import Link
from torilla.connectors.network import Names, Network, below

# Names are those of Instagram
NAMES = Names("a–z 0–9 . _", r"[a-z0-9_]+(\.[a-z0-9_]+)*", longest=30)


def find(link: Link) -> str:
    """The name of an account in a link: the word after @."""
    return link.at(0) if link.first.startswith("@") else ""


NETWORK = Network(
    slug="threads",
    name="Threads",
    hosts=("threads.com", "threads.net"),
    example="https://threads.com/@mallila",
    names=NAMES,
    find=find,
    url=below("https://threads.com/@"),
    elsewhere={"t": messages.POST, "search": messages.OWN_PAGE, "login": messages.OWN_PAGE},
    federated=True,
)
