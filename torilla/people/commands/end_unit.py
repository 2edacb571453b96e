"""A unit is no longer part of the organisation."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from torilla.core import audit
from torilla.core.command import Refused, command
from torilla.people.commands._common import end_holding, locked, save_version
from torilla.people.hooks import hangs_on
from torilla.people.models import Holding, Unit


@command(permission="people.change_organisation", subject="unit")
def end_unit(*, actor: Any, unit: Unit, now: datetime) -> Unit:
    """Ends a unit and the time of its head. Refused, with the list, while anything hangs on it."""
    current = locked(unit, None)
    if current.kind == Unit.Kind.MUNICIPALITY:
        raise Refused(_("The municipality does not end."))
    if current.ended_at is not None:
        raise Refused(_("This unit has ended already."))
    hanging = [str(held.what) for held in hangs_on(current, now) if held.ends_first]
    if hanging:
        raise Refused(
            _("This still hangs on the unit: %(what)s.") % {"what": ", ".join(hanging)},
            remedy=_("Move or end it first."),
        )
    save_version(current, actor=actor, now=now, ended_at=now)
    for holding in Holding.objects.open().filter(unit=current):
        end_holding(holding, actor=actor, now=now)
    audit.record(current, "people.unit.ended", actor=actor, at=now)
    return current
