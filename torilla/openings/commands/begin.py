from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from torilla.core import audit
from torilla.core.command import Refused, command
from torilla.openings.facts import umbrellas_of
from torilla.openings.models import Application
from torilla.people.models import Unit


@command(permission="openings.begin", subject=None)
def begin(
    *, actor: Any, title: str, unit: Unit, network: str, umbrella: str, now: datetime
) -> Application:
    """Begin an application to open an account.

    `umbrella`: why the umbrella account of the network cannot carry this (C15). Refused without a reason
    where the register has such an account.
    """
    if not umbrella.strip() and umbrellas_of(network, now):
        raise Refused(
            _("Write why the umbrella account does not do (C15)."),
            field="umbrella",
        )
    if unit.ended_at is not None:
        raise Refused(_("The unit has ended. Choose another."), field="unit")
    application = Application.objects.create(
        title=title.strip(),
        unit=unit,
        network=network,
        umbrella=umbrella,
        state="drafted",
        made_by=actor,
        made_at=now,
    )
    audit.record(
        application, "openings.application.begun", actor=actor, at=now,
        unit=unit.audit_name, network=network,
    )  # fmt: skip
    return application
