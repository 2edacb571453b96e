from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from torilla.core import audit
from torilla.core.command import Refused, command
from torilla.media.commands._library import locked, person_of, settle
from torilla.media.ending import follow
from torilla.media.models import Asset, Licence

PROVEN = {"agreement", "permission", "licence"}
"""Grounds for which there is something to show."""


@command(permission="media.change", subject="asset")
def state_right(
    *,
    actor: Any,
    asset: Asset,
    author: str,
    source: str,
    ground: str,
    proof: str,
    channels: list[str],
    until: date | None,
    credit: str,
    people: str,
    now: datetime,
) -> Licence:
    """State the right to use an asset, and whether somebody can be recognised. The one before ends."""
    current = locked(asset)
    if ground in PROVEN and not proof.strip():
        raise Refused(
            _("It is not said where the agreement, the permission or the licence is found."),
            field="proof",
            remedy=_("Write its case number, address or place in the archive."),
        )
    current.licences.filter(ended_at=None).update(ended_at=now)
    licence = Licence.objects.create(
        asset=current, author=author, source=source, ground=ground, proof=proof,
        channels=sorted(channels), until=until, credit=credit, recorded_by=person_of(actor),
        recorded_at=now,
    )  # fmt: skip
    audit.record(
        current, "media.right.stated", actor=actor, at=now, source=source, ground=ground,
        channels=licence.channels, until=until.isoformat() if until else None,
    )  # fmt: skip
    _tell_people(current, people)
    settle(current, actor=actor, at=now)
    follow(current, actor, now)
    return licence


def _tell_people(asset: Asset, people: str) -> None:
    """Somebody who was named once is not made nobody by a form: they are taken out one by one."""
    if people == "nobody" and asset.pictured.exists():
        raise Refused(
            _("Somebody is named as recognisable in the picture."),
            field="people",
            remedy=_("Take them out first, if it was a mistake."),
        )
    asset.pictured_people = people
    asset.save(update_fields=["pictured_people"])
