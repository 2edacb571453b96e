"""Addresses of LinkedIn: companies, schools, showcases and persons are kinds of their own."""

from torilla.connectors import messages
from torilla.connectors.links import Link
from torilla.connectors.network import Kinds, Names, Network, below

NAMES = Names("a–z å ä ö 0–9 -", r"[^\W_]+(-+[^\W_]+)*-?", longest=100)
KINDS = Kinds("company", dict.fromkeys(("company", "school", "showcase", "in"), NAMES))


def find(link: Link) -> str:
    """The kind and the name of an account in a link."""
    words = link.segments
    if link.first == "organization-guest":
        words = words[1:]
    return "/".join(words[:2]) if len(words) > 1 and words[0].lower() in KINDS.of else ""


NETWORK = Network(
    slug="linkedin",
    name="LinkedIn",
    hosts=("linkedin.com",),
    short_hosts=("lnkd.in",),
    # fi.linkedin.com is the same page in Finnish
    subdomains=r"(www|m|mobile|[a-z]{2})",
    example="https://linkedin.com/company/mallila",
    names=NAMES,
    key=KINDS,
    find=find,
    url=below("https://linkedin.com/"),
    elsewhere={
        "groups": messages.GROUP,
        "events": messages.EVENT,
        "posts": messages.POST,
        "feed": messages.POST,
        "pulse": messages.POST,
        "jobs": messages.OWN_PAGE,
        "login": messages.OWN_PAGE,
        "learning": messages.OWN_PAGE,
    },
    joint_controller="LinkedIn Ireland Unlimited Company",
    joint_terms="https://www.linkedin.com/legal/l/page-joint-controller-addendum",
)
