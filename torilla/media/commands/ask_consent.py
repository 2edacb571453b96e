"""Somebody who is pictured, or their guardian, is asked by a link."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from torilla.core import audit
from torilla.core.command import Refused, command
from torilla.media.commands._consents import locked_pictured
from torilla.media.commands._library import person_of
from torilla.media.ending import follow
from torilla.media.models import Consent, Pictured
from torilla.media.numbers import number
from torilla.people.links import hashed, new_token


@dataclass(frozen=True)
class Asked:
    """A consent that was asked for and the secret of its link, which is known only here and now."""

    consent: Consent
    token: str


@command(permission="media.ask_consent", subject="pictured")
def ask_consent(
    *,
    actor: Any,
    pictured: Pictured,
    basis: str,
    purpose: str,
    channels: list[str],
    until: date,
    language: str,
    now: datetime,
) -> Asked:
    """Make a link by which the person, or a child's guardian, answers once; good for `media.link_days`.

    With the basis "public_task" an adult is told and may object by the link: nothing waits for an answer.
    Whoever was asked before and did not answer is asked anew: ask each guardian by a link of their own.
    """
    current = locked_pictured(pictured)
    capacity = capacity_of(current, now)
    refuse_unless_askable(current, basis, capacity, until, now)
    told = basis == Consent.Basis.PUBLIC_TASK
    token = new_token()
    row = Consent.objects.create(
        pictured=current, state="given" if told else "asked", basis=basis, capacity=capacity,
        how=Consent.How.LINK, purpose=purpose, channels=sorted(channels), until=until,
        language=language, link=hashed(token),
        link_until=now + timedelta(days=number("media.link_days", now)),
        asked_by=person_of(actor), asked_at=now, answered_at=now if told else None,
    )  # fmt: skip
    audit.record(
        row, "media.consent.asked", actor=actor, at=now,
        asset=current.asset_id, basis=basis, capacity=capacity, until=until.isoformat(),
    )  # fmt: skip
    follow(current.asset, actor, now)
    return Asked(row, token)


def capacity_of(pictured: Pictured, now: datetime) -> Consent.Capacity:
    """Who answers today: a child's guardian, or the person."""
    today = timezone.localdate(now)
    child = pictured.child and (pictured.adult_on is None or today < pictured.adult_on)
    return Consent.Capacity.GUARDIAN if child else Consent.Capacity.SELF


def refuse_unless_askable(
    pictured: Pictured, basis: str, capacity: str, until: date, now: datetime
) -> None:
    """Refused where nobody is asked, or where the question cannot be put so."""
    if pictured.never:
        raise Refused(_("A picture of this person is not used."), clause="M5")
    if basis == Consent.Basis.PUBLIC_TASK and capacity == Consent.Capacity.GUARDIAN:
        raise Refused(
            _("A child is shown only with a guardian’s consent."),
            field="basis",
            clause="M5",
            remedy=_("Ask for consent."),
        )
    if until < timezone.localdate(now):
        raise Refused(
            _("The last day is past."), field="until", remedy=_("Choose today or a later day.")
        )
