"""Addresses of Facebook: pages and profiles by name or number. Groups are no accounts."""

import re

from torilla.connectors import messages
from torilla.connectors.address import NotRecognised
from torilla.connectors.links import Link
from torilla.connectors.network import Names, Network, below

# Capitals and dots make no difference in a name on Facebook. Names are given without hyphens
# today, but older pages have them.
NAMES = Names("a–z 0–9 . -", r"[a-z0-9-]+", longest=75, ignored=".")
# Old page addresses end in a number of the page: Mallilan-kunta-123456789012
NUMBERED = re.compile(r"(?:.*-)?([0-9]{9,})", re.DOTALL)
# Pages and profiles that stand in the query of a script
SCRIPTS = {"profile.php", "story.php", "permalink.php"}
POSTS = ("photo.php", "photo", "photos", "reel", "reels", "stories", "media", "story", "posts")
PAGES_OF_FACEBOOK = (
    "login",
    "login.php",
    "home.php",
    "l.php",
    "hashtag",
    "help",
    "search",
    "policies",
)
APPS_OF_FACEBOOK = (
    "business",
    "dialog",
    "gaming",
    "marketplace",
    "messages",
    "plugins",
    "settings",
)


def key(given: str) -> str | None:
    """The number of a page if the name ends in one, else the name without dots."""
    numbered = NUMBERED.fullmatch(given)
    return numbered[1] if numbered else NAMES(given)


def find(link: Link) -> str:
    """The name or number of a page or profile in a link."""
    if link.base == "fb.me" and len(link.segments) > 1:
        raise NotRecognised(NETWORK.reason(messages.SHORT))
    if link.first in SCRIPTS:
        return link.query.get("id", "")
    if link.first in {"pages", "people"}:
        return next((word for word in link.segments[:0:-1] if NUMBERED.fullmatch(word)), "")
    return link.at(1) if link.first in {"pg", "p"} else link.at(0)


NETWORK = Network(
    slug="facebook",
    name="Facebook",
    also_known_as=("fb",),
    hosts=("facebook.com", "fb.com", "fb.me", "m.me"),
    short_hosts=("fb.watch",),
    # fi-fi.facebook.com is the same page in Finnish
    subdomains=r"(www|m|mobile|web|touch|mbasic|[a-z]{2}-[a-z]{2})",
    example="https://facebook.com/mallilankunta",
    names=NAMES,
    key=key,
    find=find,
    url=below("https://facebook.com/"),
    elsewhere={
        "groups": messages.GROUP,
        "share": messages.SHORT,
        "sharer": messages.SHORT,
        "sharer.php": messages.SHORT,
        "events": messages.EVENT,
        "watch": messages.VIDEO,
        **dict.fromkeys(POSTS, messages.POST),
        **dict.fromkeys(PAGES_OF_FACEBOOK + APPS_OF_FACEBOOK, messages.OWN_PAGE),
    },
    joint_controller="Meta Platforms Ireland Limited",
    joint_terms="https://www.facebook.com/legal/terms/page_controller_addendum",
)
