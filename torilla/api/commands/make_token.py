from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from torilla.api.models import Token
from torilla.api.queries import working_tokens_of
from torilla.api.scopes import SCOPES
from torilla.core import audit
from torilla.core.command import Refused, command
from torilla.people.links import hashed, new_token
from torilla.people.models import Person

MOST = 10
"""Tokens that one person may have at once."""
LONGEST = 366
"""Days that a token may work at most."""
PREFIX = "torilla_"
"""By it a token is known where it should not be, in a log or a repository."""


@dataclass(frozen=True)
class Made:
    """A new token and its secret, which is known only here and now."""

    token: Token
    secret: str


@command(permission="api.keep_tokens", subject="person")
def make_token(
    *, actor: Any, person: Person, name: str, scopes: Collection[str], days: int, now: datetime
) -> Made:
    """Makes a token by which a program acts for the person, within these scopes, for so many days.

    Refused without a scope, for a scope that does not exist, for more than 366 days, and when the person
    has ten tokens already.
    """
    if not scopes or not set(scopes) <= SCOPES.keys():
        raise Refused(_("Choose at least one of those offered."), field="scopes")
    if not 1 <= days <= LONGEST:
        raise Refused(_("A key works at least a day and at most 366 days."), field="days")
    # One after another: two made at once would both be the tenth.
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if working_tokens_of(person, now).count() >= MOST:
        raise Refused(
            _("You have %(most)d keys already.") % {"most": MOST},
            remedy=_("End one that no program needs any more."),
        )
    secret = PREFIX + new_token()
    token = Token.objects.create(
        person=person,
        name=name.strip(),
        token_hash=hashed(secret),
        scopes=[scope for scope in SCOPES if scope in scopes],
        made_at=now,
        expires_at=now + timedelta(days=days),
    )
    audit.record(
        token, "api.token.made", actor=actor, at=now,
        scopes=token.scopes, expires_at=token.expires_at.isoformat(),
    )  # fmt: skip
    return Made(token, secret)
