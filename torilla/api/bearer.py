"""Who calls: the person of the token in the Authorization header, and no cookie."""

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja.security import HttpBearer

from torilla.api.limits import spend
from torilla.api.models import Token
from torilla.api.problems import Stopped
from torilla.api.queries import token_by


class Bearer(HttpBearer):
    """A token that works, whose person is here still, and that has this scope."""

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
        _note_use(known, request)
        request.user = known.person
        return known


def _note_use(token: Token, request: HttpRequest) -> None:
    """Which day, no more: one write a day."""
    today = timezone.localdate(request.now)
    if token.last_used_on != today:
        Token.objects.filter(pk=token.pk).update(last_used_on=today)
