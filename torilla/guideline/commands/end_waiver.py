from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from torilla.core import audit
from torilla.core.command import Refused, command
from torilla.guideline.models import Finding, Waiver


@command(permission="guideline.waive", subject="waiver")
def end_waiver(*, actor: Any, waiver: Waiver, now: datetime) -> Waiver:
    """End an exception before its day; what it excused must be put right again.

    Raises Refused when it has ended already.
    """
    if waiver.until is not None and waiver.until <= now:
        raise Refused(_("This waiver has ended already."))
    waiver.until = now
    waiver.save(update_fields=["until"])
    excused = Finding.objects.filter(waiver=waiver, closed_at=None)
    sources = list(excused.values_list("source", flat=True))
    excused.update(waiver=None)
    audit.record(
        waiver, "guideline.waiver.ended", actor=actor, at=now,
        source=sources[0] if sources else "", of=waiver.subject_id, rule=waiver.rule,
    )  # fmt: skip
    return waiver
