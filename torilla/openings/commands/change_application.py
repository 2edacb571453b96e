from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from torilla.core import audit
from torilla.core.command import Refused, command
from torilla.openings.commands._written import writable
from torilla.openings.models import Application
from torilla.people.models import Unit


@command(permission="openings.write", subject="application")
def change_application(
    *,
    actor: Any,
    application: Application,
    title: str,
    unit: Unit,
    network: str,
    umbrella: str,
    now: datetime,
) -> Application:
    """Correct what was said when the application was begun."""
    current = writable(application)
    if unit.ended_at is not None:
        raise Refused(_("The unit has ended. Choose another."), field="unit")
    wanted = {
        "title": title.strip(), "unit_id": unit.pk, "network": network, "umbrella": umbrella,
    }  # fmt: skip
    changed = sorted(name for name, value in wanted.items() if getattr(current, name) != value)
    for name in changed:
        setattr(current, name, wanted[name])
    current.save(update_fields=changed)
    audit.record(
        current, "openings.application.changed", actor=actor, at=now, changes=changed
    )  # the words themselves may name somebody
    return current
