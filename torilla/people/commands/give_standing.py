"""What a person is to the municipality."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from torilla.core import audit
from torilla.core.command import Refused, command
from torilla.people.commands._common import going_on, is_provider
from torilla.people.models import Person, Standing, Unit


@command(permission="people.change", subject="person")
def give_standing(
    *, actor: Any, person: Person, kind: str, unit: Unit | None, title: str = "", now: datetime
) -> Standing:
    """Gives a standing (J1); one person may have several. Refused when the same is in force already."""
    if person.erased_at is not None:
        raise Refused(_("This person was erased. There is nothing left to change."))
    going_on(unit, "unit")
    if Standing.objects.open().filter(person=person, kind=kind, unit=unit).exists():
        raise Refused(
            _("%(name)s has this standing already.") % {"name": person.name}, field="kind"
        )
    standing = Standing.objects.create(
        person=person,
        kind=kind,
        unit=unit,
        title=title.strip(),
        since=now,
        by_provider=is_provider(actor),
    )
    audit.record(
        person,
        "people.standing.given",
        actor=actor,
        at=now,
        person=person.pk,
        standing=standing.pk,
        kind=kind,
        unit=unit.pk if unit else None,
    )
    return standing
