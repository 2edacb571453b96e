"""What the frame around every page needs: who reads, where one may go, what must be said at the top."""

from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from torilla.people.models import Unit
from torilla.people.permissions import Reach, reach
from torilla.web.access import ACCESS
from torilla.web.health import this_version

NAVIGATION = (
    ("web:home", _("Tasks"), "tasks"),
    ("register:accounts", _("Accounts"), "accounts"),
    ("people:people", _("People"), "people"),
    ("guideline:guideline", _("Guideline"), "book"),
    ("web:audit", _("Log"), "log"),
)
FOOT = 4
"""So many places has the bar at the foot of a phone; with more pages the last place is the menu."""


@dataclass(frozen=True)
class Link:
    """A way to go. `here`: "page" on that very page, "true" on a page below it, else ""."""

    word: str | Promise
    url: str
    icon: str = ""
    here: str = ""


class Shell:
    """Everything is read when the template asks, so a page without a frame asks nothing."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def municipality(self) -> str:
        unit = Unit.objects.filter(kind=Unit.Kind.MUNICIPALITY).only("name").first()
        return unit.name if unit else ""

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

    def _link(self, name: str, word: str | Promise, icon: str) -> Link | None:
        needs = ACCESS.get(name)
        if needs and not self._reach.somewhere(needs.see):
            return None
        try:
            url = reverse(name)
        except NoReverseMatch:  # a page to come
            return None
        return Link(word, url, icon, _here(self.request.path, url))


def _here(path: str, url: str) -> str:
    if path == url:
        return "page"
    return "true" if url != "/" and path.startswith(url) else ""


def shell(request: HttpRequest) -> dict[str, Shell]:
    """The context processor."""
    return {"shell": Shell(request)}
