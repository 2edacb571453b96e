"""Who calls: the person of the token in the Authorization header, and no cookie."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja.security import HttpBearer

from torilla.api.limits import spend
from torilla.api.models import Token
from torilla.api.problems import Stopped
from torilla.api.queries import token_by
from torilla.web.two_step import demand_on_programs_of


class Bearer(HttpBearer):
    """A token that works, whose person is here still and may go on, and that has this scope."""

    def __init__(self, scope: str) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> Token | None:
        known = token_by(token, request.now)
        if known is None:
            return None
        spend(request, known)
        if self.scope not in known.scopes:
            detail = _("This key may not do this: it lacks %(scope)s.") % {"scope": self.scope}
            raise Stopped("out-of-scope", detail)
        _ask_two_steps(known, request)
        _note_use(known, request)
        request.user = known.person
        return known


def _ask_two_steps(token: Token, request: HttpRequest) -> None:
    """What is closed to the person on the pages is closed to their programs too."""
    demand = demand_on_programs_of(token.person, request.now)
    if demand and demand.over:
        address = settings.BASE_URL + reverse("mfa_index")
        remedy = _("Set it up at %(address)s. Then this key works again.") % {"address": address}
        raise Stopped("two-step", demand.text, remedy=remedy)


def _note_use(token: Token, request: HttpRequest) -> None:
    """Which day, no more: one write a day."""
    today = timezone.localdate(request.now)
    if token.last_used_on != today:
        Token.objects.filter(pk=token.pk).update(last_used_on=today)
