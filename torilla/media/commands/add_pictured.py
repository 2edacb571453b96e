"""Somebody who can be recognised in a picture is recorded, by what one sees."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from torilla.core import audit
from torilla.core.command import Refused, command
from torilla.media.commands._library import locked, person_of, settle
from torilla.media.ending import follow
from torilla.media.models import Asset, Pictured


@command(permission="media.change", subject="asset")
def add_pictured(
    *,
    actor: Any,
    asset: Asset,
    label: str,
    name: str = "",
    child: bool,
    adult_on: date | None = None,
    ground: str = "",
    ground_note: str = "",
    now: datetime,
) -> Pictured:
    """Record somebody; `adult_on` is the day on which a child turns 18, None where it is not known.

    Refused for a ground without its note, and for a child with a ground: a child needs consent.
    """
    current = locked(asset)
    check_ground(child=child, ground=ground, note=ground_note)
    row = Pictured.objects.create(
        asset=current, label=label, name=name, child=child, adult_on=adult_on if child else None,
        ground=ground, ground_note=ground_note, recorded_by=person_of(actor), recorded_at=now,
    )  # fmt: skip
    if current.pictured_people != Asset.People.SOMEBODY:
        current.pictured_people = Asset.People.SOMEBODY
        current.save(update_fields=["pictured_people"])
    audit.record(row, "media.pictured.added", actor=actor, at=now, asset=current.pk, child=child)
    settle(current, actor=actor, at=now)
    follow(current, actor, now)
    return row


def check_ground(*, child: bool, ground: str, note: str) -> None:
    """Refused where a ground is not told or not enough."""
    if child and ground:
        raise Refused(
            _("A child is shown only with a guardian’s consent."),
            field="ground",
            clause="M5",
            remedy=_("Leave the ground open and ask a guardian for consent."),
        )
    if ground and not note.strip():
        raise Refused(
            _("It is not told which event or task it was."),
            field="ground_note",
            remedy=_("Write for example: “Summer concert in the park 12.7.2026”."),
        )
