"""A standing ends."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from torilla.core import audit
from torilla.core.command import Refused, command
from torilla.people.models import Standing


@command(permission="people.change", subject="standing")
def end_standing(*, actor: Any, standing: Standing, now: datetime) -> Standing:
    """Ends a standing. What hangs on the person stays until somebody ends it. Refused when it has ended."""
    current: Standing = Standing.objects.select_for_update().get(pk=standing.pk)
    if current.until is not None:
        raise Refused(_("This standing has ended already."))
    current.until = now
    current.save(update_fields=["until"])
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
