"""One-time links: the token goes out once, only its hash is kept."""

import hashlib
import secrets
from datetime import datetime
from typing import Protocol

from django.utils.translation import gettext_lazy as _

from torilla.core.command import Refused


class OneTimeLink(Protocol):
    """A row behind a link."""

    expires_at: datetime
    used_at: datetime | None


def new_token() -> str:
    """256 bits, fit for an address."""
    return secrets.token_urlsafe(32)


def hashed(token: str) -> str:
    """What is kept of a token. It is random, so it needs no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


def refuse_unless_good(link: OneTimeLink | None, now: datetime, remedy: object) -> None:
    """Refused, in a sentence, when the link is not known (any more), used or too old."""
    if link is None:
        raise Refused(
            _("This link is not known. A newer one may have taken its place."), remedy=remedy
        )
    if link.used_at is not None:
        raise Refused(_("This link has been used already."), remedy=remedy)
    if link.expires_at <= now:
        raise Refused(_("This link has expired."), remedy=remedy)
