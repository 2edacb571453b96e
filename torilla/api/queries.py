"""Whose a token is, and which tokens somebody has."""

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from torilla.api.models import Token
from torilla.people.links import hashed
from torilla.people.models import Person, Standing


def going_on(now: datetime) -> QuerySet[Token]:
    """The tokens that work: not ended nor expired, and their person is here and may sign in."""
    standing = Standing.objects.at(now).filter(person=OuterRef("person"))
    return Token.objects.filter(
        Exists(standing),
        ended_at=None,
        expires_at__gt=now,
        person__is_active=True,
        person__erased_at=None,
    )


def token_by(secret: str, now: datetime) -> Token | None:
    """The token and its person, in one query whatever the answer is."""
    return going_on(now).select_related("person").filter(token_hash=hashed(secret)).first()


def working_tokens_of(person: Person, now: datetime) -> QuerySet[Token]:
    """The person's tokens that have neither ended nor expired."""
    return Token.objects.filter(person=person, ended_at=None, expires_at__gt=now)


def own_token(person: Person, pk: int, now: datetime) -> Token | None:
    """One of the person's own tokens that works."""
    return working_tokens_of(person, now).filter(pk=pk).first()
