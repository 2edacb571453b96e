"""What the frame around every page needs: who reads, where one may go, what must be said at the top."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from torilla.guideline.policies import NoPolicy, current_policy
from torilla.guideline.texts import in_language, place
from torilla.people.models import Person
from torilla.people.openid.configured import WorkAccounts
from torilla.people.permissions import Reach, reach
from torilla.policy import Policy
from torilla.web import restored
from torilla.web.access import ACCESS
from torilla.web.health import this_version
from torilla.web.matters import matters_of
from torilla.web.two_step import Demand

NAVIGATION = (
    ("web:home", _("Tasks"), "tasks"),
    ("register:accounts", _("Accounts"), "accounts"),
    ("meetings:meetings", _("Meetings"), "meeting"),
    ("openings:applications", _("Applications"), "form"),
    ("matters:disclosures", pgettext_lazy("navigation", "May it be told?"), "ask"),
    ("media:library", _("Pictures"), "picture"),
    ("agreements:agreements", pgettext_lazy("navigation", "Agreements"), "agreement"),
    ("people:people", _("People"), "people"),
    ("web:market_test", _("Market-square test"), "square"),
    ("guideline:guideline", _("Guideline"), "book"),
    ("web:audit", _("Log"), "log"),
)
OWN_MATTERS = {
    "meetings:meetings": "meetings",
    "openings:applications": "applications",
    "media:library": "pictures",
    "agreements:agreements": "agreements",
    "matters:disclosures": "disclosures",
}
"""Lists that are open to many and of use to some: the way is shown to those who have anything there."""
INVENTED = "999"
"""The code of the demonstration's municipality; no real one has it."""
FOOT = 4
"""So many places has the bar at the foot of a phone; with more pages the last place is the menu."""


@dataclass(frozen=True)
class Link:
    """A way to go. `here`: "page" on that very page, "true" on a page below it, else ""."""

    word: str | Promise
    url: str
    icon: str = ""
    here: str = ""


class Clauses:
    """The chip of a clause asks here where it stands and where it is explained."""

    def __init__(self, policy: Policy | None) -> None:
        self.policy = policy

    def get(self, clause_id: str) -> dict[str, str] | None:
        if self.policy is None or clause_id not in self.policy.clauses:
            return None
        return {
            "place": place(self.policy, clause_id),
            "url": _url("guideline:clause", clause_id),
            "language": self.policy.document.language,
        }


class Shell:
    """Everything is read when the template asks, so a page without a frame asks nothing."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def policy(self) -> Policy | None:
        try:
            return current_policy(timezone.now())
        except NoPolicy:
            return None

    @cached_property
    def municipality(self) -> str:
        return in_language(self.policy.municipality.name) if self.policy else ""

    @property
    def clauses(self) -> "Clauses":
        return Clauses(self.policy)

    @cached_property
    def strips(self) -> list[dict[str, Any]]:
        return [*self._demo_strip(), *self._held_strip(), *self._two_step_strip()]

    @property
    def two_step(self) -> Demand | None:
        """What the gate asks of the reader."""
        return getattr(self.request, "two_step", None)

    def _two_step_strip(self) -> list[dict[str, Any]]:
        url = _url("mfa_index")
        if self.two_step is None or self.request.path.startswith(url):
            return []
        strip = {"kind": "stale", "word": _("Two-step sign-in"), "text": self.two_step.text}
        return [{**strip, "url": url, "link": _("Set it up")}]

    def _held_strip(self) -> list[dict[str, Any]]:
        may = self._known and self._reach.somewhere("core.release")
        return restored.strips() if may else []

    def _demo_strip(self) -> list[dict[str, Any]]:
        if self.policy is None or self.policy.municipality.code != INVENTED:
            return []
        text = _("{place} is an invented municipality, and so are its people and accounts.")
        return [{"kind": "demo", "word": _("Demo"), "text": text.format(place=self.municipality)}]

    @cached_property
    def scheme(self) -> str:
        return self.request.user.scheme if self._known else "auto"

    @cached_property
    def navigation(self) -> list[Link]:
        links = [self._link(*line) for line in NAVIGATION] if self._known else []
        return [link for link in links if link]

    @property
    def bottom(self) -> list[Link]:
        return self.navigation[: FOOT - 1] if self.more else self.navigation

    @property
    def more(self) -> bool:
        return len(self.navigation) > FOOT

    @property
    def nobody_yet(self) -> bool:
        """Whether nobody has a password so far: then the way in is the set-up link."""
        return not Person.objects.exclude(password="").exists()

    @property
    def work_accounts(self) -> WorkAccounts | None:
        """What is set of signing in with a work account; None: there is no such way in."""
        found: WorkAccounts | None = settings.WORK_ACCOUNTS
        return found

    @property
    def version(self) -> str:
        return this_version()

    @property
    def _known(self) -> bool:
        user = getattr(self.request, "user", None)
        return user is not None and user.is_authenticated

    @cached_property
    def _reach(self) -> Reach:
        # The view has asked already: the same moment costs no further query.
        kept = getattr(self.request.user, "_reach", None)
        return kept[1] if kept else reach(self.request.user, now=timezone.now())

    @cached_property
    def _matters(self) -> dict[str, bool]:
        """Of which lists the reader has anything."""
        return matters_of(self.request.user, self._reach)

    def _link(self, name: str, word: str | Promise, icon: str) -> Link | None:
        needs = ACCESS.get(name)
        if name in OWN_MATTERS:
            if not self._matters[OWN_MATTERS[name]]:
                return None
        elif needs and not self._reach.somewhere(needs.see):
            return None
        url = _url(name)
        return Link(word, url, icon, _here(self.request.path, url)) if url else None


def _url(name: str, *arguments: str) -> str:
    """The page's address; "" for a page to come."""
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""


def _here(path: str, url: str) -> str:
    if path == url:
        return "page"
    return "true" if url != "/" and path.startswith(url) else ""


def shell(request: HttpRequest) -> dict[str, Shell]:
    """The context processor."""
    return {"shell": Shell(request)}
