"""What is recorded of somebody pictured is put right."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from torilla.core import audit
from torilla.core.command import Refused, command
from torilla.media.commands._consents import locked_pictured
from torilla.media.commands.add_pictured import check_ground
from torilla.media.ending import follow
from torilla.media.models import Pictured


@command(permission="media.change", subject="pictured")
def change_pictured(
    *,
    actor: Any,
    pictured: Pictured,
    label: str,
    name: str = "",
    child: bool,
    adult_on: date | None = None,
    ground: str = "",
    ground_note: str = "",
    now: datetime,
) -> Pictured:
    """Change who is meant, whether a child, until when, and an adult's ground.

    Refused where a child would become an adult though a guardian was asked: then time alone, or a day of
    turning 18, does that.
    """
    current = locked_pictured(pictured)
    check_ground(child=child, ground=ground, note=ground_note)
    if current.child and not child and current.consents.filter(capacity="guardian").exists():
        raise Refused(
            _("A guardian was asked, so this is a child."),
            field="age",
            remedy=_("If the child has turned 18, write the date of birth."),
        )
    current.label, current.name, current.child = label, name, child
    current.adult_on = adult_on if child else None
    current.ground, current.ground_note = ground, ground_note
    current.save(update_fields=["label", "name", "child", "adult_on", "ground", "ground_note"])
    audit.record(current, "media.pictured.changed", actor=actor, at=now, asset=current.asset_id)
    follow(current.asset, actor, now)
    return current
