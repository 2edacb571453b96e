"""A consent is taken back: by the link, or by word that the staff record."""

from datetime import datetime
from typing import Any

from torilla.core.command import command
from torilla.media.commands._consents import locked_consent, must_move, taken_back
from torilla.media.models import Consent

HEARD = ("phone", "paper", "mail", "in_person")


@command(permission="media.answer_consent", subject="consent")
def withdraw_consent(*, actor: Any, consent: Consent, now: datetime) -> Consent:
    """Whoever holds the link takes the consent back, or objects. One guardian does it for all."""
    return _withdraw(consent, actor, now)


@command(permission="media.ask_consent", subject="consent")
def record_withdrawal(*, actor: Any, consent: Consent, heard: str, now: datetime) -> Consent:
    """Somebody said so by phone, on paper, by mail or in person (`heard`): it counts just the same."""
    if heard not in HEARD:
        raise ValueError(heard)
    return _withdraw(consent, actor, now, heard=heard)


def _withdraw(consent: Consent, actor: Any, now: datetime, **details: str) -> Consent:
    row = locked_consent(consent)
    must_move(row, "withdrawn")
    taken_back(row, actor, now, now, **details)
    return row
