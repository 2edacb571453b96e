"""A standing ends."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from torilla.core import audit
from torilla.core.command import Refused, command
from torilla.people.models import Standing
from torilla.people.sign_in import end_sessions


@command(permission="people.change", subject="standing")
def end_standing(*, actor: Any, standing: Standing, now: datetime) -> Standing:
    """Ends a standing; with the last one the person is signed out everywhere.

    What hangs on the person stays until somebody ends it. Refused when the standing has ended.
    """
    current: Standing = Standing.objects.select_for_update().get(pk=standing.pk)
    if current.until is not None:
        raise Refused(_("This standing has ended already."))
    current.until = now
    current.save(update_fields=["until"])
    if not Standing.objects.open().filter(person=current.person_id).exists():
        end_sessions(current.person)
    audit.record(
        current.person,
        "people.standing.ended",
        actor=actor,
        at=now,
        person=current.person_id,
        standing=current.pk,
        kind=current.kind,
        unit=current.unit_id,
    )
    return current
