from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from torilla.api.models import Token
from torilla.core import audit
from torilla.core.command import Refused, command


@command(permission="api.keep_tokens", subject="key")
def end_token(*, actor: Any, key: Token, now: datetime) -> Token:
    """Ends a token; no program acts by it from now on. Refused when it has ended."""
    current: Token = Token.objects.select_for_update(of=("self",)).get(pk=key.pk)
    if current.ended_at is not None:
        raise Refused(_("This key has ended already."))
    current.ended_at = now
    current.save(update_fields=["ended_at"])
    audit.record(current, "api.token.ended", actor=actor, at=now)
    return current
