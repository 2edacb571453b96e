"""Addresses of X, which was called Twitter: both names and hosts are understood."""

from torilla.connectors import messages
from torilla.connectors.links import Link
from torilla.connectors.network import Names, Network, below

NAMES = Names("a–z 0–9 _", r"[a-z0-9_]+", longest=15)
# An account by its number, of which the name may change
NUMBERED = "i/user/"
NUMBERS = Names("0–9", r"[0-9]+", longest=20)
PAGES_OF_X = ("home", "explore", "search", "hashtag", "messages", "notifications", "settings")
FIRST_STEPS = ("about", "compose", "jobs", "login", "privacy", "signup", "tos")


def key(given: str) -> str | None:
    """A name in lower case, or i/user/ and a number."""
    if not given.startswith(NUMBERED):
        return NAMES(given)
    number = NUMBERS(given.removeprefix(NUMBERED))
    return number and NUMBERED + number


def find(link: Link) -> str:
    """The name or number of an account in a link."""
    if link.first in {"intent", "share"}:
        number = link.query.get("user_id", "")
        return link.query.get("screen_name", "") or (number and NUMBERED + number)
    if link.first == "i":
        return NUMBERED + link.at(2) if link.at(1) == "user" else ""
    return link.at(0)


NETWORK = Network(
    slug="x",
    name="X (Twitter)",
    also_known_as=("twitter", "twitter (x)"),
    hosts=("x.com", "twitter.com"),
    short_hosts=("t.co",),
    example="https://x.com/mallila",
    names=NAMES,
    key=key,
    find=find,
    url=below("https://x.com/"),
    elsewhere=dict.fromkeys(PAGES_OF_X + FIRST_STEPS, messages.OWN_PAGE),
)
