"""What the interface holds of a person; see `people.hooks`."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from torilla.api.models import Answer, Token
from torilla.api.queries import working_tokens_of
from torilla.people.hooks import Held
from torilla.people.models import Person

COVERS = frozenset({"api.token.person"})


def held_by(person: Person, now: datetime) -> Iterator[Held]:
    """Tokens that work; they end by themselves with their person."""
    for token in working_tokens_of(person, now):
        yield Held(format_lazy(_("key for a program: {name}"), name=token.name), ends_first=False)


def exported(person: Person) -> dict[str, Any]:
    """The tokens, without what opens anything."""
    return {
        "api_tokens": [
            {
                "name": token.name,
                "scopes": token.scopes,
                "made_at": token.made_at.isoformat(),
                "expires_at": token.expires_at.isoformat(),
                "ended_at": token.ended_at and token.ended_at.isoformat(),
                "last_used_on": token.last_used_on and token.last_used_on.isoformat(),
            }
            for token in person.api_tokens.all()
        ]
    }


def forget(person: Person, now: datetime) -> None:
    """Tokens go. Kept answers lose their words, any may speak of the person; the calls stay known."""
    Token.objects.filter(person=person).delete()
    Answer.objects.update(body=None)
